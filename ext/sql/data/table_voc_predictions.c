/*
** voc_predictions: the results of a directory in Pascal VOC's format, in the shape of the predictions table.
**
**     CREATE TEMP VIEW predictions AS SELECT * FROM voc_predictions('results/VOC2007/Main');
**
** A text file a class: comp4_det_test_dog.txt, or dog.txt, holds the dogs of all images.
*/
#include "host/function.h"
#include "formats/voc.h"
#include "sql/data/directory_table.h"

enum { ID, IMAGE_ID, CLASS, SCORE, X, Y, WIDTH, HEIGHT };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL, "the image that the line names"},
    [CLASS] = {"class", 0, "TEXT", NULL, NULL, "the class that the file's name ends in"},
    [SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence"},
    [X] = {"x", 0, "REAL", "pixels", NULL, "xmin"},
    [Y] = {"y", 0, "REAL", "pixels", NULL, "ymin"},
    [WIDTH] = {"width", 0, "REAL", "pixels", NULL, "xmax - xmin"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "ymax - ymin"},
};

static const Parameter parameters[] = {DIRECTORY_PARAMETER};

static void run(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  voc_read_predictions(call_text(call, "directory", ""), files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[ID] = OBJECT_ID,       [IMAGE_ID] = OBJECT_IMAGE,
                                       [CLASS] = OBJECT_CLASS, [SCORE] = OBJECT_SCORE,
                                       [X] = OBJECT_X,         [Y] = OBJECT_Y,
                                       [WIDTH] = OBJECT_WIDTH, [HEIGHT] = OBJECT_HEIGHT};
  directory_cell(of, row, shown[column], out);
}

const Function function_voc_predictions = {
    .kind = TABLE,
    .name = "voc_predictions",
    .arguments = "directory",
    .summary = "the results of a directory in the Pascal VOC format",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(FileObject),
            .run = run,
            .cell = cell,
            .is_fresh = directory_is_fresh,
        },
};
