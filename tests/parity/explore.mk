# make parity-explore: distances of samples, outliers and neighbours against scipy, numpy and scikit-learn; a part of make
# parity.

EXPLORE_COUNT ?= 600

APART += parity-explore

parity-explore: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/explore.py --extension $(PARITY_EXTENSION) --count $(EXPLORE_COUNT)

parity: parity-explore
