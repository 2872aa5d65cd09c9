# make bench-importance: the analyses of quality metrics beside scikit-learn, pandas and a sort, on the same rows.
# make bench-neighbours: the neighbours of embeddings beside numpy and scikit-learn, in one thread.
# Their Python packages get a venv of their own, so that the peers of make bench need not be installed.

SKLEARN_PYTHON := $(BUILD)/venv-sklearn/bin/python

APART += bench-importance bench-neighbours

$(BUILD)/venv-sklearn/ready:
	@$(PYTHON) -m venv $(@D)
	@$(SKLEARN_PYTHON) -m pip install --quiet pandas scikit-learn
	@touch $@

bench-importance: $(EXTENSION) $(BUILD)/venv-sklearn/ready
	@$(SKLEARN_PYTHON) tests/bench/importance.py --data $(BENCH_DATA) --extension $(abspath $(BUILD))/boxscore

bench-neighbours: $(EXTENSION) $(BUILD)/venv-sklearn/ready
	@OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(SKLEARN_PYTHON) tests/bench/neighbours.py --extension $(abspath $(BUILD))/boxscore
