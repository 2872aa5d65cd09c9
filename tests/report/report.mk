# make report-check: the HTML report is sound, from databases of every kind. make browser: it works in a real browser (Chromium),
# and so do pages that report-check leaves; screenshots stay in build/screenshots.

QUICK += report-check
THOROUGH += browser

REPORT_PAGES := $(BUILD)/pages
CHECK_REPORT = $(PYTHON) tests/report/report.py $(EXTENSION) $(EXAMPLE_DB) $(REPORT_PAGES) && touch $(REPORT_PAGES)/made

report-check: $(EXTENSION) $(EXAMPLE_DB)
	@$(CHECK_REPORT)

$(REPORT_PAGES)/made: $(EXTENSION) $(EXAMPLE_DB) tests/report/report.py
	@$(CHECK_REPORT)

browser: $(REPORT) $(REPORT_PAGES)/made
	@mkdir -p $(BUILD)/screenshots
	@$(PYTHON) tests/report/browser.py --screenshots $(BUILD)/screenshots $(REPORT) $(REPORT_PAGES) $(EXAMPLE_DB) $(EXTENSION)
