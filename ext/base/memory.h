/*
** All memory of the extension comes from here. boxscore.c points it at SQLite's allocator, unit tests at
** malloc.
*/
#ifndef BOXSCORE_BASE_MEMORY_H
#define BOXSCORE_BASE_MEMORY_H

#include <stdint.h>

#include "base/error.h"

typedef struct Allocator {
  void *(*allocate)(uint64_t size);
  void *(*reallocate)(void *memory, uint64_t size);
  void (*release)(void *memory);
} Allocator;

extern Allocator memory_allocator; /* set once, before anything else is called */

/* `count` items of `size` bytes. NULL with the error set when memory is out or the product overflows;
** NULL without an error only where an error was set before. Zero items give a valid pointer. */
void *memory_allocate(size_t count, size_t size, Error *error);
void *memory_allocate_zeroed(size_t count, size_t size, Error *error);
void memory_release(void *memory); /* NULL is allowed */

/* Aligned to 16 bytes as malloc's memory is, where SQLite's is to 8: for other libraries, and for a jmp_buf,
** whose registers Windows stores with instructions that require it. */
void *memory_allocate_aligned(size_t size, Error *error);
void memory_release_aligned(void *memory); /* only for such memory; NULL is allowed */

/* Makes room for `needed` items in a growing array: *items of *capacity items. The array is left as it was on
** failure. */
void memory_reserve(void **items, size_t *capacity, size_t needed, size_t size, Error *error);
/* Gives back what a grown array does not use. Never fails: the array may stay as it is. */
void memory_shrink(void **items, size_t *capacity, size_t needed, size_t size);

/* An arena: many small allocations that are released together. Start with {0}. */
typedef struct Arena {
  struct ArenaBlock *last;
} Arena;

void *arena_allocate(Arena *arena, size_t size, Error *error);                 /* aligned to 8 bytes */
char *arena_bytes(Arena *arena, size_t size, Error *error);                    /* not aligned */
char *arena_copy(Arena *arena, const char *text, size_t length, Error *error); /* terminated, not aligned */
void arena_adopt(Arena *arena, Arena *other); /* takes over what another holds, and leaves it empty */
void arena_release(Arena *arena);
size_t arena_footprint(const Arena *arena); /* how many bytes it holds */

#endif
