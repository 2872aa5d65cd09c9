/*
** kitti_predictions: the results of a directory in KITTI's format, in the shape of the predictions table.
**
**     CREATE TEMP VIEW predictions AS SELECT * FROM kitti_predictions('results/data');
**
** As kitti_labels, with a score at the end of each line.
*/
#include "host/function.h"
#include "sql/data/kitti_table.h"

enum { ID, IMAGE_ID, CLASS, SCORE, X, Y, WIDTH, HEIGHT, VALUES };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL,
                  "the file's name without its extension, such as '000001'"},
    [CLASS] = {"class", 0, "TEXT", NULL, NULL, "the type: Car, Pedestrian, ..."},
    [SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence; higher means more confident"},
    [X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    KITTI_COLUMNS(VALUES),
};

static const Parameter parameters[] = {DIRECTORY_PARAMETER};

static void run(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  kitti_read_predictions(call_text(call, "directory", ""), files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[ID] = OBJECT_ID,       [IMAGE_ID] = OBJECT_IMAGE,
                                       [CLASS] = OBJECT_CLASS, [SCORE] = OBJECT_SCORE,
                                       [X] = OBJECT_X,         [Y] = OBJECT_Y,
                                       [WIDTH] = OBJECT_WIDTH, [HEIGHT] = OBJECT_HEIGHT};
  const KittiObject *prediction = row;
  if (column >= VALUES)
    kitti_cell(out, prediction, column - VALUES);
  else
    directory_cell(of, row, shown[column], out);
}

const Function function_kitti_predictions = {
    .kind = TABLE,
    .name = "kitti_predictions",
    .arguments = "directory",
    .summary = "the results of a directory in the KITTI format",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(KittiObject),
            .run = run,
            .cell = cell,
            .is_fresh = directory_is_fresh,
        },
};
