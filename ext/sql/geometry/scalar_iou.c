/*
** iou(a, b[, iscrowd]) and iou(x,y,w,h, x,y,w,h[, iscrowd]): compute intersection over union, 0 to 1.
** ioa(a, b): computes the share of a that lies in b: intersection over the area of a.
** boundary_iou(a, b[, width, height[, iscrowd]]): computes the smaller of the IoU of two masks and that of
** their boundaries.
**
**     SELECT iou('[0,0,10,10]', '[5,0,10,10]');    -- 0.333333333333333
**
** a and b are geometries in any notation; the kinds decide how they are compared (geometry/geometry_iou.h).
** With iscrowd other than 0, b is a crowd: the denominator is the area of a alone. Numbers may be text that
** is wholly a number. NULL where an argument is NULL. Source: pycocotools' bbIou and rleIou, to the last bit
** (numbers.md, section 2).
*/
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "host/value.h"

static Box read_box(GeometryCall *call, int first, const char *which) {
  static const char *const names[] = {"x", "y", "width", "height"};
  Box box = {0};
  double *const numbers[] = {&box.x, &box.y, &box.width, &box.height};
  for (int i = 0; i < 4; i++) {
    if (!value_real(call->arguments[first + i], numbers[i]))
      error_input(&call->error, "%s: %s is not a number: %s", which, names[i],
                  value_excerpt(call->arguments[first + i]).text);
  }
  if (ok(&call->error)) box_check(box, which, &call->error);
  return box;
}

static void iou(GeometryCall *call) {
  Geometry a = {.kind = GEOMETRY_BOX}, b = a;
  if (call->count <= 3) {
    a = geometry_argument(call, 0, "the first geometry");
    b = geometry_argument(call, 1, "the second geometry");
  } else {
    a.box = read_box(call, 0, "the first box");
    b.box = read_box(call, 4, "the second box");
  }
  bool crowd = call->count % 2 && number_argument(call, call->count - 1, "iscrowd") != 0;
  double iou = geometry_iou(&a, &b, crowd, &call->tools, &call->error);
  if (ok(&call->error)) sqlite3_result_double(call->context, iou);
}

static void scalar_iou(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "iou", iou);
}

const Function function_iou = {
    .kind = SCALAR,
    .name = "iou",
    .arguments = "a, b[, iscrowd] or x, y, w, h, x, y, w, h[, iscrowd]",
    .summary = "measures how much two geometries overlap: intersection over union",
    .returns = "REAL, 0 to 1; 0 where the union has no area; NULL if an argument is NULL",
    .example = "SELECT iou('[0,0,10,10]', '[5,0,10,10]')",
    .since = "0.1.0",
    PARAMETERS({"a", NULL, true, GEOMETRY_DOMAIN, "the first geometry; or four numbers x, y, width, height"},
               {"b", NULL, true, GEOMETRY_DOMAIN, "the second geometry; or four numbers x, y, width, height"},
               {"iscrowd", "0", false, "0 or 1",
                "1: b is a crowd label, and the area of a alone is the denominator"}),
    .counts = {2, 3, 8, 9, -1},
    .call = scalar_iou,
};

static void ioa(GeometryCall *call) {
  Geometry a = geometry_argument(call, 0, "the first geometry");
  Geometry b = geometry_argument(call, 1, "the second geometry");
  double ioa = geometry_iou(&a, &b, true, &call->tools, &call->error);
  if (ok(&call->error)) sqlite3_result_double(call->context, ioa);
}

static void scalar_ioa(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "ioa", ioa);
}

const Function function_ioa = {
    .kind = SCALAR,
    .name = "ioa",
    .arguments = "a, b",
    .summary = "computes the share of one geometry that lies in another",
    .returns = "REAL, 0 to 1; 0 where a has no area; NULL if an argument is NULL",
    .example = "SELECT ioa('[0,0,10,10]', '[5,0,100,100]')",
    .since = "0.1.0",
    PARAMETERS({"a", NULL, true, GEOMETRY_DOMAIN, "the geometry whose share it is"},
               {"b", NULL, true, GEOMETRY_DOMAIN, "the geometry that it lies in"}),
    .counts = {2, -1},
    .call = scalar_ioa,
};

static void boundary_iou(GeometryCall *call) {
  uint32_t width, height;
  Geometry pair[2] = {geometry_argument(call, 0, "the first geometry"),
                      geometry_argument(call, 1, "the second geometry")};
  canvas_argument(call, 2, pair, 2, &width, &height);
  bool crowd = call->count == 5 && number_argument(call, 4, "iscrowd") != 0;
  double iou = geometry_boundary_iou(&pair[0], &pair[1], width, height, crowd, &call->tools, &call->error);
  if (ok(&call->error)) sqlite3_result_double(call->context, iou);
}

static void scalar_boundary_iou(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "boundary_iou", boundary_iou);
}

const Function function_boundary_iou = {
    .kind = SCALAR,
    .name = "boundary_iou",
    .arguments = "a, b[, width, height[, iscrowd]]",
    .summary = "measures how well the outlines of two masks agree",
    .returns = "REAL, 0 to 1; NULL if an argument is NULL",
    .example = "SELECT boundary_iou('[0,0,300,300]', '[5,5,290,290]', 400, 300)",
    .since = "0.1.0",
    PARAMETERS({"a", NULL, true, GEOMETRY_DOMAIN, "the first geometry"},
               {"b", NULL, true, GEOMETRY_DOMAIN, "the second geometry"},
               {"width", NULL, false, "an integer above 0",
                "of the image in pixels; left out: of the canvas of a or b, which then is a mask"},
               {"height", NULL, false, "an integer above 0", "of the image in pixels"},
               {"iscrowd", "0", false, "0 or 1", "1: b is a crowd label"}),
    .counts = {2, 4, 5, -1},
    .call = scalar_boundary_iou,
};
