# make bench-weak-slices: the search for weak slices over 5,000 images with twenty attributes.

APART += bench-weak-slices

bench-weak-slices: $(EXTENSION)
	@test -f $(BENCH_DATA)/v1.db || $(BENCH) --quick --workloads v1 --runs 1 >/dev/null
	@$(PYTHON) tests/bench/weak_slices.py --extension $(abspath $(BUILD))/boxscore $(BENCH_DATA)/v1.db
