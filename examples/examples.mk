# The examples: one folder a story. make example leaves the street story in build/example.db.

EXAMPLE_DB := $(BUILD)/example.db
STREET := $(BUILD)/street

.PHONY: example demo

example: $(EXAMPLE_DB)

$(STREET)/planted.csv: $(wildcard examples/street/*.py)
	python3 -B examples/street/generate.py $(STREET)

$(EXAMPLE_DB): $(STREET)/planted.csv examples/street/load.sql sql/schema.sql sql/reports.sql sql/charts.sql sql/pictures.sql | $(EXTENSION)
	rm -f $@
	sed 's|build/street|$(STREET)|g' examples/street/load.sql | \
	  sqlite3 -batch -cmd ".load $(basename $(EXTENSION))" $@

# Sets up what is missing first, so that it works on a machine with git and make only.
demo:
	@.ci/install build test
	@test -f $(EXTENSION) || echo "building boxscore ..."
	@$(MAKE) --silent --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j4) $(EXTENSION) $(EXAMPLE_DB)
	@sqlite3 -batch -cmd ".load $(basename $(EXTENSION))" $(EXAMPLE_DB) < examples/street/demo.sql
