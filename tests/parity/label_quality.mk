# make parity-label-quality: label_quality against cleanlab's ObjectLab, on random data sets. Its venv takes a minute, so it is no
# part of make parity; make parity-frozen has figures of it.

LABEL_QUALITY_COUNT ?= 300
OBJECTLAB_PYTHON := $(BUILD)/venv-objectlab/bin/python

APART += parity-label-quality

$(BUILD)/venv-objectlab/ready:
	@$(PYTHON) -m venv $(@D)
	@$(OBJECTLAB_PYTHON) -m pip install --quiet cleanlab
	@touch $@

parity-label-quality: $(EXTENSION) $(BUILD)/venv-objectlab/ready
	@$(OBJECTLAB_PYTHON) tests/parity/label_quality.py --extension $(PARITY_EXTENSION) --count $(LABEL_QUALITY_COUNT)
