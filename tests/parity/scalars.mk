# make parity-scalars: the scalar functions on geometries against pycocotools and shapely; a part of make parity.

SCALARS_COUNT ?= 1500

APART += parity-scalars

parity-scalars: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/scalars.py --extension $(PARITY_EXTENSION) --count $(SCALARS_COUNT)

parity: parity-scalars
