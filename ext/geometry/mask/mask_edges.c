#include "geometry/mask/mask_edges.h"

#include <string.h>

void mask_room_grow(MaskRoom *room, size_t needed, Error *error) {
  void *items = room->items;
  memory_reserve(&items, &room->capacity, needed, sizeof *room->items, error);
  room->items = items;
}

uint32_t *mask_edges_open(MaskEdges *lists, size_t most, Error *error) {
  mask_room_reserve(&lists->starts, lists->count + 2, error);
  if (!ok(error)) return NULL;
  if (lists->count == 0) lists->starts.items[0] = 0;
  size_t start = lists->starts.items[lists->count];
  /* A place is 32 bits wide; what one polygon or merge may have is capped far below. */
  if (most > UINT32_MAX - start) error_memory(error);
  mask_room_reserve(&lists->items, start + most + 1, error); /* a place to point at, even for none */
  return ok(error) ? lists->items.items + start : NULL;
}

void mask_edges_close(MaskEdges *lists, size_t count) {
  lists->starts.items[lists->count + 1] = lists->starts.items[lists->count] + (uint32_t)count;
  lists->count++;
}

/* Some 50 microseconds. */
enum { EDGES_BETWEEN_POLLS = 1 << 15 };

void mask_edges_add_mask(MaskEdges *lists, const Mask *mask, Poll *poll, Error *error) {
  uint32_t *edges = mask_edges_open(lists, mask->run_count, error);
  if (!edges) return;
  size_t count = 0;
  uint32_t position = 0, end = mask->width * mask->height;
  for (uint32_t i = 0; i < mask->run_count && ok(error);) {
    uint32_t stop = mask->run_count - i > EDGES_BETWEEN_POLLS ? i + EDGES_BETWEEN_POLLS : mask->run_count;
    for (; i < stop; i++) {
      position += mask->runs[i];
      count = mask_edges_push(edges, count, position);
    }
    if (i < mask->run_count) poll_check(poll, error);
  }
  if (count && edges[count - 1] == end) count--;
  mask_edges_close(lists, count);
}

/* The bits of the operation are its truth table: bit 2 * (in a) + (in b). */
size_t mask_edges_combine(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b,
                          MaskOperation operation, uint32_t *out, Poll *poll, Error *error) {
  size_t i = 0, j = 0, count = 0, next_poll = poll ? EDGES_BETWEEN_POLLS : SIZE_MAX;
  while (i < count_a || j < count_b) {
    if (i + j > next_poll) {
      next_poll = i + j + EDGES_BETWEEN_POLLS;
      poll_check(poll, error);
      if (!ok(error)) break;
    }
    uint32_t next_a = i < count_a ? a[i] : UINT32_MAX, next_b = j < count_b ? b[j] : UINT32_MAX;
    uint32_t position = next_a < next_b ? next_a : next_b;
    i += next_a == position;
    j += next_b == position;
    bool inside = ((unsigned)operation >> (2 * (i & 1) + (j & 1)) & 1) != 0;
    /* An odd number of edges so far: the result is inside. */
    if (inside != ((count & 1) != 0)) out[count++] = position;
  }
  return count;
}

void mask_edges_combine_lists(const MaskEdges *a, size_t list_a, const MaskEdges *b, size_t list_b,
                              MaskOperation operation, MaskEdges *out, Poll *poll, Error *error) {
  if (!ok(error)) return;
  size_t count_a = mask_edges_count(a, list_a), count_b = mask_edges_count(b, list_b);
  uint32_t *edges = mask_edges_open(out, count_a + count_b, error);
  if (!edges) return;
  mask_edges_close(out, mask_edges_combine(mask_edges_of(a, list_a), count_a, mask_edges_of(b, list_b),
                                           count_b, operation, edges, poll, error));
}

/* Combines neighbours in rounds, so that many parts take n log n. */
void mask_edges_reduce(MaskEdges *lists, MaskOperation operation, MaskEdges *spare, Poll *poll,
                       Error *error) {
  while (lists->count > 1 && ok(error)) {
    spare->count = 0;
    for (size_t i = 0; i < lists->count && ok(error); i += 2) {
      size_t second = i + 1 < lists->count ? i + 1 : i;
      mask_edges_combine_lists(lists, i, lists, second, operation, spare, poll, error);
    }
    poll_check(poll, error);
    MaskEdges swap = *lists;
    *lists = *spare;
    *spare = swap;
  }
}

Mask mask_from_edges(const uint32_t *edges, size_t count, uint32_t width, uint32_t height, Arena *arena,
                     Poll *poll, Error *error) {
  uint32_t *runs = arena_allocate(arena, (count + 1) * sizeof *runs, error);
  if (!runs) return (Mask){0};
  for (size_t i = 0; i < count && ok(error);) {
    size_t stop = count - i > EDGES_BETWEEN_POLLS ? i + EDGES_BETWEEN_POLLS : count;
    for (; i < stop; i++) runs[i] = edges[i] - (i ? edges[i - 1] : 0);
    if (i < count) poll_check(poll, error);
  }
  if (!ok(error)) return (Mask){0};
  runs[count] = width * height - (count ? edges[count - 1] : 0);
  return (Mask){width, height, (uint32_t)count + 1, runs};
}

Mask mask_copy(const Mask *mask, Arena *arena, Error *error) {
  size_t size = mask->run_count * sizeof *mask->runs;
  uint32_t *runs = arena_allocate(arena, size, error);
  if (!runs) return (Mask){0};
  memcpy(runs, mask->runs, size);
  return (Mask){mask->width, mask->height, mask->run_count, runs};
}
