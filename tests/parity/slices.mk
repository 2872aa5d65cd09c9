# make parity-slices: the search for slices against sliceline and DivExplorer, which come from PyPI into a venv of their own;
# a part of make parity. SLICES_VECTORS names a folder with their figures on a real sample. make slices-frozen: figures of them that are
# stored here; no network.

SLICES_LIBRARY := $(TESTS)/slices.$(SUFFIX)
SLICES_COUNT ?= 40
SLICES_VECTORS ?=
SLICES_SOURCES := tests/parity/slices.c ext/statistics/slices/slice_search.c ext/statistics/slices/slice_measure.c \
  $(filter ext/base/%,$(SOURCES))

QUICK += slices-frozen
APART += parity-slices

$(SLICES_LIBRARY): $(SLICES_SOURCES) $(wildcard ext/base/*.h ext/statistics/slices/*.h)
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -fPIC -fvisibility=hidden -ffp-contract=off $(CPPFLAGS) -shared $(LDFLAGS) -o $@ $(SLICES_SOURCES) -pthread -lm

$(BUILD)/venv-slices/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet sliceline==0.3.0 DivExplorer==0.2.6
	@touch $@

parity: parity-slices

parity-slices: $(SLICES_LIBRARY) $(BUILD)/venv-slices/ready
	@$(BUILD)/venv-slices/bin/python tests/parity/slices.py --library $(SLICES_LIBRARY) --count $(SLICES_COUNT) \
	  $(if $(SLICES_VECTORS),--vectors $(SLICES_VECTORS))

slices-frozen: $(SLICES_LIBRARY)
	@$(PYTHON) tests/parity/slices.py --library $(SLICES_LIBRARY) --frozen tests/parity/slices.json
