# make engines-check: the jobs of examples/spark and examples/dask on real engines, beside a single process.
# make engines-bench: bytes that travel and time, by number of shards, on ENGINES_DATA.
#
# Both install PySpark and Dask in a venv of their own. PySpark requires Java 17 or newer.

ENGINES_PYTHON := $(BUILD)/venv-engines/bin/python
ENGINES_DATA ?= $(BENCH_DATA)/v10.db
ENGINES := $(ENGINES_PYTHON) tests/engines/engines.py --work $(abspath $(BUILD))/engines

APART += engines-check engines-bench

$(BUILD)/venv-engines/ready: tests/engines/engines.mk $(PACKAGES)/python/built
	@test -x $(ENGINES_PYTHON) || $(PYTHON) -m venv $(@D)
	@$(ENGINES_PYTHON) -m pip install --quiet pyspark 'dask[distributed]' pyarrow pandas
	@$(ENGINES_PYTHON) -m pip install --quiet --no-deps --force-reinstall $(WHEELS)/local/*.whl
	@touch $@

engines-check: $(EXAMPLE_DB) $(BUILD)/venv-engines/ready
	@$(ENGINES) $(EXAMPLE_DB)

engines-bench: $(BUILD)/venv-engines/ready
	@test -f $(ENGINES_DATA) || $(PYTHON) tests/bench/generate.py $(BENCH_DATA) $(basename $(notdir $(ENGINES_DATA)))
	@$(ENGINES) --measure 1 2 4 8 16 32 -- $(ENGINES_DATA)
