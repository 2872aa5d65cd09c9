/* Shapes: what a polygon stands for, and IoU where the answer is known; with GEOS, and what is said without it. */
#include "geometry/shape.h"

#include <math.h>

#include "geometry/polygon/crossings.h"
#include "geometry/polygon/wkt.h"
#include "unit.h"

static Arena arena;
static Error error;
static Geos *geos;

static Polygon polygon_of(const char *wkt) {
  return wkt_parse(wkt, strlen(wkt), "WKT", &arena, NULL, &error);
}

static Shape *shape_of(const char *wkt, const Box *frame) {
  Polygon polygon = polygon_of(wkt);
  return shape_make(geos, &polygon, frame, &error);
}

static double shared_area(Shape *a, Shape *b) {
  return shape_iou(geos, a, b, true, &error) * shape_area(a);
}

static bool is_near(double a, double b) {
  return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static const Box image = {0, 0, 100, 80};

static double area_of(const char *wkt, bool cut) {
  error = (Error){0};
  const Box *frame = cut ? &image : NULL;
  Polygon polygon = polygon_of(wkt);
  Shape *shape = shape_make(geos, &polygon, frame, &error);
  double area = ok(&error) ? shape_area(shape) : -1;
  GeosGeometry *geometry = geos_geometry(geos, &polygon, frame, &error);
  CHECK(is_near(geos_area(geos, geometry, &error), area));
  geos_release(geos, geometry);
  shape_release(geos, shape);
  arena_release(&arena);
  CHECK(ok(&error));
  return area;
}

#define SQUARE "POLYGON ((10 10,20 10,20 20,10 20,10 10))"
#define BOW    "POLYGON ((0 0,10 10,10 0,0 10,0 0))"

static void measure(void) {
  CHECK(area_of(SQUARE, false) == 100);
  CHECK(area_of("POLYGON EMPTY", false) == 0);
  CHECK(is_near(area_of(BOW, false), 50)); /* both triangles */
  CHECK(area_of("POLYGON ((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 2))", false) == 98);
  CHECK(area_of("MULTIPOLYGON (((0 0,10 0,10 10,0 10,0 0)),((20 0,30 0,30 10,20 10,20 0)))", false) == 200);
  CHECK(area_of("MULTIPOLYGON (((0 0,10 0,10 10,0 10,0 0)),((5 0,15 0,15 10,5 10,5 0)))", false) == 150);
  CHECK(area_of("MULTIPOLYGON (((0 0,10 0,10 10,0 10,0 0)),((2 2,4 2,4 4,2 4,2 2)))", false) ==
        100);                                                                         /* no hole */
  CHECK(area_of("POLYGON ((0 0,10 0,20 0,0 0))", false) == 0);                        /* flat */
  CHECK(area_of("POLYGON ((0 0,0 0,10 0,10 0,10 10,0 10,0 10,0 0))", false) == 100);  /* repeats */
  CHECK(area_of("POLYGON ((0 0,10 0,10 10,5 10,5 20,5 10,0 10,0 0))", false) == 100); /* a spike */
}

static void cut(void) {
  CHECK(area_of(SQUARE, true) == 100);
  CHECK(area_of("POLYGON ((-10 -10,10 -10,10 10,-10 10,-10 -10))", true) == 100);
  CHECK(area_of("POLYGON ((-10 -10,200 -10,200 200,-10 200,-10 -10))", true) == 8000);
  CHECK(area_of("POLYGON ((100 10,120 10,120 20,100 20,100 10))", true) == 0); /* beside the image */
  CHECK(area_of("POLYGON ((95 -20,120 -20,120 5,95 -20))", true) == 0);        /* round its corner */
  CHECK(is_near(area_of("POLYGON ((-10 0,10 20,10 0,-10 20,-10 0))", true), 100));
  CHECK(area_of("POLYGON ((-2 0,4 0,4 2,-1 2,-1 4,4 4,4 6,-2 6,-2 0))", true) == 16);
}

static double iou_of(const char *a, const char *b, bool crowd) {
  error = (Error){0};
  Shape *first = shape_of(a, &image), *second = shape_of(b, &image);
  double iou = shape_iou(geos, first, second, crowd, &error);
  if (ok(&error) && !crowd) CHECK(is_near(shape_iou(geos, second, first, crowd, &error), iou));
  shape_release(geos, first);
  shape_release(geos, second);
  arena_release(&arena);
  CHECK(ok(&error));
  return iou;
}

static void compare(void) {
  CHECK(iou_of(SQUARE, SQUARE, false) == 1);
  CHECK(iou_of(SQUARE, "POLYGON ((10 20,20 20,20 10,10 10,10 20))", false) == 1); /* the other way round */
  CHECK(is_near(iou_of(SQUARE, "POLYGON ((15 10,25 10,25 20,15 20,15 10))", false), 50 / 150.0));
  CHECK(is_near(iou_of(SQUARE, "POLYGON ((10 10,50 10,50 50,10 50,10 10))", true), 1));
  CHECK(is_near(iou_of(SQUARE, "POLYGON ((10 10,20 20,10 20,10 10))", false), .5)); /* two sides in common */
  CHECK(is_near(iou_of(BOW, "POLYGON ((0 0,10 0,10 10,0 10,0 0))", false), .5));
  CHECK(iou_of(SQUARE, "POLYGON EMPTY", false) == 0);
  CHECK(iou_of("POLYGON EMPTY", "POLYGON EMPTY", false) == 0);
  CHECK(iou_of(SQUARE, "POLYGON ((0 0,10 0,20 0,0 0))", false) == 0);
}

/* Above 0 only where there is an area in common. */
static void tell_touching_from_overlapping(void) {
  CHECK(iou_of(SQUARE, "POLYGON ((20 10,30 10,30 20,20 20,20 10))", false) == 0); /* a side */
  CHECK(iou_of(SQUARE, "POLYGON ((20 20,30 20,30 30,20 30,20 20))", false) == 0); /* a corner */
  CHECK(iou_of("POLYGON ((0 0,10 0,0 10,0 0))", "POLYGON ((10 0.5,10 10,0.5 10,10 0.5))", false) ==
        0); /* across */
  CHECK(iou_of("POLYGON ((0 0,10 0,0 10,0 0))", "POLYGON ((10 0,10 10,0 10,10 0))", false) == 0);
  CHECK(iou_of("POLYGON ((0 0,30 0,30 30,0 30,0 0),(5 5,25 5,25 25,5 25,5 5))", SQUARE, false) ==
        0); /* in the hole */
  double iou = iou_of(SQUARE, "POLYGON ((19.999999 10,30 10,30 20,19.999999 20,19.999999 10))", false);
  CHECK(iou > 4.9e-8 && iou < 5.1e-8);
}

/* A ring with many corners goes to GEOS as a whole. */
static void compare_large_ones(void) {
  enum { COUNT = 2000 };
  double *first = malloc(2 * COUNT * sizeof *first), *second = malloc(2 * COUNT * sizeof *second);
  for (int i = 0; i < COUNT; i++) {
    double angle = 2 * 3.14159265358979323846 * i / COUNT;
    first[2 * i] = 50 + 30 * cos(angle), first[2 * i + 1] = 40 + 30 * sin(angle);
    second[2 * i] = first[2 * i] + 10, second[2 * i + 1] = first[2 * i + 1];
  }
  error = (Error){0};
  Polygon a = {(Ring[]){{first, COUNT, false}}, 1}, b = {(Ring[]){{second, COUNT, false}}, 1};
  Shape *one = shape_make(geos, &a, &image, &error), *other = shape_make(geos, &b, &image, &error);
  double lens = 2 * 900 * acos(10 / 60.0) - 5 * sqrt(3600 - 100);
  CHECK(fabs(shared_area(one, other) - lens) < .02);
  CHECK(ok(&error));
  shape_release(geos, one);
  shape_release(geos, other);
  free(first);
  free(second);
}

/* Long teeth, each of which lies over all of the others. */
static double *make_comb(size_t teeth, double x, double y) {
  double *points = malloc((2 * teeth + 2) * 2 * sizeof *points), step = 70.0 / (double)teeth;
  for (size_t i = 0; i < 2 * teeth; i++) {
    points[2 * i] = i % 2 ? x + 60 : x;
    points[2 * i + 1] = y + step / 2 * (double)i;
  }
  points[4 * teeth] = points[4 * teeth + 2] = x - 1;
  points[4 * teeth + 1] = y + 75;
  points[4 * teeth + 3] = y - 1;
  return points;
}

static void compare_combs(size_t teeth) {
  double *first = make_comb(teeth, 5, 2), *second = make_comb(teeth, 20, 2.1);
  error = (Error){0};
  Polygon a = {(Ring[]){{first, (uint32_t)(2 * teeth + 2), false}}, 1};
  Polygon b = {(Ring[]){{second, (uint32_t)(2 * teeth + 2), false}}, 1};
  Shape *one = shape_make(geos, &a, &image, &error), *other = shape_make(geos, &b, &image, &error);
  GeosGeometry *of_a = geos_geometry(geos, &a, &image, &error),
               *of_b = geos_geometry(geos, &b, &image, &error);
  double theirs = geos_intersection_area(geos, of_a, of_b, &error);
  geos_release(geos, of_a);
  geos_release(geos, of_b);
  CHECK(theirs > 100 && is_near(shared_area(one, other), theirs) && ok(&error));
  shape_release(geos, one);
  shape_release(geos, other);
  free(first);
  free(second);
}

static double *make_scribble(size_t count) {
  double *points = malloc(count * 2 * sizeof *points);
  uint32_t random = 12345;
  for (size_t i = 0; i < 2 * count; i++) {
    random = random * 1664525 + 1013904223;
    points[i] = (double)(random >> 8) / (1 << 24) * 80;
  }
  return points;
}

static bool crosses(const Polygon *polygon, size_t times) {
  return (!times || polygon_is_entangled(polygon, times, NULL, &error)) &&
         !polygon_is_entangled(polygon, times + 1, NULL, &error);
}

static double side_of(const double *a, const double *b, const double *c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool edges_cross(const double *points, uint32_t count, uint32_t i, uint32_t j) {
  const double *a = points + 2 * i, *b = points + 2 * ((i + 1) % count), *c = points + 2 * j,
               *d = points + 2 * ((j + 1) % count);
  return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static void count_crossings(void) {
  error = (Error){0};
  Polygon bow = polygon_of(BOW), square = polygon_of(SQUARE);
  Polygon cross = polygon_of("MULTIPOLYGON (((0 4,9 4,9 5,0 5,0 4)),((4 0,5 0,5 9,4 9,4 0)))");
  CHECK(crosses(&bow, 1) && crosses(&cross, 4) && crosses(&square, 0) && crosses(&(Polygon){0}, 0));
  /* Edges in one or many bands. */
  double *points = make_scribble(400);
  for (uint32_t count = 3; count <= 400; count += 1 + count / 3) {
    size_t expected = 0;
    for (uint32_t i = 0; i < count; i++) {
      for (uint32_t j = 0; j < i; j++) expected += edges_cross(points, count, i, j);
    }
    CHECK(crosses(&(Polygon){(Ring[]){{points, count, false}}, 1}, expected));
  }
  free(points);
  for (long n = 1; n <= 5; n++) {
    error = (Error){0};
    unit_fail_allocation(n, false);
    polygon_is_entangled(&bow, 100, NULL, &error);
    CHECK(error.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
  CHECK(!polygon_is_entangled(&bow, 100, NULL, &error));
  arena_release(&arena);
}

/* What would take GEOS minutes. */
static void refuse_scribbles(void) {
  double *points = make_scribble(400);
  Polygon scribble = {(Ring[]){{points, 400, false}}, 1}, doodle = {(Ring[]){{points, 40, false}}, 1};
  error = (Error){0};
  CHECK(!shape_make(geos, &scribble, NULL, &error));
  CHECK_TEXT(
      error.text,
      "a polygon of 400 points that crosses itself 1500 times or more, or whose edges lie too close to "
      "tell: simplify it, or compare it as a mask");
  error = (Error){0};
  Shape *shape = shape_make(geos, &doodle, NULL, &error);
  CHECK(ok(&error) && shape_area(shape) > 1000);
  shape_release(geos, shape);
  free(points);
}

/* Two combs across each other: by their edges it is quick, an overlay is refused. */
static void compare_crossing_combs(void) {
  enum { TEETH = 500 };
  double *comb = make_comb(TEETH, 5, 2), *turned = malloc((2 * TEETH + 2) * 2 * sizeof *turned);
  for (size_t i = 0; i < 2 * TEETH + 2; i++) turned[2 * i] = comb[2 * i + 1], turned[2 * i + 1] = comb[2 * i];
  Polygon a = {(Ring[]){{comb, 2 * TEETH + 2, false}}, 1}, b = {(Ring[]){{turned, 2 * TEETH + 2, false}}, 1};
  error = (Error){0};
  Shape *one = shape_make(geos, &a, NULL, &error), *other = shape_make(geos, &b, NULL, &error);
  double iou = shape_iou(geos, one, other, false, &error);
  CHECK(ok(&error) && iou > .2 && iou < .5);
  GeosGeometry *of_a = geos_geometry(geos, &a, NULL, &error), *of_b = geos_geometry(geos, &b, NULL, &error);
  CHECK(!geos_intersection(geos, of_a, of_b, &error));
  CHECK_TEXT(
      error.text,
      "polygons of 2006 points together that cross 20000 times or more, or whose edges lie too close to "
      "tell: simplify them, or compare them as masks");
  geos_release(geos, of_a);
  geos_release(geos, of_b);
  shape_release(geos, one);
  shape_release(geos, other);
  free(comb);
  free(turned);
}

static const char *repaired(const char *wkt) {
  static Buffer out;
  static char text[2000];
  error = (Error){0};
  Polygon polygon = polygon_of(wkt);
  GeosGeometry *geometry = geos_geometry(geos, &polygon, NULL, &error);
  Polygon back = geos_polygon(geos, geometry, &arena, &error);
  geos_release(geos, geometry);
  wkt_write(&back, &out, &error);
  snprintf(text, sizeof text, "%.*s", ok(&error) ? (int)out.length : 0, out.bytes);
  buffer_release(&out);
  out = (Buffer){0};
  arena_release(&arena);
  return ok(&error) ? text : error.text;
}

static void repair(void) {
  CHECK_TEXT(repaired("POLYGON ((0 0,10 0,20 0,0 0))"), "POLYGON EMPTY");
  CHECK(strncmp(repaired(BOW), "MULTIPOLYGON (((", 16) == 0);
  CHECK(strncmp(repaired("POLYGON ((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1))"), "POLYGON ((", 10) == 0);
  char reason[200] = "", cut_reason[5] = "";
  error = (Error){0};
  Polygon polygon = polygon_of(BOW), good = polygon_of(SQUARE);
  CHECK(!geos_is_valid(geos, &polygon, reason, sizeof reason, &error) && ok(&error));
  CHECK(strstr(reason, "Self-intersection"));
  CHECK(!geos_is_valid(geos, &polygon, cut_reason, sizeof cut_reason, &error) &&
        strcmp(cut_reason, "Self") == 0);
  CHECK(geos_is_valid(geos, &good, reason, sizeof reason, &error) && ok(&error));
  arena_release(&arena);
}

static void combine(void) {
  error = (Error){0};
  Polygon a = polygon_of(SQUARE), b = polygon_of("POLYGON ((15 10,25 10,25 20,15 20,15 10))");
  GeosGeometry *first = geos_geometry(geos, &a, NULL, &error),
               *second = geos_geometry(geos, &b, NULL, &error);
  GeosGeometry *united = geos_union(geos, (GeosGeometry *[]){first, second}, 2, &error);
  GeosGeometry *shared = geos_intersection(geos, first, second, &error);
  GeosGeometry *nothing = geos_union(geos, NULL, 0, &error);
  CHECK(geos_area(geos, united, &error) == 150 && geos_area(geos, shared, &error) == 50);
  CHECK(geos_area(geos, nothing, &error) == 0 && geos_polygon(geos, nothing, &arena, &error).ring_count == 0);
  CHECK(ok(&error));
  GeosGeometry *all[] = {first, second, united, shared, nothing};
  for (int i = 0; i < 5; i++) geos_release(geos, all[i]);
  arena_release(&arena);
}

static void refuse(void) {
  const double infinite[] = {0, 0, 1, (double)INFINITY, 2, 2},
               far[] = {1e308, -1e308, -1e308, 1e308, 1e308, 1e308};
  Polygon polygon = {(Ring[]){{infinite, 3, false}}, 1};
  error = (Error){0};
  CHECK(!shape_make(geos, &polygon, NULL, &error));
  CHECK_TEXT(error.text, "polygon: y is not finite: inf");
  CHECK(!geos_geometry(geos, &polygon, NULL, &error) && !geos_is_valid(geos, &polygon, NULL, 0, &error));
  CHECK(geos_area(geos, NULL, &error) == 0 && geos_intersection_area(geos, NULL, NULL, &error) == 0);
  polygon = (Polygon){(Ring[]){{far, 3, false}}, 1};
  error = (Error){0};
  Shape *shape = shape_make(geos, &polygon, &image, &error); /* whatever GEOS makes of it: no crash */
  shape_release(geos, shape);
  Polygon square = polygon_of(SQUARE);
  error = (Error){0};
  shape = shape_make(geos, &square, &(Box){0, 0, 0, 0}, &error);
  CHECK(ok(&error) && shape_area(shape) == 0);
  shape_release(geos, shape);
  arena_release(&arena);
}

static void survive_failing_allocations(void) {
  static const char *const texts[] = {
      BOW, SQUARE, "POLYGON ((-5 5,15 5,15 25,-5 5))",
      "MULTIPOLYGON (((0 0,10 0,10 10,0 10,0 0)),((5 0,15 0,15 10,5 10,5 0)))"};
  bool done = false;
  for (long n = 1; !done && n < 1000; n++) {
    unit_fail_allocation(n, n & 1);
    error = (Error){0};
    Geos *own = geos_open(&error);
    Shape *shapes[4] = {0};
    for (int i = 0; i < 4; i++) {
      Polygon polygon = polygon_of(texts[i]);
      shapes[i] = shape_make(own, &polygon, &image, &error);
      GeosGeometry *geometry = geos_geometry(own, &polygon, &image, &error);
      geos_polygon(own, geometry, &arena, &error);
      geos_release(own, geometry);
    }
    for (int i = 0; i < 4 && ok(&error); i++) {
      for (int j = 0; j < 4; j++) shape_iou(own, shapes[i], shapes[j], false, &error);
    }
    done = !unit.did_fail;
    CHECK(done ? ok(&error) : error.kind == ERROR_MEMORY);
    for (int i = 0; i < 4; i++) shape_release(own, shapes[i]);
    geos_close(own);
    arena_release(&arena);
  }
  unit_fail_allocation(0, false);
  CHECK(done);
}

int main(void) {
  unit_begin();
  geos = geos_open(&error);
  if (!geos) {
    bool is_absent = strcmp(error.text, "needs GEOS (libgeos_c.so.1): not found") == 0;
    CHECK(is_absent || strcmp(error.text, "built without GEOS") == 0);
    CHECK(!shape_of(SQUARE, NULL));
    shape_release(NULL, NULL);
    geos_close(NULL);
    return unit_end("shape");
  }
  measure();
  cut();
  compare();
  tell_touching_from_overlapping();
  compare_large_ones();
  compare_combs(20);
  compare_combs(300);
  compare_combs(800);
  compare_combs(2300); /* more than the sweep over edges takes */
  compare_crossing_combs();
  count_crossings();
  refuse_scribbles();
  repair();
  combine();
  refuse();
  survive_failing_allocations();
  geos_close(geos);
  return unit_end("shape");
}
