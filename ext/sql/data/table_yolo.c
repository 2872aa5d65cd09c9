/*
** YOLO's files: yolo_labels and yolo_predictions, directories with a text file an image.
**
**     INSERT INTO labels SELECT * FROM yolo_labels('labels/val', 'images', '["person","bicycle","car"]');
**     INSERT INTO predictions SELECT *, 'my model' FROM yolo_predictions('runs/detect/val/labels', 'images');
**
** Coordinates are relative in the files and pixels here, so the table of images gives the sizes; image_id is
** its id. A prediction has a confidence at the end of its line, or after the class (formats/yolo/yolo.h).
*/
#include <math.h>
#include <string.h>

#include "formats/yolo/yolo.h"
#include "host/function.h"
#include "host/value.h"
#include "input/image_reader.h"
#include "sql/data/files_stamp.h"
#include "sql/data/directory_table.h"

/* clang-format off */
#define COMMON_PARAMETERS                                                                                    \
  DIRECTORY_PARAMETER,                                                                                       \
  {"images", "images", false, TABLE_DOMAIN,                                                                  \
   "the images: columns id, width, height and, if there is one, file"},                                      \
  {"names", NULL, false, "a JSON array or object, or a file name",                                           \
   "the names of the classes: an array from number 0 on, an object by number, a text file with one a line, or a data.yaml"}, \
  {"keypoint_count", "0", false, "an integer from 0 to 1000",                                                   \
   "how many keypoints each object has after its box, as pose files have them; not set: by kpt_shape of the data.yaml in names"},                             \
  {ON_UNKNOWN, "error", false, ON_UNKNOWN_DOMAIN,                                                            \
   "what becomes of objects whose image is not in images or whose class has no name"}
/* clang-format on */

static const Parameter label_parameters[] = {COMMON_PARAMETERS};

/* A file with names is part of what was read: its state is kept with the rest. */
static void read_names(Call *call, const char *names, ClassNames *out, ObjectFiles *files) {
  if (!class_names_is_json(names)) {
    files->names_path = arena_copy(&files->texts, names, strlen(names), call->error);
    files->names_stamp = file_stamp(names);
  }
  class_names_read(out, names, &call->watch.poll, call->error);
}

static void take_image(void *sizes, const ImageRow *row, Error *error) {
  image_sizes_add(sizes, &row->id, row->file, row->file_length, row->width, row->height, error);
}

static YoloConfidence read_place(Call *call) {
  const char *text = call_text(call, "confidence", NULL);
  if (!text) return CONFIDENCE_UNSET;
  if (strcmp(text, "last") == 0) return CONFIDENCE_LAST;
  if (strcmp(text, "second") == 0) return CONFIDENCE_SECOND;
  error_input(call->error, "confidence is not 'last' or 'second': '%s'", excerpt(text, strlen(text)).text);
  return CONFIDENCE_UNSET;
}

static size_t read_points(Call *call) {
  sqlite3_value *value = call_parameter(call, "keypoint_count");
  double points = 0;
  if (value && (!value_real(value, &points) || !(points >= 0 && points <= 1000) || points != floor(points)))
    error_input(call->error, "keypoint_count is not an integer from 0 to 1000: %s",
                value_excerpt(value).text);
  return ok(call->error) ? (size_t)points : 0;
}

/* Reads the sizes of the images, the names of the classes and the files. What is wanted is in `input`. */
static void run(Call *call, YoloInput input) {
  Error *error = call->error;
  ImageSizes sizes = {.table = call_text(call, "images", "images")};
  ClassNames class_names = {0};
  ObjectFiles *files = directory_begin(call);
  const char *names = call_text(call, "names", NULL);
  input.directory = call_text(call, "directory", "");
  input.sizes = &sizes;
  input.names = names ? &class_names : NULL;
  bool counted = call_parameter(call, "keypoint_count") != NULL;
  input.points = read_points(call);
  input.confidence = read_place(call);
  if (!ok(error)) return;
  if (names) read_names(call, names, &class_names, files);
  if (!counted) input.points = class_names.keypoint_count;
  image_table_read(call->connection, sizes.table, false, take_image, &sizes, error);
  yolo_read(&input, files, &call->watch.poll, error);
  directory_hand_over(call, files);
  image_sizes_release(&sizes);
  class_names_release(&class_names);
}

static void keypoints_cell(Cell *out, const YoloObject *object) {
  if (object->keypoints) cell_text(out, object->keypoints);
}

/* ---- yolo_labels ---- */

enum {
  LABEL_ID,
  LABEL_IMAGE_ID,
  LABEL_CLASS,
  LABEL_CATEGORY_ID,
  LABEL_X,
  LABEL_Y,
  LABEL_WIDTH,
  LABEL_HEIGHT,
  LABEL_AREA,
  LABEL_IS_CROWD,
  LABEL_SEGMENTATION,
  LABEL_KEYPOINTS,
  LABEL_SKIPPED
};

static const Column label_columns[] = {
    [LABEL_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [LABEL_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the 'id' that the image has in images"},
    [LABEL_CLASS] = {"class", 0, NULL, NULL, NULL,
                     "the name of the class; without names its number, INTEGER"},
    [LABEL_CATEGORY_ID] = {"category_id", 0, "INTEGER", NULL, NULL, "the number of the class"},
    [LABEL_X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [LABEL_Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [LABEL_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [LABEL_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    [LABEL_AREA] = {"area", 0, "REAL", "square pixels", "always: the area is that of the geometry",
                    "kept for the shape of the labels table"},
    [LABEL_IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "0: the format has no crowds"},
    [LABEL_SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "the line holds a box",
                            "the polygon in pixels, in COCO's notation"},
    [LABEL_KEYPOINTS] =
        {"keypoints", 0, "TEXT", NULL, "the files have none",
         "the keypoints in pixels as JSON, [x,y,visibility,...]; visibility is 2, or 0 at 0,0, where the file has none"},
    [LABEL_SKIPPED] = SKIPPED_COLUMN,
};

static void run_labels(Call *call) {
  run(call, (YoloInput){.classes = call->wanted >> LABEL_CLASS & 1,
                        .segmentation = call->wanted >> LABEL_SEGMENTATION & 1,
                        .keypoints = call->wanted >> LABEL_KEYPOINTS & 1});
}

static void label_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[LABEL_ID] = OBJECT_ID,
                                       [LABEL_IMAGE_ID] = OBJECT_IMAGE,
                                       [LABEL_CLASS] = OBJECT_CLASS,
                                       [LABEL_X] = OBJECT_X,
                                       [LABEL_Y] = OBJECT_Y,
                                       [LABEL_WIDTH] = OBJECT_WIDTH,
                                       [LABEL_HEIGHT] = OBJECT_HEIGHT,
                                       [LABEL_SEGMENTATION] = OBJECT_SEGMENTATION,
                                       [LABEL_SKIPPED] = OBJECT_SKIPPED};
  const YoloObject *label = row;
  switch (column) {
  case LABEL_CATEGORY_ID: cell_integer(out, label->number); break;
  case LABEL_AREA: break; /* that of the geometry */
  case LABEL_IS_CROWD: cell_integer(out, 0); break;
  case LABEL_KEYPOINTS: keypoints_cell(out, label); break;
  default: directory_cell(of, row, shown[column], out);
  }
}

const Function function_yolo_labels = {
    .kind = TABLE,
    .name = "yolo_labels",
    .arguments = "directory, images, names",
    .summary = "reads the label files of a YOLO directory",
    .example =
        "CREATE TEMP VIEW photos AS SELECT column1 AS id, column2 AS width, column3 AS height FROM (VALUES ('street', 640, 480), ('park', 1000, 500)); SELECT * FROM yolo_labels('tests/data/yolo/labels', 'photos')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = label_columns,
            .column_count = LENGTH(label_columns),
            .parameters = label_parameters,
            .parameter_count = LENGTH(label_parameters),
            .row_size = sizeof(YoloObject),
            .run = run_labels,
            .cell = label_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};

/* ---- yolo_predictions ---- */

enum {
  PREDICTION_ID,
  PREDICTION_IMAGE_ID,
  PREDICTION_CLASS,
  PREDICTION_CATEGORY_ID,
  PREDICTION_SCORE,
  PREDICTION_X,
  PREDICTION_Y,
  PREDICTION_WIDTH,
  PREDICTION_HEIGHT,
  PREDICTION_SEGMENTATION,
  PREDICTION_KEYPOINTS,
  PREDICTION_TRACK_ID,
  PREDICTION_SKIPPED
};

static const Column prediction_columns[] = {
    [PREDICTION_ID] = {"id", KEY, "INTEGER", NULL, NULL, "its number from 1, in order of file name and line"},
    [PREDICTION_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the 'id' that the image has in images"},
    [PREDICTION_CLASS] = {"class", 0, NULL, NULL, NULL,
                          "the name of the class; without names its number, INTEGER"},
    [PREDICTION_CATEGORY_ID] = {"category_id", 0, "INTEGER", NULL, NULL, "the number of the class"},
    [PREDICTION_SCORE] = {"score", 0, "REAL", NULL, NULL, "the confidence"},
    [PREDICTION_X] = {"x", 0, "REAL", "pixels", NULL, "the left edge of the box"},
    [PREDICTION_Y] = {"y", 0, "REAL", "pixels", NULL, "the top edge of the box"},
    [PREDICTION_WIDTH] = {"width", 0, "REAL", "pixels", NULL, "the width of the box"},
    [PREDICTION_HEIGHT] = {"height", 0, "REAL", "pixels", NULL, "the height of the box"},
    [PREDICTION_SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "the line holds a box",
                                 "the polygon in pixels, in COCO's notation"},
    [PREDICTION_KEYPOINTS] =
        {"keypoints", 0, "TEXT", NULL, "the files have none",
         "the keypoints in pixels as JSON, [x,y,visibility,...]; visibility is 2, or 0 at 0,0, where the file has none"},
    [PREDICTION_TRACK_ID] = {"track_id", HIDDEN, "INTEGER", NULL, "the line has no track",
                             "the track at the end of the line"},
    [PREDICTION_SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter prediction_parameters[] = {
    COMMON_PARAMETERS,
    {"confidence", NULL, false, "'last' or 'second'",
     "where the confidence is: at the end, or after the class; not set: at the end, and a box that leaves the image is an error"},
};

static void run_predictions(Call *call) {
  run(call, (YoloInput){.predictions = true,
                        .classes = call->wanted >> PREDICTION_CLASS & 1,
                        .segmentation = call->wanted >> PREDICTION_SEGMENTATION & 1,
                        .keypoints = call->wanted >> PREDICTION_KEYPOINTS & 1});
}

static void prediction_cell(const Run *of, const void *row, int column, Cell *out) {
  static const ObjectColumn shown[] = {[PREDICTION_ID] = OBJECT_ID,
                                       [PREDICTION_IMAGE_ID] = OBJECT_IMAGE,
                                       [PREDICTION_CLASS] = OBJECT_CLASS,
                                       [PREDICTION_SCORE] = OBJECT_SCORE,
                                       [PREDICTION_X] = OBJECT_X,
                                       [PREDICTION_Y] = OBJECT_Y,
                                       [PREDICTION_WIDTH] = OBJECT_WIDTH,
                                       [PREDICTION_HEIGHT] = OBJECT_HEIGHT,
                                       [PREDICTION_SEGMENTATION] = OBJECT_SEGMENTATION,
                                       [PREDICTION_SKIPPED] = OBJECT_SKIPPED};
  const YoloObject *prediction = row;
  switch (column) {
  case PREDICTION_CATEGORY_ID: cell_integer(out, prediction->number); break;
  case PREDICTION_KEYPOINTS: keypoints_cell(out, prediction); break;
  case PREDICTION_TRACK_ID:
    if (prediction->track != YOLO_NO_TRACK) cell_integer(out, prediction->track);
    break;
  default: directory_cell(of, row, shown[column], out);
  }
}

const Function function_yolo_predictions = {
    .kind = TABLE,
    .name = "yolo_predictions",
    .arguments = "directory, images, names",
    .summary = "reads the prediction files of a YOLO directory",
    .example =
        "CREATE TEMP VIEW photos AS SELECT column1 AS id, column2 AS width, column3 AS height FROM (VALUES ('street', 640, 480), ('park', 1000, 500)); SELECT * FROM yolo_predictions('tests/data/yolo/predictions', 'photos')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = prediction_columns,
            .column_count = LENGTH(prediction_columns),
            .parameters = prediction_parameters,
            .parameter_count = LENGTH(prediction_parameters),
            .row_size = sizeof(YoloObject),
            .run = run_predictions,
            .cell = prediction_cell,
            .is_fresh = directory_is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};
