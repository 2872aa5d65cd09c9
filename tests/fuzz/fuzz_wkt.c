/*
** WKT, and what is done with it: two texts, parted by a ';'. What is read is written and read alike; shapes made of it, cut to
** an image, have an IoU from 0 to 1 that is GEOS's own.
*/
#include "fuzz.h"

#include <math.h>

#include "geometry/shape.h"
#include "geometry/polygon/wkt.h"

static Polygon read(const uint8_t *data, size_t size, Arena *arena, Error *error) {
  return wkt_parse((const char *)data, size, "WKT", arena, NULL, error);
}

static void check_writing(const Polygon *polygon, Arena *arena) {
  Buffer first = {0}, second = {0};
  Error error = {0};
  wkt_write(polygon, &first, &error);
  Polygon back = read((const uint8_t *)first.bytes, first.length, arena, &error);
  wkt_write(&back, &second, &error);
  MUST(ok(&error) && back.ring_count == polygon->ring_count);
  MUST(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
  Box a = polygon_box(polygon), b = polygon_box(&back);
  MUST(a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height); /* -0 comes back as 0 */
  buffer_release(&first);
  buffer_release(&second);
}

static const Box image = {0, 0, 640, 480};

/* Where the numbers are those of pictures: what GEOS says is what the shape says. */
static void check_shared(Geos *geos, Shape *a, Shape *b, const Polygon *first, const Polygon *second) {
  Error error = {0};
  double shared = shape_iou(geos, a, b, true, &error) * shape_area(a);
  GeosGeometry *of_a = geos_geometry(geos, first, &image, &error),
               *of_b = geos_geometry(geos, second, &image, &error);
  double theirs = geos_intersection_area(geos, of_a, of_b, &error);
  geos_release(geos, of_a);
  geos_release(geos, of_b);
  if (!ok(&error)) return;
  MUST(fabs(shared - theirs) <= 1e-9 * (1 + theirs));
  MUST((shared > 0) == (theirs > 0) || theirs < 1e-9);
}

static void check_shapes(const Polygon *first, const Polygon *second) {
  Error error = {0};
  Geos *geos = geos_open(&error);
  Shape *a = shape_make(geos, first, &image, &error), *b = shape_make(geos, second, &image, &error);
  double iou = shape_iou(geos, a, b, false, &error), of_first = shape_iou(geos, a, b, true, &error);
  if (ok(&error)) {
    MUST(iou >= 0 && iou <= 1 && of_first >= iou * (1 - 1e-12) && of_first <= 1);
    MUST(shape_area(a) >= 0 && shape_area(a) <= 640 * 480 * (1 + 1e-12));
    check_shared(geos, a, b, first, second);
  }
  MUST(ok(&error) == !error.text[0]);
  shape_release(geos, a);
  shape_release(geos, b);
  geos_close(geos);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  Arena arena = {0};
  Error error = {0};
  const uint8_t *middle = size ? memchr(data, ';', size) : NULL;
  size_t first = middle ? (size_t)(middle - data) : size;
  Polygon a = read(data, first, &arena, &error);
  MUST(ok(&error) == !error.text[0]);
  if (ok(&error)) {
    check_writing(&a, &arena);
    Polygon b = middle ? read(middle + 1, size - first - 1, &arena, &error) : a;
    if (ok(&error)) check_shapes(&a, &b);
  }
  arena_release(&arena);
  MUST(fuzz_alive == 0);
  return 0;
}
