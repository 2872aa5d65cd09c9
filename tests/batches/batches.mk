# make batches-check: sql/quality_in_batches.sql in the sqlite3 shell: two runs at once, a run that was stopped, and no file left.

QUICK += batches-check

batches-check: $(EXTENSION) $(EXAMPLE_DB)
	@tests/batches/batches.sh $(EXTENSION) $(EXAMPLE_DB) $(TESTS)/batches
