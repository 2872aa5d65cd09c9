# make bench-lvis: lvis_summary beside the lvis package, hotcoco and ultrafast-pycocotools (vernier has no LVIS).

LVIS_IMAGES ?= 2000

APART += bench-lvis

$(BUILD)/venv-lvis/ready: tests/bench/lvis_summary.mk
	@$(PYTHON) -m venv $(@D)
	@for peer in lvis hotcoco ultrafast-pycocotools; do $(@D)/bin/python -m pip install --quiet pycocotools $$peer || echo "no $$peer here"; done
	@touch $@

bench-lvis: $(EXTENSION) $(BUILD)/venv-lvis/ready
	@$(BUILD)/venv-lvis/bin/python tests/bench/lvis_summary.py --data $(BENCH_DATA) --extension $(abspath $(BUILD))/boxscore --images $(LVIS_IMAGES)
