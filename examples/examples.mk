# The examples: one folder a story. make example leaves the street story in build/example.db, make report a page on it in
# build/report.html.

EXAMPLE_DB := $(BUILD)/example.db
STREET := $(BUILD)/street

REPORT := $(BUILD)/report.html

FRAMEWORKS := $(BUILD)/frameworks

.PHONY: example demo report frameworks datasette-example

example: $(EXAMPLE_DB) frameworks

# The files of ten frameworks, for the pages of docs/how-to/frameworks/.
frameworks: $(FRAMEWORKS)/ready

$(FRAMEWORKS)/ready: examples/frameworks/generate.py
	python3 -B examples/frameworks/generate.py $(FRAMEWORKS)
	@touch $@

$(STREET)/planted.csv: $(wildcard examples/street/*.py)
	python3 -B examples/street/generate.py $(STREET)

$(EXAMPLE_DB): $(STREET)/planted.csv examples/street/load.sql sql/schema.sql sql/reports.sql sql/charts.sql sql/pictures.sql | $(EXTENSION)
	rm -f $@
	sed 's|build/street|$(STREET)|g' examples/street/load.sql | \
	  sqlite3 -batch -cmd ".load $(basename $(EXTENSION))" $@

# One HTML file that can be sent around; the same line makes it from any database.
$(REPORT): $(EXAMPLE_DB) $(EXTENSION) sql/report.sql
	@sqlite3 -batch -bail -cmd ".load $(basename $(EXTENSION))" -cmd ".mode list" -cmd ".headers off" \
	  -cmd ".parameter set @title 'The street example'" $(EXAMPLE_DB) ".read sql/report.sql" > $@

report:
	@.ci/install build test
	@$(MAKE) --silent --no-print-directory $(REPORT)
	@echo "$(REPORT): $$(($$(wc -c < $(REPORT)) / 1000)) kB; open it in a browser"

# Sets up what is missing first, so that it works on a machine with git and make only.
demo:
	@.ci/install build test
	@test -f $(EXTENSION) || echo "building boxscore ..."
	@$(MAKE) --silent --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j4) $(EXTENSION) $(EXAMPLE_DB)
	@sqlite3 -batch -cmd ".load $(basename $(EXTENSION))" $(EXAMPLE_DB) < examples/street/demo.sql

DATASETTE_DB := $(BUILD)/datasette/street.db

# A database for examples/datasette, which says how to serve it.
datasette-example: $(DATASETTE_DB)

$(DATASETTE_DB): $(EXAMPLE_DB) examples/datasette/build.sql
	@mkdir -p $(@D)
	cp $(EXAMPLE_DB) $@.part
	sqlite3 -batch -cmd ".load $(basename $(EXTENSION))" $@.part ".read examples/datasette/build.sql"
	mv $@.part $@
