# make examples-check: the analyses find what was planted in the examples.

QUICK += examples-check

examples-check: $(EXTENSION) $(EXAMPLE_DB)
	@$(PYTHON) tests/examples/street.py $(EXTENSION) $(EXAMPLE_DB)

# make datasette-example-check: the pages of examples/datasette, asked over HTTP and looked at, with Datasette from PyPI.

APART += datasette-example-check

datasette-example-check: $(EXTENSION) $(DATASETTE_DB) $(BUILD)/venv-datasette/ready
	@mkdir -p $(BUILD)/screenshots
	@$(PYTHON) tests/examples/datasette.py --screenshots $(BUILD)/screenshots $(BUILD)/venv-datasette/bin/datasette $(EXTENSION) $(DATASETTE_DB)
