/* Memory: what is aligned, whatever the allocator below gives, and what becomes of sizes that are too large. */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum { OFF = 8, MOST = 40 };

/* As SQLite's allocator: 8 bytes off what malloc gives. */
static void *off_allocate(uint64_t size) {
  char *memory = unit_allocate(size + OFF);
  return memory ? memory + OFF : NULL;
}

static void off_release(void *memory) {
  unit_release(memory ? (char *)memory - OFF : NULL);
}

static void check_aligned(void) {
  for (size_t size = 0; size < MOST; size++) {
    Error error = {0};
    char *memory = memory_allocate_aligned(size, &error);
    CHECK(memory && ok(&error));
    CHECK((uintptr_t)memory % 16 == 0);
    memset(memory, 1, size);
    memory_release_aligned(memory);
  }
}

int main(void) {
  unit_begin();
  check_aligned();
  memory_allocator.allocate = off_allocate;
  memory_allocator.release = off_release;
  check_aligned();
  memory_release_aligned(NULL);

  Error error = {0};
  CHECK(!memory_allocate_aligned(SIZE_MAX, &error));
  CHECK(!ok(&error));
  CHECK(!memory_allocate_aligned(1, &error)); /* an error that was there */
  return unit_end("memory");
}
