#include "geometry/geometry.h"

#include "base/bytes.h"
#include "geometry/polygon/wkt.h"

/* The characters of run lengths need no escape but the backslash, which is one of them. */
static void write_mask(const Mask *mask, Arena *arena, Buffer *out, Error *error) {
  size_t length;
  const char *text = mask_to_string(mask, arena, &length, error);
  buffer_text(out, "{\"size\":[", error);
  buffer_number(out, mask->height, error);
  buffer_text(out, ",", error);
  buffer_number(out, mask->width, error);
  buffer_text(out, "],\"counts\":\"", error);
  for (size_t i = 0; ok(error) && i < length; i++) {
    if (text[i] == '\\') buffer_text(out, "\\", error);
    buffer_add(out, text + i, 1, error);
  }
  buffer_text(out, "\"}", error);
}

static void write_polygon(const Polygon *polygon, Buffer *out, Error *error) {
  buffer_text(out, "[", error);
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    if (ring->is_hole) error_input(error, "a polygon with holes has no COCO notation");
    buffer_text(out, r ? ",[" : "[", error);
    for (size_t i = 0; i < 2 * (size_t)ring->count && ok(error); i++) {
      if (i) buffer_text(out, ",", error);
      buffer_number(out, ring->points[i], error);
    }
    buffer_text(out, "]", error);
  }
  buffer_text(out, "]", error);
}

void geometry_write_json(const Geometry *geometry, Buffer *out, Error *error) {
  char text[ROTATED_BOX_TEXT > (int)BOX_TEXT ? ROTATED_BOX_TEXT : (int)BOX_TEXT];
  Arena arena = {0};
  switch (geometry->kind) {
  case GEOMETRY_BOX: buffer_add(out, text, box_format(geometry->box, text), error); break;
  case GEOMETRY_ROTATED_BOX:
    buffer_add(out, text, rotated_box_format(geometry->rotated_box, text), error);
    break;
  case GEOMETRY_POLYGON: write_polygon(&geometry->polygon, out, error); break;
  case GEOMETRY_MASK: write_mask(&geometry->mask, &arena, out, error); break;
  }
  arena_release(&arena);
}

static bool has_json(const Geometry *geometry) {
  const Polygon *polygon = &geometry->polygon;
  if (geometry->kind != GEOMETRY_POLYGON) return true;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    if (polygon->rings[r].is_hole) return false;
  }
  return polygon->ring_count > 0;
}

void geometry_write_text(const Geometry *geometry, Buffer *out, Error *error) {
  if (has_json(geometry))
    geometry_write_json(geometry, out, error);
  else
    wkt_write(&geometry->polygon, out, error);
}

static void put_doubles(const double *values, size_t count, Buffer *out, Error *error) {
  for (size_t i = 0; i < count; i++) bytes_put_double(values[i], out, error);
}

static void put_polygon(const Polygon *polygon, Buffer *out, Error *error) {
  bytes_put(polygon->ring_count, 4, out, error);
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    bytes_put(ring->is_hole, 1, out, error);
    bytes_put(ring->count, 4, out, error);
    put_doubles(ring->points, 2 * (size_t)ring->count, out, error);
  }
}

static void put_mask(const Mask *mask, Buffer *out, Error *error) {
  bytes_put(mask->width, 4, out, error);
  bytes_put(mask->height, 4, out, error);
  bytes_put(mask->run_count, 4, out, error);
  for (uint32_t i = 0; i < mask->run_count; i++) bytes_put(mask->runs[i], 4, out, error);
}

void geometry_write_blob(const Geometry *geometry, Buffer *out, Error *error) {
  const Box *box = &geometry->box;
  const RotatedBox *rotated = &geometry->rotated_box;
  buffer_add(out, "bx\1", 3, error);
  bytes_put(geometry->kind, 1, out, error);
  switch (geometry->kind) {
  case GEOMETRY_BOX: put_doubles((double[]){box->x, box->y, box->width, box->height}, 4, out, error); break;
  case GEOMETRY_ROTATED_BOX:
    put_doubles((double[]){rotated->x, rotated->y, rotated->width, rotated->height, rotated->angle}, 5, out,
                error);
    break;
  case GEOMETRY_POLYGON: put_polygon(&geometry->polygon, out, error); break;
  case GEOMETRY_MASK: put_mask(&geometry->mask, out, error); break;
  }
}
