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

static const Column columns[] = {[ID] = {"id", KEY},
                                 [IMAGE_ID] = {"image_id", KEY},
                                 [CLASS] = {.name = "class"},
                                 [CATEGORY_ID] = {.name = "category_id"},
                                 [X] = {.name = "x"},
                                 [Y] = {.name = "y"},
                                 [WIDTH] = {.name = "width"},
                                 [HEIGHT] = {.name = "height"},
                                 [AREA] = {.name = "area"},
                                 [IS_CROWD] = {.name = "iscrowd"},
                                 [SEGMENTATION] = {.name = "segmentation"}};

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
