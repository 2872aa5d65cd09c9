/*
** voc_labels: the annotations of a directory in Pascal VOC's format (XML), in the shape of the labels table.
**
**     CREATE TEMP VIEW labels AS SELECT * FROM voc_labels('VOC2007/Annotations');
**
** image_id is the name of the XML file without its ending; a box is made of the corners as they stand (formats/voc.h).
*/
#include "host/function.h"
#include "formats/voc.h"
#include "sql/data/directory_table.h"

enum { ID, IMAGE_ID, CLASS, X, Y, WIDTH, HEIGHT, DIFFICULT, TRUNCATED, OCCLUDED };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and object"},
    [IMAGE_ID] = {"image_id", KEY, "TEXT", NULL, NULL, "the name of the XML file without its extension"},
    [CLASS] = {"class", 0, "TEXT", NULL, NULL, "the object's 'name'"},
    [X] = {"x", 0, "REAL", "pixels", NULL, "xmin"},
    [Y] = {"y", 0, "REAL", "pixels", NULL, "ymin"},
    [WIDTH] = {"width", 0, "REAL", "pixels", NULL, "xmax - xmin"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "ymax - ymin"},
    [DIFFICULT] = {"difficult", 0, "INTEGER", NULL, "the object has no 'difficult'",
                   "the object's 'difficult'"},
    [TRUNCATED] = {"truncated", 0, "INTEGER", NULL, "the object has no 'truncated'",
                   "the object's 'truncated'"},
    [OCCLUDED] = {"occluded", 0, "INTEGER", NULL, "the object has no 'occluded'", "the object's 'occluded'"},
};

static const Parameter parameters[] = {DIRECTORY_PARAMETER};

static void run(Call *call) {
  ObjectFiles *files = directory_begin(call);
  if (!files) return;
  voc_read_labels(call_text(call, "directory", ""), files, &call->watch.poll, call->error);
  directory_hand_over(call, files);
}

static void flag_cell(Cell *out, int32_t flag) {
  if (flag != VOC_UNKNOWN) cell_integer(out, flag);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {
      [ID] = OBJECT_ID, [IMAGE_ID] = OBJECT_IMAGE, [CLASS] = OBJECT_CLASS,  [X] = OBJECT_X,
      [Y] = OBJECT_Y,   [WIDTH] = OBJECT_WIDTH,    [HEIGHT] = OBJECT_HEIGHT};
  const VocLabel *label = row;
  switch (column) {
  case DIFFICULT: flag_cell(out, label->difficult); break;
  case TRUNCATED: flag_cell(out, label->truncated); break;
  case OCCLUDED: flag_cell(out, label->occluded); break;
  default: directory_cell(of, row, shown[column], out);
  }
}

const Function function_voc_labels = {
    .kind = TABLE,
    .name = "voc_labels",
    .arguments = "directory",
    .summary = "the annotations of a directory in the Pascal VOC format",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(VocLabel),
            .run = run,
            .cell = cell,
            .is_fresh = directory_is_fresh,
        },
};
