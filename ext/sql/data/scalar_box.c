/*
** Boxes from other notations, as JSON [x,y,width,height]:
**
**     box_from_corners(x1, y1, x2, y2)
**     box_from_center(cx, cy, width, height)
**     box_from_yolo(cx, cy, width, height, image_width, image_height)     relative to the image, 0 to 1
**
**     UPDATE labels SET bbox = box_from_corners(xmin, ymin, xmax, ymax);
**
** Nothing is cut to the image. A negative width or height (corners that are exchanged) is an error.
*/
#include <math.h>

#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "host/value.h"

static void numbers_argument(GeometryCall *call, const char *const *names, double *out) {
  for (int i = 0; i < call->count; i++) {
    out[i] = number_argument(call, i, names[i]);
    if (!isfinite(out[i]))
      error_input(&call->error, "%s is not finite: %s", names[i], value_excerpt(call->arguments[i]).text);
  }
}

static void box_result(GeometryCall *call, Box box) {
  Geometry geometry = {.kind = GEOMETRY_BOX, .box = box};
  geometry_result(call, &geometry);
}

static void from_corners(GeometryCall *call) {
  static const char *const names[] = {"x1", "y1", "x2", "y2"};
  double n[4] = {0};
  numbers_argument(call, names, n);
  box_result(call, (Box){n[0], n[1], n[2] - n[0], n[3] - n[1]});
}

static void scalar_box_from_corners(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "box_from_corners", from_corners);
}

const Function function_box_from_corners = {
    .kind = SCALAR,
    .name = "box_from_corners",
    .arguments = "x1, y1, x2, y2",
    .summary = "a box from two corners, as JSON",
    .counts = {4, -1},
    .call = scalar_box_from_corners,
};

static void from_center(GeometryCall *call) {
  static const char *const names[] = {"cx", "cy", "width", "height"};
  double n[4] = {0};
  numbers_argument(call, names, n);
  box_result(call, (Box){n[0] - n[2] / 2, n[1] - n[3] / 2, n[2], n[3]});
}

static void scalar_box_from_center(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "box_from_center", from_center);
}

const Function function_box_from_center = {
    .kind = SCALAR,
    .name = "box_from_center",
    .arguments = "cx, cy, width, height",
    .summary = "a box from its center, as JSON",
    .counts = {4, -1},
    .call = scalar_box_from_center,
};

/* As the file tables of the YOLO format compute it. */
static void from_yolo(GeometryCall *call) {
  static const char *const names[] = {"cx", "cy", "width", "height", "image_width", "image_height"};
  double n[6] = {0};
  numbers_argument(call, names, n);
  for (int i = 4; i < 6 && ok(&call->error); i++) {
    if (!(n[i] > 0))
      error_input(&call->error, "%s is not above 0: %s", names[i], value_excerpt(call->arguments[i]).text);
  }
  box_result(call, (Box){(n[0] - n[2] / 2) * n[4], (n[1] - n[3] / 2) * n[5], n[2] * n[4], n[3] * n[5]});
}

static void scalar_box_from_yolo(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "box_from_yolo", from_yolo);
}

const Function function_box_from_yolo = {
    .kind = SCALAR,
    .name = "box_from_yolo",
    .arguments = "cx, cy, width, height, image_width, image_height",
    .summary = "a box from YOLO's relative numbers, as JSON",
    .counts = {6, -1},
    .call = scalar_box_from_yolo,
};
