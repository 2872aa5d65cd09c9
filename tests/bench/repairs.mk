# make bench-repairs: how many repairs a second repair_gains judges.

APART += bench-repairs

bench-repairs: $(EXTENSION)
	@$(PYTHON) tests/bench/repairs.py --data $(BENCH_DATA) --extension $(abspath $(BUILD))/boxscore
