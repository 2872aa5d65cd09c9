# make parity-label-quality: label_quality against cleanlab's ObjectLab, on random data sets; a part of make parity.

LABEL_QUALITY_COUNT ?= 300

APART += parity-label-quality

parity-label-quality: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/label_quality.py --extension $(PARITY_EXTENSION) --count $(LABEL_QUALITY_COUNT)

parity: parity-label-quality
