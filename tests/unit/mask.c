/* Masks: strings and counts, rasterised polygons, merging, boundaries and pixels, each against a plain model on pixels. */
#include <math.h>

#include "geometry/mask/mask.h"
#include "../mask_pixels.h"
#include "unit.h"

static Arena arena;
static MaskScratch scratch;

static Mask from_string(const char *text, uint32_t width, uint32_t height) {
  Error error = {0};
  Mask mask = mask_from_string(text, strlen(text), width, height, &arena, "mask", NULL, &error);
  CHECK(ok(&error));
  return mask;
}

static const char *to_string(const Mask *mask) {
  Error error = {0};
  size_t length;
  const char *text = mask_to_string(mask, &arena, &length, &error);
  CHECK(ok(&error) && text && strlen(text) == length);
  return text;
}

static uint64_t random_bits(void) {
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state >> 11;
}
static int random_below(int limit) {
  return (int)(random_bits() % (uint64_t)limit);
}

/* ---- the model: a byte a pixel, column by column ---- */

enum { MOST = 4096 };
typedef struct Pixels {
  uint32_t width, height;
  uint8_t at[MOST]; /* x * height + y */
} Pixels;

static Pixels to_model(const Mask *mask) {
  Pixels out = {.width = mask->width, .height = mask->height};
  uint32_t place = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    for (uint32_t j = 0; j < mask->runs[i]; j++) out.at[place++] = i & 1;
  }
  CHECK(place == mask->width * mask->height);
  return out;
}

/* As COCO's encoder has it: every run but the first has pixels. */
static bool is_tidy(const Mask *mask) {
  for (uint32_t i = 1; i < mask->run_count; i++) {
    if (!mask->runs[i]) return false;
  }
  return mask->run_count > 0;
}

static bool same(const Mask *mask, const Pixels *pixels) {
  Pixels own = to_model(mask);
  return is_tidy(mask) && memcmp(&own, pixels, sizeof own) == 0;
}

/* numbers.md, section 2, word by word: the walk is listed, then looked at. */
typedef struct Walk {
  int x[1000000], y[1000000];
  size_t count;
} Walk;

static void walk_edge(Walk *walk, int from_x, int from_y, int to_x, int to_y) {
  int wide = abs(to_x - from_x), high = abs(to_y - from_y);
  if (wide == 0 && high == 0) return;
  bool along_x = wide >= high, turned = along_x ? from_x > to_x : from_y > to_y;
  int start_x = turned ? to_x : from_x, start_y = turned ? to_y : from_y;
  int end_x = turned ? from_x : to_x, end_y = turned ? from_y : to_y;
  double slope = along_x ? (double)(end_y - start_y) / wide : (double)(end_x - start_x) / high;
  int steps = along_x ? wide : high;
  for (int i = 0; i <= steps; i++) {
    int t = turned ? steps - i : i;
    walk->x[walk->count] = along_x ? start_x + t : (int)(start_x + slope * t + .5);
    walk->y[walk->count++] = along_x ? (int)(start_y + slope * t + .5) : start_y + t;
  }
}

static Pixels model_ring(const Ring *ring, uint32_t width, uint32_t height) {
  static Walk walk;
  Pixels out = {.width = width, .height = height};
  uint8_t turns[MOST + 1] = {0}; /* where pixels turn from outside to inside or back */
  walk.count = 0;
  for (uint32_t i = 0; i < ring->count; i++) {
    const double *a = ring->points + 2 * i, *b = ring->points + 2 * ((i + 1) % ring->count);
    walk_edge(&walk, (int)(5 * a[0] + .5), (int)(5 * a[1] + .5), (int)(5 * b[0] + .5), (int)(5 * b[1] + .5));
  }
  for (size_t i = 1; i < walk.count; i++) {
    if (walk.x[i] == walk.x[i - 1]) continue;
    int left = walk.x[i] < walk.x[i - 1] ? walk.x[i] : walk.x[i - 1];
    int top = walk.y[i] < walk.y[i - 1] ? walk.y[i] : walk.y[i - 1];
    double x = (left + .5) / 5 - .5, y = (top + .5) / 5 - .5;
    if (floor(x) != x || x < 0 || x > width - 1) continue;
    y = ceil(y < 0 ? 0 : y > height ? height : y);
    turns[(size_t)x * height + (size_t)y] ^= 1;
  }
  uint8_t inside = 0;
  for (size_t i = 0; i < (size_t)width * height; i++) out.at[i] = inside ^= turns[i];
  return out;
}

static void put(Pixels *into, const Pixels *from, MaskOperation operation) {
  for (size_t i = 0; i < MOST; i++) into->at[i] = (unsigned)operation >> (2 * into->at[i] + from->at[i]) & 1;
}

static Pixels model_polygon(const Polygon *polygon, uint32_t width, uint32_t height) {
  Pixels all = {.width = width, .height = height}, part = all;
  for (uint32_t i = 0; i < polygon->ring_count; i++) {
    Pixels ring = model_ring(&polygon->rings[i], width, height);
    if (polygon->rings[i].is_hole && i) {
      put(&part, &ring, MASK_DIFFERENCE);
    } else {
      put(&all, &part, MASK_UNION);
      part = ring;
    }
  }
  put(&all, &part, MASK_UNION);
  return all;
}

static Pixels model_boundary(const Pixels *pixels, int distance) {
  Pixels out = *pixels;
  int width = (int)pixels->width, height = (int)pixels->height;
  for (int x = 0; x < width; x++) {
    for (int y = 0; y < height; y++) {
      bool stays = pixels->at[x * height + y];
      for (int i = x - distance; i <= x + distance && stays; i++) {
        for (int j = y - distance; j <= y + distance && stays; j++)
          stays = i >= 0 && j >= 0 && i < width && j < height && pixels->at[i * height + j];
      }
      out.at[x * height + y] ^= stays;
    }
  }
  return out;
}

static Mask from_model(const Pixels *pixels) {
  uint8_t rows[MOST];
  Error error = {0};
  for (uint32_t y = 0; y < pixels->height; y++) {
    for (uint32_t x = 0; x < pixels->width; x++)
      rows[y * pixels->width + x] = pixels->at[x * pixels->height + y];
  }
  Mask mask = mask_from_pixels(rows, pixels->width, -1, pixels->width, pixels->height, &arena, &error);
  CHECK(ok(&error));
  uint8_t back[MOST] = {0};
  mask_to_pixels(&mask, pixels->width, back);
  CHECK(memcmp(back, rows, (size_t)pixels->width * pixels->height) == 0);
  return mask;
}

static Pixels random_pixels(void) {
  Pixels out = {.width = 1 + (uint32_t)random_below(60), .height = 1 + (uint32_t)random_below(60)};
  int kind = random_below(6);
  for (uint32_t i = 0; i < out.width * out.height; i++) {
    bool noise = random_below(kind == 3 ? 2 : kind == 4 ? 40 : 400) != 0;
    out.at[i] = kind == 0 ? 0 : kind == 1 ? 1 : kind == 2 ? i & 1 : noise;
  }
  return out;
}

/* ---- notations ---- */

/* What pycocotools gives. */
static void know_strings(void) {
  static const struct {
    uint32_t width, height;
    uint32_t count;
    double points[8];
    const char *text;
    double area;
    Box box;
  } cases[] = {{10, 8, 4, {1, 1, 6, 1, 6, 5, 1, 5}, "9440000000o0", 20, {1, 1, 5, 4}},
               {20,
                16,
                4,
                {2.5, 1.25, 17.75, 4, 11.5, 14.5, 6, 6.1},
                "a11`01N1O2N1O2N101N1OO1N2O2M2N^1",
                86,
                {3, 1, 14, 13}},
               {12, 12, 4, {1, 1, 10, 10, 10, 1, 1, 10}, "=85N2N2N=0C2N2N2f0", 40, {1, 1, 9, 8}},
               {6, 5, 4, {-20, -20, 40, -20, 40, 40, -20, 40}, "0n0", 30, {0, 0, 6, 5}},
               {6, 5, 3, {10, 10, 12, 10, 12, 12}, "n0", 0, {0, 0, 0, 0}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Error error = {0};
    Ring ring = {cases[i].points, cases[i].count, false};
    Mask mask = mask_from_polygon(&(Polygon){&ring, 1}, cases[i].width, cases[i].height, &scratch, &arena,
                                  "mask", &error);
    CHECK(ok(&error));
    CHECK_TEXT(to_string(&mask), cases[i].text);
    CHECK((double)mask_area(&mask) == cases[i].area);
    Box box = mask_box(&mask);
    CHECK(memcmp(&box, &cases[i].box, sizeof box) == 0);
  }
}

static void go_back_and_forth(void) {
  for (int i = 0; i < 3000; i++) {
    Error error = {0};
    Pixels pixels = random_pixels();
    Mask mask = from_model(&pixels);
    CHECK(same(&mask, &pixels));
    Mask back = from_string(to_string(&mask), mask.width, mask.height);
    CHECK(same(&back, &pixels));
    double counts[MOST + 1];
    for (uint32_t j = 0; j < mask.run_count; j++) counts[j] = mask.runs[j];
    back = mask_from_counts(counts, mask.run_count, mask.width, mask.height, &arena, "mask", NULL, &error);
    CHECK(ok(&error) && same(&back, &pixels));
    arena_release(&arena);
  }
}

/* Runs as large as a canvas can have, and their differences. */
static void write_large_runs(void) {
  static const double counts[] = {0, 2147483645, 1, 1, 1};
  Error error = {0};
  Mask mask = mask_from_counts(counts, 5, 1u << 31, 1, &arena, "mask", NULL, &error);
  CHECK(ok(&error));
  Mask back = from_string(to_string(&mask), 1u << 31, 1);
  CHECK(back.run_count == 5 && memcmp(back.runs, mask.runs, 5 * sizeof *mask.runs) == 0);
  CHECK(mask_area(&back) == 2147483646);
  Box box = mask_box(&back);
  CHECK(box.x == 0 && box.width == 2147483647 && box.height == 1);
}

/* Empty runs are merged away on reading, so that equal masks are written alike. */
static void merge_empty_runs(void) {
  static const struct {
    double counts[10];
    size_t count;
    const char *text;
  } cases[] = {{{0, 0, 0, 4, 8}, 5, "048"},   {{0, 0, 4, 8}, 4, "48"},    {{12, 0, 0}, 3, "<"},
               {{0, 12, 0, 0}, 4, "0<"},      {{0, 5, 0, 7}, 4, "0<"},    {{3, 0, 1, 0, 8, 0}, 6, "<"},
               {{4, 4, 0, 0, 4}, 5, "444"},   {{0, 0, 0, 0, 12}, 5, "<"}, {{0, 0, 0, 12}, 4, "0<"},
               {{4, 1, 0, 3, 4, 0}, 6, "444"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Error error = {0};
    Mask mask = mask_from_counts(cases[i].counts, cases[i].count, 3, 4, &arena, "mask", NULL, &error);
    CHECK(ok(&error));
    CHECK_TEXT(to_string(&mask), cases[i].text);
  }
  /* The string of 4, 0, 0, 3, 0, 2, 3, 0: from the fourth count on, differences to counts that are merged away. */
  Mask mask = from_string("40030O3N", 3, 4);
  CHECK_TEXT(to_string(&mask), "453");
}

static void take_empty_runs(void) {
  static const double counts[] = {4, 0, 0, 3, 0, 2, 3, 0, 0, 0}, plain[] = {4, 5, 3};
  Error error = {0};
  Mask odd = mask_from_counts(counts, 10, 3, 4, &arena, "mask", NULL, &error);
  Mask tidy = mask_from_counts(plain, 3, 3, 4, &arena, "mask", NULL, &error);
  CHECK(ok(&error) && odd.run_count == 3 && memcmp(odd.runs, tidy.runs, 3 * sizeof *odd.runs) == 0);
  Box a = mask_box(&odd), b = mask_box(&tidy);
  CHECK(memcmp(&a, &b, sizeof a) == 0 && mask_area(&odd) == 5);
  CHECK(mask_intersection_area(&odd, &odd, NULL, &error) == 5 &&
        mask_intersection_area(&odd, &tidy, NULL, &error) == 5);
  Mask masks[] = {odd, odd};
  Mask both = mask_merge(masks, 2, MASK_INTERSECTION, &scratch, &arena, "mask", &error);
  CHECK_TEXT(to_string(&both), to_string(&tidy));
  Mask boundary = mask_boundary(&odd, 1, &scratch, &arena, &error);
  CHECK_TEXT(to_string(&boundary), to_string(&tidy));
}

static void refuse(const char *text, uint32_t width, uint32_t height, const char *message) {
  Error error = {0};
  Mask mask = mask_from_string(text, strlen(text), width, height, &arena, "labels row 7", NULL, &error);
  CHECK(error.kind == ERROR_INPUT && mask.run_count == 0);
  CHECK_TEXT(error.text, message);
}

static void refuse_counts(double first, double second, const char *message) {
  double counts[] = {first, second};
  Error error = {0};
  mask_from_counts(counts, 2, 4, 5, &arena, "labels row 7", NULL, &error);
  CHECK_TEXT(error.text, message);
}

static void refuse_what_is_not(void) {
  refuse("", 4, 5, "labels row 7: run lengths add up to 0, the canvas has 20 pixels");
  refuse("3", 4, 5, "labels row 7: run lengths add up to 3, the canvas has 20 pixels");
  refuse("d04", 4, 5, "labels row 7: run lengths add up to more than the 20 pixels of the canvas");
  refuse("3 4", 4, 5, "labels row 7: not a run length string, at byte 1: 3 4");
  refuse("3~4", 4, 5, "labels row 7: not a run length string, at byte 1: 3~4");
  refuse("3\xFFz", 4, 5, "labels row 7: not a run length string, at byte 1: 3?z");
  refuse("3T", 4, 5, "labels row 7: a run length string is cut off: 3T");
  refuse("3O", 4, 5, "labels row 7: a run length is negative: -1");
  refuse("PPPPPPPPPPPPP1", 4, 5, "labels row 7: a run length string with a number too large: PPPPPPPPPPPPP1");
  refuse("PPPPPPPPPPP7", 4, 5, "labels row 7: run lengths add up to more than the 20 pixels of the canvas");
  refuse("PPPPPPPPPPP@", 4, 5, "labels row 7: a run length is negative: -576460752303423488");
  refuse("111PPPPPPPPPPP@", 4, 5, "labels row 7: a run length is negative: -576460752303423488");
  refuse("d0", 0, 5, "labels row 7: a canvas of no pixels: 0 x 5");
  refuse("d0", 65536, 32769, "labels row 7: a canvas of more than 2^31 pixels: 65536 x 32769");
  refuse("d0", UINT32_MAX, UINT32_MAX,
         "labels row 7: a canvas of more than 2^31 pixels: 4294967295 x 4294967295");
  refuse_counts(10, 11, "labels row 7: run lengths add up to more than the 20 pixels of the canvas");
  refuse_counts(10, 9, "labels row 7: run lengths add up to 19, the canvas has 20 pixels");
  refuse_counts(21, -1, "labels row 7: run lengths add up to more than the 20 pixels of the canvas");
  refuse_counts(-1, 21, "labels row 7: a run length is negative: -1");
  refuse_counts(9.5, 10.5, "labels row 7: a run length is not a whole number: 9.5");
  refuse_counts(NAN, 20, "labels row 7: a run length is not a whole number: nan");
  refuse_counts(1e300, 20, "labels row 7: a run length is not a whole number: 1e+300");
  Error error = {0};
  Mask a = from_string("d0", 4, 5), b = from_string("d0", 5, 4);
  mask_check_same_canvas(&a, &b, "iou", &error);
  CHECK_TEXT(error.text, "iou: masks of different sizes: 4 x 5 and 5 x 4");
  error = (Error){0};
  Mask masks[] = {a, a, b};
  mask_merge(masks, 3, MASK_UNION, &scratch, &arena, "geometry_union", &error);
  CHECK_TEXT(error.text, "geometry_union: masks of different sizes: 4 x 5 and 5 x 4");
  error = (Error){0};
  mask_merge(masks, 0, MASK_UNION, &scratch, &arena, "geometry_union", &error);
  CHECK_TEXT(error.text, "geometry_union: no masks to merge");
}

/* ---- polygons ---- */

static void refuse_polygon(double x, double y, uint32_t count, const char *message) {
  double points[] = {1, 1, x, y, 5, 1};
  Ring ring = {points, count, false};
  Error error = {0};
  mask_from_polygon(&(Polygon){&ring, 1}, 10, 10, &scratch, &arena, "labels row 7", &error);
  CHECK_TEXT(error.text, message);
}

static void refuse_polygons(void) {
  refuse_polygon(NAN, 1, 3, "labels row 7: a coordinate of a polygon is not finite: nan");
  refuse_polygon(1, -INFINITY, 3, "labels row 7: a coordinate of a polygon is not finite: -inf");
  refuse_polygon(1000000.5, 1, 3, "labels row 7: a coordinate of a polygon is beyond 1,000,000: 1000000.5");
  refuse_polygon(1, -1e300, 3, "labels row 7: a coordinate of a polygon is beyond 1,000,000: -1e+300");
  refuse_polygon(1, 2, 2, "labels row 7: a polygon of fewer than three points: 2");
  refuse_polygon(1, 2, 0, "labels row 7: a polygon of fewer than three points: 0");
  refuse_polygon(-1000000, 1000000, 3, "");
}

/* Many edges across a wide canvas are refused before memory is asked for. */
static void cap_the_crossings(void) {
  enum { POINTS = 40 };
  static double points[2 * POINTS];
  for (int i = 0; i < POINTS; i++) {
    points[2 * i] = i % 2 ? 1000000 : 0;
    points[2 * i + 1] = i;
  }
  Ring ring = {points, POINTS, false};
  Error error = {0};
  mask_from_polygon(&(Polygon){&ring, 1}, 1000000, 40, &scratch, &arena, "labels row 7", &error);
  CHECK_TEXT(error.text,
             "labels row 7: the outline of a polygon crosses more than 16777216 columns of pixels");
}

typedef struct Shape {
  Polygon polygon;
  Ring rings[12];
  double points[12][48];
  uint32_t width, height;
} Shape;

static void random_shape(Shape *shape) {
  shape->width = 1 + (uint32_t)random_below(60);
  shape->height = 1 + (uint32_t)random_below(60);
  shape->polygon = (Polygon){shape->rings, (uint32_t)random_below(random_below(4) ? 3 : 12)};
  int spread = random_below(5) ? 90 : 2000;
  for (uint32_t i = 0; i < shape->polygon.ring_count; i++) {
    uint32_t count = 3 + (uint32_t)random_below(random_below(4) ? 5 : 21);
    int step = 1 << random_below(8);
    for (uint32_t j = 0; j < 2 * count; j++) {
      double value = (random_below(spread * 100) - spread * 25) / 100.0;
      shape->points[i][j] = step > 64 ? value : floor(value * step) / step;
    }
    if (random_below(4) == 0) shape->points[i][2] = shape->points[i][0]; /* upright */
    if (random_below(9) == 0) memcpy(shape->points[i] + 2, shape->points[i], 2 * sizeof(double)); /* twice */
    shape->rings[i] = (Ring){shape->points[i], count, random_below(3) == 0};
  }
}

static void rasterise(void) {
  static Shape shape;
  for (int i = 0; i < 10000; i++) {
    Error error = {0};
    random_shape(&shape);
    Mask mask =
        mask_from_polygon(&shape.polygon, shape.width, shape.height, &scratch, &arena, "mask", &error);
    Pixels expected = model_polygon(&shape.polygon, shape.width, shape.height);
    CHECK(ok(&error) && same(&mask, &expected));
    if (i % 100 == 0) arena_release(&arena);
  }
}

/* More edges in one column than a simple sort likes. */
static void rasterise_a_comb(void) {
  enum { POINTS = 3000 };
  static double points[2 * POINTS];
  for (int i = 0; i < POINTS; i++) {
    points[2 * i] = i % 2 ? 50 : random_below(40);
    points[2 * i + 1] = random_below(70);
  }
  Ring ring = {points, POINTS, false};
  Polygon polygon = {&ring, 1};
  Error error = {0};
  Mask mask = mask_from_polygon(&polygon, 60, 60, &scratch, &arena, "mask", &error);
  Pixels expected = model_polygon(&polygon, 60, 60);
  CHECK(ok(&error) && same(&mask, &expected));
}

static void rasterise_boxes(void) {
  Error error = {0};
  Mask mask = mask_from_box((Box){1, 2, 3, 4}, 10, 8, &scratch, &arena, "mask", &error);
  Box box = mask_box(&mask);
  CHECK(ok(&error) && box.x == 1 && box.y == 2 && box.width == 3 && box.height == 4 &&
        mask_area(&mask) == 12);
  mask = mask_from_box((Box){1, 2, 0, 4}, 10, 8, &scratch, &arena, "mask", &error);
  CHECK(ok(&error) && mask.run_count == 1 && mask_area(&mask) == 0);
  /* Canvases as large as they can be. */
  mask = mask_from_box((Box){-5, -5, 1000005, 1000005}, 1u << 31, 1, &scratch, &arena, "mask", &error);
  CHECK(ok(&error) && mask_area(&mask) == 1000000);
  mask = mask_from_box((Box){0, 0, 1000000, 1000000}, 65536, 32768, &scratch, &arena, "mask", &error);
  CHECK(ok(&error) && mask.run_count == 2 && mask_area(&mask) == 1u << 31);
  mask = mask_boundary(&mask, mask_boundary_distance(65536, 32768, .02), &scratch, &arena, &error);
  CHECK(ok(&error) && mask_area(&mask) == (1u << 31) - (65536ull - 2 * 1465) * (32768 - 2 * 1465));
}

/* ---- pixels ---- */

static void measure(void) {
  for (int i = 0; i < 3000; i++) {
    Pixels pixels = random_pixels();
    Mask mask = from_model(&pixels);
    uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0, area = 0;
    for (uint32_t place = 0; place < pixels.width * pixels.height; place++) {
      if (!pixels.at[place]) continue;
      uint32_t x = place / pixels.height, y = place % pixels.height;
      area++;
      left = x < left ? x : left;
      top = y < top ? y : top;
      right = x > right ? x : right;
      bottom = y > bottom ? y : bottom;
    }
    Box box = mask_box(&mask), expected = {left, top, right - left + 1.0, bottom - top + 1.0};
    if (!area) expected = (Box){0, 0, 0, 0};
    CHECK(memcmp(&box, &expected, sizeof box) == 0 && mask_area(&mask) == area);
    arena_release(&arena);
  }
}

static void merge_and_compare(void) {
  static const MaskOperation operations[] = {MASK_UNION, MASK_INTERSECTION, MASK_DIFFERENCE};
  for (int i = 0; i < 3000; i++) {
    Error error = {0};
    Mask masks[9];
    Pixels first = random_pixels(), expected = first;
    MaskOperation operation = operations[i % 3];
    int count = operation == MASK_DIFFERENCE ? 2 : 1 + random_below(9);
    masks[0] = from_model(&first);
    for (int j = 1; j < count; j++) {
      Pixels other = random_pixels();
      other.width = first.width;
      other.height = first.height;
      for (uint32_t k = first.width * first.height; k < MOST; k++) other.at[k] = 0;
      masks[j] = from_model(&other);
      put(&expected, &other, operation);
    }
    Mask merged = mask_merge(masks, (size_t)count, operation, &scratch, &arena, "mask", &error);
    CHECK(ok(&error) && same(&merged, &expected));
    if (count == 2) {
      Mask both = mask_merge(masks, 2, MASK_INTERSECTION, &scratch, &arena, "mask", &error);
      uint64_t common = mask_area(&both), a = mask_area(&masks[0]), b = mask_area(&masks[1]);
      CHECK(mask_intersection_area(&masks[0], &masks[1], NULL, &error) == common);
      CHECK(mask_iou_of_areas(common, a, b, false) ==
            (common ? (double)common / (double)(a + b - common) : 0));
      CHECK(mask_iou_of_areas(common, a, b, true) == (common ? (double)common / (double)a : 0));
    }
    arena_release(&arena);
  }
}

static void find_boundaries(void) {
  for (int i = 0; i < 2000; i++) {
    Error error = {0};
    Pixels pixels = random_pixels();
    Mask mask = from_model(&pixels);
    int distance = 1 + random_below(i % 2 ? 3 : 12);
    Mask boundary = mask_boundary(&mask, (uint32_t)distance, &scratch, &arena, &error);
    Pixels expected = model_boundary(&pixels, distance);
    CHECK(ok(&error) && same(&boundary, &expected));
    boundary = mask_boundary(&mask, INT32_MAX, &scratch, &arena, &error);
    CHECK(ok(&error) && same(&boundary, &pixels));
    arena_release(&arena);
  }
  CHECK(mask_boundary_distance(640, 480, .02) == 16);
  CHECK(mask_boundary_distance(1, 1, .02) == 1);
  CHECK(mask_boundary_distance(75, 100, .02) == 2);  /* 2.5 */
  CHECK(mask_boundary_distance(105, 140, .02) == 4); /* 3.5 */
}

/* ---- memory ---- */

/* Everything once, on a fresh arena and scratch. */
static void do_everything(Error *error) {
  static const double outer[] = {1, 1, 55, 3, 50, 58, 30, 20, 2, 57}, hole[] = {20, 9, 30, 12, 22, 17};
  static const Ring rings[] = {{outer, 5, false}, {hole, 3, true}, {hole, 3, false}};
  Arena own = {0};
  MaskScratch room = {0};
  uint8_t pixels[60 * 60];
  memset(pixels, 1, sizeof pixels);
  pixels[1000] = 0;
  Mask masks[4];
  masks[0] = mask_from_polygon(&(Polygon){rings, 2}, 60, 60, &room, &own, "mask", error);
  masks[1] = mask_from_polygon(&(Polygon){rings, 3}, 60, 60, &room, &own, "mask", error);
  masks[2] = mask_from_pixels(pixels, 60, -1, 60, 60, &own, error);
  size_t length = 0;
  const char *text = mask_to_string(&masks[0], &own, &length, error);
  CHECK((text != NULL) == ok(error));
  if (text) masks[3] = mask_from_string(text, length, 60, 60, &own, "mask", NULL, error);
  mask_boundary(&masks[2], 2, &room, &own, error);
  if (ok(error)) mask_merge(masks, 4, MASK_INTERSECTION, &room, &own, "mask", error);
  if (ok(error)) mask_merge(masks, 2, MASK_DIFFERENCE, &room, &own, "mask", error);
  arena_release(&own);
  mask_scratch_release(&room);
}

static void survive_lack_of_memory(void) {
  arena_release(&arena);
  mask_scratch_release(&scratch);
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 1000; n++) {
      Error error = {0};
      unit_fail_allocation(n, for_good);
      do_everything(&error);
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(failed ? error.kind == ERROR_MEMORY : ok(&error));
      CHECK(unit.alive == 0);
      if (!failed) break;
    }
  }
}

/* Once an error is set, nothing is done and nothing is given. */
static void survive_errors(void) {
  Error error = {0};
  error_input(&error, "enough");
  Mask one = from_string("d0", 4, 5);
  Mask results[] = {mask_from_string("d0", 2, 4, 5, &arena, "mask", NULL, &error),
                    mask_from_counts(&(double){20}, 1, 4, 5, &arena, "mask", NULL, &error),
                    mask_from_box((Box){0, 0, 1, 1}, 4, 5, &scratch, &arena, "mask", &error),
                    mask_merge(&one, 1, MASK_UNION, &scratch, &arena, "mask", &error),
                    mask_boundary(&one, 1, &scratch, &arena, &error)};
  for (size_t i = 0; i < sizeof results / sizeof *results; i++) CHECK(results[i].run_count == 0);
  size_t length;
  CHECK(!mask_to_string(&one, &arena, &length, &error) && length == 0);
  CHECK_TEXT(error.text, "enough");
}

int main(void) {
  unit_begin();
  know_strings();
  go_back_and_forth();
  write_large_runs();
  merge_empty_runs();
  take_empty_runs();
  refuse_what_is_not();
  refuse_polygons();
  cap_the_crossings();
  rasterise();
  rasterise_a_comb();
  rasterise_boxes();
  measure();
  merge_and_compare();
  find_boundaries();
  survive_errors();
  survive_lack_of_memory();
  arena_release(&arena);
  mask_scratch_release(&scratch);
  return unit_end("mask");
}
