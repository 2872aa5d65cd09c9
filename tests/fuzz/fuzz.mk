# Fuzzing of what reads files and texts.
#
#   make fuzz         each target for FUZZ_SECONDS (60) with libFuzzer, ASan and UBSan; needs clang
#   make fuzz-replay  the stored inputs (tests/fuzz/corpus) only, with any compiler

FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
# A tiny window makes its edges fall everywhere.
FUZZ_FLAGS := -std=gnu11 -g -O1 $(CPPFLAGS) -Itests/fuzz -DJSON_WINDOW=8 -ffp-contract=off \
  -fsanitize=address,undefined -fno-sanitize-recover=undefined

QUICK += fuzz-replay
APART += fuzz

FUZZ_HEADERS := $(wildcard ext/*/*.h ext/*/*/*.h) tests/fuzz/fuzz.mk

# The plain C, compiled once for all targets of a kind.
$(TESTS)/fuzz/clang/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -c -o $@ $<

$(TESTS)/fuzz/cc/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) $(WARNINGS) -c -o $@ $<

$(TESTS)/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(PLAIN_SOURCES:%.c=$(TESTS)/fuzz/cc/%.o)
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) $(WARNINGS) -o $@ $(filter %.c %.o,$^) -pthread -lm

$(TESTS)/fuzz/%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(PLAIN_SOURCES:%.c=$(TESTS)/fuzz/clang/%.o)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $(filter %.c %.o,$^) -pthread -lm

fuzz-replay: $(FUZZ_NAMES:%=$(TESTS)/fuzz/replay_%)
	@code=0; for name in $(FUZZ_NAMES); do \
	  $(TESTS)/fuzz/replay_$$name $$name tests/fuzz/corpus/$$name/* || { code=1; echo "fuzz replay $$name: 0 passed, 1 failed"; }; \
	done; exit $$code

# New inputs go to build/tests/fuzz/found; what fails is left there too.
fuzz: $(FUZZ_NAMES:%=$(TESTS)/fuzz/%)
	@code=0; for name in $(FUZZ_NAMES); do \
	  mkdir -p $(TESTS)/fuzz/found/$$name; \
	  if $(TESTS)/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -timeout=10 -max_len=4096 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=$(TESTS)/fuzz/found/$$name- $(TESTS)/fuzz/found/$$name tests/fuzz/corpus/$$name \
	    >$(TESTS)/fuzz/$$name.log 2>&1; \
	  then echo "fuzz $$name: 1 passed, 0 failed ($$(grep -a number_of_executed $(TESTS)/fuzz/$$name.log | tr -dc 0-9) runs)"; \
	  else tail -30 $(TESTS)/fuzz/$$name.log; echo "fuzz $$name: 0 passed, 1 failed"; code=1; fi; \
	done; exit $$code
