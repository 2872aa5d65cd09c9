/* Hu moments: known values, the same shape as box, polygon and mask, and what does not change them. */
#include "measure/hu_moments.h"

#include <math.h>

#include "unit.h"

static bool close_to(double a, double b) {
  return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static Geometry ring_of(Ring *ring, const double *points, uint32_t count) {
  *ring = (Ring){points, count, false};
  return (Geometry){.kind = GEOMETRY_POLYGON, .polygon = {ring, 1}};
}

static bool same(const HuMoments *a, const HuMoments *b) {
  for (int i = 0; i < HU_MOMENTS; i++)
    if (!close_to(a->values[i], b->values[i])) return false;
  return true;
}

static void check_boxes(void) {
  HuMoments box, ring_moments, turned;
  Ring ring;
  const double points[] = {10, 20, 40, 20, 40, 30, 10, 30};
  Geometry of_box = {.kind = GEOMETRY_BOX, .box = {10, 20, 30, 10}}, of_ring = ring_of(&ring, points, 4);
  Geometry of_turned = {.kind = GEOMETRY_ROTATED_BOX, .rotated_box = {1e6, -1e6, 30, 10, 33}};
  CHECK(hu_moments(&of_box, &box) && hu_moments(&of_ring, &ring_moments) && hu_moments(&of_turned, &turned));
  CHECK(close_to(box.values[0], (3 + 1 / 3.0) / 12) && close_to(box.values[1], pow((3 - 1 / 3.0) / 12, 2)));
  for (int i = 2; i < HU_MOMENTS; i++) CHECK(box.values[i] == 0 && ring_moments.values[i] == 0);
  CHECK(same(&box, &ring_moments) && same(&box, &turned));

  Geometry flat = {.kind = GEOMETRY_BOX, .box = {0, 0, 10, 0}};
  const double line[] = {0, 0, 5, 5, 10, 10};
  Geometry of_line = ring_of(&ring, line, 3), empty = {.kind = GEOMETRY_POLYGON};
  CHECK(!hu_moments(&flat, &box) && !hu_moments(&of_line, &box) && !hu_moments(&empty, &box));
}

/* An L: turned, mirrored, moved, scaled and wound the other way. */
static void check_polygons(void) {
  const double shape[] = {0, 0, 4, 0, 4, 2, 2, 2, 2, 6, 0, 6};
  double turned[12], mirrored[12], backwards[12];
  for (int i = 0; i < 6; i++) {
    double x = shape[2 * i], y = shape[2 * i + 1];
    turned[2 * i] = 1000 - 0.25 * y;
    turned[2 * i + 1] = 500 + 0.25 * x;
    mirrored[2 * i] = -x;
    mirrored[2 * i + 1] = y;
    backwards[10 - 2 * i] = x;
    backwards[11 - 2 * i] = y;
  }
  Ring ring;
  HuMoments hu, other;
  Geometry geometry = ring_of(&ring, shape, 6);
  CHECK(hu_moments(&geometry, &hu) && hu.values[2] > 0 && hu.values[6] != 0);
  geometry = ring_of(&ring, turned, 6);
  CHECK(hu_moments(&geometry, &other) && same(&hu, &other));
  geometry = ring_of(&ring, backwards, 6);
  CHECK(hu_moments(&geometry, &other) && same(&hu, &other));
  geometry = ring_of(&ring, mirrored, 6);
  CHECK(hu_moments(&geometry, &other) &&
        close_to(other.values[6], -hu.values[6])); /* the seventh tells them apart */
  other.values[6] = hu.values[6];
  CHECK(same(&hu, &other));
}

static void check_holes(void) {
  const double outer[] = {0, 0, 10, 0, 10, 10, 0, 10}, hole[] = {2, 2, 2, 8, 8, 8, 8, 2};
  Ring rings[] = {{outer, 4, false}, {hole, 4, true}};
  Geometry geometry = {.kind = GEOMETRY_POLYGON, .polygon = {rings, 2}};
  HuMoments hu;
  double moment = (10 * 1000 - 6 * 216) / 12.0, area = 64;
  CHECK(hu_moments(&geometry, &hu) && close_to(hu.values[0], 2 * moment / (area * area)));
}

/* Pixels are points: a column of n has the moment (n^3 - n) / 12. */
static void check_masks(void) {
  const uint32_t column[] = {12, 5, 83}, all[] = {0, 100}, one[] = {37, 1, 62}, none[] = {100};
  HuMoments hu;
  Geometry geometry = {.kind = GEOMETRY_MASK, .mask = {10, 10, 3, column}};
  CHECK(hu_moments(&geometry, &hu) && close_to(hu.values[0], 10 / 25.0));
  geometry.mask = (Mask){10, 10, 2, all}; /* a run over all columns */
  CHECK(hu_moments(&geometry, &hu) && close_to(hu.values[0], 2 * 990 * 10 / 12.0 / 1e4) && hu.values[1] == 0);
  geometry.mask = (Mask){10, 10, 3, one};
  CHECK(hu_moments(&geometry, &hu) && fabs(hu.values[0]) < 1e-15);
  geometry.mask = (Mask){10, 10, 1, none};
  CHECK(!hu_moments(&geometry, &hu));
}

int main(void) {
  unit_begin();
  check_boxes();
  check_polygons();
  check_holes();
  check_masks();
  return unit_end("hu_moments");
}
