# make panoptic-quick: panoptic_quality and semantic_iou against a model of panopticapi's rule; standard library only.
# make parity-panoptic: the same on more images, and beside hotcoco; a part of make parity.

PANOPTIC_COUNT ?= 300

QUICK += panoptic-quick
APART += parity-panoptic

panoptic-quick: $(EXTENSION)
	@$(PYTHON) tests/parity/panoptic.py --extension $(PARITY_EXTENSION) --count 80

parity-panoptic: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) -m pip install --quiet hotcoco
	@$(PARITY_PYTHON) tests/parity/panoptic.py --extension $(PARITY_EXTENSION) --count $(PANOPTIC_COUNT) --peer

parity: parity-panoptic
