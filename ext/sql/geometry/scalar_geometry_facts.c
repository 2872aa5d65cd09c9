/*
** What a geometry measures and is: geometry_area(g), geometry_box(g), geometry_kind(g), geometry_is_valid(g).
**
**     SELECT geometry_kind(segmentation), geometry_area(segmentation), geometry_box(segmentation) FROM labels;
**
** The area of a polygon is that of the object, its parts repaired and united; that of a mask its number of pixels. The box
** is the upright one around it, as JSON. Valid is about polygons: whether each part is by OGC's rules, so that a ring that
** crosses itself is not.
*/
#include "geometry/geometry_overlay.h"

#include "sql/functions.h"
#include "sql/geometry/geometry_call.h"

static void area(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  double area = ok(&call->error) ? geometry_area(&geometry, &call->tools, &call->error) : 0;
  if (ok(&call->error)) sqlite3_result_double(call->context, area);
}

void scalar_geometry_area(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_area", area);
}

static void box(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  Geometry box = {.kind = GEOMETRY_BOX};
  if (ok(&call->error)) box.box = geometry_bounds(&geometry);
  geometry_result(call, &box);
}

void scalar_geometry_box(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_box", box);
}

static void kind(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  if (ok(&call->error))
    sqlite3_result_text(call->context, geometry_kind_name(geometry.kind), -1, SQLITE_STATIC);
}

void scalar_geometry_kind(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_kind", kind);
}

static void is_valid(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  bool valid = ok(&call->error) && geometry_is_valid(&geometry, &call->tools, &call->error);
  if (ok(&call->error)) sqlite3_result_int(call->context, valid);
}

void scalar_geometry_is_valid(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_is_valid", is_valid);
}
