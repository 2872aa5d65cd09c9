/*
** yolo_labels: the labels of a directory in YOLO's format, in the shape of the labels table.
**
**     INSERT INTO labels SELECT * FROM yolo_labels('labels/val', 'images', '["person","bicycle","car"]');
**
** Coordinates are relative in the files and pixels here, so the table of images gives the sizes; image_id is its id.
*/
#include "host/function.h"
#include "sql/data/yolo_table.h"

enum { ID, IMAGE_ID, CLASS, CATEGORY_ID, X, Y, WIDTH, HEIGHT, AREA, IS_CROWD, SEGMENTATION };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the 'id' that the image has in images"},
    [CLASS] = {"class", 0, NULL, NULL, NULL, "the name of the class; without names its number, INTEGER"},
    [CATEGORY_ID] = {"category_id", 0, "INTEGER", NULL, NULL, "the number of the class"},
    [X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    [AREA] = {"area", 0, "REAL", "square pixels", "always: the area is that of the geometry",
              "kept for the shape of the labels table"},
    [IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "0: the format has no crowds"},
    [SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "the line holds a box",
                      "the polygon in pixels, in COCO's notation"},
};

static void run(Call *call) {
  yolo_table_run(call, false, call->wanted >> SEGMENTATION & 1);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[ID] = OBJECT_ID,         [IMAGE_ID] = OBJECT_IMAGE,
                                       [CLASS] = OBJECT_CLASS,   [X] = OBJECT_X,
                                       [Y] = OBJECT_Y,           [WIDTH] = OBJECT_WIDTH,
                                       [HEIGHT] = OBJECT_HEIGHT, [SEGMENTATION] = OBJECT_SEGMENTATION};
  const YoloObject *label = row;
  switch (column) {
  case CATEGORY_ID: cell_integer(out, label->number); break;
  case AREA: break; /* that of the geometry */
  case IS_CROWD: cell_integer(out, 0); break;
  default: directory_cell(of, row, shown[column], out);
  }
}

const Function function_yolo_labels = {
    .kind = TABLE,
    .name = "yolo_labels",
    .arguments = "directory, images, names",
    .summary = "the labels of a directory in the YOLO format",
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
