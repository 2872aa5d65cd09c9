/*
** KITTI's files: kitti_labels and kitti_predictions, directories with a text file an image.
**
**     CREATE TEMP VIEW labels AS SELECT * FROM kitti_labels('training/label_2');
**     CREATE TEMP VIEW predictions AS SELECT * FROM kitti_predictions('results/data');
**
** A DontCare region, in which nothing was labelled, is a label of class 'DontCare' with iscrowd = 1. A
** prediction has a score at the end of its line.
*/
#include <math.h>

#include "host/function.h"
#include "formats/kitti/kitti.h"
#include "sql/data/files_stamp.h"
#include "sql/data/directory_table.h"

static const Parameter parameters[] = {DIRECTORY_PARAMETER};

/* The descriptions of columns from `first` on. */
/* clang-format off */
#define KITTI_COLUMNS(first)                                                                                 \
  [(first) + KITTI_TRUNCATED] = {"truncated", 0, "REAL", "0 to 1", "the line has type and box only",         \
    "the share of the object outside the image"},                                                            \
  [(first) + KITTI_OCCLUDED] = {"occluded", 0, "INTEGER", "0 to 3", "the line has type and box only",        \
    "0 visible, 1 partly hidden, 2 largely hidden, 3 unknown"},                                              \
  [(first) + KITTI_ALPHA] = {"alpha", 0, "REAL", "radians", "the line has type and box only", "the observation angle, -pi to pi"},\
  [(first) + KITTI_OBJECT_HEIGHT] = {"object_height", 0, "REAL", "metres", "the line ends after the box",    \
    "the height of the object"},                                                                             \
  [(first) + KITTI_OBJECT_WIDTH] = {"object_width", 0, "REAL", "metres", "the line ends after the box", "the width of the object"},\
  [(first) + KITTI_OBJECT_LENGTH] = {"object_length", 0, "REAL", "metres", "the line ends after the box",    \
    "the length of the object"},                                                                             \
  [(first) + KITTI_LOCATION_X] = {"location_x", 0, "REAL", "metres", "the line ends after the box",          \
    "its position in camera coordinates, to the right"},                                                     \
  [(first) + KITTI_LOCATION_Y] = {"location_y", 0, "REAL", "metres", "the line ends after the box",          \
    "its position in camera coordinates, downwards"},                                                        \
  [(first) + KITTI_LOCATION_Z] = {"location_z", 0, "REAL", "metres", "the line ends after the box",          \
    "its position in camera coordinates, forwards"},                                                         \
  [(first) + KITTI_ROTATION_Y] = {"rotation_y", 0, "REAL", "radians", "the line ends after the box", "its rotation around the camera's y axis, -pi to pi"}
/* clang-format on */

/* `occluded` is a level from 0 to 3, a whole number. */
static void kitti_cell(Cell *out, const KittiObject *object, int value) {
  double number = object->values[value];
  if (value == KITTI_OCCLUDED && floor(number) == number && fabs(number) < 1e9)
    cell_integer(out, (sqlite3_int64)number);
  else
    cell_real(out, number);
}

/* ---- kitti_labels ---- */

enum {
  LABEL_ID,
  LABEL_IMAGE_ID,
  LABEL_CLASS,
  LABEL_X,
  LABEL_Y,
  LABEL_WIDTH,
  LABEL_HEIGHT,
  LABEL_IS_CROWD,
  LABEL_VALUES
};

static const Column label_columns[] = {
    [LABEL_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [LABEL_IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL,
                        "the file's name without its extension, such as '000001'"},
    [LABEL_CLASS] = {"class", 0, "TEXT", NULL, NULL, "the type: Car, Pedestrian, ..., DontCare"},
    [LABEL_X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [LABEL_Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [LABEL_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [LABEL_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    [LABEL_IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "1 for DontCare, else 0"},
    KITTI_COLUMNS(LABEL_VALUES),
};

static void run_labels(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  unsigned wanted = (unsigned)(call->wanted >> LABEL_VALUES);
  kitti_read_labels(call_text(call, "directory", ""), wanted, files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void label_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[LABEL_ID] = OBJECT_ID,        [LABEL_IMAGE_ID] = OBJECT_IMAGE,
                                       [LABEL_CLASS] = OBJECT_CLASS,  [LABEL_X] = OBJECT_X,
                                       [LABEL_Y] = OBJECT_Y,          [LABEL_WIDTH] = OBJECT_WIDTH,
                                       [LABEL_HEIGHT] = OBJECT_HEIGHT};
  const KittiObject *label = row;
  if (column == LABEL_IS_CROWD)
    cell_integer(out, label->dont_care);
  else if (column >= LABEL_VALUES)
    kitti_cell(out, label, column - LABEL_VALUES);
  else
    directory_cell(of, row, shown[column], out);
}

const Function function_kitti_labels = {
    .kind = TABLE,
    .name = "kitti_labels",
    .arguments = "directory",
    .summary = "reads the label files of a KITTI directory",
    .example = "SELECT id, image_id, class, x, y, width, height FROM kitti_labels('tests/data/kitti/labels')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = label_columns,
            .column_count = LENGTH(label_columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(KittiObject),
            .run = run_labels,
            .cell = label_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};

/* ---- kitti_predictions ---- */

enum {
  PREDICTION_ID,
  PREDICTION_IMAGE_ID,
  PREDICTION_CLASS,
  PREDICTION_SCORE,
  PREDICTION_X,
  PREDICTION_Y,
  PREDICTION_WIDTH,
  PREDICTION_HEIGHT,
  PREDICTION_VALUES
};

static const Column prediction_columns[] = {
    [PREDICTION_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [PREDICTION_IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL,
                             "the file's name without its extension, such as '000001'"},
    [PREDICTION_CLASS] = {"class", 0, "TEXT", NULL, NULL, "the type: Car, Pedestrian, ..."},
    [PREDICTION_SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence; higher means more confident"},
    [PREDICTION_X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [PREDICTION_Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [PREDICTION_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [PREDICTION_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    KITTI_COLUMNS(PREDICTION_VALUES),
};

static void run_predictions(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  unsigned wanted = (unsigned)(call->wanted >> PREDICTION_VALUES);
  kitti_read_predictions(call_text(call, "directory", ""), wanted, files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void prediction_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {
      [PREDICTION_ID] = OBJECT_ID,       [PREDICTION_IMAGE_ID] = OBJECT_IMAGE,
      [PREDICTION_CLASS] = OBJECT_CLASS, [PREDICTION_SCORE] = OBJECT_SCORE,
      [PREDICTION_X] = OBJECT_X,         [PREDICTION_Y] = OBJECT_Y,
      [PREDICTION_WIDTH] = OBJECT_WIDTH, [PREDICTION_HEIGHT] = OBJECT_HEIGHT};
  const KittiObject *prediction = row;
  if (column >= PREDICTION_VALUES)
    kitti_cell(out, prediction, column - PREDICTION_VALUES);
  else
    directory_cell(of, row, shown[column], out);
}

const Function function_kitti_predictions = {
    .kind = TABLE,
    .name = "kitti_predictions",
    .arguments = "directory",
    .summary = "reads the result files of a KITTI directory as predictions",
    .example = "SELECT id, image_id, class, score FROM kitti_predictions('tests/data/kitti/results')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = prediction_columns,
            .column_count = LENGTH(prediction_columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(KittiObject),
            .run = run_predictions,
            .cell = prediction_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};
