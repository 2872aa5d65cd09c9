# The tests. Each target ends with one line such as `golden: 31 passed, 0 failed`.
#
#   make test            the quick ones, in under two minutes
#   make golden          SQL scripts with their expected output (tests/sql); make golden-update rewrites the output

TESTS := $(BUILD)/tests
RUN_SQL := $(TESTS)/run_sql
SQLITE_LIBS ?= -lsqlite3
TEST_CFLAGS := -std=c11 -g $(WARNINGS) $(CFLAGS)
PYTHON ?= /usr/bin/python3

.PHONY: test setup golden golden-update

$(RUN_SQL): tests/run_sql.c tests/script.c tests/script.h
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) -o $@ tests/run_sql.c tests/script.c $(SQLITE_LIBS) -lm

golden: $(EXTENSION) $(RUN_SQL)
	@tests/golden.sh $(RUN_SQL) $(EXTENSION)

golden-update: $(EXTENSION) $(RUN_SQL)
	@tests/golden.sh --update $(RUN_SQL) $(EXTENSION)

-include $(sort $(wildcard tests/*/*.mk))
