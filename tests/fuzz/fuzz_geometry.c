/*
** Geometries in any notation, and what is done with them: two values, parted by 0xFF, each a text or a BLOB. What is read is
** written and read alike, the outline of a mask has its area, and every pair has an IoU from 0 to 1 that is the same when it
** is exchanged.
*/
#include "fuzz.h"

#include <math.h>

#include "geometry/geometry_overlay.h"

enum { MOST_PIXELS = 1 << 22 };

static Geometry read(const void *data, size_t size, Arena *arena, Error *error) {
  const unsigned char *bytes = data;
  bool is_blob = size && (bytes[0] == 'b' || bytes[0] == 0x89);
  return is_blob ? geometry_read_blob(data, size, "geometry", arena, NULL, error)
                 : geometry_read_text(data, size, "geometry", arena, NULL, error);
}

/* Written as a BLOB, read, and written again. */
static void check_blob(const Geometry *geometry, Arena *arena) {
  Buffer first = {0}, second = {0};
  Error error = {0};
  geometry_write_blob(geometry, &first, &error);
  Geometry back = read(first.bytes, first.length, arena, &error);
  geometry_write_blob(&back, &second, &error);
  MUST(ok(&error) && back.kind == geometry->kind);
  MUST(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
  buffer_release(&first);
  buffer_release(&second);
}

static void check_json(const Geometry *geometry, Arena *arena) {
  Buffer first = {0}, second = {0};
  Error error = {0};
  if (geometry->kind == GEOMETRY_POLYGON && !geometry->polygon.ring_count) return;
  geometry_write_json(geometry, &first, &error);
  if (ok(&error)) {
    Geometry back = read(first.bytes, first.length, arena, &error);
    geometry_write_json(&back, &second, &error);
    MUST(ok(&error) && back.kind == geometry->kind);
    MUST(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
  }
  buffer_release(&first);
  buffer_release(&second);
}

static bool is_small(const Geometry *geometry) {
  return geometry->kind != GEOMETRY_MASK ||
         (uint64_t)geometry->mask.width * geometry->mask.height <= MOST_PIXELS;
}

static void check_outline(const Geometry *geometry, GeometryTools *tools) {
  Error error = {0};
  if (geometry->kind != GEOMETRY_MASK) return;
  const Mask *mask = &geometry->mask;
  Polygon outline = geometry_outline(geometry, tools, &error);
  MUST(ok(&error) && polygon_drawn_area(&outline) == (double)mask_area(mask));
  Geometry again = {.kind = GEOMETRY_POLYGON, .polygon = outline};
  Mask pixels = geometry_rasterise(&again, mask->width, mask->height, "outline", tools, &error);
  if (!ok(&error)) return; /* a canvas beyond the reach of rasterising */
  MUST(mask_area(&pixels) == mask_area(mask) &&
       mask_intersection_area(&pixels, mask, NULL, &error) == mask_area(mask));
}

static bool keeps(double start, double size) {
  return fabs((start + size) - start - size) <= 1e-12 * size;
}

/* A box so far away that its own size is lost in its corner has an IoU that rounding makes, here as in pycocotools. */
static bool keeps_its_size(const Geometry *geometry) {
  const Box *box = &geometry->box;
  const RotatedBox *rotated = &geometry->rotated_box;
  if (geometry->kind == GEOMETRY_BOX) return keeps(box->x, box->width) && keeps(box->y, box->height);
  if (geometry->kind != GEOMETRY_ROTATED_BOX) return true;
  return keeps(rotated->x, rotated->width) && keeps(rotated->y, rotated->height);
}

static void check_pair(const Geometry *a, const Geometry *b, GeometryTools *tools) {
  Error error = {0};
  double iou = geometry_iou(a, b, false, tools, &error), back = geometry_iou(b, a, false, tools, &error);
  double of_first = geometry_iou(a, b, true, tools, &error);
  MUST(ok(&error) == !error.text[0]);
  if (!ok(&error) || !keeps_its_size(a) || !keeps_its_size(b)) return;
  MUST(iou >= 0 && iou <= 1 + 1e-9 && fabs(iou - back) <= 1e-9);
  MUST(of_first >= 0 && of_first <= 1 + 1e-9);
}

static void check_overlays(const Geometry *a, const Geometry *b, GeometryTools *tools) {
  Error error = {0};
  Geometry common = geometry_intersection(a, b, tools, &error);
  if (ok(&error)) MUST(geometry_area(&common, tools, &error) >= 0 || !ok(&error));
  error = (Error){0};
  Geometry all = geometry_union((Geometry[]){*a, *b}, 2, tools, &error);
  if (ok(&error)) MUST(geometry_area(&all, tools, &error) >= 0 || !ok(&error));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  GeometryTools tools = {0};
  Error error = {0};
  const uint8_t *middle = size ? memchr(data, 0xFF, size) : NULL;
  size_t first = middle ? (size_t)(middle - data) : size;
  Geometry a = read(data, first, &tools.arena, &error);
  Geometry b = middle && ok(&error) ? read(middle + 1, size - first - 1, &tools.arena, &error) : a;
  MUST(ok(&error) == !error.text[0]);
  if (ok(&error) && is_small(&a) && is_small(&b)) {
    check_blob(&a, &tools.arena);
    check_json(&a, &tools.arena);
    check_outline(&a, &tools);
    check_pair(&a, &b, &tools);
    check_overlays(&a, &b, &tools);
  }
  geometry_tools_release(&tools);
  geos_close(tools.geos);
  MUST(fuzz_alive == 0);
  return 0;
}
