/*
** Boxes from other notations, as JSON [x,y,width,height]:
**
**     box_from_corners(x1, y1, x2, y2)
**     box_from_center(cx, cy, width, height)
**     box_from_yolo(cx, cy, width, height, image_width, image_height)     relative to the image, 0 to 1
**
**     UPDATE labels SET bbox = box_from_corners(xmin, ymin, xmax, ymax);
**
** Nothing is cut to the image. A negative width or height (swapped corners) is an error.
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
    .summary = "makes a box from two corners",
    .returns = "TEXT, the box as JSON [x,y,width,height]; NULL if an argument is NULL",
    .example = "SELECT box_from_corners(10, 20, 40, 60)",
    .since = "0.1.0",
    PARAMETERS({"x1", NULL, true, NUMBER_DOMAIN, "the left edge"},
               {"y1", NULL, true, NUMBER_DOMAIN, "the top edge"},
               {"x2", NULL, true, NUMBER_DOMAIN, "the right edge"},
               {"y2", NULL, true, NUMBER_DOMAIN, "the bottom edge"}),
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
    .summary = "makes a box from its centre and size",
    .returns = "TEXT, the box as JSON [x,y,width,height]; NULL if an argument is NULL",
    .example = "SELECT box_from_center(25, 40, 30, 40)",
    .since = "0.1.0",
    PARAMETERS({"cx", NULL, true, NUMBER_DOMAIN, "the x coordinate of the centre"},
               {"cy", NULL, true, NUMBER_DOMAIN, "the y coordinate of the centre"},
               {"width", NULL, true, NUMBER_DOMAIN, "in pixels"},
               {"height", NULL, true, NUMBER_DOMAIN, "in pixels"}),
    .counts = {4, -1},
    .call = scalar_box_from_center,
};

/* As the tables of YOLO files compute it. */
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
    .summary = "makes a box from YOLO's centre and size, relative to the image",
    .returns = "TEXT, the box as JSON [x,y,width,height] in pixels; NULL if an argument is NULL",
    .example = "SELECT box_from_yolo(0.5, 0.5, 0.25, 0.5, 640, 480)",
    .since = "0.1.0",
    PARAMETERS({"cx", NULL, true, NUMBER_DOMAIN, "the x coordinate of the centre, 0 to 1"},
               {"cy", NULL, true, NUMBER_DOMAIN, "the y coordinate of the centre, 0 to 1"},
               {"width", NULL, true, NUMBER_DOMAIN, "of the box, 0 to 1"},
               {"height", NULL, true, NUMBER_DOMAIN, "of the box, 0 to 1"},
               {"image_width", NULL, true, "a number above 0", "in pixels"},
               {"image_height", NULL, true, "a number above 0", "in pixels"}),
    .counts = {6, -1},
    .call = scalar_box_from_yolo,
};
