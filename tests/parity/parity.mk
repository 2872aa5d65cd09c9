# make parity: every figure equals pycocotools' to the last bit, on random data sets (pycocotools comes from PyPI into
# a venv of its own, with the judges of the other files here; numpy from 2.3 on, which adds all cells pairwise and not 8192
# at a time). make parity-frozen: the same for data sets whose figures are stored here; no network. make parity-sample SAMPLE=FOLDER:
# a sample of COCO with pycocotools' figures beside it; without SAMPLE it is skipped.

PARITY_COUNT ?= 600
PARITY_MASKS ?= 200
SAMPLE ?=
PARITY_PYTHON := $(BUILD)/venv-parity/bin/python
PARITY_EXTENSION := $(abspath $(BUILD))/boxscore

QUICK += parity-frozen parity-sample
APART += parity parity-figures parity-freeze

# All judges in one go: make may compare with several of them at once, and pip in one venv may not.
$(BUILD)/venv-parity/ready:
	@$(PYTHON) -m venv $(@D)
	@$(PARITY_PYTHON) -m pip install --quiet 'numpy>=2.3' pycocotools pillow shapely scipy scikit-learn pandas opencv-python-headless appdirs
	@$(PARITY_PYTHON) -m pip install --quiet --no-deps tidecv==1.0.1
	@touch $@

parity: parity-figures

parity-figures: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/parity.py --extension $(PARITY_EXTENSION) --count $(PARITY_COUNT)
	@$(PARITY_PYTHON) tests/parity/segm.py --extension $(PARITY_EXTENSION) --count $(PARITY_MASKS)
	@$(PYTHON) tests/parity/sample.py --extension $(PARITY_EXTENSION) --all $(SAMPLE)

# The quick ones, part of make test: standard library only, no network.
parity-frozen: $(EXTENSION)
	@$(PYTHON) tests/parity/frozen.py --extension $(PARITY_EXTENSION) tests/parity/frozen
	@$(PYTHON) tests/parity/error_types.py --extension $(PARITY_EXTENSION) --frozen tests/parity/frozen/error_types
	@$(PYTHON) tests/parity/label_quality.py --extension $(PARITY_EXTENSION) --frozen tests/parity/frozen/label_quality

parity-sample: $(EXTENSION)
	@$(PYTHON) tests/parity/sample.py --extension $(PARITY_EXTENSION) $(SAMPLE)
ifneq ($(SAMPLE),)
	@$(PYTHON) tests/parity/error_types.py --extension $(PARITY_EXTENSION) --sample $(SAMPLE)
endif

# Rewrites the stored figures; only where the data sets change.
parity-freeze: $(BUILD)/venv-parity/ready $(BUILD)/venv-objectlab/ready
	@$(PARITY_PYTHON) tests/parity/freeze.py tests/parity/frozen
	@$(PARITY_PYTHON) tests/parity/error_types.py --freeze tests/parity/frozen/error_types
	@$(OBJECTLAB_PYTHON) tests/parity/label_quality.py --freeze tests/parity/frozen/label_quality
