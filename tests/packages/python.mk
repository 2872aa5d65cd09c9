# make wheel (or python-package): the wheels, of this machine and of every platform in build/release.
# make packages-quick: the wheel of this machine in a throw-away venv, without network.
# make python-test: also beside pandas, polars, Datasette and sqlite-utils, and in an interpreter that loads no extensions.
# make python-coco: boxscore.coco against pycocotools on random data sets and in unchanged scripts.
# make python-bench: how long both take on one file.

WHEELS := $(PACKAGES)/python
PYTHON_SOURCES := $(shell find ext/packages/python -name '*.py' -o -name '*.typed') README.md LICENSE Makefile
RELEASED := $(wildcard $(BUILD)/release/*/)
PYTHON_TEST := tests/packages/python.sh
PYTHON_SCRATCH := $(BUILD)/packages-test/python
# An interpreter whose sqlite3 loads no extensions, as pyenv's are.
OTHER_PYTHON ?= $(shell for p in python3 $(HOME)/.pyenv/versions/*/bin/python3; do \
  $$p -c 'import sqlite3, sys; sys.exit(sys.version_info < (3, 9) or hasattr(sqlite3.Connection, "enable_load_extension"))' 2>/dev/null \
  && echo $$p && break; done)
COCO_COUNT ?= 150

THOROUGH += packages-quick
APART += wheel python-package python-test python-coco python-bench

packages: python-package
packages-test: python-test python-coco

wheel: python-package

python-package: $(WHEELS)/built

$(WHEELS)/built: $(EXTENSION) $(PYTHON_SOURCES) $(RELEASED)
	@rm -rf $(WHEELS)
	@$(PYTHON) -B ext/packages/python/wheel.py --version $(VERSION) --output $(WHEELS)/local $(EXTENSION)
	@$(if $(RELEASED),$(PYTHON) -B ext/packages/python/wheel.py --version $(VERSION) --output $(WHEELS) $(RELEASED))
	@touch $@

# The wheel of this machine unpacked, with the command: the documentation uses it from there.
$(BUILD)/python/ready: $(WHEELS)/built
	@rm -rf $(@D)
	@$(PYTHON) -m zipfile -e $(WHEELS)/local/*.whl $(@D)
	@mkdir -p $(@D)/bin
	@printf '#!/bin/sh\nexec %s -m boxscore "$$@"\n' $(PYTHON) > $(@D)/bin/boxscore
	@chmod +x $(@D)/bin/boxscore
	@touch $@

docs-check docs-update docs-python: $(BUILD)/python/ready

packages-quick: $(WHEELS)/built
	@$(PYTHON_TEST) plain $(PYTHON) $(WHEELS)/local $(PYTHON_SCRATCH)

python-test: $(WHEELS)/built packages-quick
	@$(PYTHON_TEST) peers $(PYTHON) $(WHEELS)/local $(PYTHON_SCRATCH)
	@$(if $(OTHER_PYTHON),$(PYTHON_TEST) fallback $(OTHER_PYTHON) $(WHEELS)/local $(PYTHON_SCRATCH))

# The judge is pycocotools, with the numpy of the machine that runs both.
$(PYTHON_SCRATCH)/coco/ready:
	@mkdir -p $(PYTHON_SCRATCH)
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet numpy pycocotools
	@touch $@

python-coco: $(WHEELS)/built example $(PYTHON_SCRATCH)/coco/ready
	@$(PYTHON_SCRATCH)/coco/bin/python -m pip install --quiet --no-index --no-deps --force-reinstall $(WHEELS)/local/*.whl
	@$(PYTHON_SCRATCH)/coco/bin/python -B tests/packages/python_coco.py --count $(COCO_COUNT)

python-bench: $(WHEELS)/built $(PYTHON_SCRATCH)/coco/ready
	@$(PYTHON_SCRATCH)/coco/bin/python -m pip install --quiet --no-index --no-deps --force-reinstall $(WHEELS)/local/*.whl
	@$(PYTHON) -B tests/bench/generate.py $(BUILD)/bench v10 >/dev/null
	@$(PYTHON_SCRATCH)/coco/bin/python -B tests/packages/python_bench.py $(BUILD)/bench/v10_labels.json $(BUILD)/bench/v10_predictions.json
