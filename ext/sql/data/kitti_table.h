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
#define KITTI_COLUMNS(first)                                                     \
  [(first) + KITTI_TRUNCATED] = {.name = "truncated"},                           \
  [(first) + KITTI_OCCLUDED] = {.name = "occluded"},                             \
  [(first) + KITTI_ALPHA] = {.name = "alpha"},                                   \
  [(first) + KITTI_OBJECT_HEIGHT] = {.name = "object_height"},                   \
  [(first) + KITTI_OBJECT_WIDTH] = {.name = "object_width"},                     \
  [(first) + KITTI_OBJECT_LENGTH] = {.name = "object_length"},                   \
  [(first) + KITTI_LOCATION_X] = {.name = "location_x"},                         \
  [(first) + KITTI_LOCATION_Y] = {.name = "location_y"},                         \
  [(first) + KITTI_LOCATION_Z] = {.name = "location_z"},                         \
  [(first) + KITTI_ROTATION_Y] = {.name = "rotation_y"}
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
