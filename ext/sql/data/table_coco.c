/*
** COCO's files: coco_images and coco_labels, the images and annotations of an instances file, and
** coco_predictions, a results file.
**
**     INSERT INTO images (id, width, height, file) SELECT * FROM coco_images('instances.json');
**     INSERT INTO labels SELECT * FROM coco_labels('instances.json');
**     INSERT INTO predictions SELECT *, 'my model' FROM coco_predictions('results.json', 'instances.json');
**
** class is the category's name. Results have only the numbers of categories, so the names come from the
** instances file; they have no ids, and are numbered from 1 in the order of the file. A segmentation is its
** JSON text, read only if the query uses that column.
*/
#include "formats/coco/coco_read.h"
#include "host/call.h"

/* The file's content is the state of a run, and its rows are handed over without a copy. */
static const Coco *coco_of(const Run *run) {
  return run->state;
}

static void release(void *state) {
  coco_release(state);
  memory_release(state);
}

/* An empty Coco that the run owns; NULL with the error set if memory runs out. */
static Coco *begin(Call *call) {
  Coco *coco = memory_allocate_zeroed(1, sizeof *coco, call->error);
  if (!coco) return NULL;
  call->run->state = coco;
  call->run->release_state = release;
  return coco;
}

/* Turns an array of the state, whose items are the function's rows, into the rows of the run. */
static void hand_over(Call *call, void **rows, size_t count) {
  Run *run = call->run;
  memory_release(run->rows);
  run->rows = *rows;
  run->row_count = run->row_capacity = count;
  *rows = NULL;
}

static bool same_file(const Run *run, int parameter, const FileStamp *before) {
  if (parameter >= run->function->table.parameter_count) return true;
  const char *path = (const char *)sqlite3_value_text(run->parameters[parameter]);
  FileStamp now = file_stamp(path ? path : "");
  return file_stamp_equal(before, &now);
}

/* Whether the files are as they were when they were read. */
static bool is_fresh(const Run *run) {
  const Coco *coco = coco_of(run);
  return same_file(run, 0, &coco->stamp) && same_file(run, 1, &coco->labels_stamp);
}

static const Parameter path_parameters[] = {{"path", NULL, true, "a file name", "the instances file"}};

/* ---- coco_images ---- */

enum { IMAGE_ID, IMAGE_WIDTH, IMAGE_HEIGHT, IMAGE_FILE_NAME };

static const Column image_columns[] = {
    [IMAGE_ID] = {"id", KEY, NULL, NULL, NULL, "the image's 'id', INTEGER or TEXT"},
    [IMAGE_WIDTH] = {"width", 0, "INTEGER", "pixels", "the file has no 'width'", "the image's 'width'"},
    [IMAGE_HEIGHT] = {"height", 0, "INTEGER", "pixels", "the file has no 'height'", "the image's 'height'"},
    [IMAGE_FILE_NAME] = {"file", 0, "TEXT", NULL, "the file has no 'file_name'", "the image's 'file_name'"},
};

static void run_images(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  coco_read_images(call_text(call, "path", ""), coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->rows_of_images, coco->image_count);
}

static void size_cell(Cell *out, int64_t size) {
  if (size != COCO_NO_SIZE) cell_integer(out, size);
}

static void image_cell(const Run *of, const void *row, int column, Cell *out) {
  (void)of;
  const CocoImage *image = row;
  switch (column) {
  case IMAGE_ID: cell_id(out, image->id); break;
  case IMAGE_WIDTH: size_cell(out, image->width); break;
  case IMAGE_HEIGHT: size_cell(out, image->height); break;
  case IMAGE_FILE_NAME:
    if (image->file) cell_text(out, image->file);
    break;
  }
}

const Function function_coco_images = {
    .kind = TABLE,
    .name = "coco_images",
    .arguments = "path",
    .summary = "reads the images of a COCO file",
    .example = "SELECT * FROM coco_images('build/street/instances.json') LIMIT 3",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = image_columns,
            .column_count = LENGTH(image_columns),
            .parameters = path_parameters,
            .parameter_count = LENGTH(path_parameters),
            .row_size = sizeof(CocoImage),
            .run = run_images,
            .cell = image_cell,
            .is_fresh = is_fresh,
        },
};

/* ---- coco_labels ---- */

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
  LABEL_SEGMENTATION
};

static const Column label_columns[] = {
    [LABEL_ID] = {"id", KEY, NULL, NULL, NULL, "the annotation's 'id', INTEGER or TEXT"},
    [LABEL_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "its 'image_id', INTEGER or TEXT"},
    [LABEL_CLASS] = {"class", 0, "TEXT", NULL, NULL, "the 'name' of its category"},
    [LABEL_CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [LABEL_X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [LABEL_Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [LABEL_WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the width of the box"},
    [LABEL_HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []",
                      "the height of the box"},
    [LABEL_AREA] = {"area", 0, "REAL", "square pixels", "'area' is missing or null", "its 'area'"},
    [LABEL_IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "its 'iscrowd'; 0 where it is missing"},
    [LABEL_SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "'segmentation' is missing, null or []",
                            "its 'segmentation' as JSON: polygons or run-length encoding"},
};

static void run_labels(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  bool segmentation = call->wanted >> LABEL_SEGMENTATION & 1;
  coco_read_labels(call_text(call, "path", ""), segmentation, coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->labels, coco->label_count);
}

static void label_cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoLabel *label = row;
  switch (column) {
  case LABEL_ID: cell_id(out, label->id); break;
  case LABEL_IMAGE_ID: cell_id(out, coco->images.items[label->image]); break;
  case LABEL_CLASS: cell_id(out, coco->classes[label->category]); break;
  case LABEL_CATEGORY_ID: cell_id(out, coco->categories.items[label->category]); break;
  case LABEL_X: cell_real(out, label->box.x); break;
  case LABEL_Y: cell_real(out, label->box.y); break;
  case LABEL_WIDTH: cell_real(out, label->box.width); break;
  case LABEL_HEIGHT: cell_real(out, label->box.height); break;
  case LABEL_AREA: cell_real(out, label->area); break;
  case LABEL_IS_CROWD: cell_integer(out, label->crowd); break;
  case LABEL_SEGMENTATION:
    if (label->segmentation) cell_text(out, label->segmentation);
    break;
  }
}

const Function function_coco_labels = {
    .kind = TABLE,
    .name = "coco_labels",
    .arguments = "path",
    .summary = "reads the annotations of a COCO file as labels",
    .example =
        "SELECT id, image_id, class, x, y, width, height FROM coco_labels('build/street/instances.json') LIMIT 3",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = label_columns,
            .column_count = LENGTH(label_columns),
            .parameters = path_parameters,
            .parameter_count = LENGTH(path_parameters),
            .row_size = sizeof(CocoLabel),
            .run = run_labels,
            .cell = label_cell,
            .is_fresh = is_fresh,
            .skips_columns = true,
        },
};

/* ---- coco_predictions ---- */

static const Parameter prediction_parameters[] = {
    {"path", NULL, true, "a file name", "the results file"},
    {"labels_path", NULL, true, "a file name", "the instances file, for the names of the categories"},
};

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
  PREDICTION_SEGMENTATION
};

static const Column prediction_columns[] = {
    [PREDICTION_ID] = {"id", KEY, "INTEGER", NULL, NULL, "the number of the result in the file, from 1"},
    [PREDICTION_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "its 'image_id', INTEGER or TEXT"},
    [PREDICTION_CLASS] = {"class", 0, "TEXT", NULL, NULL,
                          "the 'name' that the instances file gives its category"},
    [PREDICTION_CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [PREDICTION_SCORE] = {"score", 0, "REAL", NULL, NULL, "its 'score'"},
    [PREDICTION_X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [PREDICTION_Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [PREDICTION_WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []",
                          "the width of the box"},
    [PREDICTION_HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []",
                           "the height of the box"},
    [PREDICTION_SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "'segmentation' is missing, null or []",
                                 "its 'segmentation' as JSON: polygons or run-length encoding"},
};

static void run_predictions(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  bool segmentation = call->wanted >> PREDICTION_SEGMENTATION & 1;
  coco_read_predictions(call_text(call, "path", ""), call_text(call, "labels_path", ""), segmentation,
                        call->connection->threadsafe, coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->predictions, coco->prediction_count);
}

static void prediction_cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoPrediction *prediction = row;
  switch (column) {
  case PREDICTION_ID: cell_integer(out, prediction - (const CocoPrediction *)run_row(of, 0) + 1); break;
  case PREDICTION_IMAGE_ID: cell_id(out, coco->images.items[prediction->image]); break;
  case PREDICTION_CLASS: cell_id(out, coco->classes[prediction->category]); break;
  case PREDICTION_CATEGORY_ID: cell_id(out, coco->categories.items[prediction->category]); break;
  case PREDICTION_SCORE: cell_real(out, prediction->score); break;
  case PREDICTION_X: cell_real(out, prediction->box.x); break;
  case PREDICTION_Y: cell_real(out, prediction->box.y); break;
  case PREDICTION_WIDTH: cell_real(out, prediction->box.width); break;
  case PREDICTION_HEIGHT: cell_real(out, prediction->box.height); break;
  case PREDICTION_SEGMENTATION:
    if (prediction->segmentation) cell_text(out, prediction->segmentation);
    break;
  }
}

const Function function_coco_predictions = {
    .kind = TABLE,
    .name = "coco_predictions",
    .arguments = "path, labels_path",
    .summary = "reads a COCO results file as predictions",
    .example =
        "SELECT id, image_id, class, score FROM coco_predictions('build/street/results.json', 'build/street/instances.json') LIMIT 3",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = prediction_columns,
            .column_count = LENGTH(prediction_columns),
            .parameters = prediction_parameters,
            .parameter_count = LENGTH(prediction_parameters),
            .row_size = sizeof(CocoPrediction),
            .run = run_predictions,
            .cell = prediction_cell,
            .is_fresh = is_fresh,
            .skips_columns = true,
        },
};
