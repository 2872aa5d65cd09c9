/*
** The vector geometry for Python's ctypes: what tests/parity/vectors.py and tests/libraries compare with shapely. Polygons come
** as WKT; a width above 0 cuts them to the image. Where something is refused the result is -1 and vectors_message says why.
*/
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "geometry/rotated_box.h"
#include "geometry/shape.h"
#include "geometry/polygon/wkt.h"

#define SHOWN __attribute__((visibility("default")))

static Error error;
static Geos *geos;
static Arena arena;
static Buffer text;

static void *allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

static void begin(void) {
  memory_allocator = (Allocator){allocate, reallocate, free};
  error = (Error){0};
  if (!geos) geos = geos_open(&error);
}

static double end(double value) {
  arena_release(&arena);
  return ok(&error) ? value : -1;
}

SHOWN const char *vectors_message(void) {
  return error.text;
}

static Shape *make(const char *wkt, double width, double height) {
  Polygon polygon = wkt_parse(wkt, strlen(wkt), "WKT", &arena, NULL, &error);
  Box frame = {0, 0, width, height};
  return shape_make(geos, &polygon, width > 0 ? &frame : NULL, &error);
}

static GeosGeometry *make_geometry(const char *wkt, double width, double height) {
  Polygon polygon = wkt_parse(wkt, strlen(wkt), "WKT", &arena, NULL, &error);
  Box frame = {0, 0, width, height};
  return geos_geometry(geos, &polygon, width > 0 ? &frame : NULL, &error);
}

SHOWN double vectors_area(const char *wkt, double width, double height) {
  begin();
  Shape *shape = make(wkt, width, height);
  double area = shape ? shape_area(shape) : 0;
  shape_release(geos, shape);
  return end(area);
}

/* GEOS's own answer, whatever the shape says. */
SHOWN double vectors_geos_area(const char *wkt, double width, double height) {
  begin();
  GeosGeometry *geometry = make_geometry(wkt, width, height);
  double area = geos_area(geos, geometry, &error);
  geos_release(geos, geometry);
  return end(area);
}

SHOWN double vectors_iou(const char *a, const char *b, double width, double height, int crowd) {
  begin();
  Shape *first = make(a, width, height), *second = make(b, width, height);
  double iou = shape_iou(geos, first, second, crowd, &error);
  shape_release(geos, first);
  shape_release(geos, second);
  return end(iou);
}

SHOWN double vectors_is_valid(const char *wkt) {
  begin();
  Polygon polygon = wkt_parse(wkt, strlen(wkt), "WKT", &arena, NULL, &error);
  char reason[200] = "";
  bool valid = geos_is_valid(geos, &polygon, reason, sizeof reason, &error);
  return end(valid);
}

/* What it becomes, as WKT; NULL where it is refused. */
SHOWN const char *vectors_repair(const char *wkt, double width, double height) {
  begin();
  GeosGeometry *geometry = make_geometry(wkt, width, height);
  Polygon polygon = geos_polygon(geos, geometry, &arena, &error);
  text.length = 0;
  wkt_write(&polygon, &text, &error);
  buffer_add(&text, "", 1, &error);
  geos_release(geos, geometry);
  return end(1) == 1 ? text.bytes : NULL;
}

SHOWN double vectors_rotated_iou(const double *a, const double *b, int crowd) {
  begin();
  RotatedBox first = {a[0], a[1], a[2], a[3], a[4]}, second = {b[0], b[1], b[2], b[3], b[4]};
  return end(rotated_box_iou(first, second, crowd));
}

SHOWN void vectors_rotated_corners(const double *box, double *out) {
  begin();
  Polygon polygon = rotated_box_polygon((RotatedBox){box[0], box[1], box[2], box[3], box[4]}, &arena, &error);
  if (ok(&error)) memcpy(out, polygon.rings[0].points, 8 * sizeof *out);
  arena_release(&arena);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Makes each shape once and compares polygons 2i and 2i + 1: the seconds of the processor for making and comparing. */
SHOWN double vectors_time(const char *const *wkts, int count, double width, double height, double *out) {
  begin();
  Box frame = {0, 0, width, height};
  Polygon *polygons = calloc((size_t)count, sizeof *polygons);
  Shape **shapes = calloc((size_t)count, sizeof(Shape *));
  for (int i = 0; i < count; i++)
    polygons[i] = wkt_parse(wkts[i], strlen(wkts[i]), "WKT", &arena, NULL, &error);
  double start = seconds(), sum = 0;
  for (int i = 0; i < count && ok(&error); i++) shapes[i] = shape_make(geos, &polygons[i], &frame, &error);
  double made = seconds();
  for (int i = 0; i + 1 < count && ok(&error); i += 2)
    sum += shape_iou(geos, shapes[i], shapes[i + 1], false, &error);
  out[0] = made - start;
  out[1] = seconds() - made;
  for (int i = 0; i < count; i++) shape_release(geos, shapes[i]);
  free(shapes);
  free(polygons);
  return end(sum);
}
