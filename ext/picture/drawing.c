#include "picture/drawing.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/sort.h"

enum { HEADER = 4, DRAWING_OBJECTS_MOST = 1000000 };

static void add_header(Buffer *drawing, Error *error) {
  if (!drawing->length) buffer_add(drawing, "bd\1\0", HEADER, error);
}

void drawing_add(Buffer *drawing, const Geometry *geometry, Colour colour, const Style *style,
                 const char *caption, size_t caption_length, Error *error) {
  add_header(drawing, error);
  size_t start = drawing->length;
  const unsigned char bytes[] = {0,
                                 0,
                                 0,
                                 0,
                                 colour.red,
                                 colour.green,
                                 colour.blue,
                                 (unsigned char)style->dash,
                                 style->is_boxed,
                                 (unsigned char)style->layer};
  buffer_add(drawing, bytes, sizeof bytes, error);
  bytes_put_double(style->width, drawing, error);
  bytes_put_double(style->fill, drawing, error);
  bytes_put(caption_length, 4, drawing, error);
  buffer_add(drawing, caption, caption_length, error);
  geometry_write_blob(geometry, drawing, error);
  size_t length = drawing->length - start - 4;
  if (ok(error) && length > UINT32_MAX) error_input(error, "a geometry of more than 4 GB");
  if (!ok(error)) return;
  for (int i = 0; i < 4; i++) drawing->bytes[start + (size_t)i] = (char)(length >> (8 * i) & 0xFF);
}

/* After the header. */
static Bytes open_bytes(const void *bytes, size_t length, Error *error) {
  const unsigned char *start = bytes;
  Bytes out = {start, start, "a drawing"};
  if (!length && !bytes) return out;
  if (length < HEADER || memcmp(bytes, "bd", 2) != 0)
    error_input(error, "not a drawing: a BLOB of %zu bytes", length);
  else if (memcmp(start + 2, "\1\0", 2) != 0)
    error_input(error, "a drawing of an unknown version");
  if (ok(error)) out = (Bytes){start + HEADER, start + length, "a drawing"};
  return out;
}

void drawing_add_all(Buffer *drawing, const void *bytes, size_t length, Error *error) {
  Arena arena = {0};
  drawing_read(bytes, length, &arena, error);
  arena_release(&arena);
  add_header(drawing, error);
  if (ok(error) && length) buffer_add(drawing, (const char *)bytes + HEADER, length - HEADER, error);
}

static double clamp(double coordinate) {
  return fmax(-DRAWING_FARTHEST, fmin(DRAWING_FARTHEST, coordinate));
}

/* A copy with the required orientation. */
static Ring turned(const Ring *ring, Arena *arena, Error *error) {
  double *points = arena_allocate(arena, 2 * (size_t)ring->count * sizeof *points, error);
  if (!points) return (Ring){.count = 0};
  bool turns_back = ring_signed_area(ring->points, ring->count) < 0, reverse = turns_back != ring->is_hole;
  for (size_t i = 0; i < ring->count; i++) {
    size_t from = reverse ? ring->count - 1 - i : i;
    points[2 * i] = clamp(ring->points[2 * from]);
    points[2 * i + 1] = clamp(ring->points[2 * from + 1]);
  }
  return (Ring){points, ring->count, ring->is_hole};
}

static Polygon outline_of(const Geometry *geometry, Arena *arena, Error *error) {
  Polygon polygon = geometry_to_polygon(geometry, arena, "the geometry", NULL, error);
  Ring *rings = ok(error) ? arena_allocate(arena, polygon.ring_count * sizeof *rings, error) : NULL;
  if (!rings) return (Polygon){0};
  for (uint32_t r = 0; r < polygon.ring_count; r++) rings[r] = turned(&polygon.rings[r], arena, error);
  return (Polygon){rings, polygon.ring_count};
}

static DrawnObject take_object(Bytes *bytes, Arena *arena, Error *error) {
  DrawnObject object = {.style = STYLE_USUAL};
  const unsigned char *head = bytes_take_run(bytes, 6, error);
  object.style.width = bytes_take_double(bytes, error);
  object.style.fill = bytes_take_double(bytes, error);
  object.caption_length = bytes_take(bytes, 4, error);
  object.caption = (const char *)bytes_take_run(bytes, object.caption_length, error);
  const unsigned char *geometry_bytes = bytes_take_run(bytes, bytes_left(bytes), error);
  if (!ok(error)) return object;
  object.colour = (Colour){head[0], head[1], head[2]};
  object.style.dash = (Dash)head[3];
  object.style.is_boxed = head[4];
  object.style.layer = head[5];
  if (head[3] > DASH_DOTTED || head[4] > 1 || head[5] > STYLE_LAYER_MOST || object.style.width < 0 ||
      object.style.width > STYLE_WIDTH_MOST || object.style.fill < 0 || object.style.fill > 1)
    error_input(error, "a drawing with an unknown style");
  Geometry geometry = geometry_read_blob(geometry_bytes, (size_t)(bytes->end - geometry_bytes), "a drawing",
                                         arena, NULL, error);
  if (!ok(error)) return object;
  object.outline = outline_of(&geometry, arena, error);
  object.bounds = polygon_box(&object.outline);
  object.style.is_boxed = object.style.is_boxed && geometry.kind != GEOMETRY_BOX;
  return object;
}

/* Sort items: the objects, and their bytes for objects that are equal otherwise. */
typedef struct Entry {
  DrawnObject object;
  const unsigned char *bytes;
  size_t length;
} Entry;

static int compare(const void *context, uint32_t a, uint32_t b) {
  const Entry *entries = context, *first = &entries[a], *second = &entries[b];
  if (first->object.style.layer != second->object.style.layer)
    return first->object.style.layer < second->object.style.layer ? -1 : 1;
  double area = box_area(first->object.bounds), other = box_area(second->object.bounds);
  if (area != other) return area > other ? -1 : 1;
  size_t shorter = first->length < second->length ? first->length : second->length;
  int order = memcmp(first->bytes, second->bytes, shorter);
  return order ? order : (first->length > second->length) - (first->length < second->length);
}

static Drawing sorted(const Entry *entries, size_t count, Arena *arena, Error *error) {
  Drawing drawing = {.objects = arena_allocate(arena, count * sizeof *drawing.objects, error)};
  uint32_t *rows = memory_allocate(count, sizeof *rows, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  if (ok(error)) {
    for (size_t i = 0; i < count; i++) rows[i] = (uint32_t)i;
    sort_by_comparison(rows, scratch, count, compare, entries);
    for (size_t i = 0; i < count; i++) drawing.objects[i] = entries[rows[i]].object;
    drawing.count = count;
  }
  memory_release(rows);
  memory_release(scratch);
  return drawing;
}

Drawing drawing_read(const void *bytes, size_t length, Arena *arena, Error *error) {
  Entry *entries = NULL;
  size_t count = 0, capacity = 0;
  Drawing drawing = {0};
  Bytes all = open_bytes(bytes, length, error);
  while (ok(error) && all.at < all.end) {
    size_t size = bytes_take(&all, 4, error);
    const unsigned char *at = bytes_take_run(&all, size, error);
    memory_reserve((void **)&entries, &capacity, count + 1, sizeof *entries, error);
    if (count == DRAWING_OBJECTS_MOST)
      error_input(error, "a drawing of more than %d objects", DRAWING_OBJECTS_MOST);
    if (!ok(error)) break;
    Bytes own = {at, at + size, "a drawing"};
    entries[count++] = (Entry){take_object(&own, arena, error), at, size};
  }
  if (ok(error)) drawing = sorted(entries, count, arena, error);
  memory_release(entries);
  return drawing;
}

Ring box_ring(Box box, double corners[8]) {
  double right = box.x + box.width, bottom = box.y + box.height;
  const double points[] = {box.x, box.y, right, box.y, right, bottom, box.x, bottom};
  memcpy(corners, points, sizeof points);
  return (Ring){corners, 4, false};
}

Box drawing_bounds(const Drawing *drawing) {
  double right = 0, bottom = 0;
  for (size_t i = 0; i < drawing->count; i++) {
    const Box *box = &drawing->objects[i].bounds;
    right = fmax(right, box->x + box->width);
    bottom = fmax(bottom, box->y + box->height);
  }
  return (Box){0, 0, right, bottom};
}

void drawing_cut(Drawing *drawing, Box frame) {
  size_t kept = 0;
  for (size_t i = 0; i < drawing->count; i++) {
    const Box *box = &drawing->objects[i].bounds;
    bool outside = box->x > frame.x + frame.width || box->x + box->width < frame.x ||
                   box->y > frame.y + frame.height || box->y + box->height < frame.y;
    if (!outside) drawing->objects[kept++] = drawing->objects[i];
  }
  drawing->count = kept;
}
