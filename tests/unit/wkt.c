/* WKT: what is read, what is refused and where, and that writing and reading gives the same. */
#include "geometry/polygon/wkt.h"

#include "unit.h"

static Arena arena;
static Error error;
static Buffer written;

/* Reads a text and writes it again; the error's text where it is refused. */
static const char *again(const char *text) {
  error = (Error){0};
  written.length = 0;
  char *exact = malloc(strlen(text) + 1); /* so that a byte too many is seen */
  memcpy(exact, text, strlen(text));
  Polygon polygon = wkt_parse(exact, strlen(text), "WKT", &arena, NULL, &error);
  free(exact);
  wkt_write(&polygon, &written, &error);
  buffer_add(&written, "", 1, &error);
  arena_release(&arena);
  return ok(&error) ? written.bytes : error.text;
}

static void accept(void) {
  CHECK_TEXT(again("POLYGON((0 0,1 0,1 1,0 0))"), "POLYGON ((0 0, 1 0, 1 1, 0 0))");
  CHECK_TEXT(again(" polygon\n( (\t0.50 1e1 , +1 -0,1. .25,0.5 10 ) ) "),
             "POLYGON ((0.5 10, 1 0, 1 0.25, 0.5 10))");
  CHECK_TEXT(again("Polygon ((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1),(5 4,6 4,6 5,5 4))"),
             "POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1), (5 4, 6 4, 6 5, 5 4))");
  CHECK_TEXT(again("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"), "POLYGON ((0 0, 1 0, 1 1, 0 0))");
  CHECK_TEXT(again("MultiPolygon(((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1)),((20 0,21 0,21 1,20 0)))"),
             "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1)), ((20 0, 21 0, 21 1, 20 0)))");
  CHECK_TEXT(again("POLYGON EMPTY"), "POLYGON EMPTY");
  CHECK_TEXT(again("multipolygon empty"), "POLYGON EMPTY");
  CHECK_TEXT(again("MULTIPOLYGON (EMPTY, ((0 0,1 0,1 1,0 0)), EMPTY)"), "POLYGON ((0 0, 1 0, 1 1, 0 0))");
  CHECK_TEXT(again("POLYGON((1e300 0.1,0 123456789.123456789,-1 1,1e300 0.1))"),
             "POLYGON ((1e+300 0.1, 0 123456789.12345679, -1 1, 1e+300 0.1))");
}

static void refuse(void) {
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"", "WKT: POLYGON or MULTIPOLYGON expected at byte 0, where the text ends"},
      {"  ", "WKT: POLYGON or MULTIPOLYGON expected at byte 2, where the text ends"},
      {"(0 0)", "WKT: POLYGON or MULTIPOLYGON expected at byte 0"},
      {"POINT (1 2)", "WKT: not a POLYGON or MULTIPOLYGON but POINT"},
      {"POLYGONS ((0 0,1 0,1 1,0 0))", "WKT: not a POLYGON or MULTIPOLYGON but POLYGONS"},
      {"GEOMETRYCOLLECTION (POLYGON ((0 0,1 0,1 1,0 0)))",
       "WKT: not a POLYGON or MULTIPOLYGON but GEOMETRYCOLLECTION"},
      {"SRID=4326;POLYGON ((0 0,1 0,1 1,0 0))", "WKT: not a POLYGON or MULTIPOLYGON but SRID"},
      {"POLYGON Z ((0 0 0,1 0 0,1 1 0,0 0 0))", "WKT: a polygon of two dimensions expected at byte 8"},
      {"POLYGON zm EMPTY", "WKT: a polygon of two dimensions expected at byte 8"},
      {"POLYGON", "WKT: '(' or EMPTY expected at byte 7, where the text ends"},
      {"POLYGON EMPTYEMPTY", "WKT: '(' or EMPTY expected at byte 8"},
      {"POLYGON (EMPTY)", "WKT: '(' expected at byte 9"},
      {"POLYGON (", "WKT: '(' expected at byte 9, where the text ends"},
      {"POLYGON ()", "WKT: '(' expected at byte 9"},
      {"POLYGON (())", "WKT: a number expected at byte 10"},
      {"POLYGON ((0 0,1 0,1 1,0 0)", "WKT: ',' or ')' expected at byte 26, where the text ends"},
      {"POLYGON ((0 0,1 0,1 1,0 0", "WKT: ',' or ')' expected at byte 25, where the text ends"},
      {"POLYGON ((0 0,1 0,1 1,0", "WKT: a number expected at byte 23, where the text ends"},
      {"POLYGON ((0 0,1 0,1 1,0 0)) x", "WKT: the end expected at byte 28"},
      {"POLYGON ((0 0,1 0,1 1,0 0)),", "WKT: the end expected at byte 27"},
      {"POLYGON ((0 0 0,1 0 0,1 1 0,0 0 0))", "WKT: ',' or ')' expected at byte 14"},
      {"POLYGON ((0,0 1,0 1,1 0,0))", "WKT: a blank between x and y expected at byte 11"},
      {"POLYGON ((0 0,1-0,1 1,0 0))", "WKT: a blank between x and y expected at byte 15"},
      {"POLYGON ((nan 0,1 0,1 1,nan 0))", "WKT: a number expected at byte 10"},
      {"POLYGON ((inf 0,1 0,1 1,inf 0))", "WKT: a number expected at byte 10"},
      {"POLYGON ((1e999 0,1 0,1 1,1e999 0))", "WKT: a finite number expected at byte 10"},
      {"POLYGON ((0 0,1 0,1 1,0 1))", "WKT: the ring at byte 10 does not end with its first point"},
      {"POLYGON ((0 0))", "WKT: the ring at byte 10 does not end with its first point"},
      {"POLYGON ((0 0,0 0))", "WKT: the ring at byte 10 has fewer than three points that differ"},
      {"POLYGON ((0 0,1 0,0 0,1 0,0 0))", "WKT: the ring at byte 10 has fewer than three points that differ"},
      {"POLYGON ((0 0,1 0,1 1,0 0),(0 0,1 1,0 0))",
       "WKT: the ring at byte 28 has fewer than three points that differ"},
      {"MULTIPOLYGON ((0 0,1 0,1 1,0 0))", "WKT: '(' expected at byte 15"},
      {"POLYGON (((0 0,1 0,1 1,0 0)))", "WKT: a number expected at byte 10"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    CHECK_TEXT(again(cases[i].text), cases[i].expected);
}

static void refuse_a_nul(void) {
  static const char text[] = "POLYGON ((0 0\0,1 0,1 1,0 0))";
  error = (Error){0};
  wkt_parse(text, sizeof text - 1, "WKT", &arena, NULL, &error);
  CHECK(error.kind == ERROR_INPUT);
  arena_release(&arena);
}

static void refuse_too_many(void) {
  size_t length = (size_t)POLYGON_MOST_POINTS + 20;
  char *text = malloc(length);
  memset(text, ',', length);
  memcpy(text, "POLYGON ((", 10);
  error = (Error){0};
  wkt_parse(text, length, "WKT", &arena, NULL, &error);
  CHECK_TEXT(error.text, "WKT: more than 10000000 points");
  CHECK(!arena.last); /* before anything is allocated */
  free(text);
}

static void survive_failing_allocations(void) {
  static const char text[] = "MULTIPOLYGON (((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1)),((20 0,21 0,21 1,20 0)))";
  bool done = false;
  for (long n = 1; !done && n < 100; n++) {
    unit_fail_allocation(n, n & 1);
    Buffer out = {0};
    error = (Error){0};
    Polygon polygon = wkt_parse(text, sizeof text - 1, "WKT", &arena, NULL, &error);
    wkt_write(&polygon, &out, &error);
    done = !unit.did_fail;
    CHECK(done ? ok(&error) : error.kind == ERROR_MEMORY);
    buffer_release(&out);
    arena_release(&arena);
  }
  unit_fail_allocation(0, false);
  CHECK(done);
}

int main(void) {
  unit_begin();
  accept();
  refuse();
  refuse_a_nul();
  refuse_too_many();
  survive_failing_allocations();
  buffer_release(&written);
  return unit_end("wkt");
}
