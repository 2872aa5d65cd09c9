# make report-check: the HTML report is sound, from databases of every kind. make browser: it works in a real browser (Chromium);
# screenshots stay in build/screenshots.

QUICK += report-check
THOROUGH += browser

report-check: $(EXTENSION) $(EXAMPLE_DB)
	@$(PYTHON) tests/report/report.py $(EXTENSION) $(EXAMPLE_DB) $(BUILD)/pages

browser: $(REPORT) report-check
	@mkdir -p $(BUILD)/screenshots
	@$(PYTHON) tests/report/browser.py --screenshots $(BUILD)/screenshots $(REPORT) $(BUILD)/pages $(EXAMPLE_DB) $(EXTENSION)
