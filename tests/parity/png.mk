# make parity-png: PNG masks against Pillow, numpy and pycocotools; a part of make parity.

.PHONY: parity-png

$(BUILD)/venv-parity/pillow: $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) -m pip install --quiet pillow
	@touch $@

parity-png: $(EXTENSION) $(BUILD)/venv-parity/pillow
	@$(PARITY_PYTHON) tests/parity/png.py --extension $(PARITY_EXTENSION)
	@$(PARITY_PYTHON) tests/parity/png.py --extension $(PARITY_EXTENSION) --count 100 --ours-first

parity: parity-png
