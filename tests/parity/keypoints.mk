# make parity-keypoints: keypoint figures against pycocotools; a part of make parity. make keypoints-frozen: the same for
# data sets whose figures are stored in keypoints.json, which keypoints-freeze rewrites.

KEYPOINTS_COUNT ?= 150

QUICK += keypoints-frozen
APART += parity-keypoints keypoints-freeze

parity-keypoints: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/keypoints.py --extension $(PARITY_EXTENSION) --count $(KEYPOINTS_COUNT)

parity: parity-keypoints

keypoints-frozen: $(EXTENSION)
	@$(PYTHON) tests/parity/keypoints.py --extension $(PARITY_EXTENSION) --frozen

keypoints-freeze: $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/keypoints.py --freeze
