/*
** Facts about a geometry: geometry_area(g), geometry_box(g), geometry_kind(g), geometry_is_valid(g).
**
**     SELECT geometry_kind(segmentation), geometry_area(segmentation) FROM labels;
**
** The area of a polygon is that of the object, with its parts repaired and united; that of a mask is its
** number of pixels. The box is the upright one around it, as JSON. A polygon is valid if each part is by
** OGC's rules; a self-intersecting ring is not.
*/
#include "geometry/geometry_overlay.h"

#include "host/function.h"
#include "sql/geometry/geometry_call.h"

static void area(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  double area = ok(&call->error) ? geometry_area(&geometry, &call->tools, &call->error) : 0;
  if (ok(&call->error)) sqlite3_result_double(call->context, area);
}

static void scalar_geometry_area(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_area", area);
}

const Function function_geometry_area = {
    .kind = SCALAR,
    .name = "geometry_area",
    .arguments = "g",
    .summary = "measures the area of a geometry",
    .returns = "REAL, in square pixels; NULL if an argument is NULL",
    .example = "SELECT geometry_area('[1,2,3,4]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
    .counts = {1, -1},
    .call = scalar_geometry_area,
};

static void box(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  Geometry box = {.kind = GEOMETRY_BOX};
  if (ok(&call->error)) box.box = geometry_bounds(&geometry);
  geometry_result(call, &box);
}

static void scalar_geometry_box(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_box", box);
}

const Function function_geometry_box = {
    .kind = SCALAR,
    .name = "geometry_box",
    .arguments = "g",
    .summary = "finds the smallest upright box around a geometry",
    .returns = "TEXT, the box as JSON [x,y,width,height]; NULL if an argument is NULL",
    .example = "SELECT geometry_box('[[3,1,9,4,5,8]]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
    .counts = {1, -1},
    .call = scalar_geometry_box,
};

static void kind(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  if (ok(&call->error))
    sqlite3_result_text(call->context, geometry_kind_name(geometry.kind), -1, SQLITE_STATIC);
}

static void scalar_geometry_kind(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_kind", kind);
}

const Function function_geometry_kind = {
    .kind = SCALAR,
    .name = "geometry_kind",
    .arguments = "g",
    .summary = "names the kind of a geometry",
    .returns = "TEXT, 'box', 'rotated box', 'polygon' or 'mask'; NULL if an argument is NULL",
    .example = "SELECT geometry_kind('[1,2,3,4]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
    .counts = {1, -1},
    .call = scalar_geometry_kind,
};

static void is_valid(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  bool valid = ok(&call->error) && geometry_is_valid(&geometry, &call->tools, &call->error);
  if (ok(&call->error)) sqlite3_result_int(call->context, valid);
}

static void scalar_geometry_is_valid(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_is_valid", is_valid);
}

const Function function_geometry_is_valid = {
    .kind = SCALAR,
    .name = "geometry_is_valid",
    .arguments = "g",
    .summary = "checks whether the rings of a polygon are valid",
    .returns = "INTEGER, 1 or 0; NULL if an argument is NULL",
    .example = "SELECT geometry_is_valid('[[0,0,10,10,10,0,0,10]]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
    .counts = {1, -1},
    .call = scalar_geometry_is_valid,
};
