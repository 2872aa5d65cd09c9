# make parity-vectors: polygons and rotated boxes give shapely's answers (which comes from PyPI); a part of make parity.

VECTORS := $(TESTS)/vectors.$(SUFFIX)
VECTORS_PAIRS ?= 6000
VECTORS_ROTATED ?= 10000
VECTORS_SOURCES := tests/parity/vectors.c $(filter ext/base/% ext/image/% ext/geometry/%,$(SOURCES))

APART += parity-vectors

$(VECTORS): $(VECTORS_SOURCES) $(wildcard ext/base/*.h ext/geometry/*.h ext/geometry/*/*.h ext/image/*.h)
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -fPIC -fvisibility=hidden -ffp-contract=off $(CPPFLAGS) -shared $(LDFLAGS) -o $@ $(VECTORS_SOURCES) -pthread -lm

parity: parity-vectors

parity-vectors: $(VECTORS) $(BUILD)/venv-parity/ready
	$(PARITY_PYTHON) tests/parity/vectors.py --library $(VECTORS) --pairs $(VECTORS_PAIRS) --rotated $(VECTORS_ROTATED)
