# make parity-pictures: pictures against Pillow, numpy and an XML parser; a part of make parity.

PICTURES_COUNT ?= 300

APART += parity-pictures

parity-pictures: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/pictures.py --extension $(PARITY_EXTENSION) --count $(PICTURES_COUNT)

parity: parity-pictures
