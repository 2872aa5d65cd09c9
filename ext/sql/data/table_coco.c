/*
** COCO's files: coco_images, coco_categories and coco_labels, the sections of an instances file, and
** coco_predictions, a results file.
**
**     INSERT INTO images (id, width, height, file) SELECT * FROM coco_images('instances.json');
**     INSERT INTO labels SELECT * FROM coco_labels('instances.json');
**     INSERT INTO predictions SELECT *, 'my model' FROM coco_predictions('results.json', 'instances.json');
**
** class is the category's name. Results have only the numbers of categories, so the names come from the
** instances file; they have no ids, and are numbered from 1 in the order of the file. Segmentations,
** keypoints and the keys without a column are JSON texts, read only if the query uses their column.
*/
#include <math.h>
#include <string.h>

#include "formats/coco/coco_read.h"
#include "host/call.h"
#include "host/run_cache.h"
#include "sql/data/files_stamp.h"
#include "sql/data/on_unknown.h"

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
  const char *path = (const char *)sqlite3_value_text(run->parameters[parameter]);
  FileStamp now = file_stamp(path ? path : "");
  return file_stamp_equal(before, &now);
}

/* Whether the files are as they were when they were read. */
static bool is_fresh(const Run *run) {
  const Coco *coco = coco_of(run);
  return same_file(run, 0, &coco->stamp);
}

static bool wants(const Call *call, int column) {
  return call->wanted >> column & 1;
}

static void text_cell(Cell *out, const char *text) {
  if (text) cell_text(out, text);
}

#define PATH_PARAMETER                                                                                       \
  { "path", NULL, true, "a file name", "the instances file" }

static const Parameter path_parameters[] = {PATH_PARAMETER};

/* ---- coco_images ---- */

enum {
  IMAGE_ID,
  IMAGE_WIDTH,
  IMAGE_HEIGHT,
  IMAGE_FILE_NAME,
  IMAGE_NEGATIVE,
  IMAGE_NOT_EXHAUSTIVE,
  IMAGE_ATTRIBUTES
};

static const Column image_columns[] = {
    [IMAGE_ID] = {"id", KEY, NULL, NULL, NULL, "the image's 'id', INTEGER or TEXT"},
    [IMAGE_WIDTH] = {"width", 0, "INTEGER", "pixels", "'width' is missing or null", "its 'width'"},
    [IMAGE_HEIGHT] = {"height", 0, "INTEGER", "pixels", "'height' is missing or null", "its 'height'"},
    [IMAGE_FILE_NAME] =
        {"file", 0, "TEXT", NULL, "'file_name' and 'coco_url' are missing or null",
         "its 'file_name'; a number becomes text; else the last folder and name of its 'coco_url', as LVIS has it"},
    [IMAGE_NEGATIVE] = {"neg_category_ids", HIDDEN, "TEXT", NULL, "it is missing, null or []",
                        "LVIS: the categories that are known to be absent, a JSON array"},
    [IMAGE_NOT_EXHAUSTIVE] = {"not_exhaustive_category_ids", HIDDEN, "TEXT", NULL,
                              "it is missing, null or []",
                              "LVIS: the categories that are not labelled exhaustively, a JSON array"},
    [IMAGE_ATTRIBUTES] = {"attributes", HIDDEN, "TEXT", NULL, "no key is left",
                          "the keys that are left, a JSON object"},
};

static void run_images(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  CocoRequest request = {.path = call_text(call, "path", "")};
  if (wants(call, IMAGE_WIDTH) || wants(call, IMAGE_HEIGHT)) request.wanted |= COCO_SIZE;
  if (wants(call, IMAGE_FILE_NAME)) request.wanted |= COCO_FILE;
  if (wants(call, IMAGE_NEGATIVE) || wants(call, IMAGE_NOT_EXHAUSTIVE)) request.wanted |= COCO_LISTS;
  if (wants(call, IMAGE_ATTRIBUTES)) request.wanted |= COCO_ATTRIBUTES;
  coco_read_images(&request, coco, &call->watch.poll, call->error);
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
  case IMAGE_FILE_NAME: text_cell(out, image->file); break;
  case IMAGE_NEGATIVE: text_cell(out, image->negative_categories); break;
  case IMAGE_NOT_EXHAUSTIVE: text_cell(out, image->not_exhaustive_categories); break;
  case IMAGE_ATTRIBUTES: text_cell(out, image->attributes); break;
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
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};

/* ---- coco_categories ---- */

enum {
  CATEGORY_ID,
  CATEGORY_NAME,
  CATEGORY_SUPERCATEGORY,
  CATEGORY_FREQUENCY,
  CATEGORY_KEYPOINTS,
  CATEGORY_SKELETON,
  CATEGORY_IS_THING,
  CATEGORY_ATTRIBUTES
};

static const Column category_columns[] = {
    [CATEGORY_ID] = {"id", KEY, NULL, NULL, NULL, "the category's 'id', INTEGER or TEXT"},
    [CATEGORY_NAME] = {"name", KEY, NULL, NULL, NULL, "its 'name': the class of labels and predictions"},
    [CATEGORY_SUPERCATEGORY] = {"supercategory", 0, "TEXT", NULL, "it is missing or null",
                                "its 'supercategory'"},
    [CATEGORY_FREQUENCY] = {"frequency", 0, "TEXT", NULL, "it is missing or null",
                            "LVIS: 'r' rare, 'c' common, 'f' frequent"},
    [CATEGORY_KEYPOINTS] = {"keypoints", 0, "TEXT", NULL, "it is missing, null or []",
                            "the names of its keypoints, a JSON array"},
    [CATEGORY_SKELETON] = {"skeleton", 0, "TEXT", NULL, "it is missing, null or []",
                           "the pairs of keypoints that are joined, numbered from 1, a JSON array"},
    [CATEGORY_IS_THING] = {"isthing", HIDDEN, "INTEGER", "0 or 1", "it is missing or null",
                           "panoptic files: 1 for things, which are counted, 0 for stuff"},
    [CATEGORY_ATTRIBUTES] = {"attributes", HIDDEN, "TEXT", NULL, "no key is left",
                             "the keys that are left, a JSON object"},
};

static void run_categories(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  CocoRequest request = {.path = call_text(call, "path", ""), .wanted = COCO_LISTS};
  if (wants(call, CATEGORY_ATTRIBUTES)) request.wanted |= COCO_ATTRIBUTES;
  coco_read_categories(&request, coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->rows_of_categories, coco->category_count);
}

static void category_cell(const Run *of, const void *row, int column, Cell *out) {
  (void)of;
  const CocoCategory *category = row;
  switch (column) {
  case CATEGORY_ID: cell_id(out, category->id); break;
  case CATEGORY_NAME: cell_id(out, category->name); break;
  case CATEGORY_SUPERCATEGORY: text_cell(out, category->supercategory); break;
  case CATEGORY_FREQUENCY: text_cell(out, category->frequency); break;
  case CATEGORY_KEYPOINTS: text_cell(out, category->keypoints); break;
  case CATEGORY_SKELETON: text_cell(out, category->skeleton); break;
  case CATEGORY_IS_THING:
    if (category->thing >= 0) cell_integer(out, category->thing);
    break;
  case CATEGORY_ATTRIBUTES: text_cell(out, category->attributes); break;
  }
}

const Function function_coco_categories = {
    .kind = TABLE,
    .name = "coco_categories",
    .arguments = "path",
    .summary = "reads the categories of a COCO file",
    .example = "SELECT * FROM coco_categories('build/street/instances.json') LIMIT 3",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = category_columns,
            .column_count = LENGTH(category_columns),
            .parameters = path_parameters,
            .parameter_count = LENGTH(path_parameters),
            .row_size = sizeof(CocoCategory),
            .run = run_categories,
            .cell = category_cell,
            .is_fresh = is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
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
  LABEL_SEGMENTATION,
  LABEL_KEYPOINTS,
  LABEL_DIFFICULT,
  LABEL_NUM_KEYPOINTS,
  LABEL_ATTRIBUTES,
  LABEL_SKIPPED
};

static const Column label_columns[] = {
    [LABEL_ID] = {"id", KEY, NULL, NULL, NULL, "the annotation's 'id', INTEGER or TEXT"},
    [LABEL_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "its 'image_id', INTEGER or TEXT"},
    [LABEL_CLASS] = {"class", 0, NULL, NULL, NULL, "the 'name' of its category"},
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
    [LABEL_KEYPOINTS] = {"keypoints", 0, "TEXT", NULL, "'keypoints' is missing, null or []",
                         "its 'keypoints' in pixels as JSON, [x,y,visibility,...]"},
    [LABEL_DIFFICULT] = {"difficult", HIDDEN, "INTEGER", "0 or 1", "'difficult' is missing or null",
                         "its 'difficult'"},
    [LABEL_NUM_KEYPOINTS] = {"num_keypoints", HIDDEN, "INTEGER", NULL, "'num_keypoints' is missing or null",
                             "its 'num_keypoints': how many are labelled"},
    [LABEL_ATTRIBUTES] = {"attributes", HIDDEN, "TEXT", NULL, "no key is left",
                          "the keys that are left, a JSON object"},
    [LABEL_SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter label_parameters[] = {
    PATH_PARAMETER,
    {ON_UNKNOWN, "error", false, ON_UNKNOWN_DOMAIN,
     "what becomes of annotations whose image or category the file does not list"},
};

static void run_labels(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  CocoRequest request = {.path = call_text(call, "path", ""), .on_unknown = call_coco_unknown(call)};
  if (wants(call, LABEL_CLASS)) request.wanted |= COCO_CLASS;
  if (call->wanted >> LABEL_X & 15) request.wanted |= COCO_BOX; /* x, y, width, height */
  if (wants(call, LABEL_AREA)) request.wanted |= COCO_AREA;
  if (wants(call, LABEL_IS_CROWD)) request.wanted |= COCO_CROWD;
  if (wants(call, LABEL_SEGMENTATION)) request.wanted |= COCO_SEGMENTATION;
  if (wants(call, LABEL_KEYPOINTS) || wants(call, LABEL_NUM_KEYPOINTS)) request.wanted |= COCO_KEYPOINTS;
  if (wants(call, LABEL_DIFFICULT)) request.wanted |= COCO_DIFFICULT;
  if (wants(call, LABEL_ATTRIBUTES)) request.wanted |= COCO_ATTRIBUTES;
  if (ok(call->error)) coco_read_labels(&request, coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->labels, coco->label_count);
}

static void label_cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoLabel *label = row;
  const CocoTexts *texts = label->texts;
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
  case LABEL_SEGMENTATION: text_cell(out, texts ? texts->segmentation : NULL); break;
  case LABEL_KEYPOINTS: text_cell(out, texts ? texts->keypoints : NULL); break;
  case LABEL_DIFFICULT:
    if (texts && !isnan(texts->difficult)) cell_integer(out, texts->difficult != 0);
    break;
  case LABEL_NUM_KEYPOINTS:
    if (texts && !isnan(texts->num_keypoints)) cell_integer(out, (sqlite3_int64)texts->num_keypoints);
    break;
  case LABEL_ATTRIBUTES: text_cell(out, texts ? texts->attributes : NULL); break;
  case LABEL_SKIPPED: cell_integer(out, (sqlite3_int64)coco->skipped); break;
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
            .parameters = label_parameters,
            .parameter_count = LENGTH(label_parameters),
            .row_size = sizeof(CocoLabel),
            .run = run_labels,
            .cell = label_cell,
            .is_fresh = is_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};

/* ---- coco_predictions ---- */

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
  PREDICTION_ATTRIBUTES,
  PREDICTION_SKIPPED
};

static const Column prediction_columns[] = {
    [PREDICTION_ID] = {"id", KEY, "INTEGER", NULL, NULL,
                       "its number in the file, from 1; results that are left out do not count"},
    [PREDICTION_IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the result's 'image_id', INTEGER or TEXT"},
    [PREDICTION_CLASS] = {"class", 0, NULL, NULL, NULL, "the 'name' of its category in the instances file"},
    [PREDICTION_CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [PREDICTION_SCORE] = {"score", 0, "REAL", NULL, NULL, "its 'score'"},
    [PREDICTION_X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [PREDICTION_Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [PREDICTION_WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []",
                          "the width of the box"},
    [PREDICTION_HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []",
                           "the height of the box"},
    [PREDICTION_SEGMENTATION] =
        {"segmentation", 0, "TEXT", NULL, "'segmentation', 'rbox' and 'poly' are missing, null or []",
         "its 'segmentation' as JSON: polygons or run-length encoding; else 'rbox' as a rotated box in degrees, or 'poly' as a polygon"},
    [PREDICTION_KEYPOINTS] = {"keypoints", 0, "TEXT", NULL, "'keypoints' is missing, null or []",
                              "its 'keypoints' in pixels as JSON, [x,y,score,...]"},
    [PREDICTION_ATTRIBUTES] = {"attributes", HIDDEN, "TEXT", NULL, "no key is left",
                               "the keys that are left, a JSON object"},
    [PREDICTION_SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter prediction_parameters[] = {
    {"path", NULL, true, "a file name", "the results file"},
    {"labels_path", NULL, true, "a file name, or names as JSON",
     "the instances file, for its images and the names of its categories; or the names: a data.yaml, a text file with one a line from number 0 on, a JSON array of them, or an object by number"},
    {ON_UNKNOWN, NULL, false, ON_UNKNOWN_DOMAIN,
     "what becomes of results whose image or category is not listed; not set: an error, but results of other categories are left out as in pycocotools where some are of listed ones"},
    {"image_key", "id", false, "'id' or 'file'",
     "what image_id is: the image's id, or the name of its file, with or without folders and ending"},
};

/* Whether a run of coco_labels has all of the lists of a file. */
static bool has_lists(const Run *run, const void *path) {
  const char *own = (const char *)sqlite3_value_text(run->parameters[0]);
  return own && strcmp(own, path) == 0;
}

/* The lists of the instances file were read with its labels, where the same evaluation has read those. False
** where the file is to be read for them, and where something is wrong, which is then said. */
static bool read_after_labels(Call *call, const CocoRequest *request, Coco *coco) {
  const Run *labels = run_of_evaluation(call, &function_coco_labels, has_lists, request->labels_path);
  Error inner = {0};
  if (!labels || request->images_by_file) return false;
  coco_read_predictions_of(request, coco_of(labels), coco, &call->watch.poll, &inner);
  if (inner.kind == ERROR_INPUT) {
    coco_release(coco);
    return false;
  }
  *call->error = inner;
  return true;
}

static void run_predictions(Call *call) {
  Coco *coco = begin(call);
  if (!coco) return;
  CocoRequest request = {.path = call_text(call, "path", ""),
                         .labels_path = call_text(call, "labels_path", ""),
                         .on_unknown = call_coco_unknown(call),
                         .images_by_file = call_images_by_file(call),
                         .threaded = call->connection->threadsafe};
  if (wants(call, PREDICTION_CLASS)) request.wanted |= COCO_CLASS;
  if (call->wanted >> PREDICTION_X & 15) request.wanted |= COCO_BOX; /* x, y, width, height */
  if (wants(call, PREDICTION_SEGMENTATION)) request.wanted |= COCO_SEGMENTATION;
  if (wants(call, PREDICTION_KEYPOINTS)) request.wanted |= COCO_KEYPOINTS;
  if (wants(call, PREDICTION_ATTRIBUTES)) request.wanted |= COCO_ATTRIBUTES;
  if (ok(call->error) && !read_after_labels(call, &request, coco))
    coco_read_predictions(&request, coco, &call->watch.poll, call->error);
  hand_over(call, (void **)&coco->predictions, coco->prediction_count);
}

static bool results_are_fresh(const Run *run) {
  return is_fresh(run) && same_file(run, 1, &coco_of(run)->labels_stamp);
}

static void prediction_cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoPrediction *prediction = row;
  const CocoTexts *texts = prediction->texts;
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
  case PREDICTION_SEGMENTATION: text_cell(out, texts ? texts->segmentation : NULL); break;
  case PREDICTION_KEYPOINTS: text_cell(out, texts ? texts->keypoints : NULL); break;
  case PREDICTION_ATTRIBUTES: text_cell(out, texts ? texts->attributes : NULL); break;
  case PREDICTION_SKIPPED: cell_integer(out, (sqlite3_int64)coco->skipped); break;
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
            .is_fresh = results_are_fresh,
            .stamp_files = files_stamp,
            .skipped_columns = ~UINT64_C(0),
        },
};
