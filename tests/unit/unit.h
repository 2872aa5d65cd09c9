/*
** What every unit test needs: checks that are counted, and an allocator that counts and can be told to fail.
**
**     int main(void) {
**       unit_begin();
**       CHECK(1 + 1 == 2);
**       CHECK_TEXT(name, "cat");
**       return unit_end("number");    prints "unit number: 2 passed, 0 failed"
**     }
*/
#ifndef BOXSCORE_TESTS_UNIT_H
#define BOXSCORE_TESTS_UNIT_H

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static struct {
  int passed, failed;
  atomic_long
      allocations;    /* since the start or the last unit_fail_allocation; from any thread, as the others */
  long fail_at;       /* this one fails, 0: none */
  bool fail_for_good; /* and all that follow */
  atomic_bool did_fail;
  atomic_long alive; /* allocated and not released */
} unit;

static inline void unit_check(bool passed, const char *what, const char *file, int line) {
  if (passed) {
    unit.passed++;
    return;
  }
  unit.failed++;
  if (unit.failed <= 20) fprintf(stderr, "%s:%d: %s\n", file, line, what);
}

static inline void unit_check_text(const char *text, const char *expected, const char *file, int line) {
  bool same = text && strcmp(text, expected) == 0;
  unit_check(same, "text differs", file, line);
  if (!same && unit.failed <= 20)
    fprintf(stderr, "  expected: %s\n  was:      %s\n", expected, text ? text : "(none)");
}

#define CHECK(condition)           unit_check((condition), #condition, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) unit_check_text((text), (expected), __FILE__, __LINE__)

static inline bool unit_fails_now(void) {
  long allocation = ++unit.allocations;
  bool fails =
      unit.fail_at && (allocation == unit.fail_at || (unit.fail_for_good && allocation > unit.fail_at));
  if (fails) unit.did_fail = true;
  return fails;
}

static inline void *unit_allocate(uint64_t size) {
  void *memory = unit_fails_now() ? NULL : malloc((size_t)size);
  unit.alive += memory != NULL;
  return memory;
}

static inline void *unit_reallocate(void *memory, uint64_t size) {
  if (unit_fails_now()) return NULL;
  void *moved = realloc(memory, (size_t)size);
  unit.alive += !memory && moved;
  return moved;
}

static inline void unit_release(void *memory) {
  unit.alive -= memory != NULL;
  free(memory);
}

static inline void unit_begin(void) {
  memory_allocator = (Allocator){unit_allocate, unit_reallocate, unit_release};
}

/* Lets the n-th allocation from here on fail; 0: none. */
static inline void unit_fail_allocation(long n, bool for_good) {
  unit.allocations = 0;
  unit.fail_at = n;
  unit.fail_for_good = for_good;
  unit.did_fail = false;
}

static inline int unit_end(const char *name) {
  CHECK(unit.alive == 0);
  printf("unit %s: %d passed, %d failed\n", name, unit.passed, unit.failed);
  return unit.failed != 0;
}

#endif
