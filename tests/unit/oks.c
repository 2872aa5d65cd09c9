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
  CHECK(sigmas_coco.count == 17 && sigmas_coco.numbers[0] == .026 && sigmas_coco.numbers[16] == .089);
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
  errors();
  failing_allocations();
  return unit_end("oks");
}
