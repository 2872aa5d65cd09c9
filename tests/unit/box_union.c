/* The area that boxes cover together: against counting cells of a grid. */
#include "geometry/box_union.h"

#include "unit.h"

enum { SIDE = 24, ROUNDS = 2000 };

static unsigned state = 1;

static unsigned drawn(unsigned below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

static double counted(const Box *boxes, size_t count) {
  int cells = 0;
  for (int y = 0; y < SIDE; y++) {
    for (int x = 0; x < SIDE; x++) {
      bool covered = false;
      for (size_t b = 0; b < count; b++)
        covered = covered || (boxes[b].x <= x && x < boxes[b].x + boxes[b].width && boxes[b].y <= y &&
                              y < boxes[b].y + boxes[b].height);
      cells += covered;
    }
  }
  return cells;
}

static void check_random(BoxUnionScratch *scratch) {
  Error error = {0};
  Box boxes[40];
  for (int round = 0; round < ROUNDS; round++) {
    size_t count = drawn(40);
    for (size_t b = 0; b < count; b++) {
      boxes[b] = (Box){drawn(SIDE), drawn(SIDE), drawn(SIDE / 2), drawn(SIDE / 2)};
      boxes[b] = box_cut(boxes[b], (Box){0, 0, SIDE, SIDE});
    }
    double area = box_union_area(boxes, count, scratch, &error);
    CHECK(ok(&error) && area == counted(boxes, count));
  }
}

static void check_cut(void) {
  Box frame = {0, 0, 10, 5};
  Box inside = box_cut((Box){-3, 2, 20, 20}, frame), outside = box_cut((Box){11, 1, 2, 2}, frame);
  CHECK(inside.x == 0 && inside.y == 2 && inside.width == 10 && inside.height == 3);
  CHECK(outside.width == 0);
}

static void check_memory(void) {
  Box boxes[] = {{0, 0, 2, 2}, {1, 1, 2, 2}};
  for (long n = 1;; n++) {
    BoxUnionScratch scratch = {0};
    Error error = {0};
    unit_fail_allocation(n, false);
    double area = box_union_area(boxes, 2, &scratch, &error);
    box_union_scratch_release(&scratch);
    if (!unit.did_fail) {
      CHECK(area == 7);
      break;
    }
    CHECK(error.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
}

int main(void) {
  unit_begin();
  BoxUnionScratch scratch = {0};
  check_random(&scratch);
  box_union_scratch_release(&scratch);
  check_cut();
  check_memory();
  return unit_end("box_union");
}
