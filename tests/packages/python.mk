# make wheel (or python-package): the wheels. make python-test: builds the wheel of this machine, installs it into a throw-away venv and runs it,
# in every interpreter of PYTHONS.

WHEELS := $(PACKAGES)/python
PYTHON_SOURCES := $(shell find ext/packages/python -name '*.py' -o -name '*.typed') README.md LICENSE Makefile
RELEASED := $(wildcard $(BUILD)/release/*/)

APART += wheel python-package python-test

packages: python-package
packages-test: python-test

wheel: python-package

python-package: $(WHEELS)/built

$(WHEELS)/built: $(EXTENSION) $(PYTHON_SOURCES) $(RELEASED)
	@rm -rf $(WHEELS)
	@$(PYTHON) -B ext/packages/python/wheel.py --version $(VERSION) --output $(WHEELS)/local $(EXTENSION)
	@$(if $(RELEASED),$(PYTHON) -B ext/packages/python/wheel.py --version $(VERSION) --output $(WHEELS) $(RELEASED))
	@touch $@

python-test: $(WHEELS)/built
	@tests/packages/python.sh $(WHEELS)/local $(BUILD)/packages-test/python
