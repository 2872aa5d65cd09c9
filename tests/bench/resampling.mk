# make bench-resampling: a thousand resamples and a comparison of two models, beside hotcoco's compare. Some two minutes.

APART += bench-resampling

bench-resampling: $(EXTENSION) $(BUILD)/venv-bench/ready
	@test -f $(BENCH_DATA)/v1.db -a -f $(BENCH_DATA)/v10.db || $(BENCH) --quick --workloads v1 v10 --runs 1 >/dev/null
	@$(PYTHON) tests/bench/resampling.py --extension $(abspath $(BUILD))/boxscore --data $(BENCH_DATA) --peers $(BENCH_PYTHON)
