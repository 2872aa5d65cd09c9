/* Object keypoint similarity, and what its texts must be. Figures of pycocotools stand in make parity. */
#include <math.h>

#include "geometry/oks.h"
#include "unit.h"

static double compare(const char *prediction, const char *label, double area, const char *sigmas,
                      const Box *box) {
  Arena arena = {0};
  Error error = {0};
  Keypoints p = keypoints_parse(prediction, strlen(prediction), "prediction", &arena, &error);
  Keypoints l = keypoints_parse(label, strlen(label), "label", &arena, &error);
  Sigmas s = sigmas_parse(sigmas, strlen(sigmas), "sigmas", &arena, &error);
  double value = ok(&error) && p.count == l.count && s.count == l.count ? oks(p, l, area, s, box) : -1;
  arena_release(&arena);
  return value;
}

static bool near(double a, double b) {
  return fabs(a - b) <= 1e-15;
}

static void figures(void) {
  Box box = {10, 10, 5, 5};
  CHECK(sigmas_coco.count == 17 && sigmas_coco.numbers[0] == .26 / 10 && sigmas_coco.numbers[16] == .89 / 10);
  CHECK(compare("[1,2,0]", "[1,2,2]", 100, "[0.1]", NULL) == 1);
  CHECK(near(compare("[3,4,0]", "[0,0,1]", 100, "[0.5]", NULL), exp(-25. / 1 / 100 / 2)));
  /* what is not labelled does not count */
  CHECK(near(compare("[3,4,0,9,9,2]", "[0,0,1,0,0,0]", 100, "[0.5,0.5]", NULL), exp(-.125)));
  CHECK(near(compare("[3,4,0,0,0,2]", "[0,0,1,0,0,2]", 100, "[0.5,0.5]", NULL), (exp(-.125) + 1) / 2));
  /* no label: the distance to the doubled box, from 5 to 20 */
  CHECK(isnan(compare("[3,4,0]", "[0,0,0]", 100, "[0.5]", NULL)));
  CHECK(compare("[5,20,0]", "[0,0,0]", 100, "[0.5]", &box) == 1);
  CHECK(near(compare("[2,24,0]", "[0,0,0]", 100, "[0.5]", &box), exp(-.125)));
  /* no area */
  CHECK(compare("[1,2,0]", "[1,2,2]", 0, "[0.1]", NULL) == 1);
  CHECK(compare("[1,2,0]", "[1,3,2]", 0, "[0.1]", NULL) == 0);
}

/* Figures of numpy.sum and numpy.exp for 200 keypoints, i + 1 off each, with the default sigmas of that many. */
static void many(void) {
  enum { POINTS = 200 };
  double label[3 * POINTS], prediction[3 * POINTS];
  Arena arena = {0};
  Error error = {0};
  for (int i = 0; i < POINTS; i++) {
    label[3 * i] = i, label[3 * i + 1] = 2, label[3 * i + 2] = i % 3 ? 2 : 0;
    prediction[3 * i] = i + (i + 1) * .01, prediction[3 * i + 1] = 2, prediction[3 * i + 2] = 0;
  }
  Sigmas sigmas = sigmas_default(POINTS, &arena, &error);
  Keypoints l = {label, POINTS}, p = {prediction, POINTS};
  CHECK(sigmas.count == POINTS && sigmas.numbers[0] == .005 && keypoints_labelled(l) == 133);
  CHECK(fabs(oks(p, l, 2500, sigmas, NULL) - 0.30908203165213705) <= 1e-15);
  CHECK(sigmas_default(17, &arena, &error).numbers == sigmas_coco.numbers);
  arena_release(&arena);
}

static void bounds(void) {
  const double numbers[] = {5, 20, 2, 10, 8, 1, 100, 100, 0};
  Box labelled = keypoints_bounds((Keypoints){numbers, 3}, 1),
      all = keypoints_bounds((Keypoints){numbers, 3}, 0);
  CHECK(labelled.x == 5 && labelled.y == 8 && labelled.width == 5 && labelled.height == 12);
  CHECK(all.x == 5 && all.y == 8 && all.width == 95 && all.height == 92);
}

static void expect_error(bool sigmas, const char *text, const char *message) {
  Arena arena = {0};
  Error error = {0};
  if (sigmas)
    sigmas_parse(text, strlen(text), "sigmas", &arena, &error);
  else
    keypoints_parse(text, strlen(text), "label", &arena, &error);
  CHECK_TEXT(error.text, message);
  arena_release(&arena);
}

static void errors(void) {
  expect_error(false, "[]", "label: 0 numbers, not x, y, visibility of each keypoint: []");
  expect_error(false, "[1,2]", "label: 2 numbers, not x, y, visibility of each keypoint: [1,2]");
  expect_error(true, "[]", "sigmas: no number: []");
  expect_error(true, "[0.1,0]", "sigmas: number 2 is not above 0: [0.1,0]");
  expect_error(true, "[0.1", "sigmas: not JSON: cut off where ',' or ']' belongs at character 5: [0.1");
  CHECK(compare("{}", "[1,2,3]", 1, "[1]", NULL) == -1);
  CHECK(compare("[1,2,\"3\"]", "[1,2,3]", 1, "[1]", NULL) == -1);
  CHECK(compare("[1,2,1e999]", "[1,2,3]", 1, "[1]", NULL) == -1);
  CHECK(compare("[1,2,[3]]", "[1,2,3]", 1, "[1]", NULL) == -1);
}

static void failing_allocations(void) {
  for (long n = 1;; n++) {
    unit_fail_allocation(n, false);
    double value = compare("[1,2,0]", "[1,2,2]", 100, "[0.1]", NULL);
    bool did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(value == (did_fail ? -1 : 1));
    if (!did_fail) break;
  }
}

int main(void) {
  unit_begin();
  figures();
  many();
  bounds();
  errors();
  failing_allocations();
  return unit_end("oks");
}
