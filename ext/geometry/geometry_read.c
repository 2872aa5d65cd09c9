#include "geometry/geometry.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/json.h"
#include "geometry/mask/mask_png.h"
#include "geometry/polygon/wkt.h"
#include "image/image_header.h"

/* Numbers as they are read, in room that was measured before. */
typedef struct Numbers {
  double *items;
  size_t count, room;
} Numbers;

/* How often a byte stands in a text. */
static size_t count_bytes(const char *text, const char *end, char wanted) {
  size_t count = 0;
  for (; text < end; text++) count += *text == wanted;
  return count;
}

/* Room for all numbers that are still to be read: there is a comma before each but one. */
static size_t number_room(const JsonReader *json) {
  size_t room = count_bytes(json->at, json->end, ',') + 1, most = 2 * (size_t)POLYGON_MOST_POINTS;
  return room < most ? room : most;
}

static void add_number(Numbers *numbers, double number, Poll *poll, Error *error) {
  enum { NUMBERS_BETWEEN_POLLS = 1 << 14 };
  if (numbers->count == numbers->room) error_input(error, "more than %d points", POLYGON_MOST_POINTS);
  if (!ok(error)) return;
  numbers->items[numbers->count++] = number;
  if (numbers->count % NUMBERS_BETWEEN_POLLS == 0) poll_check(poll, error);
}

/* A ring as an array of coordinates. Of fewer than three points it is a stray click, which the caller leaves
** out. */
static Ring read_ring(JsonReader *json, Numbers *numbers, Poll *poll, Error *error) {
  size_t before = numbers->count;
  json_begin_array(json);
  while (ok(error) && json_next_element(json)) add_number(numbers, json_real(json), poll, error);
  size_t count = numbers->count - before;
  if (ok(error) && count % 2) error_input(error, "a ring has %zu coordinates, not an even number", count);
  return (Ring){.points = numbers->items + before, .count = (uint32_t)(count / 2)};
}

static Geometry box_of(const double *numbers, size_t count, Error *error) {
  Geometry geometry = {.kind = count == 4 ? GEOMETRY_BOX : GEOMETRY_ROTATED_BOX};
  if (count == 4) {
    geometry.box = (Box){numbers[0], numbers[1], numbers[2], numbers[3]};
    box_check(geometry.box, "box", error);
  } else {
    geometry.rotated_box = (RotatedBox){numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
    rotated_box_check(geometry.rotated_box, "rotated box", error);
  }
  return geometry;
}

/* No ring of the array has an area: what was written instead. */
static void reject_rings(size_t count, uint32_t points, Error *error) {
  if (count >= 3 && points == 1)
    error_input(error, "an array of points [x,y]; COCO's notation of a ring is [[x1,y1,x2,y2,...]]");
  else
    error_input(error, "a ring has %" PRIu32 " points, fewer than 3", points);
}

/* Numbers that are no box. */
static void reject_numbers(size_t count, Error *error) {
  if (count >= 6 && count % 2 == 0)
    error_input(error, "%zu numbers, a ring without its outer brackets: [[x1,y1,x2,y2,...]]", count);
  else
    error_input(error, "%zu numbers, neither a box of 4 nor a rotated box of 5", count);
}

/* An array of four or five numbers, or of rings. */
static Geometry read_array(JsonReader *json, Arena *arena, Poll *poll, Error *error) {
  Geometry geometry = {.kind = GEOMETRY_POLYGON};
  Numbers numbers = {.room = number_room(json)};
  size_t ring_room = count_bytes(json->at, json->end, '['), ring_count = 0;
  size_t stray_rings = 0;
  uint32_t stray_points = 0;
  if (ring_room > numbers.room) ring_room = numbers.room; /* a ring has six */
  json_begin_array(json);
  bool more = json_next_element(json), has_rings = more && json_kind(json) == JSON_ARRAY;
  Ring *rings = has_rings ? arena_allocate(arena, ring_room * sizeof *rings, error) : NULL;
  numbers.items = arena_allocate(arena, numbers.room * sizeof *numbers.items, error);
  for (; has_rings && more && ok(error); more = json_next_element(json)) {
    Ring ring = read_ring(json, &numbers, poll, error);
    if (ok(error) && ring.count >= 3)
      rings[ring_count++] = ring;
    else
      stray_points = ring.count, stray_rings++;
  }
  if (has_rings) {
    if (ok(error) && !ring_count) reject_rings(stray_rings, stray_points, error);
    geometry.polygon = (Polygon){rings, (uint32_t)ring_count};
    return geometry;
  }
  for (; more && ok(error); more = json_next_element(json))
    add_number(&numbers, json_real(json), poll, error);
  if (ok(error) && numbers.count != 4 && numbers.count != 5) reject_numbers(numbers.count, error);
  return ok(error) ? box_of(numbers.items, numbers.count, error) : geometry;
}

/* What is read of {"size":[h,w],"counts":...}: counts as text or as numbers, whichever comes. */
typedef struct Runs {
  double size[2];
  size_t size_count;
  char *text;
  size_t text_length;
  Numbers counts;
  bool has_counts, is_text;
} Runs;

static void read_size(JsonReader *json, Runs *runs, Error *error) {
  json_begin_array(json);
  for (runs->size_count = 0; ok(error) && json_next_element(json); runs->size_count++) {
    double number = json_real(json);
    if (runs->size_count < 2) runs->size[runs->size_count] = number;
  }
}

static void read_count_list(JsonReader *json, Numbers *counts, Poll *poll, Error *error) {
  memory_release(counts->items);
  *counts = (Numbers){.room = number_room(json)};
  counts->items = memory_allocate(counts->room, sizeof *counts->items, error);
  json_begin_array(json);
  while (ok(error) && json_next_element(json)) add_number(counts, json_real(json), poll, error);
}

static void read_counts(JsonReader *json, Runs *runs, Arena *arena, Poll *poll, Error *error) {
  runs->has_counts = true;
  runs->is_text = json_kind(json) == JSON_STRING;
  if (runs->is_text) {
    JsonText text = json_string(json);
    runs->text = ok(error) ? arena_copy(arena, text.text, text.length, error) : NULL;
    runs->text_length = text.length;
  } else {
    read_count_list(json, &runs->counts, poll, error);
  }
}

static Geometry read_object(JsonReader *json, Arena *arena, Poll *poll, Error *error) {
  static const JsonText names[] = {JSON_TEXT("size"), JSON_TEXT("counts"), JSON_TEXT("coordinates"),
                                   JSON_TEXT("geometry")};
  Geometry geometry = {.kind = GEOMETRY_MASK};
  Runs runs = {.size_count = 0};
  size_t hint = 0;
  json_begin_object(json);
  while (ok(error) && json_next_member(json)) {
    switch (json_key(json, names, 4, &hint)) {
    case 0: read_size(json, &runs, error); break;
    case 1: read_counts(json, &runs, arena, poll, error); break;
    case 2:
    case 3: error_input(error, "GeoJSON; write WKT, or COCO's rings [[x1,y1,x2,y2,...]]"); break;
    default: json_skip(json);
    }
  }
  const double most = 4294967295.0;
  bool sized = runs.size_count == 2 && runs.size[0] >= 0 && runs.size[1] >= 0 && runs.size[0] <= most &&
               runs.size[1] <= most && runs.size[0] == floor(runs.size[0]) &&
               runs.size[1] == floor(runs.size[1]);
  if (ok(error) && !sized) error_input(error, "run lengths without a \"size\" of [height,width]");
  if (ok(error) && !runs.has_counts) error_input(error, "run lengths without \"counts\"");
  if (ok(error)) {
    uint32_t height = (uint32_t)runs.size[0], width = (uint32_t)runs.size[1];
    if (runs.is_text)
      geometry.mask =
          mask_from_string(runs.text, runs.text_length, width, height, arena, "run lengths", poll, error);
    else
      geometry.mask = mask_from_counts(runs.counts.items, runs.counts.count, width, height, arena,
                                       "run lengths", poll, error);
  }
  memory_release(runs.counts.items);
  return geometry;
}

static Geometry read_json(const char *text, size_t length, Arena *arena, Poll *poll, Error *error) {
  JsonReader json;
  json_open_text(&json, text, length, error);
  bool object = json_kind(&json) == JSON_OBJECT;
  Geometry geometry = object ? read_object(&json, arena, poll, error) : read_array(&json, arena, poll, error);
  json_finish(&json);
  json_close(&json);
  return geometry;
}

/* What databases with spatial types write: the byte order, then the type as four bytes, 1 to 7 plus thousands
** for further dimensions, or flags in the first three bits. */
static bool is_wkb(const uint8_t *bytes, size_t length) {
  if (length < 9 || bytes[0] > 1) return false;
  uint32_t type = 0;
  for (int i = 0; i < 4; i++) type = type << 8 | bytes[bytes[0] ? 4 - i : 1 + i];
  type &= 0x1FFFFFFF;
  return type % 1000 >= 1 && type % 1000 <= 7 && type < 4000;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool is_hex_wkb(const char *text, size_t length) {
  uint8_t bytes[9];
  for (size_t i = 0; i < sizeof bytes; i++) {
    int high = 2 * i + 1 < length ? hex_digit(text[2 * i]) : -1;
    int low = high < 0 ? -1 : hex_digit(text[2 * i + 1]);
    if (low < 0) return false;
    bytes[i] = (uint8_t)(high * 16 + low);
  }
  return is_wkb(bytes, sizeof bytes);
}

static const char wkb_advice[] = "WKB; write WKT (ST_AsText), or COCO's rings [[x1,y1,x2,y2,...]]";

Geometry geometry_read_text(const char *text, size_t length, const char *who, Arena *arena, Poll *poll,
                            Error *error) {
  Geometry geometry = {.kind = GEOMETRY_BOX};
  if (!ok(error)) return geometry;
  Error inner = {0};
  size_t at = 0;
  while (at < length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) at++;
  if (at < length && (text[at] == '[' || text[at] == '{')) {
    geometry = read_json(text, length, arena, poll, &inner);
  } else if (at < length && ((text[at] | 32) >= 'a' && (text[at] | 32) <= 'z')) {
    geometry.kind = GEOMETRY_POLYGON;
    geometry.polygon = wkt_parse(text, length, "WKT", arena, poll, &inner);
  } else if (is_hex_wkb(text + at, length - at)) {
    error_input(&inner, "%s", wkb_advice);
  } else {
    error_input(&inner, "not a geometry");
  }
  error_pass_on(error, &inner, who, text, length);
  return geometry;
}

static Polygon take_polygon(Bytes *blob, Arena *arena, Error *error) {
  uint32_t ring_count = (uint32_t)bytes_take(blob, 4, error);
  if (ok(error) && ring_count > bytes_left(blob) / 5) error_input(error, "a geometry BLOB is cut off");
  Ring *rings = ok(error) ? arena_allocate(arena, ring_count * sizeof *rings, error) : NULL;
  for (uint32_t r = 0; r < ring_count && ok(error); r++) {
    bool is_hole = bytes_take(blob, 1, error);
    uint32_t count = (uint32_t)bytes_take(blob, 4, error);
    if (ok(error) && (count > bytes_left(blob) / 16 || count < 3))
      error_input(error, "a geometry BLOB has a ring of %u points", count);
    double *points = ok(error) ? arena_allocate(arena, count * 2 * sizeof *points, error) : NULL;
    for (size_t i = 0; i < 2 * (size_t)count && ok(error); i++) points[i] = bytes_take_double(blob, error);
    rings[r] = (Ring){points, count, is_hole};
  }
  Polygon polygon = {rings, ok(error) ? ring_count : 0};
  if (ok(error)) polygon_check(&polygon, "a geometry BLOB", error);
  return polygon;
}

static Mask take_mask(Bytes *blob, Arena *arena, Poll *poll, Error *error) {
  uint32_t width = (uint32_t)bytes_take(blob, 4, error), height = (uint32_t)bytes_take(blob, 4, error);
  uint32_t count = (uint32_t)bytes_take(blob, 4, error);
  if (ok(error) && count > bytes_left(blob) / 4) error_input(error, "a geometry BLOB is cut off");
  double *runs = ok(error) ? memory_allocate(count, sizeof *runs, error) : NULL;
  for (uint32_t i = 0; i < count && ok(error); i++) runs[i] = (double)bytes_take(blob, 4, error);
  Mask mask = {0};
  if (ok(error)) mask = mask_from_counts(runs, count, width, height, arena, "run lengths", poll, error);
  memory_release(runs);
  return mask;
}

static Geometry read_own_blob(const unsigned char *bytes, size_t length, Arena *arena, Poll *poll,
                              Error *error) {
  Bytes blob = {bytes + 2, bytes + length, "a geometry BLOB"};
  Geometry geometry = {.kind = GEOMETRY_BOX};
  double numbers[5];
  if (bytes_take(&blob, 1, error) != 1)
    error_input(error, "a geometry BLOB of a version that is not known here");
  uint64_t kind = bytes_take(&blob, 1, error);
  if (ok(error) && kind > GEOMETRY_MASK)
    error_input(error, "a geometry BLOB of a kind that is not known here");
  if (!ok(error)) return geometry;
  geometry.kind = (GeometryKind)kind;
  if (kind == GEOMETRY_POLYGON) {
    geometry.polygon = take_polygon(&blob, arena, error);
  } else if (kind == GEOMETRY_MASK) {
    geometry.mask = take_mask(&blob, arena, poll, error);
  } else {
    size_t count = kind == GEOMETRY_BOX ? 4 : 5;
    for (size_t i = 0; i < count; i++) numbers[i] = bytes_take_double(&blob, error);
    if (ok(error)) geometry = box_of(numbers, count, error);
  }
  if (ok(error) && blob.at != blob.end) error_input(error, "a geometry BLOB with bytes behind its end");
  return geometry;
}

Geometry geometry_read_blob(const void *bytes, size_t length, const char *who, Arena *arena, Poll *poll,
                            Error *error) {
  Geometry geometry = {.kind = GEOMETRY_MASK};
  Error inner = {0};
  if (!ok(error)) return geometry;
  if (length >= 4 && memcmp(bytes, "bx", 2) == 0)
    geometry = read_own_blob(bytes, length, arena, poll, &inner);
  else if (image_format(bytes, length) == IMAGE_PNG)
    png_mask(bytes, length, PNG_NOT_ZERO, arena, &geometry.mask, poll, &inner);
  else if (is_wkb(bytes, length))
    error_input(&inner, "%s", wkb_advice);
  else
    error_input(&inner, "a BLOB of %zu bytes that is neither a PNG nor a geometry", length);
  if (inner.kind == ERROR_INPUT)
    error_input(error, "%s: %s", who, inner.text);
  else if (!ok(&inner))
    *error = inner;
  return geometry;
}
