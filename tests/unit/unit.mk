# Unit tests: every tests/unit/*.c is a program that tests plain C, without SQLite.
#
#   make unit

UNIT_NAMES := $(basename $(notdir $(sort $(wildcard tests/unit/*.c))))
UNIT_PROGRAMS := $(UNIT_NAMES:%=$(TESTS)/unit/%)
PLAIN_OBJECTS := $(PLAIN_SOURCES:%.c=$(BUILD)/%.o)

QUICK += unit

unit: $(UNIT_PROGRAMS)
	@code=0; for program in $(UNIT_PROGRAMS); do $$program || code=1; done; exit $$code

$(UNIT_PROGRAMS): $(TESTS)/unit/%: tests/unit/%.c tests/unit/unit.h $(PLAIN_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -Iext -o $@ $< $(PLAIN_OBJECTS) $(LDFLAGS) -pthread -lm
