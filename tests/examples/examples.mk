# make examples-check: the analyses find what was planted in the examples.

QUICK += examples-check

examples-check: $(EXTENSION) $(EXAMPLE_DB)
	@$(PYTHON) tests/examples/street.py $(EXTENSION) $(EXAMPLE_DB)
