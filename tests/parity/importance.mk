# make parity-importance: importance, correlation and bins against numpy, pandas and scikit-learn; a part of make parity.

IMPORTANCE_COUNT ?= 1000

.PHONY: parity-importance

$(BUILD)/venv-parity/sklearn: $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) -m pip install --quiet pandas scikit-learn
	@touch $@

parity-importance: $(EXTENSION) $(BUILD)/venv-parity/sklearn
	@$(PARITY_PYTHON) tests/parity/importance.py --extension $(PARITY_EXTENSION) --count $(IMPORTANCE_COUNT)

parity: parity-importance
