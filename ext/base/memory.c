#include "base/memory.h"

#include <stdalign.h>
#include <string.h>

Allocator memory_allocator;

/* SQLite rejects single allocations near 2 GiB only through its own limits; ours is on the item count's
** product. */
static bool product(size_t count, size_t size, uint64_t *out) {
  return !__builtin_mul_overflow((uint64_t)count, (uint64_t)size, out);
}

void *memory_allocate(size_t count, size_t size, Error *error) {
  if (!ok(error)) return NULL;
  uint64_t bytes;
  void *memory = product(count, size, &bytes) ? memory_allocator.allocate(bytes ? bytes : 1) : NULL;
  if (!memory) error_memory(error);
  return memory;
}

void *memory_allocate_zeroed(size_t count, size_t size, Error *error) {
  void *memory = memory_allocate(count, size, error);
  if (memory) memset(memory, 0, count * size);
  return memory;
}

void memory_release(void *memory) {
  if (memory) memory_allocator.release(memory);
}

/* The byte before the memory says how far from the allocation it starts. */
enum { AS_MALLOC = 16 };

void *memory_allocate_aligned(size_t size, Error *error) {
  if (size > SIZE_MAX - AS_MALLOC) error_memory(error);
  uint8_t *start = memory_allocate(1, size + AS_MALLOC, error);
  if (!start) return NULL;
  uint8_t shift = (uint8_t)(AS_MALLOC - (uintptr_t)start % AS_MALLOC);
  start[shift - 1] = shift;
  return start + shift;
}

void memory_release_aligned(void *memory) {
  uint8_t *bytes = memory;
  if (bytes) memory_release(bytes - bytes[-1]);
}

void memory_reserve(void **items, size_t *capacity, size_t needed, size_t size, Error *error) {
  if (!ok(error) || needed <= *capacity) return;
  size_t grown = *capacity + *capacity / 2 + 16;
  if (grown < needed) grown = needed;
  uint64_t bytes;
  void *memory = product(grown, size, &bytes) ? memory_allocator.reallocate(*items, bytes) : NULL;
  if (!memory) {
    error_memory(error);
    return;
  }
  *items = memory;
  *capacity = grown;
}

void memory_shrink(void **items, size_t *capacity, size_t needed, size_t size) {
  if (needed == *capacity || !*items) return;
  void *memory = memory_allocator.reallocate(*items, needed ? (uint64_t)needed * size : 1);
  if (!memory) return;
  *items = memory;
  *capacity = needed;
}

/* What an allocation of SQLite is aligned to; malloc gives more, and nothing here needs it. */
enum { ALIGNMENT = 8 };

typedef struct ArenaBlock {
  struct ArenaBlock *previous;
  size_t used, size;
  alignas(ALIGNMENT) char bytes[];
} ArenaBlock;

static char *arena_take(Arena *arena, size_t size, size_t alignment, Error *error) {
  enum { SMALLEST = 4000, LARGEST = 256000 };
  if (!ok(error)) return NULL;
  ArenaBlock *block = arena->last;
  if (block) {
    size_t start = (block->used + alignment - 1) / alignment * alignment;
    if (start <= block->size && size <= block->size - start) {
      block->used = start + size;
      return block->bytes + start;
    }
  }
  size_t room = block ? block->size * 2 : SMALLEST;
  if (room > LARGEST) room = LARGEST;
  if (room < size) room = size;
  if (room > SIZE_MAX - sizeof *block) {
    error_memory(error);
    return NULL;
  }
  block = memory_allocate(1, sizeof *block + room, error);
  if (!block) return NULL;
  block->previous = arena->last;
  block->used = size;
  block->size = room;
  arena->last = block;
  return block->bytes;
}

void *arena_allocate(Arena *arena, size_t size, Error *error) {
  return arena_take(arena, size, ALIGNMENT, error);
}

char *arena_bytes(Arena *arena, size_t size, Error *error) {
  return arena_take(arena, size, 1, error);
}

char *arena_copy(Arena *arena, const char *text, size_t length, Error *error) {
  char *copy = arena_take(arena, length + 1, 1, error);
  if (!copy) return NULL;
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

void arena_adopt(Arena *arena, Arena *other) {
  ArenaBlock *first = other->last;
  while (first && first->previous) first = first->previous;
  if (!first) return;
  first->previous = arena->last;
  arena->last = other->last;
  other->last = NULL;
}

void arena_release(Arena *arena) {
  while (arena->last) {
    ArenaBlock *previous = arena->last->previous;
    memory_release(arena->last);
    arena->last = previous;
  }
}

size_t arena_footprint(const Arena *arena) {
  size_t bytes = 0;
  for (const ArenaBlock *block = arena->last; block; block = block->previous)
    bytes += sizeof *block + block->size;
  return bytes;
}
