/*
** png_instances: lists the objects of a PNG whose pixel values are instance, panoptic or class numbers.
**
**     SELECT value, area, x, y, width, height, mask FROM png_instances(readfile('mask.png'));
**
** There is a row for each value other than 0, in ascending order; geometry/mask/mask_png.h defines the value.
** Masks are written as text only if the query uses them.
*/
#include "geometry/geometry.h"
#include "geometry/mask/mask_png.h"
#include "host/call.h"
#include "host/value.h"

enum { VALUE, AREA, X, Y, WIDTH, HEIGHT, MASK };

static const Column columns[] = {
    [VALUE] = {"value", KEY | UNIQUE, "INTEGER", NULL, NULL, "the value of the pixels"},
    [AREA] = {"area", 0, "INTEGER", "square pixels", NULL, "how many pixels have the value"},
    [X] = {"x", 0, "INTEGER", "pixels", NULL, "the left edge of the smallest box around them"},
    [Y] = {"y", 0, "INTEGER", "pixels", NULL, "the top edge of the box"},
    [WIDTH] = {"width", 0, "INTEGER", "pixels", NULL, "the width of the box"},
    [HEIGHT] = {"height", 0, "INTEGER", "pixels", NULL, "the height of the box"},
    [MASK] = {"mask", 0, "TEXT", NULL, NULL, "the pixels as COCO run-length encoding, JSON"},
};

static const Parameter parameters[] = {{"png", NULL, true, "a BLOB", "the bytes of a PNG file"}};

typedef struct Row {
  PngInstance instance;
  Box box;
  const char *text; /* of the mask; NULL where it is not wanted */
  size_t text_length;
} Row;

static void write_mask(Call *call, Row *row, Buffer *buffer) {
  Geometry geometry = {.kind = GEOMETRY_MASK, .mask = row->instance.mask};
  buffer->length = 0;
  geometry_write_json(&geometry, buffer, call->error);
  if (!ok(call->error)) return;
  row->text = arena_copy(&call->run->arena, buffer->bytes, buffer->length, call->error);
  row->text_length = buffer->length;
}

static void run(Call *call) {
  sqlite3_value *png = call_parameter(call, "png");
  if (sqlite3_value_type(png) != SQLITE_BLOB) {
    error_input(call->error, "png is not a BLOB: %s", value_excerpt(png).text);
    return;
  }
  size_t count, length = (size_t)sqlite3_value_bytes(png);
  const void *bytes = sqlite3_value_blob(png);
  if (length > 0 && !bytes) error_memory(call->error);
  PngInstance *instances =
      png_instances(bytes, length, &call->run->arena, &count, &call->watch.poll, call->error);
  Row *rows = instances ? run_append(call->run, count, call->error) : NULL;
  Buffer buffer = {0};
  for (size_t i = 0; rows && i < count && ok(call->error); i++) {
    rows[i].instance = instances[i];
    rows[i].box = mask_box(&instances[i].mask);
    if (call->wanted >> MASK & 1) write_mask(call, &rows[i], &buffer);
    poll_check(&call->watch.poll, call->error);
  }
  buffer_release(&buffer);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  const Row *object = row;
  (void)of;
  switch (column) {
  case VALUE: cell_integer(out, object->instance.value); break;
  case AREA: cell_integer(out, (sqlite3_int64)mask_area(&object->instance.mask)); break;
  case X: cell_integer(out, (sqlite3_int64)object->box.x); break;
  case Y: cell_integer(out, (sqlite3_int64)object->box.y); break;
  case WIDTH: cell_integer(out, (sqlite3_int64)object->box.width); break;
  case HEIGHT: cell_integer(out, (sqlite3_int64)object->box.height); break;
  case MASK:
    if (object->text) cell_bytes(out, object->text, object->text_length);
    break;
  }
}

const Function function_png_instances = {
    .kind = TABLE,
    .name = "png_instances",
    .arguments = "png",
    .summary = "lists the objects of a PNG mask: value, area, box and mask",
    .example = "SELECT value, area, x, y, width, height FROM png_instances(geometry_png('[1,1,6,4]', 8, 6))",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
            .skipped_columns = ~UINT64_C(0),
        },
};
