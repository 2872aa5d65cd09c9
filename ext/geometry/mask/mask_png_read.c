#include "geometry/mask/mask_png.h"

#include <string.h>

#include "base/sort.h"
#include "image/image_header.h"

/* Positions, column by column, and values both fit into one sort key. */
enum { POSITION_BITS = 28, EACH_VALUE = -2 };
_Static_assert(IMAGE_PIXELS_MOST <= 1 << POSITION_BITS, "a position fits into its bits");

/* Pieces of columns: each one's value << POSITION_BITS | where it starts, and its length. */
typedef struct Pieces {
  PngShape shape;
  int64_t wanted;    /* a value, PNG_NOT_ZERO or EACH_VALUE */
  uint8_t *previous; /* the row above, as pixels; zeros at first */
  uint32_t *since;   /* the row where the value of each column began */
  uint32_t y;
  uint64_t *keys;
  uint32_t *lengths;
  size_t count, key_capacity, length_capacity;
} Pieces;

/* What a pixel counts as: 0 for the background, else a value of its own, or 1 where only in or out
** matters. */
static uint32_t piece_part(const Pieces *pieces, const uint8_t *pixel) {
  uint32_t value = mask_png_value(pixel, pieces->shape.pixel);
  if (pieces->wanted == EACH_VALUE) return value;
  return pieces->wanted == PNG_NOT_ZERO ? value != 0 : value == pieces->wanted;
}

/* The rows from since[x] to y of column x belong to `part`. */
static void add_piece(Pieces *pieces, uint32_t x, uint32_t y, uint32_t part, Error *error) {
  uint32_t from = pieces->since[x];
  if (part == 0 || from == y || !ok(error)) return;
  if (pieces->count == PNG_CHANGES_MOST) {
    error_input(error, "a PNG whose values change more than %d times down its columns: a picture, not a mask",
                PNG_CHANGES_MOST);
    return;
  }
  memory_reserve((void **)&pieces->keys, &pieces->key_capacity, pieces->count + 1, sizeof *pieces->keys,
                 error);
  memory_reserve((void **)&pieces->lengths, &pieces->length_capacity, pieces->count + 1,
                 sizeof *pieces->lengths, error);
  if (!ok(error)) return;
  pieces->keys[pieces->count] = (uint64_t)part << POSITION_BITS | (x * pieces->shape.height + from);
  pieces->lengths[pieces->count++] = y - from;
}

static void begin(void *context, const PngShape *shape, Error *error) {
  Pieces *pieces = context;
  pieces->shape = *shape;
  pieces->previous = memory_allocate_zeroed(shape->width, shape->pixel_size, error);
  pieces->since = memory_allocate_zeroed(shape->width, sizeof *pieces->since, error);
}

static void compare_pixel(Pieces *pieces, uint32_t x, const uint8_t *pixels, Error *error) {
  size_t size = pieces->shape.pixel_size, at = x * size;
  if (memcmp(pixels + at, pieces->previous + at, size) == 0) return;
  uint32_t before = piece_part(pieces, pieces->previous + at);
  if (before == piece_part(pieces, pixels + at)) return;
  add_piece(pieces, x, pieces->y, before, error);
  pieces->since[x] = pieces->y;
}

static void take_row(void *context, const uint8_t *pixels, Error *error) {
  enum { STEP = 8 };
  Pieces *pieces = context;
  size_t size = pieces->shape.pixel_size, bytes = pieces->shape.width * size, at = 0;
  while (at < bytes && ok(error)) {
    /* Most of a row equals the one above. A step may end inside a pixel whose first bytes are equal. */
    if (bytes - at >= STEP && memcmp(pixels + at, pieces->previous + at, STEP) == 0) {
      at += STEP;
      continue;
    }
    uint32_t x = (uint32_t)(at / size);
    compare_pixel(pieces, x, pixels, error);
    at = (x + 1) * size;
  }
  memcpy(pieces->previous, pixels, bytes);
  pieces->y++;
}

static void end_columns(Pieces *pieces, Error *error) {
  for (uint32_t x = 0; x < pieces->shape.width && ok(error); x++)
    add_piece(pieces, x, pieces->y,
              piece_part(pieces, pieces->previous + (size_t)x * pieces->shape.pixel_size), error);
}

/* By value, then by position. */
static void sort_pieces(Pieces *pieces, Poll *poll, Error *error) {
  uint64_t *keys = memory_allocate(pieces->count, sizeof *keys, error);
  uint32_t *lengths = memory_allocate(pieces->count, sizeof *lengths, error);
  const Task task = {.poll = poll};
  sort_by_key_checked(pieces->keys, pieces->lengths, keys, lengths, pieces->count, &task, error);
  memory_release(keys);
  memory_release(lengths);
}

static void read_pieces(Pieces *pieces, const void *bytes, size_t length, Poll *poll, Error *error) {
  PngSink sink = {.begin = begin, .row = take_row, .context = pieces};
  png_pixels_read(bytes, length, &sink, poll, error);
  if (ok(error)) end_columns(pieces, error);
  if (ok(error)) sort_pieces(pieces, poll, error);
}

static void release_pieces(Pieces *pieces) {
  memory_release(pieces->previous);
  memory_release(pieces->since);
  memory_release(pieces->keys);
  memory_release(pieces->lengths);
}

/* How many pieces from `first` on have the same value. */
static size_t same_value(const Pieces *pieces, size_t first) {
  size_t end = first + 1;
  while (end < pieces->count && pieces->keys[end] >> POSITION_BITS == pieces->keys[first] >> POSITION_BITS)
    end++;
  return end - first;
}

/* One mask from `count` sorted pieces. Pieces of neighbouring columns may touch and are then one run. */
static void make_mask(const Pieces *pieces, size_t first, size_t count, Arena *arena, Mask *out,
                      Error *error) {
  uint32_t total = pieces->shape.width * pieces->shape.height, position = 0, used = 0;
  uint32_t *runs = arena_allocate(arena, (2 * count + 1) * sizeof *runs, error);
  if (!runs) return;
  for (size_t i = first; i < first + count; i++) {
    uint32_t start = (uint32_t)(pieces->keys[i] & ((1U << POSITION_BITS) - 1));
    if (used > 0 && start == position) {
      runs[used - 1] += pieces->lengths[i];
    } else {
      runs[used++] = start - position;
      runs[used++] = pieces->lengths[i];
    }
    position = start + pieces->lengths[i];
  }
  if (position < total) runs[used++] = total - position;
  *out = (Mask){pieces->shape.width, pieces->shape.height, used, runs};
}

void png_mask(const void *bytes, size_t length, int64_t value, Arena *arena, Mask *out, Poll *poll,
              Error *error) {
  Pieces pieces = {.wanted = value};
  read_pieces(&pieces, bytes, length, poll, error);
  if (ok(error)) make_mask(&pieces, 0, pieces.count, arena, out, error);
  release_pieces(&pieces);
}

static size_t count_values(const Pieces *pieces, Error *error) {
  size_t count = 0;
  for (size_t i = 0; i < pieces->count; i += same_value(pieces, i)) count++;
  if (count > PNG_VALUES_MOST)
    error_input(error, "a PNG with %zu values, more than %d: a picture, not a mask", count, PNG_VALUES_MOST);
  return count;
}

PngInstance *png_instances(const void *bytes, size_t length, Arena *arena, size_t *count, Poll *poll,
                           Error *error) {
  Pieces pieces = {.wanted = EACH_VALUE};
  PngInstance *instances = NULL;
  *count = 0;
  read_pieces(&pieces, bytes, length, poll, error);
  size_t values = ok(error) ? count_values(&pieces, error) : 0;
  if (ok(error)) instances = arena_allocate(arena, values * sizeof *instances, error);
  for (size_t i = 0; i < pieces.count && ok(error);) {
    size_t same = same_value(&pieces, i);
    instances[*count].value = (uint32_t)(pieces.keys[i] >> POSITION_BITS);
    make_mask(&pieces, i, same, arena, &instances[(*count)++].mask, error);
    i += same;
  }
  release_pieces(&pieces);
  return ok(error) ? instances : NULL;
}
