# make datasette: Datasette from PyPI with the extension, asked over HTTP.
# make hosts-update: writes the table of hosts of docs/explanation/hosts.md.

THOROUGH += datasette

$(BUILD)/venv-datasette/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet datasette
	@touch $@

datasette: $(EXTENSION) example $(BUILD)/venv-datasette/ready
	@$(BUILD)/venv-datasette/bin/python tests/hosts/datasette.py --datasette $(BUILD)/venv-datasette/bin/datasette \
	  --build $(BUILD) --extension $(EXTENSION)

# The table of docs/explanation/hosts.md, from what `make hosts`, `make packages-test` and the other tests of hosts recorded.
APART += hosts-update
hosts-update:
	@$(PYTHON) tests/hosts/table.py $(BUILD)
