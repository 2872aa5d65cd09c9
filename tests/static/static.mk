# make static-check: the library of make static beside a program that has functions of every name that is used inside of it.

QUICK += static-check

static-check: static $(EXAMPLE_DB)
	@CC="$(CC)" tests/static/static.sh $(BUILD) $(EXAMPLE_DB)
