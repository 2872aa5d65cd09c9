/*
** yolo_predictions: the predictions of a directory in YOLO's format, in the shape of the predictions table.
**
**     INSERT INTO predictions SELECT *, 'my model' FROM yolo_predictions('runs/detect/val/labels', 'images');
**
** As yolo_labels, with a confidence at the end of each line.
*/
#include "host/function.h"
#include "sql/data/yolo_table.h"

enum { ID, IMAGE_ID, CLASS, CATEGORY_ID, SCORE, X, Y, WIDTH, HEIGHT, SEGMENTATION };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the 'id' that the image has in images"},
    [CLASS] = {"class", 0, NULL, NULL, NULL, "the name of the class; without names its number, INTEGER"},
    [CATEGORY_ID] = {"category_id", 0, "INTEGER", NULL, NULL, "the number of the class"},
    [SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence"},
    [X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    [SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "the line holds a box",
                      "the polygon in pixels, in COCO's notation"},
};

static void run(Call *call) {
  yolo_table_run(call, true, call->wanted >> SEGMENTATION & 1);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[ID] = OBJECT_ID,
                                       [IMAGE_ID] = OBJECT_IMAGE,
                                       [CLASS] = OBJECT_CLASS,
                                       [SCORE] = OBJECT_SCORE,
                                       [X] = OBJECT_X,
                                       [Y] = OBJECT_Y,
                                       [WIDTH] = OBJECT_WIDTH,
                                       [HEIGHT] = OBJECT_HEIGHT,
                                       [SEGMENTATION] = OBJECT_SEGMENTATION};
  const YoloObject *prediction = row;
  if (column == CATEGORY_ID)
    cell_integer(out, prediction->number);
  else
    directory_cell(of, row, shown[column], out);
}

const Function function_yolo_predictions = {
    .kind = TABLE,
    .name = "yolo_predictions",
    .arguments = "directory, images, names",
    .summary = "the predictions of a directory in the YOLO format",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = yolo_parameters,
            .parameter_count = YOLO_PARAMETERS,
            .row_size = sizeof(YoloObject),
            .run = run,
            .cell = cell,
            .is_fresh = directory_is_fresh,
            .skips_columns = true,
        },
};
