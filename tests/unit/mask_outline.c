/* The outline of a mask: its area, its pixels again when it is rasterised, valid rings. */
#include "geometry/polygon/geos.h"
#include "geometry/mask/mask_outline.h"
#include "geometry/polygon/ring.h"
#include "geometry/polygon/wkt.h"
#include "../mask_pixels.h"
#include "unit.h"

static uint64_t state = 1;

static uint32_t below(uint32_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % limit;
}

static Mask mask_of(const char *rows, uint32_t width, uint32_t height, Arena *arena, Error *error) {
  uint8_t pixels[64];
  for (uint32_t i = 0; i < width * height; i++) pixels[i] = rows[i] == '#';
  return mask_from_pixels(pixels, width, -1, width, height, arena, error);
}

static void expect(const char *rows, uint32_t width, uint32_t height, const char *wkt) {
  Arena arena = {0};
  Error error = {0};
  Buffer text = {0};
  Mask mask = mask_of(rows, width, height, &arena, &error);
  Polygon polygon = mask_outline(&mask, &arena, "mask", NULL, &error);
  wkt_write(&polygon, &text, &error);
  buffer_add(&text, "", 1, &error);
  CHECK(ok(&error));
  CHECK_TEXT(text.bytes, wkt);
  buffer_release(&text);
  arena_release(&arena);
}

static void small_ones(void) {
  expect("....", 2, 2, "POLYGON EMPTY");
  expect("####", 2, 2, "POLYGON ((2 0, 2 2, 0 2, 0 0, 2 0))");
  expect("#", 1, 1, "POLYGON ((1 0, 1 1, 0 1, 0 0, 1 0))");
  expect("..."
         ".#."
         "...",
         3, 3, "POLYGON ((2 1, 2 2, 1 2, 1 1, 2 1))");
  expect("###"
         "#.#"
         "###",
         3, 3, "POLYGON ((3 0, 3 3, 0 3, 0 0, 3 0), (2 2, 2 1, 1 1, 1 2, 2 2))");
  /* two that touch by a corner are two parts */
  expect("#."
         ".#",
         2, 2, "MULTIPOLYGON (((1 0, 1 1, 0 1, 0 0, 1 0)), ((2 1, 2 2, 1 2, 1 1, 2 1)))");
  /* a ring that meets itself in a corner: the outer ring and a hole that touches it */
  expect("##."
         "#.#"
         "###",
         3, 3, "POLYGON ((2 0, 2 1, 3 1, 3 3, 0 3, 0 0, 2 0), (2 1, 1 1, 1 2, 2 2, 2 1))");
  /* two holes that touch */
  expect("####"
         "#.##"
         "##.#"
         "####",
         4, 4, "POLYGON ((4 0, 4 4, 0 4, 0 0, 4 0), (2 2, 2 3, 3 3, 3 2, 2 2), (2 2, 2 1, 1 1, 1 2, 2 2))");
}

static void runs_of_no_length(void) {
  Arena arena = {0};
  Error error = {0};
  const double counts[] = {0, 2, 0, 2, 0, 0, 0, 1, 1, 0, 0, 1, 2};
  Mask mask = mask_from_counts(counts, 13, 3, 3, &arena, "mask", NULL, &error);
  Polygon polygon = mask_outline(&mask, &arena, "mask", NULL, &error);
  CHECK(ok(&error) && polygon.ring_count == 1 && polygon_drawn_area(&polygon) == 6);
  arena_release(&arena);
}

static void large_canvases(void) {
  static const uint32_t sizes[][2] = {{1u << 31, 1}, {1, 1u << 31}, {1u << 20, 1u << 11}};
  for (int i = 0; i < 3; i++) {
    Arena arena = {0};
    Error error = {0};
    double pixels = (double)sizes[i][0] * sizes[i][1];
    const double counts[] = {3, pixels - 5, 2};
    Mask mask = mask_from_counts(counts, 3, sizes[i][0], sizes[i][1], &arena, "mask", NULL, &error);
    Polygon polygon = mask_outline(&mask, &arena, "mask", NULL, &error);
    CHECK(ok(&error) && polygon.ring_count == 1);
    CHECK(polygon_drawn_area(&polygon) == pixels - 5);
    arena_release(&arena);
  }
}

static bool same_mask(const Mask *a, const Mask *b) {
  Error error = {0};
  return a->width == b->width && a->height == b->height && mask_area(a) == mask_area(b) &&
         mask_intersection_area(a, b, NULL, &error) == mask_area(a);
}

/* NULL where GEOS is not there. */
static void check_random(Geos *geos, MaskScratch *scratch) {
  Arena arena = {0};
  Error error = {0};
  uint8_t pixels[144];
  uint32_t width = 1 + below(12), height = 1 + below(12), density = 1 + below(9);
  for (uint32_t i = 0; i < width * height; i++) pixels[i] = below(10) < density;
  Mask mask = mask_from_pixels(pixels, width, -1, width, height, &arena, &error);
  Polygon polygon = mask_outline(&mask, &arena, "mask", NULL, &error);
  Mask again = mask_from_polygon(&polygon, width, height, scratch, &arena, "outline", &error);
  CHECK(ok(&error));
  CHECK(same_mask(&mask, &again));
  CHECK(polygon_drawn_area(&polygon) == (double)mask_area(&mask));
  for (uint32_t r = 0; r < polygon.ring_count; r++) {
    const Ring *ring = &polygon.rings[r];
    CHECK(ring_is_simple(ring));
    CHECK((ring_signed_area(ring->points, ring->count) < 0) == ring->is_hole);
  }
  if (geos) {
    char reason[100] = "";
    bool valid = geos_is_valid(geos, &polygon, reason, sizeof reason, &error);
    CHECK_TEXT(reason, "");
    GeosGeometry *whole = geos_geometry(geos, &polygon, NULL, &error);
    CHECK(valid && geos_area(geos, whole, &error) == (double)mask_area(&mask));
    geos_release(geos, whole);
  }
  arena_release(&arena);
}

static void random_ones(void) {
  Error error = {0};
  MaskScratch scratch = {0};
  Geos *geos = geos_open(&error);
  for (int i = 0; i < 3000; i++) check_random(geos, &scratch);
  geos_close(geos);
  mask_scratch_release(&scratch);
}

static void failing_allocations(void) {
  Arena outer = {0};
  Error error = {0};
  Mask mask = mask_of("##."
                      "#.#"
                      "###",
                      3, 3, &outer, &error);
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1;; n++) {
      Arena arena = {0};
      Error failed = {0};
      unit_fail_allocation(n, for_good);
      Polygon polygon = mask_outline(&mask, &arena, "mask", NULL, &failed);
      bool did_fail = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&failed) ? polygon.ring_count == 2 : did_fail && failed.kind == ERROR_MEMORY);
      arena_release(&arena);
      if (!did_fail) break;
    }
  }
  arena_release(&outer);
}

int main(void) {
  unit_begin();
  small_ones();
  runs_of_no_length();
  large_canvases();
  random_ones();
  failing_allocations();
  return unit_end("mask_outline");
}
