#include "sql/geometry/geometry_call.h"

#include "host/connection.h"
#include "host/result.h"
#include "host/value.h"

static void close_geos(void *geos) {
  geos_close(geos);
}

static const Slot geos_slot = {close_geos};

void **geometry_geos(Connection *connection) {
  return connection_slot(connection, &geos_slot);
}

void geometry_call(sqlite3_context *context, int count, sqlite3_value **arguments, const char *function,
                   void (*compute)(GeometryCall *call)) {
  for (int i = 0; i < count; i++) {
    if (sqlite3_value_type(arguments[i]) == SQLITE_NULL) return;
  }
  Connection *connection = sqlite3_user_data(context);
  void **geos = geometry_geos(connection);
  GeometryCall call; /* the error's text is left alone: to clear it would cost as much as an IoU of boxes */
  call.context = context;
  call.arguments = arguments;
  call.count = count;
  listener_begin(&call.listener, connection->db);
  call.tools = (GeometryTools){.geos = *geos, .poll = &call.listener.poll};
  call.error.kind = ERROR_NONE;
  call.error.host_code = 0;
  compute(&call);
  *geos = call.tools.geos;
  geometry_tools_release(&call.tools);
  listener_end(&call.listener);
  if (!ok(&call.error)) result_error(context, function, &call.error);
}

/* Whether a text is an array that does not begin with an array: probably a box. */
static bool is_flat(const char *text, size_t length) {
  size_t at = 0;
  while (at < length && text[at] == ' ') at++;
  if (at == length || text[at++] != '[') return false;
  while (at < length && text[at] == ' ') at++;
  return at < length && text[at] != '[';
}

static Geometry read_text(sqlite3_value *value, const char *who, Arena *arena, Poll *poll, Error *error) {
  size_t length;
  const char *text = value_text(value, &length);
  if (!text) error_memory(error);
  if (!ok(error)) return (Geometry){.kind = GEOMETRY_BOX};
  if (is_flat(text, length)) {
    Geometry geometry = {.kind = GEOMETRY_BOX, .box = box_parse(text, length, who, error)};
    if (ok(error)) return geometry;
    error->kind = ERROR_NONE; /* the general reader knows better what is wrong */
  }
  return geometry_read_text(text, length, who, arena, poll, error);
}

Geometry value_geometry(sqlite3_value *value, const char *who, Arena *arena, Poll *poll, Error *error) {
  int type = sqlite3_value_type(value);
  if (type == SQLITE_TEXT) return read_text(value, who, arena, poll, error);
  if (type == SQLITE_BLOB) {
    size_t length = (size_t)sqlite3_value_bytes(value);
    const void *bytes = sqlite3_value_blob(value);
    if (length && !bytes) error_memory(error);
    return geometry_read_blob(bytes ? bytes : "", length, who, arena, poll, error);
  }
  error_input(error, "%s: not a geometry: %s", who, value_excerpt(value).text);
  return (Geometry){.kind = GEOMETRY_BOX};
}

Geometry geometry_argument(GeometryCall *call, int argument, const char *who) {
  return value_geometry(call->arguments[argument], who, &call->tools.arena, call->tools.poll, &call->error);
}

double number_argument(GeometryCall *call, int argument, const char *who) {
  double number = 0;
  if (!value_real(call->arguments[argument], &number))
    error_input(&call->error, "%s is not a number: %s", who, value_excerpt(call->arguments[argument]).text);
  return number;
}

static uint32_t size_argument(GeometryCall *call, int argument, const char *who) {
  double size = number_argument(call, argument, who);
  bool is_size = size >= 1 && size <= INT32_MAX && (double)(uint32_t)size == size;
  if (!is_size)
    error_input(&call->error, "%s is not a whole number from 1: %s", who,
                value_excerpt(call->arguments[argument]).text);
  return is_size ? (uint32_t)size : 0;
}

void canvas_argument(GeometryCall *call, int argument, const Geometry *geometries, int geometry_count,
                     uint32_t *width, uint32_t *height) {
  *width = *height = 0;
  if (call->count > argument + 1) {
    *width = size_argument(call, argument, "width");
    *height = size_argument(call, argument + 1, "height");
    mask_check_canvas(*width, *height, "width and height", &call->error);
    return;
  }
  for (int i = 0; i < geometry_count; i++) {
    const Geometry *geometry = &geometries[i];
    if (geometry->kind != GEOMETRY_MASK) continue;
    *width = geometry->mask.width;
    *height = geometry->mask.height;
    return;
  }
  error_input(&call->error, "a %s has no pixels without the width and height of its image",
              geometry_kind_name(geometries[0].kind));
}

void text_result(GeometryCall *call, Buffer *buffer) {
  result_text(call->context, buffer, &call->error);
}

void blob_result(GeometryCall *call, Buffer *buffer) {
  result_blob(call->context, buffer, &call->error);
}

void geometry_result(GeometryCall *call, const Geometry *geometry) {
  Buffer out = {0};
  if (!ok(&call->error)) return;
  if (geometry->kind == GEOMETRY_BOX) box_check(geometry->box, "the box", &call->error);
  if (geometry->kind == GEOMETRY_POLYGON) polygon_check(&geometry->polygon, "the polygon", &call->error);
  geometry_write_text(geometry, &out, &call->error);
  text_result(call, &out);
}
