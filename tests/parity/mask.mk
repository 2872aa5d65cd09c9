# make parity-mask: masks against pycocotools' mask API, on random shapes; a part of make parity.

MASK_SHAPES ?= 12000
MASK_LIBRARY := $(TESTS)/mask_library.so
MASK_FILES := mask mask_boundary mask_edges mask_merge mask_polygon
MASK_OBJECTS := $(filter $(BUILD)/ext/base/% $(MASK_FILES:%=$(BUILD)/ext/geometry/mask/%.o),$(OBJECTS))

APART += parity-mask

$(MASK_LIBRARY): tests/parity/mask_library.c $(MASK_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -fPIC -fvisibility=hidden -shared -Iext -o $@ $< $(MASK_OBJECTS) $(LDFLAGS) -pthread -lm

parity-mask: $(MASK_LIBRARY) $(BUILD)/venv-parity/ready
	$(PARITY_PYTHON) tests/parity/mask.py --library $(abspath $(MASK_LIBRARY)) --count $(MASK_SHAPES) $(if $(SAMPLE),--sample $(SAMPLE))

parity: parity-mask
