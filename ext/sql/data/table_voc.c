/*
** Pascal VOC's files: voc_labels, the annotations of a directory (XML), and voc_predictions, its results.
**
**     CREATE TEMP VIEW labels AS SELECT * FROM voc_labels('VOC2007/Annotations');
**     CREATE TEMP VIEW predictions AS SELECT * FROM voc_predictions('results/VOC2007/Main');
**
** image_id is the name of the XML file without its extension; a box is made of the unchanged corners
** (formats/voc/voc.h). Results are one text file a class: comp4_det_test_dog.txt, or dog.txt, has the dogs of
** all images.
*/
#include <math.h>

#include "host/function.h"
#include "formats/voc/voc.h"
#include "sql/data/files_stamp.h"
#include "sql/data/directory_table.h"

/* ---- voc_labels ---- */

enum {
  LABEL_ID,
  LABEL_IMAGE_ID,
  LABEL_CLASS,
  LABEL_X,
  LABEL_Y,
  LABEL_WIDTH,
  LABEL_HEIGHT,
  LABEL_DIFFICULT,
  LABEL_TRUNCATED,
  LABEL_OCCLUDED,
  LABEL_SKIPPED
};

static const Column label_columns[] = {
    [LABEL_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and object"},
    [LABEL_IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL,
                        "the name of the XML file without its extension"},
    [LABEL_CLASS] = {"class", 0, "TEXT", NULL, NULL, "the object's 'name'"},
    [LABEL_X] = {"x", 0, "REAL", "pixels", NULL, "xmin"},
    [LABEL_Y] = {"y", 0, "REAL", "pixels", NULL, "ymin"},
    [LABEL_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "xmax - xmin"},
    [LABEL_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "ymax - ymin"},
    [LABEL_DIFFICULT] = {"difficult", 0, NULL, NULL, "the object has no 'difficult', or an empty one",
                         "the object's 'difficult', INTEGER, or REAL where it is a fraction"},
    [LABEL_TRUNCATED] = {"truncated", 0, NULL, NULL, "the object has no 'truncated', or an empty one",
                         "the object's 'truncated', INTEGER, or REAL where it is a fraction"},
    [LABEL_OCCLUDED] = {"occluded", 0, NULL, NULL, "the object has no 'occluded', or an empty one",
                        "the object's 'occluded', INTEGER, or REAL where it is a fraction"},
    [LABEL_SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter label_parameters[] = {
    DIRECTORY_PARAMETER,
    {ON_UNKNOWN, "error", false, ON_UNKNOWN_DOMAIN, "what becomes of objects without a name"},
};

static void run_labels(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  unsigned wanted = (unsigned)(call->wanted >> LABEL_DIFFICULT);
  voc_read_labels(call_text(call, "directory", ""), wanted, files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void flag_cell(Cell *out, double flag) {
  if (floor(flag) == flag && fabs(flag) < 1e15)
    cell_integer(out, (sqlite3_int64)flag);
  else
    cell_real(out, flag);
}

static void label_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[LABEL_ID] = OBJECT_ID,         [LABEL_IMAGE_ID] = OBJECT_IMAGE,
                                       [LABEL_CLASS] = OBJECT_CLASS,   [LABEL_X] = OBJECT_X,
                                       [LABEL_Y] = OBJECT_Y,           [LABEL_WIDTH] = OBJECT_WIDTH,
                                       [LABEL_HEIGHT] = OBJECT_HEIGHT, [LABEL_SKIPPED] = OBJECT_SKIPPED};
  const VocLabel *label = row;
  if (column >= LABEL_DIFFICULT && column <= LABEL_OCCLUDED)
    flag_cell(out, label->flags[column - LABEL_DIFFICULT]);
  else
    directory_cell(of, row, shown[column], out);
}

const Function function_voc_labels = {
    .kind = TABLE,
    .name = "voc_labels",
    .arguments = "directory",
    .summary = "reads the annotations of a Pascal VOC directory as labels",
    .example = "SELECT * FROM voc_labels('tests/data/voc/annotations')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = label_columns,
            .column_count = LENGTH(label_columns),
            .parameters = label_parameters,
            .parameter_count = LENGTH(label_parameters),
            .row_size = sizeof(VocLabel),
            .run = run_labels,
            .cell = label_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};

/* ---- voc_predictions ---- */

enum {
  PREDICTION_ID,
  PREDICTION_IMAGE_ID,
  PREDICTION_CLASS,
  PREDICTION_SCORE,
  PREDICTION_X,
  PREDICTION_Y,
  PREDICTION_WIDTH,
  PREDICTION_HEIGHT
};

static const Column prediction_columns[] = {
    [PREDICTION_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [PREDICTION_IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL, "the image that the line names"},
    [PREDICTION_CLASS] = {"class", 0, "TEXT", NULL, NULL, "the class that the file's name ends in"},
    [PREDICTION_SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence"},
    [PREDICTION_X] = {"x", 0, "REAL", "pixels", NULL, "xmin"},
    [PREDICTION_Y] = {"y", 0, "REAL", "pixels", NULL, "ymin"},
    [PREDICTION_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "xmax - xmin"},
    [PREDICTION_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "ymax - ymin"},
};

static const Parameter prediction_parameters[] = {DIRECTORY_PARAMETER};

static void run_predictions(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  voc_read_predictions(call_text(call, "directory", ""), files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void prediction_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {
      [PREDICTION_ID] = OBJECT_ID,       [PREDICTION_IMAGE_ID] = OBJECT_IMAGE,
      [PREDICTION_CLASS] = OBJECT_CLASS, [PREDICTION_SCORE] = OBJECT_SCORE,
      [PREDICTION_X] = OBJECT_X,         [PREDICTION_Y] = OBJECT_Y,
      [PREDICTION_WIDTH] = OBJECT_WIDTH, [PREDICTION_HEIGHT] = OBJECT_HEIGHT};
  directory_cell(of, row, shown[column], out);
}

const Function function_voc_predictions = {
    .kind = TABLE,
    .name = "voc_predictions",
    .arguments = "directory",
    .summary = "reads the results of a Pascal VOC directory as predictions",
    .example = "SELECT * FROM voc_predictions('tests/data/voc/results')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = prediction_columns,
            .column_count = LENGTH(prediction_columns),
            .parameters = prediction_parameters,
            .parameter_count = LENGTH(prediction_parameters),
            .row_size = sizeof(FileObject),
            .run = run_predictions,
            .cell = prediction_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
        },
};
