/* Pairs of all kinds: how they are compared, intersected and united. */
#include <math.h>

#include "geometry/geometry_overlay.h"
#include "unit.h"

static const char box[] = "[0,0,10,10]", shifted[] = "[5,0,10,10]";
static const char rotated[] = "[10,5,10,10,90]"; /* the shifted one, turned around itself */
static const char polygon[] = "[[5,0,15,0,15,10,5,10]]";
static const char with_hole[] = "POLYGON ((0 0,10 0,10 10,0 10,0 0),(6 1,9 1,9 9,6 9,6 1))";
static const char mask[] = "{\"size\":[20,20],\"counts\":[0,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,"
                           "10,10,10,10,210]}"; /* 10 x 10 pixels at the top left */

static Geometry read(const char *text, GeometryTools *tools, Error *error) {
  return geometry_read_text(text, strlen(text), "geometry", &tools->arena, NULL, error);
}

static double pair(const char *first, const char *second, bool crowd, Error *error) {
  GeometryTools tools = {0};
  Geometry a = read(first, &tools, error), b = read(second, &tools, error);
  double iou = geometry_iou(&a, &b, crowd, &tools, error);
  geometry_tools_release(&tools);
  geos_close(tools.geos);
  return iou;
}

static bool has_geos(void) {
  Error error = {0};
  geos_close(geos_open(&error));
  return ok(&error);
}

static void pairs(void) {
  const char *const same[] = {shifted, rotated, polygon};
  for (int i = 0; i < (has_geos() ? 3 : 2); i++) {
    Error error = {0};
    CHECK(fabs(pair(box, same[i], false, &error) - 1. / 3) < 1e-12);
    CHECK(fabs(pair(same[i], box, true, &error) - .5) < 1e-12);
    CHECK(fabs(pair(rotated, same[i], false, &error) - 1) < 1e-12);
    CHECK(pair(mask, same[i], false, &error) == 50. / 150);
    CHECK(pair(same[i], mask, true, &error) == .5);
    CHECK(ok(&error));
  }
}

static void refusals(void) {
  Error error = {0};
  pair(mask, "{\"size\":[3,3],\"counts\":[9]}", false, &error);
  CHECK_TEXT(error.text, "the second geometry: a mask of 3 x 3 pixels on a canvas of 20 x 20");
  error = (Error){0};
  pair("{\"size\":[3,3],\"counts\":[9]}", "[1e9,0,1,1]", false, &error);
  CHECK(!ok(&error));
}

static double boundary(const char *first, const char *second, bool crowd) {
  Error error = {0};
  GeometryTools tools = {0};
  Geometry a = read(first, &tools, &error), b = read(second, &tools, &error);
  double iou = geometry_boundary_iou(&a, &b, 20, 20, crowd, &tools, &error);
  CHECK(ok(&error));
  geometry_tools_release(&tools);
  return iou;
}

/* On 20 x 20 pixels the boundary is one pixel wide: 36 of a box of 10 x 10. */
static void boundaries(void) {
  CHECK(boundary(box, mask, false) == 1);
  CHECK(boundary(box, shifted, false) == 10. / 62);
  CHECK(boundary(box, shifted, true) == .5);
  CHECK(boundary(box, "[12,12,5,5]", false) == 0);
}

static double area_of_intersection(const char *first, const char *second, GeometryKind *kind) {
  Error error = {0};
  GeometryTools tools = {0};
  Geometry a = read(first, &tools, &error), b = read(second, &tools, &error);
  Geometry common = geometry_intersection(&a, &b, &tools, &error);
  double area = geometry_area(&common, &tools, &error);
  *kind = common.kind;
  CHECK(ok(&error));
  geometry_tools_release(&tools);
  geos_close(tools.geos);
  return area;
}

static void intersections(void) {
  GeometryKind kind;
  CHECK(area_of_intersection(mask, shifted, &kind) == 50 && kind == GEOMETRY_MASK);
  CHECK(area_of_intersection(mask, "[12,12,2,2]", &kind) == 0 && kind == GEOMETRY_MASK);
  CHECK(area_of_intersection(box, shifted, &kind) == 50 && kind == GEOMETRY_BOX);
  if (!has_geos()) return;
  CHECK(area_of_intersection(box, "[10,0,2,2]", &kind) == 0 && kind == GEOMETRY_POLYGON);
  CHECK(area_of_intersection(box, rotated, &kind) == 50 && kind == GEOMETRY_POLYGON);
  CHECK(area_of_intersection(with_hole, box, &kind) == 76 && kind == GEOMETRY_POLYGON);
}

/* The union as JSON, with the items in the order that `order` has. */
static char *unite(const char *const *texts, const int *order, size_t count, Error *error) {
  GeometryTools tools = {0};
  Buffer out = {0};
  Geometry items[4];
  for (size_t i = 0; i < count; i++) items[i] = read(texts[order[i]], &tools, error);
  if (ok(error)) {
    Geometry whole = geometry_union(items, count, &tools, error);
    if (ok(error)) geometry_write_json(&whole, &out, error);
  }
  buffer_add(&out, "", 1, error);
  geometry_tools_release(&tools);
  geos_close(tools.geos);
  if (ok(error)) return out.bytes;
  buffer_release(&out);
  return NULL;
}

static void unions(void) {
  static const int orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}};
  const char *const vectors[] = {"[0,0,2,2]", "[1,1,2,2]", "[[8,8,9,8,9,9]]", "[5,5,1,1,30]"};
  const char *const mixed[] = {box, mask, shifted, "[3,15,2,2]"};
  for (int kind = has_geos() ? 0 : 1; kind < 2; kind++) {
    char *texts[3];
    for (int i = 0; i < 3; i++) {
      Error error = {0};
      texts[i] = unite(kind ? mixed : vectors, orders[i], 4, &error);
      CHECK(ok(&error) && texts[i] && strcmp(texts[i], texts[0]) == 0);
      CHECK(texts[i] && texts[i][0] == (kind ? '{' : '['));
    }
    for (int i = 0; i < 3; i++) memory_release(texts[i]);
  }
}

static void validity(void) {
  Error error = {0};
  GeometryTools tools = {0};
  if (!has_geos()) return;
  Geometry bow = read("[[0,0,10,10,10,0,0,10]]", &tools, &error), plain = read(polygon, &tools, &error);
  CHECK(!geometry_is_valid(&bow, &tools, &error) && geometry_is_valid(&plain, &tools, &error));
  Geometry repaired = geometry_repair(&bow, &tools, &error);
  CHECK(geometry_is_valid(&repaired, &tools, &error) && repaired.polygon.ring_count == 2);
  CHECK(geometry_area(&repaired, &tools, &error) == 50 && geometry_area(&bow, &tools, &error) == 50);
  CHECK(ok(&error));
  geometry_tools_release(&tools);
  geos_close(tools.geos);
}

static void failing_allocations(void) {
  static const int order[] = {0, 1};
  const char *const cases[][2] = {
      {mask, polygon}, {polygon, "[[1,1,2,1,2,2]]"}, {with_hole, "[2,2,3,3]"}, {box, rotated}};
  for (int i = has_geos() ? 0 : 3; i < 4; i++) {
    for (long n = 1;; n++) {
      Error compared = {0}, united = {0};
      unit_fail_allocation(n, n % 2);
      double iou = pair(cases[i][0], cases[i][1], false, &compared);
      char *text = i > 1 ? NULL : unite(cases[i], order, 2, &united);
      bool did_fail = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&compared) ? iou >= 0 : compared.kind == ERROR_MEMORY && did_fail);
      CHECK(ok(&united) ? text || i > 1 : united.kind == ERROR_MEMORY && did_fail);
      memory_release(text);
      if (!did_fail) break;
    }
  }
}

int main(void) {
  unit_begin();
  pairs();
  refusals();
  boundaries();
  intersections();
  unions();
  validity();
  failing_allocations();
  return unit_end("geometry_iou");
}
