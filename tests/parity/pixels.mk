# make parity-pixels: images and what is measured on them against OpenCV, Pillow and numpy; a part of make parity.

PIXELS := $(TESTS)/pixels.$(SUFFIX)
PIXELS_COUNT ?= 1000
PIXELS_OBJECTS := $(PLAIN_SOURCES:%.c=$(BUILD)/%.o)

APART += parity-pixels

$(PIXELS): tests/parity/pixels.c $(PIXELS_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -fPIC -fvisibility=hidden -shared -Iext -o $@ $< $(PIXELS_OBJECTS) $(LDFLAGS) -pthread -lm

parity-pixels: $(EXTENSION) $(PIXELS) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/pixels.py --extension $(PARITY_EXTENSION) --library $(abspath $(PIXELS)) --count $(PIXELS_COUNT)

parity: parity-pixels
