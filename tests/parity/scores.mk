# make parity-scores: operating points, best thresholds and calibration against scikit-learn, a part of make parity.
# make parity-scores-frozen: the same with stored figures; no network.

SCORES_COUNT ?= 300

QUICK += parity-scores-frozen
APART += parity-scores parity-scores-freeze

parity-scores: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/scores.py --extension $(PARITY_EXTENSION) --count $(SCORES_COUNT)

parity: parity-scores

parity-scores-frozen: $(EXTENSION)
	@$(PYTHON) tests/parity/scores.py --extension $(PARITY_EXTENSION) --frozen tests/parity/scores.json

# Rewrites the stored figures; only where the data sets change.
parity-scores-freeze: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/scores.py --extension $(PARITY_EXTENSION) --freeze tests/parity/scores.json
