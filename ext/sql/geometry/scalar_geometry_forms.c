/*
** A geometry in another notation or of another kind:
**
**     geometry_json(g), geometry_wkt(g), geometry_blob(g)     the same in another notation
**     geometry_polygon(g)                                     a box by its corners, a mask by its pixel edges
**     geometry_mask(g[, width, height])                       its pixels as run lengths
**     geometry_mask(png, value)                               the pixels of one value of a PNG
**     geometry_png(g[, width, height])                        its pixels as a PNG
**
** A mask has a canvas of its own; all else takes width and height to become one. COCO's rings are never holes: where a
** polygon has some, geometry_json is an error and geometry_polygon gives WKT.
*/
#include "geometry/geometry_overlay.h"
#include "geometry/mask/mask_png.h"
#include "geometry/polygon/wkt.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "host/value.h"

static void json(GeometryCall *call) {
  Buffer out = {0};
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  if (geometry.kind == GEOMETRY_POLYGON && !geometry.polygon.ring_count)
    error_input(&call->error, "the empty polygon has no COCO notation");
  if (ok(&call->error)) geometry_write_json(&geometry, &out, &call->error);
  text_result(call, &out);
}

static void scalar_geometry_json(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_json", json);
}

const Function function_geometry_json = {
    .kind = SCALAR,
    .name = "geometry_json",
    .arguments = "g",
    .summary = "a geometry as JSON",
    .counts = {1, -1},
    .call = scalar_geometry_json,
};

static void blob(GeometryCall *call) {
  Buffer out = {0};
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  if (ok(&call->error)) geometry_write_blob(&geometry, &out, &call->error);
  blob_result(call, &out);
}

static void scalar_geometry_blob(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_blob", blob);
}

const Function function_geometry_blob = {
    .kind = SCALAR,
    .name = "geometry_blob",
    .arguments = "g",
    .summary = "a geometry as a compact BLOB",
    .counts = {1, -1},
    .call = scalar_geometry_blob,
};

static Polygon outline(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  return ok(&call->error) ? geometry_outline(&geometry, &call->tools, &call->error) : (Polygon){0};
}

static void wkt(GeometryCall *call) {
  Buffer out = {0};
  Polygon polygon = outline(call);
  polygon_check(&polygon, "the polygon", &call->error);
  if (ok(&call->error)) wkt_write(&polygon, &out, &call->error);
  text_result(call, &out);
}

static void scalar_geometry_wkt(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_wkt", wkt);
}

const Function function_geometry_wkt = {
    .kind = SCALAR,
    .name = "geometry_wkt",
    .arguments = "g",
    .summary = "a geometry as WKT",
    .counts = {1, -1},
    .call = scalar_geometry_wkt,
};

static void polygon(GeometryCall *call) {
  Geometry geometry = {.kind = GEOMETRY_POLYGON};
  geometry.polygon = outline(call);
  geometry_result(call, &geometry);
}

static void scalar_geometry_polygon(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_polygon", polygon);
}

const Function function_geometry_polygon = {
    .kind = SCALAR,
    .name = "geometry_polygon",
    .arguments = "g",
    .summary = "a geometry as a polygon",
    .counts = {1, -1},
    .call = scalar_geometry_polygon,
};

/* The first argument on the canvas of the second and third. */
static Mask rasterised(GeometryCall *call) {
  uint32_t width, height;
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  canvas_argument(call, 1, &geometry, 1, &width, &height);
  if (!ok(&call->error)) return (Mask){0};
  return geometry_rasterise(&geometry, width, height, "the geometry", &call->tools, &call->error);
}

static Mask mask_of_value(GeometryCall *call) {
  enum { LARGEST = 1 << 24 }; /* below that: of a panoptic mask */
  Mask mask = {0};
  sqlite3_value *png = call->arguments[0];
  double value = number_argument(call, 1, "value");
  size_t length = (size_t)sqlite3_value_bytes(png);
  if (sqlite3_value_type(png) != SQLITE_BLOB)
    error_input(&call->error, "the PNG: not a BLOB: %s", value_excerpt(png).text);
  const void *bytes = sqlite3_value_blob(png);
  if (length && !bytes) error_memory(&call->error);
  if (!(value >= 0 && value < LARGEST && (double)(int64_t)value == value))
    error_input(&call->error, "value is not a whole number from 0: %s",
                value_excerpt(call->arguments[1]).text);
  if (ok(&call->error))
    png_mask(bytes, length, (int64_t)value, &call->tools.arena, &mask, NULL, &call->error);
  return mask;
}

static void mask(GeometryCall *call) {
  Geometry geometry = {.kind = GEOMETRY_MASK};
  geometry.mask = call->count == 2 ? mask_of_value(call) : rasterised(call);
  geometry_result(call, &geometry);
}

static void scalar_geometry_mask(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_mask", mask);
}

const Function function_geometry_mask = {
    .kind = SCALAR,
    .name = "geometry_mask",
    .arguments = "g[, width, height] or png, value",
    .summary = "a geometry, or one value of a PNG, as run lengths",
    .counts = {1, 2, 3, -1},
    .call = scalar_geometry_mask,
};

static void png(GeometryCall *call) {
  size_t length = 0;
  Mask mask = rasterised(call);
  const uint8_t *bytes =
      ok(&call->error) ? png_from_mask(&mask, &call->tools.arena, &length, &call->error) : NULL;
  if (ok(&call->error)) sqlite3_result_blob64(call->context, bytes, length, SQLITE_TRANSIENT);
}

static void scalar_geometry_png(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_png", png);
}

const Function function_geometry_png = {
    .kind = SCALAR,
    .name = "geometry_png",
    .arguments = "g[, width, height]",
    .summary = "a geometry as a PNG mask",
    .counts = {1, 3, -1},
    .call = scalar_geometry_png,
};
