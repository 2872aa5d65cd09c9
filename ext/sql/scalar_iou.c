/*
** iou(a, b[, iscrowd]) and iou(x,y,w,h, x,y,w,h[, iscrowd]): intersection over union of two boxes, 0 to 1.
**
**     SELECT iou('[0,0,10,10]', '[5,0,10,10]');    -- 0.333333333333333
**
** a and b are JSON boxes [x,y,width,height]; numbers may be text that is wholly a number. Boxes that only touch have 0.
** With iscrowd other than 0, b is a crowd: the denominator is the area of a alone. NULL where an argument is NULL.
** Source: pycocotools' bbIou, to the last bit (semantics, section 2).
*/
#include "geometry/box.h"
#include "sql/functions.h"
#include "sql/result.h"
#include "sql/value.h"

static Box read_json(sqlite3_value *value, const char *which, Error *error) {
  size_t length;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    error_input(error, "%s is not a box [x,y,width,height]: %s", which, value_excerpt(value).text);
    return (Box){0};
  }
  const char *text = value_text(value, &length);
  if (!text) error_memory(error);
  return box_parse(text, length, which, error);
}

static Box read_numbers(sqlite3_value **values, const char *which, Error *error) {
  static const char *const names[] = {"x", "y", "width", "height"};
  Box box = {0};
  double *const numbers[] = {&box.x, &box.y, &box.width, &box.height};
  for (int i = 0; i < 4; i++) {
    if (!value_real(values[i], numbers[i]))
      error_input(error, "%s: %s is not a number: %s", which, names[i], value_excerpt(values[i]).text);
  }
  if (ok(error)) box_check(box, which, error);
  return box;
}

void scalar_iou(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Error error = {0};
  double crowd = 0;
  for (int i = 0; i < count; i++) {
    if (sqlite3_value_type(arguments[i]) == SQLITE_NULL) return;
  }
  bool json = count <= 3;
  Box a = json ? read_json(arguments[0], "the first box", &error)
               : read_numbers(arguments, "the first box", &error);
  Box b = json ? read_json(arguments[1], "the second box", &error)
               : read_numbers(arguments + 4, "the second box", &error);
  if (count % 2 && !value_real(arguments[count - 1], &crowd))
    error_input(&error, "iscrowd is not a number: %s", value_excerpt(arguments[count - 1]).text);
  if (ok(&error))
    sqlite3_result_double(context, box_iou(a, b, crowd != 0));
  else
    result_error(context, "iou", &error);
}
