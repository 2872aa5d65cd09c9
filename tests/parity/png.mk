# make parity-png: PNG masks against Pillow, numpy and pycocotools; a part of make parity.

APART += parity-png

parity-png: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/png.py --extension $(PARITY_EXTENSION)
	@$(PARITY_PYTHON) tests/parity/png.py --extension $(PARITY_EXTENSION) --count 100 --ours-first

parity: parity-png
