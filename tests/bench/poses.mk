# make bench-poses: keypoints and panoptic segmentation beside their peers from PyPI.

APART += bench-poses

bench-poses: $(EXTENSION) $(BUILD)/venv-bench/ready
	@$(PYTHON) tests/bench/poses.py --extension $(abspath $(BUILD))/boxscore --data $(BENCH_DATA) --peers $(BENCH_PYTHON)
