/* Rings: what is certain of them, and cutting them to a frame. */
#include "geometry/polygon/ring.h"

#include "unit.h"

#define RING(...)                                                                                            \
  (Ring) {                                                                                                   \
    (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / (2 * sizeof(double)), false       \
  }

static bool simple(Ring ring) {
  return ring_is_simple(&ring);
}

static void find_crossings(void) {
  CHECK(simple(RING(0, 0, 10, 1, 9, 9, 1, 10)));
  CHECK(simple(RING(0, 0, 5, 0, 10, 0, 10, 10, 0, 10)));  /* a point on a straight side */
  CHECK(!simple(RING(0, 0, 10, 10, 10, 0, 0, 10)));       /* crosses itself */
  CHECK(!simple(RING(0, 0, 10, 0, 5, 0, 5, 10)));         /* runs back */
  CHECK(!simple(RING(0, 0, 10, 0, 10, 10, 5, 0, 0, 10))); /* touches itself with a corner */
  CHECK(!simple(RING(0, 0, 10, 0, 20, 0)));               /* flat */
  CHECK(!simple(RING(0, 0, 0, 0, 10, 0, 10, 10)));        /* repeats a point */
  CHECK(!simple(RING(0, 0, 10, 0)));
  CHECK(!simple(RING(1e300, 0, -1e300, 1e300, 0, -1e300))); /* products beyond a double */
  double many[2 * 1000] = {0};
  CHECK(!simple((Ring){many, 1000, false})); /* too many to look */
}

static RingRelation relate(Ring first, Ring second) {
  return rings_relate(&first, &second);
}

static void find_relations(void) {
  Ring square = RING(0, 0, 10, 0, 10, 10, 0, 10), inner = RING(2, 2, 8, 3, 7, 8),
       away = RING(20, 0, 30, 1, 25, 9);
  CHECK(relate(square, away) == RINGS_APART);
  CHECK(relate(inner, square) == RING_IN_SECOND && relate(square, inner) == SECOND_IN_RING);
  CHECK(relate(square, RING(5, 5, 15, 6, 14, 8)) == RINGS_CROSS);
  CHECK(relate(square, RING(10, 2, 20, 3, 20, 8)) == RINGS_UNKNOWN);  /* touches a side */
  CHECK(relate(square, RING(10, 0, 20, 0, 20, 10)) == RINGS_UNKNOWN); /* has a corner in common */
  CHECK(relate(square, square) == RINGS_UNKNOWN);
  /* In the notch of a U, and so within its box: */
  CHECK(relate(RING(4, 4, 6, 4, 5, 8), RING(0, 0, 3, 0, 3, 9, 7, 9, 7, 0, 10, 0, 10, 12, 0, 12)) ==
        RINGS_APART);
  double many[2 * 200] = {0};
  CHECK(relate((Ring){many, 200, false}, (Ring){many, 200, false}) == RINGS_UNKNOWN);
}

static double cut_area(Ring ring, Box frame, size_t points) {
  double *out = malloc(ring_cut_room(ring.count) * 2 * sizeof(double));
  double *scratch = malloc(ring_cut_room(ring.count) * 2 * sizeof(double));
  size_t count = ring_cut(ring.points, ring.count, frame, out, scratch);
  double area = ring_signed_area(out, count);
  CHECK(count == points && count <= ring_cut_room(ring.count));
  for (size_t i = 0; i < count; i++) {
    CHECK(out[2 * i] >= frame.x && out[2 * i] <= frame.x + frame.width);
    CHECK(out[2 * i + 1] >= frame.y && out[2 * i + 1] <= frame.y + frame.height);
  }
  free(out);
  free(scratch);
  return area;
}

static void cut(void) {
  Box frame = {0, 0, 10, 8};
  CHECK(cut_area(RING(1, 1, 9, 1, 9, 7), frame, 3) == 24);
  CHECK(cut_area(RING(-5, -5, 20, -5, 20, 20, -5, 20), frame, 4) == 80);
  CHECK(cut_area(RING(-5, 2, 5, 2, 5, 6, -5, 6), frame, 4) == 20);
  CHECK(cut_area(RING(20, 2, 25, 2, 25, 6), frame, 0) == 0);
  CHECK(cut_area(RING(10, 2, 25, 2, 25, 6), frame, 1) == 0); /* touches with a corner */
  /* A comb whose back lies outside: two teeth stay, joined along the side. */
  CHECK(cut_area(RING(-2, 0, 4, 0, 4, 2, -1, 2, -1, 4, 4, 4, 4, 6, -2, 6), frame, 8) == 16);
  enum { TEETH = 50 };
  double comb[4 * 2 * TEETH];
  for (size_t i = 0; i < 2 * TEETH; i++) {
    comb[2 * i] = (double)i / TEETH * 5;
    comb[2 * i + 1] = i % 2 ? -1 : 9;
  }
  double *out = malloc(ring_cut_room(2 * TEETH) * 2 * sizeof(double)),
         *scratch = malloc(ring_cut_room(2 * TEETH) * 2 * sizeof(double));
  CHECK(ring_cut(comb, 2 * TEETH, frame, out, scratch) <= ring_cut_room(2 * TEETH));
  free(out);
  free(scratch);
}

int main(void) {
  unit_begin();
  find_crossings();
  find_relations();
  cut();
  return unit_end("ring");
}
