#include "geometry/polygon/wkt.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

typedef struct Reading {
  const char *text, *who;
  size_t length, at;
  Poll *poll;
  Error *error;
  double *points; /* room for all points of the text, and rings for all its rings */
  size_t point_count;
  Ring *rings;
  uint32_t ring_count;
} Reading;

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void pass_blanks(Reading *reading) {
  while (reading->at < reading->length && reading->text[reading->at] &&
         strchr(" \t\r\n", reading->text[reading->at]))
    reading->at++;
}

static void refuse(Reading *reading, const char *expected) {
  error_input(reading->error, "%s: %s expected at byte %zu%s", reading->who, expected, reading->at,
              reading->at == reading->length ? ", where the text ends" : "");
}

static bool passes(Reading *reading, char c) {
  if (!ok(reading->error)) return false;
  pass_blanks(reading);
  if (reading->at == reading->length || reading->text[reading->at] != c) return false;
  reading->at++;
  return true;
}

static void expect(Reading *reading, char c, const char *expected) {
  if (!passes(reading, c)) refuse(reading, expected);
}

/* The letters at this place; capitals have no say. */
static size_t word_length(Reading *reading) {
  pass_blanks(reading);
  size_t end = reading->at;
  while (end < reading->length && is_letter(reading->text[end])) end++;
  return end - reading->at;
}

static bool word_is(const char *text, size_t length, const char *word) {
  if (strlen(word) != length) return false;
  for (size_t i = 0; i < length; i++) {
    if ((text[i] | 32) != (word[i] | 32)) return false;
  }
  return true;
}

static bool passes_word(Reading *reading, const char *word) {
  if (!ok(reading->error)) return false;
  size_t length = word_length(reading);
  if (!word_is(reading->text + reading->at, length, word)) return false;
  reading->at += length;
  return true;
}

static double read_coordinate(Reading *reading) {
  if (!ok(reading->error)) return 0;
  pass_blanks(reading);
  Number number;
  size_t length = number_read(reading->text + reading->at, reading->length - reading->at, &number);
  if (!length || !isfinite(number.real)) {
    refuse(reading, length ? "a finite number" : "a number");
    return 0;
  }
  reading->at += length;
  return number.real;
}

/* (x y, x y, ...): stores the ring without the repetition of its first point. */
static void read_ring(Reading *reading, bool is_hole) {
  enum { POINTS_BETWEEN_POLLS = 1 << 13 };
  size_t start, first = reading->point_count;
  expect(reading, '(', "'('");
  start = reading->at;
  do {
    double x = read_coordinate(reading);
    /* 1-2 are two numbers of one piece: */
    if (ok(reading->error) && reading->at < reading->length && !strchr(" \t\r\n", reading->text[reading->at]))
      refuse(reading, "a blank between x and y");
    double y = read_coordinate(reading);
    reading->points[2 * reading->point_count] = x;
    reading->points[2 * reading->point_count + 1] = y;
    if (++reading->point_count % POINTS_BETWEEN_POLLS == 0) poll_check(reading->poll, reading->error);
  } while (passes(reading, ','));
  expect(reading, ')', "',' or ')'");
  if (!ok(reading->error)) return;
  const double *points = reading->points + 2 * first, *last = reading->points + 2 * reading->point_count - 2;
  if (points[0] != last[0] || points[1] != last[1] || last == points) {
    error_input(reading->error, "%s: the ring at byte %zu does not end with its first point", reading->who,
                start);
    return;
  }
  reading->point_count--;
  Ring ring = {points, (uint32_t)(reading->point_count - first), is_hole};
  if (!ring_has_three_points(&ring))
    error_input(reading->error, "%s: the ring at byte %zu has fewer than three points that differ",
                reading->who, start);
  reading->rings[reading->ring_count++] = ring;
}

/* (ring, hole, ...) or EMPTY */
static void read_part(Reading *reading) {
  if (passes_word(reading, "EMPTY")) return;
  expect(reading, '(', "'(' or EMPTY");
  bool is_hole = false;
  if (!ok(reading->error)) return;
  do {
    read_ring(reading, is_hole);
    is_hole = true;
  } while (passes(reading, ','));
  expect(reading, ')', "',' or ')'");
}

static void read_parts(Reading *reading) {
  if (passes_word(reading, "EMPTY")) return;
  expect(reading, '(', "'(' or EMPTY");
  if (!ok(reading->error)) return;
  do { read_part(reading); } while (passes(reading, ','));
  expect(reading, ')', "',' or ')'");
}

/* Whether what stands behind the type says that points have more than two coordinates. */
static bool has_more_dimensions(const char *word, size_t length) {
  return word_is(word, length, "Z") || word_is(word, length, "M") || word_is(word, length, "ZM");
}

static void read_text(Reading *reading) {
  size_t length = word_length(reading);
  const char *type = reading->text + reading->at;
  bool many = word_is(type, length, "MULTIPOLYGON");
  if (!many && !word_is(type, length, "POLYGON")) {
    if (length)
      error_input(reading->error, "%s: not a POLYGON or MULTIPOLYGON but %.*s", reading->who,
                  length < 30 ? (int)length : 30, type);
    else
      refuse(reading, "POLYGON or MULTIPOLYGON");
    return;
  }
  reading->at += length;
  length = word_length(reading);
  if (has_more_dimensions(reading->text + reading->at, length)) {
    refuse(reading, "a polygon of two dimensions");
    return;
  }
  if (many)
    read_parts(reading);
  else
    read_part(reading);
  pass_blanks(reading);
  if (ok(reading->error) && reading->at < reading->length) refuse(reading, "the end");
}

/* A text has at most one point more than commas, and no more rings than opening brackets. */
Polygon wkt_parse(const char *text, size_t length, const char *who, Arena *arena, Poll *poll, Error *error) {
  Reading reading = {.text = text, .who = who, .length = length, .poll = poll, .error = error};
  if (!ok(error)) return (Polygon){0};
  size_t points = 1, rings = 0;
  for (size_t i = 0; i < length; i++) {
    points += text[i] == ',';
    rings += text[i] == '(';
  }
  if (points > POLYGON_MOST_POINTS || rings > POLYGON_MOST_POINTS) {
    error_input(error, "%s: more than %d points", who, POLYGON_MOST_POINTS);
    return (Polygon){0};
  }
  reading.points = arena_allocate(arena, points * 2 * sizeof(double), error);
  reading.rings = arena_allocate(arena, (rings + 1) * sizeof(Ring), error);
  if (ok(error)) read_text(&reading);
  return ok(error) ? (Polygon){reading.rings, reading.ring_count} : (Polygon){0};
}

static void put_point(const double *point, Buffer *out, Error *error) {
  buffer_number(out, point[0], error);
  buffer_text(out, " ", error);
  buffer_number(out, point[1], error);
}

void wkt_write(const Polygon *polygon, Buffer *out, Error *error) {
  uint32_t parts = 0;
  for (uint32_t r = 0; r < polygon->ring_count; r++) parts += !polygon->rings[r].is_hole;
  if (!parts) {
    buffer_text(out, "POLYGON EMPTY", error);
    return;
  }
  buffer_text(out, parts == 1 ? "POLYGON (" : "MULTIPOLYGON ((", error);
  for (uint32_t r = 0; r < polygon->ring_count && ok(error); r++) {
    const Ring *ring = &polygon->rings[r];
    buffer_text(out, !r ? "(" : ring->is_hole ? ", (" : "), ((", error);
    for (size_t i = 0; i < ring->count; i++) {
      put_point(ring->points + 2 * i, out, error);
      buffer_text(out, ", ", error);
    }
    put_point(ring->points, out, error);
    buffer_text(out, ")", error);
  }
  buffer_text(out, parts == 1 ? ")" : "))", error);
}
