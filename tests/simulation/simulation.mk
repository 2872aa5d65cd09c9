# make coverage: how often intervals hold the figure of the population, over a thousand simulated data sets of each kind.
# It takes some ten minutes.

APART += coverage

coverage: $(EXTENSION)
	@$(PYTHON) tests/simulation/coverage.py --extension $(abspath $(BUILD))/boxscore
