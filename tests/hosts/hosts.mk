# make datasette: Datasette from PyPI with the extension, asked over HTTP.

THOROUGH += datasette

$(BUILD)/venv-datasette/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet datasette
	@touch $@

datasette: $(EXTENSION) example $(BUILD)/venv-datasette/ready
	@$(BUILD)/venv-datasette/bin/python tests/hosts/datasette.py --datasette $(BUILD)/venv-datasette/bin/datasette \
	  --build $(BUILD) --extension $(EXTENSION)
