/*
** What kitti_labels and kitti_predictions share: the columns after the box.
*/
#ifndef BOXSCORE_SQL_DATA_KITTI_TABLE_H
#define BOXSCORE_SQL_DATA_KITTI_TABLE_H

#include <math.h>

#include "formats/kitti.h"
#include "sql/data/directory_table.h"

/* The descriptions of columns from `first` on. */
/* clang-format off */
#define KITTI_COLUMNS(first)                                                                                 \
  [(first) + KITTI_TRUNCATED] = {"truncated", 0, "REAL", "0 to 1", NULL,                                     \
    "the share of the object outside the image"},                                                            \
  [(first) + KITTI_OCCLUDED] = {"occluded", 0, "INTEGER", "0 to 3", NULL,                                    \
    "0 visible, 1 partly hidden, 2 largely hidden, 3 unknown"},                                              \
  [(first) + KITTI_ALPHA] = {"alpha", 0, "REAL", "radians", NULL, "the observation angle, -pi to pi"},       \
  [(first) + KITTI_OBJECT_HEIGHT] = {"object_height", 0, "REAL", "metres", NULL,                             \
    "the height of the object"},                                                                             \
  [(first) + KITTI_OBJECT_WIDTH] = {"object_width", 0, "REAL", "metres", NULL, "the width of the object"},   \
  [(first) + KITTI_OBJECT_LENGTH] = {"object_length", 0, "REAL", "metres", NULL,                             \
    "the length of the object"},                                                                             \
  [(first) + KITTI_LOCATION_X] = {"location_x", 0, "REAL", "metres", NULL,                                   \
    "its position in camera coordinates, to the right"},                                                     \
  [(first) + KITTI_LOCATION_Y] = {"location_y", 0, "REAL", "metres", NULL,                                   \
    "its position in camera coordinates, downwards"},                                                        \
  [(first) + KITTI_LOCATION_Z] = {"location_z", 0, "REAL", "metres", NULL,                                   \
    "its position in camera coordinates, forwards"},                                                         \
  [(first) + KITTI_ROTATION_Y] = {"rotation_y", 0, "REAL", "radians", NULL, "its rotation around the camera's y axis, -pi to pi"}
/* clang-format on */

/* `occluded` is a level from 0 to 3, a whole number. */
static inline void kitti_cell(Cell *out, const KittiObject *object, int value) {
  double number = object->values[value];
  if (value == KITTI_OCCLUDED && floor(number) == number && fabs(number) < 1e9)
    cell_integer(out, (sqlite3_int64)number);
  else
    cell_real(out, number);
}

#endif
