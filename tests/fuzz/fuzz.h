/*
** What the fuzz targets share. A target is LLVMFuzzerTestOneInput, run by libFuzzer (make fuzz) or over the stored corpus by
** replay.c (make fuzz-replay). Whatever is not as it must be ends in abort.
*/
#ifndef BOXSCORE_TESTS_FUZZ_H
#define BOXSCORE_TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                      \
  do {                                                                                                       \
    if (!(condition)) {                                                                                      \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                \
      abort();                                                                                               \
    }                                                                                                        \
  } while (0)

static long fuzz_alive, fuzz_fail_at; /* the n-th allocation from now on fails, 0: none */

static inline bool fuzz_fails_now(void) {
  return fuzz_fail_at > 0 && --fuzz_fail_at == 0;
}

static inline void *fuzz_allocate(uint64_t size) {
  void *memory = fuzz_fails_now() ? NULL : malloc((size_t)size);
  fuzz_alive += memory != NULL;
  return memory;
}

static inline void *fuzz_reallocate(void *memory, uint64_t size) {
  if (fuzz_fails_now()) return NULL;
  void *moved = realloc(memory, (size_t)size);
  fuzz_alive += !memory && moved;
  return moved;
}

static inline void fuzz_release(void *memory) {
  fuzz_alive -= memory != NULL;
  free(memory);
}

static inline void fuzz_begin(void) {
  memory_allocator = (Allocator){fuzz_allocate, fuzz_reallocate, fuzz_release};
}

#endif
