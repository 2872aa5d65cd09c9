/*
** geometry_repair(g): makes a polygon with self-intersecting rings valid and unites its parts; other
** geometries are unchanged.
** geometry_intersection(a, b): computes the intersection.
**
**     SELECT geometry_area(geometry_intersection(a.segmentation, b.segmentation)) FROM ...
**
** Two boxes give a box, a mask with anything a mask, and all other pairs a polygon. Without an intersection,
** the result is the empty polygon or an empty mask. Polygons are JSON; those with holes, and the empty one,
** are WKT.
*/
#include "geometry/geometry_overlay.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"

static void repair(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 0, "the geometry");
  if (ok(&call->error)) geometry = geometry_repair(&geometry, &call->tools, &call->error);
  geometry_result(call, &geometry);
}

static void scalar_geometry_repair(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_repair", repair);
}

const Function function_geometry_repair = {
    .kind = SCALAR,
    .name = "geometry_repair",
    .arguments = "g",
    .summary = "makes a polygon with self-intersecting rings valid",
    .returns = "TEXT, a polygon as JSON or WKT; other geometries unchanged; NULL if an argument is NULL",
    .example = "SELECT geometry_repair('[[0,0,10,10,10,0,0,10]]')",
    .since = "0.1.0",
    PARAMETERS(GEOMETRY_PARAMETER),
    .counts = {1, -1},
    .call = scalar_geometry_repair,
};

static void intersection(GeometryCall *call) {
  Geometry a = geometry_argument(call, 0, "the first geometry");
  Geometry b = geometry_argument(call, 1, "the second geometry");
  if (ok(&call->error)) a = geometry_intersection(&a, &b, &call->tools, &call->error);
  geometry_result(call, &a);
}

static void scalar_geometry_intersection(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "geometry_intersection", intersection);
}

const Function function_geometry_intersection = {
    .kind = SCALAR,
    .name = "geometry_intersection",
    .arguments = "a, b",
    .summary = "computes the intersection of two geometries",
    .returns = "TEXT, a box, mask or polygon as JSON or WKT; NULL if an argument is NULL",
    .example = "SELECT geometry_intersection('[0,0,10,10]', '[5,5,10,10]')",
    .since = "0.1.0",
    PARAMETERS({"a", NULL, true, GEOMETRY_DOMAIN, "the first geometry"},
               {"b", NULL, true, GEOMETRY_DOMAIN, "the second geometry"}),
    .counts = {2, -1},
    .call = scalar_geometry_intersection,
};
