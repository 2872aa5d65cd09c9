# The tests. Each target ends with a line such as `golden: 31 passed, 0 failed`; the folders' own targets are in
# tests/*/*.mk.
#
#   make test            sets up, builds, runs the quick ones below, in some three minutes
#   make golden          SQL scripts with their expected output (tests/sql); golden-update rewrites the output
#   make docs-check      every example of the documentation; docs-update rewrites their output; docs-python installs the
#                        Python packages of the pages first
#   make loading         in every way that users load it, and into two SQLite libraries at once
#   make concurrency     threads that read while a writer writes
#   make interrupt       a query that is stopped ends at once
#   make symbols source names targets  what the built file shows and requires; the house rules; the lists of tests
#   make oom             golden scripts with failing allocations; oom-full takes every allocation
#   make locale-check    golden scripts under a German locale
#   make asan tsan valgrind    under the sanitizers and valgrind
#   make hosts           golden scripts on SQLite 3.38 to the newest (npm); hosts-quick the first and the last
#   make lint format-check

TESTS := $(BUILD)/tests
RUN_SQL := $(TESTS)/run_sql
TEST_CFLAGS := -std=gnu11 -g $(WARNINGS) $(CFLAGS)
PYTHON ?= /usr/bin/python3
GOLDEN := $(sort $(wildcard tests/sql/*/*.sql))
C_FILES := $(filter-out ext/packages/%,$(wildcard ext/*.[ch] ext/*/*.[ch] ext/*/*/*.[ch] tests/*.[ch] tests/*/*.[ch]))
# What knows nothing of SQLite, so that a program without it can call it.
PLAIN_SOURCES := $(filter-out ext/boxscore.c ext/host/% ext/input/% ext/sql/%,$(SOURCES))

# What `make test` runs, what `make test-all` runs besides, and what is run by hand: it takes long, measures, or writes what a
# test compares with. Each folder adds its own targets; `make targets` finds those that are in no list.
QUICK := source names targets symbols golden loading oom-quick concurrency-quick interrupt-quick docs-check
THOROUGH := docs-python parity-brief property-brief format-check lint locale-check asan tsan oom interrupt valgrind hosts-quick
APART := test test-all list-targets golden-update docs-update concurrency oom-full hosts format fuzz-brief

# Where tests/packages makes the packages, and the list of the platforms that they are for.
PACKAGES := $(BUILD)/packages
STAGED := $(PACKAGES)/platforms.txt
# The C sources as some of them carry these.
PACKED := $(PACKAGES)/sources

-include $(sort $(wildcard tests/*/*.mk))

.PHONY: $(QUICK) $(THOROUGH) $(APART)

test:
	@bash .ci/install build test
	@$(MAKE) -s all
	@tests/total.sh $(QUICK)

# Where the longer form of a test runs too, the shorter one would find nothing more.
SHORTER := oom-quick interrupt-quick engine-quick property-quick
# They run beside the others: what they build, no other target needs. What measures time comes last, when they are done.
BESIDE := lint cross-check hosts-quick
LAST := interrupt
ALL_TARGETS = $(filter-out $(SHORTER) $(BESIDE) $(LAST),$(QUICK) $(THOROUGH)) $(LAST) -- $(BESIDE)
test-all:
	@bash .ci/install build test ci
	@$(MAKE) -s all
	@tests/total.sh $(ALL_TARGETS)

# What test-all runs, a line each.
list-targets:
	@printf '%s\n' $(ALL_TARGETS)

# Every target that the rules of the tests define is in one of the lists, and every name in a list has a rule.
RULES := $(sort $(shell sed -nE 's/^([a-z][a-z-]*( [a-z-]+)*):($$|[^=].*)/\1/p' tests/tests.mk $(wildcard tests/*/*.mk)))
targets:
	@tests/house/targets.sh "$(RULES)" "$(QUICK) $(THOROUGH) $(APART)"

# ---- tools ----

$(RUN_SQL): tests/run_sql.c
$(TESTS)/oom: tests/oom/oom.c
$(TESTS)/interrupt: tests/threads/interrupt.c
$(TESTS)/concurrency: tests/threads/concurrency.c
$(TESTS)/loading: tests/loading/loading.c
$(TESTS)/second_library: tests/loading/second_library.c

$(RUN_SQL) $(TESTS)/oom $(TESTS)/interrupt $(TESTS)/concurrency $(TESTS)/loading: tests/script.c tests/script.h tests/tests.mk
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lsqlite3 -lm -pthread

# Not linked with SQLite: it opens two of them.
$(TESTS)/second_library:
	@mkdir -p $(@D)
	$(CC) $(TEST_CFLAGS) $(LDFLAGS) -o $@ $< -ldl

# ---- quick ----

golden: $(EXTENSION) $(RUN_SQL)
	@tests/golden.sh $(RUN_SQL) $(EXTENSION)

golden-update: $(EXTENSION) $(RUN_SQL)
	@NEWER=$(BUILD)/hosts/newest/plain tests/golden.sh --update $(RUN_SQL) $(EXTENSION)

docs-check: $(EXTENSION) $(RUN_SQL) example
	@$(PYTHON) tests/docs.py --build $(BUILD) --runner $(RUN_SQL) --extension $(EXTENSION)

# The Python blocks once more, with the packages that the pages use.
$(BUILD)/venv-docs/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet apsw numpy pandas polars sqlite-vec sqlalchemy duckdb ipython
	@touch $@

docs-python: $(EXTENSION) $(RUN_SQL) example $(BUILD)/venv-docs/ready
	@$(PYTHON) tests/docs.py --build $(BUILD) --runner $(RUN_SQL) --extension $(EXTENSION) \
	  --python $(BUILD)/venv-docs/bin/python --only python

docs-update: $(EXTENSION) $(RUN_SQL) example
	@$(PYTHON) tests/docs.py --update --build $(BUILD) --runner $(RUN_SQL) --extension $(EXTENSION) \
	  $$(test -x $(BUILD)/venv-docs/bin/python && echo --python $(BUILD)/venv-docs/bin/python) $(PAGES)

loading: $(EXTENSION) $(TESTS)/loading $(TESTS)/second_library
	@$(TESTS)/loading $(EXTENSION) $(TESTS)
	@library=$$($(CC) -print-file-name=libsqlite3.so); cp -L $$library $(TESTS)/second.so; \
	  cp $(EXTENSION) $(TESTS)/copied.so; \
	  $(TESTS)/second_library $(EXTENSION) $(TESTS)/copied.so $$library $(TESTS)/second.so

concurrency: $(EXTENSION) $(TESTS)/concurrency
	@$(TESTS)/concurrency --seconds 10 $(EXTENSION) $(TESTS)/concurrency.db

concurrency-quick: $(EXTENSION) $(TESTS)/concurrency
	@$(TESTS)/concurrency --seconds 2 $(EXTENSION) $(TESTS)/concurrency.db

interrupt: $(EXTENSION) $(TESTS)/interrupt
	@$(TESTS)/interrupt --samples 3 $(EXTENSION) $(TESTS)

interrupt-quick: $(EXTENSION) $(TESTS)/interrupt
	@$(TESTS)/interrupt --samples 2 $(EXTENSION) $(TESTS)

# The objects are built once more, each function on its own, so that the linker says which ones nothing reaches.
symbols: $(EXTENSION)
	@$(MAKE) -s BUILD=$(BUILD)/reach CFLAGS="-O0 -w -ffunction-sections" objects
	@tests/house/symbols.sh $(EXTENSION) $(OBJECTS:$(BUILD)/%=$(BUILD)/reach/%)

source:
	@$(PYTHON) tests/house/source.py

names:
	@CC="$(CC)" tests/house/names.sh $(CPPFLAGS)

# ---- thorough ----

# A few scripts a process, on all cores; each process prints its counts.
OOM := printf '%s\n' $(GOLDEN) | xargs -n 4 -P $$(nproc 2>/dev/null || echo 2) $(TESTS)/oom

oom: $(EXTENSION) $(TESTS)/oom
	@$(OOM) $(EXTENSION)

oom-quick: $(EXTENSION) $(TESTS)/oom
	@$(OOM) --quick $(EXTENSION)

oom-full: $(EXTENSION) $(TESTS)/oom
	@$(OOM) --all $(EXTENSION)

# The locale is made where the machine lacks it.
$(BUILD)/locale/de_DE.UTF-8/LC_NUMERIC:
	@mkdir -p $(BUILD)/locale
	@localedef -i de_DE -f UTF-8 $(BUILD)/locale/de_DE.UTF-8

locale-check: $(EXTENSION) $(RUN_SQL) $(BUILD)/locale/de_DE.UTF-8/LC_NUMERIC
	@LOCPATH=$(abspath $(BUILD)/locale) tests/golden.sh --name locale-check "$(RUN_SQL) --locale de_DE.UTF-8" $(EXTENSION)

# A build of its own for each sanitizer; `make asan SANITIZED="golden unit"` picks what runs in it.
SANITIZED ?= unit golden loading concurrency-quick
asan:
	@$(MAKE) -s -k BUILD=$(BUILD)/asan CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all" \
	  LDFLAGS="-fsanitize=address,undefined" $(SANITIZED)

THREADED ?= golden concurrency-quick
tsan:
	@$(MAKE) -s -k BUILD=$(BUILD)/tsan CFLAGS="-O1 -g -fsanitize=thread" LDFLAGS="-fsanitize=thread" $(THREADED)

# libjpeg-turbo's vector code computes on bytes beyond the rows and drops them, which valgrind cannot know.
valgrind: $(EXTENSION) $(RUN_SQL)
	@JSIMD_FORCENONE=1 GOLDEN_TIMEOUT=300 tests/golden.sh --name valgrind \
	  "valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,possible $(RUN_SQL)" $(EXTENSION)

# Short forms of what takes as long as it is let. Fuzzing finds by chance, so it is no part of test-all.
fuzz-brief:
	@$(MAKE) -s FUZZ_SECONDS=6 fuzz

parity-brief:
	@$(MAKE) -s PARITY_COUNT=150 PARITY_MASKS=80 MASK_SHAPES=1500 SCALARS_COUNT=150 VECTORS_PAIRS=600 VECTORS_ROTATED=1000 EXPLORE_COUNT=60 \
	  PIXELS_COUNT=150 IMPORTANCE_COUNT=60 OBJECT_METRICS_COUNT=60 ERROR_TYPES_COUNT=150 PICTURES_COUNT=60 KEYPOINTS_COUNT=60 \
	  PANOPTIC_COUNT=100 PROTOCOLS_COUNT=100 SCORES_COUNT=100 HEALTH_COUNT=80 SLICES_COUNT=12 parity

property-brief: $(EXTENSION)
	@$(PROPERTY) --count 60
	@$(OTHER_PROPERTIES)

hosts: $(EXTENSION) $(BUILD)/scripts.c
	@tests/hosts/hosts.sh $(BUILD) $(EXTENSION) $(CPPFLAGS)

hosts-quick: $(EXTENSION) $(BUILD)/scripts.c
	@tests/hosts/hosts.sh --quick $(BUILD) $(EXTENSION) $(CPPFLAGS)

lint:
	@tests/house/lint.sh $(SOURCES) -- $(CPPFLAGS)

format:
	clang-format -i $(C_FILES)

format-check:
	@tests/house/format.sh $(C_FILES)
