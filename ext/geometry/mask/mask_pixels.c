#include <string.h>

#include "geometry/mask/mask_edges.h"

/* Rows come first to last, so within a column the changes do too: sorting them by column gives the mask's edges. A column
** that ends inside the mask closes at its foot; the next one opens there again where the mask goes on, and the two edges
** are none. */

void mask_rows_begin(MaskRows *rows, uint32_t width, uint32_t height, const char *who, Error *error) {
  *rows = (MaskRows){.width = width, .height = height};
  mask_check_canvas(width, height, who, error);
  rows->last = memory_allocate_zeroed(width, 1, error);
}

static void add_change(MaskRows *rows, uint32_t column, Error *error) {
  mask_room_reserve(&rows->columns, rows->changes + 1, error);
  mask_room_reserve(&rows->heights, rows->changes + 1, error);
  if (!ok(error)) return;
  rows->columns.items[rows->changes] = column;
  rows->heights.items[rows->changes++] = rows->y;
}

static uint64_t eight_bytes(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

void mask_rows_add(MaskRows *rows, const uint8_t *pixels, Error *error) {
  if (!ok(error) || rows->y >= rows->height) return;
  uint32_t width = rows->width;
  for (uint32_t x = 0; x < width && ok(error); x++) {
    /* Background under background, eight pixels at a time. */
    while (x + 8 <= width && (eight_bytes(pixels + x) | eight_bytes(rows->last + x)) == 0) x += 8;
    if (x == width) break;
    uint8_t inside = pixels[x] != 0;
    if (inside == rows->last[x]) continue;
    rows->last[x] = inside;
    add_change(rows, x, error);
  }
  rows->y++;
}

/* Where the changes of each column begin, in the order of columns; `order` gets their rows. */
static void sort_by_column(const MaskRows *rows, uint32_t *starts, uint32_t *order) {
  memset(starts, 0, ((size_t)rows->width + 1) * sizeof *starts);
  for (size_t i = 0; i < rows->changes; i++) starts[rows->columns.items[i] + 1]++;
  for (uint32_t x = 0; x < rows->width; x++) starts[x + 1] += starts[x];
  for (size_t i = 0; i < rows->changes; i++) order[starts[rows->columns.items[i]]++] = rows->heights.items[i];
}

static Mask rows_to_mask(const MaskRows *rows, uint32_t *ends, uint32_t *order, uint32_t *edges, Arena *arena,
                         Error *error) {
  sort_by_column(rows, ends, order);
  size_t count = 0, at = 0;
  uint32_t column_start = 0;
  for (uint32_t x = 0; x < rows->width; x++) {
    for (; at < ends[x]; at++) count = mask_edges_push(edges, count, column_start + order[at]);
    column_start += rows->height;
    if (rows->last[x]) count = mask_edges_push(edges, count, column_start);
  }
  if (count && edges[count - 1] == column_start) count--;
  return mask_from_edges(edges, count, rows->width, rows->height, arena, error);
}

Mask mask_rows_end(MaskRows *rows, Arena *arena, Error *error) {
  /* Rows that never came are background. */
  for (uint32_t x = 0; rows->y < rows->height && x < rows->width && ok(error); x++) {
    if (!rows->last[x]) continue;
    add_change(rows, x, error);
    rows->last[x] = 0;
  }
  Mask mask = {0};
  uint32_t *ends = memory_allocate((size_t)rows->width + 1, sizeof *ends, error);
  uint32_t *order = memory_allocate(rows->changes, sizeof *order, error);
  uint32_t *edges = memory_allocate(rows->changes + rows->width, sizeof *edges, error);
  if (ok(error)) mask = rows_to_mask(rows, ends, order, edges, arena, error);
  memory_release(ends);
  memory_release(order);
  memory_release(edges);
  memory_release(rows->last);
  memory_release(rows->columns.items);
  memory_release(rows->heights.items);
  *rows = (MaskRows){0};
  return mask;
}

Mask mask_from_pixels(const uint8_t *pixels, size_t stride, int value, uint32_t width, uint32_t height,
                      Arena *arena, const char *who, Error *error) {
  MaskRows rows = {0};
  mask_rows_begin(&rows, width, height, who, error);
  uint8_t *row = memory_allocate(width, 1, error);
  for (uint32_t y = 0; y < height && ok(error); y++, pixels += stride) {
    for (uint32_t x = 0; x < width; x++) row[x] = value < 0 ? pixels[x] != 0 : pixels[x] == value;
    mask_rows_add(&rows, row, error);
  }
  memory_release(row);
  return mask_rows_end(&rows, arena, error);
}

void mask_to_pixels(const Mask *mask, uint8_t value, size_t stride, uint8_t *pixels) {
  uint32_t position = 0;
  for (uint32_t i = 1; i < mask->run_count; i += 2) {
    position += mask->runs[i - 1];
    uint32_t x = position / mask->height, y = position % mask->height;
    for (uint32_t left = mask->runs[i]; left > 0; x++, y = 0) {
      uint32_t here = left < mask->height - y ? left : mask->height - y;
      uint8_t *pixel = pixels + (size_t)y * stride + x;
      for (uint32_t j = 0; j < here; j++, pixel += stride) *pixel = value;
      left -= here;
    }
    position += mask->runs[i];
  }
}
