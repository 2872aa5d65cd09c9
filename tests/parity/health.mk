# make parity-health: the near-duplicates of dataset_issues against OpenCV's non-maximum suppression, on random boxes; a part
# of make parity.

HEALTH_COUNT ?= 200

APART += parity-health

parity-health: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/health.py --extension $(PARITY_EXTENSION) --count $(HEALTH_COUNT)

parity: parity-health
