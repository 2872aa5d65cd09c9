# make bench: speed and memory beside a bare scan and beside the peers from PyPI (in a venv of their own).
# The data sets are made once; bench-quick shows ours only. bench-pixels is about images, bench-report
# about the HTML report, bench-slider about a second query on the same connection.

BENCH_DATA ?= $(BUILD)/bench
BENCH_PEERS := pycocotools faster-coco-eval hotcoco vernier ultrafast-pycocotools
BENCH_PYTHON := $(BUILD)/venv-bench/bin/python
BENCH := $(PYTHON) tests/bench/bench.py --data $(BENCH_DATA) --extension $(abspath $(BUILD))/boxscore

APART += bench bench-fast bench-quick bench-large bench-states bench-pixels bench-report bench-slider

# A peer that does not install here is left out of the table.
$(BUILD)/venv-bench/ready: tests/bench/bench.mk
	@$(PYTHON) -m venv $(@D)
	@for peer in $(BENCH_PEERS); do $(BENCH_PYTHON) -m pip install --quiet $$peer || echo "no $$peer here"; done
	@touch $@

bench: $(EXTENSION) $(BUILD)/venv-bench/ready
	@$(BENCH) --peers $(BENCH_PYTHON)
	@$(BENCH) --peers $(BENCH_PYTHON) --workloads v10 m1 --full-scores

# Some minutes: the peers that keep up, on the data where speed counts.
bench-fast: $(EXTENSION) $(BUILD)/venv-bench/ready
	@$(BENCH) --peers $(BENCH_PYTHON) --workloads v10 m1 s1 --only vernier hotcoco ultrafast-pycocotools

bench-quick: $(EXTENSION)
	@$(BENCH) --quick

# Time and memory grow with the data: 1, 5 and 20 million predictions in one process, and 100 million by the states of shards
# of a million, one after another.
GROWTH := $(PYTHON) tests/bench/growth.py --extension $(abspath $(BUILD))/boxscore --work $(BENCH_DATA)
STATES_MILLIONS ?= 100

bench-large: $(EXTENSION)
	@$(GROWTH) --millions 1 5 20

bench-states: $(EXTENSION)
	@$(GROWTH) --shards $(STATES_MILLIONS)

# All pixel metrics of images and their objects beside OpenCV and numpy, in one thread.
$(BUILD)/venv-pixels/ready: tests/bench/bench.mk
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet numpy opencv-python-headless pycocotools
	@touch $@

bench-pixels: $(EXTENSION) $(BUILD)/venv-pixels/ready
	@$(BUILD)/venv-pixels/bin/python tests/bench/pixels.py --extension $(abspath $(BUILD))/boxscore

# The HTML report beside its own queries, and its size.
bench-report: $(EXTENSION)
	@test -f $(BENCH_DATA)/v1.db || $(BENCH) --quick --workloads v1 --runs 1 >/dev/null
	@$(PYTHON) tests/bench/report.py --extension $(abspath $(BUILD))/boxscore $(BENCH_DATA)/v1.db

# What people do who move a slider or click on a slice: another query over the same tables, on the same connection.
bench-slider: $(EXTENSION)
	@$(PYTHON) tests/bench/slider.py --extension $(abspath $(BUILD))/boxscore $(BENCH_DATA)
