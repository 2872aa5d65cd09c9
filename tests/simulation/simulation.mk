# make coverage: how often intervals hold the figure of the population, over a thousand simulated data sets of each kind.
# make false-alarms: how often a comparison of models that are equally good says that they are not.
# make false-verdicts: how often a requirement fails that the model meets exactly.
# make weak-slices: how often weak_slices confirms a slice where there is none, and which planted slices it finds.
# Each takes some ten minutes.
# make damaged-labels: how many labels that were damaged on purpose repair_gains and ObjectLab find. Takes a minute.

APART += coverage false-alarms false-verdicts weak-slices damaged-labels

coverage: $(EXTENSION)
	@$(PYTHON) tests/simulation/coverage.py --extension $(abspath $(BUILD))/boxscore

false-alarms: $(EXTENSION)
	@$(PYTHON) tests/simulation/comparison.py --extension $(abspath $(BUILD))/boxscore

false-verdicts: $(EXTENSION)
	@$(PYTHON) tests/simulation/verdicts.py --extension $(abspath $(BUILD))/boxscore

damaged-labels: $(EXTENSION) example
	@$(PYTHON) tests/simulation/damaged_labels.py --extension $(abspath $(BUILD))/boxscore --example $(EXAMPLE_DB)

weak-slices: $(EXTENSION)
	@$(PYTHON) tests/simulation/slices.py --extension $(abspath $(BUILD))/boxscore
