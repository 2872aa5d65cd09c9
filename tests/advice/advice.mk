# make advice-check: every view that an error advises is created on the table that provoked it, and gives the right figures.

QUICK += advice-check

advice-check: $(EXTENSION)
	@$(PYTHON) tests/advice/advice.py $(EXTENSION)
