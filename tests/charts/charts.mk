# make charts-check: every chart is well-formed and small, and the pictures of the documentation are those that the example gives;
# charts-update draws them again.

QUICK += charts-check
APART += charts-update

charts-check: $(EXTENSION) $(EXAMPLE_DB)
	@$(PYTHON) tests/charts/charts.py $(EXTENSION) $(EXAMPLE_DB)

charts-update: $(EXTENSION) $(EXAMPLE_DB)
	@$(PYTHON) tests/charts/charts.py --update $(EXTENSION) $(EXAMPLE_DB)
