# make parity-importance: importance, correlation and bins against numpy, pandas and scikit-learn; a part of make parity.

IMPORTANCE_COUNT ?= 1000

APART += parity-importance

parity-importance: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/importance.py --extension $(PARITY_EXTENSION) --count $(IMPORTANCE_COUNT)

parity: parity-importance
