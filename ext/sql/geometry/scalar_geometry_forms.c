/*
** Geometries in another notation or of another kind:
**
**     geometry_json(g), geometry_wkt(g), geometry_blob(g)     the same in another notation
**     geometry_polygon(g)                                     a box by its corners, a mask by its pixel edges
**     geometry_mask(g[, width, height])                       its pixels as run lengths
**     geometry_mask(png, value)                               the pixels of one value of a PNG
**     geometry_png(g[, width, height])                        its pixels as a PNG
**
** A mask has a canvas of its own; other geometries require width and height to become one. COCO's rings are
** never holes: for a polygon with holes, geometry_json is an error and geometry_polygon returns WKT.
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
    .summary = "writes a geometry as JSON, in COCO's notation",
    .returns = "TEXT, JSON in the notation of its kind; NULL if an argument is NULL",
    .example = "SELECT geometry_json('POLYGON ((0 0, 4 0, 4 4, 0 0))')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
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
    .summary = "writes a geometry as a compact, exact BLOB",
    .returns = "BLOB, read wherever a geometry is; NULL if an argument is NULL",
    .example = "SELECT length(geometry_blob('[1,2,3,4]'))",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
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
    .summary = "writes a geometry as WKT, for PostGIS, QGIS and shapely",
    .returns = "TEXT, POLYGON or, with several parts, MULTIPOLYGON; NULL if an argument is NULL",
    .example = "SELECT geometry_wkt('[1,2,3,4]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
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
    .summary = "turns a geometry into a polygon: box corners, mask outlines",
    .returns = "TEXT, JSON; WKT where the polygon has holes or is empty; NULL if an argument is NULL",
    .example = "SELECT geometry_polygon('[5,5,4,2,90]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
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
    png_mask(bytes, length, (int64_t)value, &call->tools.arena, &mask, call->tools.poll, &call->error);
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
    .summary = "rasterises a geometry, or one value of a PNG, as run-length encoding",
    .returns = "TEXT, COCO's compressed run-length encoding as JSON; NULL if an argument is NULL",
    .example = "SELECT geometry_mask('[[1,1,6,1,6,5]]', 8, 6)",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER,
               {"width", NULL, false, "an integer above 0",
                "of the canvas in pixels; left out: of g, which then is a mask"},
               {"height", NULL, false, "an integer above 0", "of the canvas in pixels"},
               {"png", NULL, false, "a PNG as a BLOB", "with value, instead of g"},
               {"value", NULL, false, "an integer", "the pixels of the PNG that are wanted"}),
    .counts = {1, 2, 3, -1},
    .call = scalar_geometry_mask,
};

static void png(GeometryCall *call) {
  size_t length = 0;
  Mask mask = rasterised(call);
  const uint8_t *bytes =
      ok(&call->error) ? png_from_mask(&mask, &call->tools.arena, &length, call->tools.poll, &call->error)
                       : NULL;
  if (ok(&call->error)) sqlite3_result_blob64(call->context, bytes, length, SQLITE_TRANSIENT);
}

static void scalar_geometry_png(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_png", png);
}

const Function function_geometry_png = {
    .kind = SCALAR,
    .name = "geometry_png",
    .arguments = "g[, width, height]",
    .summary = "writes the pixels of a geometry as a PNG mask",
    .returns = "BLOB, a PNG of one bit a pixel, white where the geometry is; NULL if an argument is NULL",
    .example = "SELECT length(geometry_png('[[1,1,6,1,6,5]]', 8, 6))",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER,
               {"width", NULL, false, "an integer above 0",
                "of the canvas in pixels; left out: of g, which then is a mask"},
               {"height", NULL, false, "an integer above 0", "of the canvas in pixels"}),
    .counts = {1, 3, -1},
    .call = scalar_geometry_png,
};
