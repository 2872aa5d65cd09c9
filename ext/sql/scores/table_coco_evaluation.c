/*
** coco_evaluation: the twelve numbers of COCO from an instances file and a results file, in one line.
**
**     SELECT metric, value FROM coco_evaluation('instances.json', 'results.json');
**
** The files are read as coco_labels and coco_predictions read them, and evaluated as coco_summary evaluates
** tables. A class is a category's id, so categories of one name stay apart, as in pycocotools.
*/
#include <math.h>
#include <string.h>

#include "dataset/agreement.h"
#include "dataset/arrange.h"
#include "formats/coco/coco_read.h"
#include "input/input.h"
#include "input/parameters.h"
#include "sql/data/on_unknown.h"
#include "sql/scores/summary_table.h"

enum { SKIPPED = SUMMARY_END };

static const Column columns[] = {
    SUMMARY_COLUMNS(COCO_METRICS),
    [SKIPPED] = SKIPPED_COLUMN,
};

static const Parameter parameters[] = {
    {"labels_path", NULL, true, "a file name", "the instances file"},
    {"predictions_path", NULL, true, "a file name", "the results file"},
    {"iou_type", "bbox", false, IOU_TYPE_DOMAIN,
     "what is compared; not set: 'bbox' if both files have boxes, 'keypoints' if the results have nothing else, else 'segm'"},
    DETECTION_LIMITS_PARAMETER,
    {ON_UNKNOWN, NULL, false, ON_UNKNOWN_DOMAIN, "as in coco_predictions; annotations too"},
    {"image_key", "id", false, "'id' or 'file'", "as in coco_predictions"},
    THREADS_PARAMETER,
    SIGMAS_PARAMETER,
};

typedef struct Row {
  SummaryFigure figure;
  size_t skipped;
} Row;

/* What is kept of the files: whether they are as they were. */
typedef struct Files {
  FileStamp labels, results;
} Files;

/* The files while they are evaluated. */
typedef struct Evaluated {
  CocoRequest labels_request, results_request;
  Coco labels, results;
  Dataset data;
  IouType type;
  const char *sigmas; /* NULL: the default */
  Shapes *shapes;
  Poll *poll;
  Error *error;
} Evaluated;

static void read_files(Evaluated *evaluated, unsigned wanted) {
  evaluated->labels_request.wanted = wanted | COCO_BOX | COCO_AREA | COCO_CROWD | COCO_SIZE | COCO_FILE;
  evaluated->results_request.wanted = wanted | COCO_BOX;
  coco_release(&evaluated->labels);
  coco_release(&evaluated->results);
  coco_read_both(&evaluated->labels_request, &evaluated->labels, &evaluated->results_request,
                 &evaluated->results, evaluated->poll, evaluated->error);
}

static bool has_box(Box box) {
  return !isnan(box.x);
}

static bool all_have_boxes(const Coco *results) {
  for (size_t i = 0; i < results->prediction_count; i++)
    if (!has_box(results->predictions[i].box)) return false;
  return true;
}

static bool lacks_boxes(const Evaluated *evaluated) {
  const Coco *labels = &evaluated->labels, *results = &evaluated->results;
  for (size_t i = 0; i < labels->label_count; i++)
    if (!has_box(labels->labels[i].box)) return true;
  return !all_have_boxes(results);
}

static bool has_keypoints_alone(const CocoTexts *texts, Box box) {
  return texts && texts->keypoints && !texts->segmentation && !has_box(box);
}

/* As in the tables: the first rows decide what is compared. */
static IouType decide_type(const Evaluated *evaluated) {
  const Coco *labels = &evaluated->labels, *results = &evaluated->results;
  if (results->prediction_count &&
      has_keypoints_alone(results->predictions[0].texts, results->predictions[0].box))
    return IOU_KEYPOINTS;
  bool boxes = (!labels->label_count || has_box(labels->labels[0].box)) &&
               (!results->prediction_count || has_box(results->predictions[0].box));
  return boxes ? IOU_BBOX : IOU_SEGM;
}

/* Segmentations are read only where they are compared, or where an object has nothing else. */
static void read_and_decide(Evaluated *evaluated, bool typed) {
  unsigned wanted = typed && evaluated->type != IOU_BBOX ? COCO_SEGMENTATION : 0;
  if (typed && evaluated->type == IOU_KEYPOINTS) wanted = COCO_KEYPOINTS;
  read_files(evaluated, wanted);
  if (!ok(evaluated->error)) return;
  if (!wanted && lacks_boxes(evaluated)) read_files(evaluated, COCO_SEGMENTATION | COCO_KEYPOINTS);
  if (!typed && ok(evaluated->error)) evaluated->type = decide_type(evaluated);
}

/* ---- into a data set ---- */

static double category_order(const Id *category) {
  return category->kind == ID_INTEGER ? (double)category->integer : (double)NAN;
}

/* What labels and results share. */
static ObjectRow make_row(const Evaluated *evaluated, const char *table, const Coco *coco, Id id,
                          uint32_t image, uint32_t category, Box box, const CocoTexts *texts) {
  ObjectRow row = {.id = id,
                   .image = coco->images.items[image],
                   .class = coco->categories.items[category],
                   .category = category_order(&coco->categories.items[category]),
                   .area = (double)NAN,
                   .num_keypoints = texts ? texts->num_keypoints : (double)NAN,
                   .has_box = has_box(box),
                   .box = box,
                   .geometry = texts ? texts->segmentation : NULL};
  if (row.geometry) row.geometry_length = strlen(row.geometry);
  if (evaluated->type == IOU_KEYPOINTS && texts && texts->keypoints) {
    row.keypoints = texts->keypoints;
    row.keypoints_length = strlen(texts->keypoints);
  }
  if (row.has_box && !box_is_sound(box))
    box_check(box, objects_row_name(table, &id).text, evaluated->error);
  else if (!row.has_box && !row.geometry && !row.keypoints)
    error_input(evaluated->error, "%s: has neither bbox nor segmentation", objects_row_name(table, &id).text);
  return row;
}

static void add_labels(Evaluated *evaluated) {
  const Coco *coco = &evaluated->labels;
  for (size_t i = 0; i < coco->label_count && ok(evaluated->error); i++) {
    const CocoLabel *label = &coco->labels[i];
    ObjectRow row = make_row(evaluated, evaluated->data.labels.table, coco, label->id, label->image,
                             label->category, label->box, label->texts);
    row.area = label->area;
    row.crowd = label->crowd;
    if (row.area < 0)
      error_input(evaluated->error, "%s: area is negative",
                  objects_row_name(evaluated->data.labels.table, &row.id).text);
    if (ok(evaluated->error)) dataset_add_label(&evaluated->data, &row, evaluated->poll, evaluated->error);
  }
}

static void add_results(Evaluated *evaluated) {
  const Coco *coco = &evaluated->results;
  for (size_t i = 0; i < coco->prediction_count && ok(evaluated->error); i++) {
    const CocoPrediction *result = &coco->predictions[i];
    ObjectRow row = make_row(evaluated, evaluated->data.predictions.table, coco, id_integer((int64_t)i + 1),
                             result->image, result->category, result->box, result->texts);
    row.score = result->score;
    if (ok(evaluated->error))
      dataset_add_prediction(&evaluated->data, &row, evaluated->poll, evaluated->error);
  }
}

/* The number that the data set has for a name of the file, which is looked up once. */
static uint32_t number_of(uint32_t *known, const Names *from, uint32_t name, Names *to, Error *error) {
  if (known[name] == NAMES_NONE) known[name] = names_add(to, &from->items[name], error);
  return known[name];
}

/* Results that are boxes, as add_results adds them: most are, and there are many. */
static void add_boxes(Evaluated *evaluated) {
  Coco *coco = &evaluated->results;
  Dataset *data = &evaluated->data;
  Error *error = evaluated->error;
  uint32_t *images = memory_allocate(coco->images.count, sizeof *images, error);
  uint32_t *classes = memory_allocate(coco->categories.count, sizeof *classes, error);
  dataset_reserve_predictions(data, coco->prediction_count, error);
  for (size_t i = 0; ok(error) && i < coco->images.count; i++) images[i] = NAMES_NONE;
  for (size_t i = 0; ok(error) && i < coco->categories.count; i++) classes[i] = NAMES_NONE;
  for (size_t i = 0; i < coco->prediction_count && ok(error); i++) {
    const CocoPrediction *result = &coco->predictions[i];
    Id id = id_integer((int64_t)i + 1);
    if (!box_is_sound(result->box))
      box_check(result->box, objects_row_name(data->predictions.table, &id).text, error);
    uint32_t image = number_of(images, &coco->images, result->image, &data->images, error);
    uint32_t class = number_of(classes, &coco->categories, result->category, &data->classes, error);
    dataset_add_box(data, &id, image, class, result->box, result->score, error);
  }
  memory_release(images);
  memory_release(classes);
}

static void add_canvases(Evaluated *evaluated) {
  const Coco *coco = &evaluated->labels;
  for (size_t i = 0; i < coco->image_count && ok(evaluated->error); i++) {
    const CocoImage *image = &coco->rows_of_images[i];
    bool sized =
        image->width > 0 && image->height > 0 && image->width <= INT32_MAX && image->height <= INT32_MAX;
    if (sized)
      dataset_add_canvas(&evaluated->data, &image->id,
                         (Canvas){(uint32_t)image->width, (uint32_t)image->height}, evaluated->error);
  }
}

static void check_scales(Evaluated *evaluated) {
  const Objects *labels = &evaluated->data.labels, *results = &evaluated->data.predictions;
  if (!ok(evaluated->error)) return;
  BoxScale ours = objects_scale(labels), theirs = objects_scale(results);
  if ((ours == SCALE_PIXELS) + (theirs == SCALE_PIXELS) != 1 || ours == SCALE_UNKNOWN ||
      theirs == SCALE_UNKNOWN)
    return;
  error_input(
      evaluated->error, "the boxes of %s are relative to the size of the image, those of %s are pixels",
      (ours == SCALE_PIXELS ? results : labels)->table, (ours == SCALE_PIXELS ? labels : results)->table);
}

static void fill_dataset(Evaluated *evaluated, const Workers *workers) {
  Dataset *data = &evaluated->data;
  data->labels.table = data->images_table = evaluated->labels_request.path;
  data->predictions.table = evaluated->results_request.path;
  data->has_keypoints = evaluated->type == IOU_KEYPOINTS;
  data->has_shapes = evaluated->type != IOU_BBOX && !data->has_keypoints;
  if (evaluated->sigmas) {
    data->skeleton.sigmas_are_given = true;
    data->skeleton.sigmas = sigmas_parse(evaluated->sigmas, strlen(evaluated->sigmas), "sigmas",
                                         &data->geometries, evaluated->error);
  }
  add_labels(evaluated);
  if (evaluated->type == IOU_BBOX && all_have_boxes(&evaluated->results))
    add_boxes(evaluated);
  else
    add_results(evaluated);
  if (data->has_shapes) add_canvases(evaluated);
  check_scales(evaluated);
  dataset_finish(data, workers, evaluated->error);
  if (ok(evaluated->error) && evaluated->type != IOU_BBOX)
    evaluated->shapes = shapes_make(data, evaluated->type, WORKERS_MOST, evaluated->poll, evaluated->error);
}

/* ---- the table ---- */

static bool read_type(Call *call, IouType *type) {
  const char *name = call_text(call, "iou_type", NULL);
  if (name && !iou_type_of_name(name, type))
    error_input(call->error, "iou_type is not " IOU_TYPE_DOMAIN ": '%s'", excerpt(name, strlen(name)).text);
  return name != NULL;
}

static void request_files(Call *call, Evaluated *evaluated) {
  CocoUnknown rule = call_coco_unknown(call);
  const char *labels_path = call_text(call, "labels_path", "");
  evaluated->labels_request = (CocoRequest){.path = labels_path, .on_unknown = rule};
  evaluated->results_request = (CocoRequest){.path = call_text(call, "predictions_path", ""),
                                             .labels_path = labels_path,
                                             .on_unknown = rule,
                                             .images_by_file = call_images_by_file(call),
                                             .threaded = call->connection->threadsafe};
}

static void keep_stamps(Call *call, const Evaluated *evaluated) {
  Files *files = memory_allocate(1, sizeof *files, call->error);
  if (!files) return;
  *files = (Files){evaluated->labels.stamp, evaluated->results.stamp};
  call->run->state = files;
  call->run->release_state = memory_release;
}

static void add_figures(Call *call, Evaluated *evaluated, const size_t *limits, int limit_count) {
  const size_t work = evaluated->data.predictions.count * (evaluated->shapes ? 50 : 1);
  Workers workers = {workers_that_pay(work, call->threads), evaluated->poll};
  MatchRules rules = {.score_threshold = -INFINITY, .shapes = evaluated->shapes};
  SummaryFigure figures[SUMMARY_FIGURES_MOST];
  Summary summary;
  if (!ok(call->error)) return;
  summarize(&evaluated->data, &rules, limits, limit_count, &workers, &summary, call->error);
  if (!ok(call->error)) return;
  int count = (evaluated->type == IOU_KEYPOINTS ? summary_figures_of_keypoints
                                                : summary_figures)(&summary, limits, limit_count, figures);
  Row *rows = run_append(call->run, (size_t)count, call->error);
  for (int i = 0; rows && i < count; i++)
    rows[i] = (Row){figures[i], evaluated->labels.skipped + evaluated->results.skipped};
}

static void run(Call *call) {
  Evaluated evaluated = {.poll = &call->watch.poll, .error = call->error};
  size_t limits[LIMITS_MOST];
  int limit_count = 0;
  bool typed = read_type(call, &evaluated.type);
  evaluation_threads(call);
  request_files(call, &evaluated);
  evaluated.sigmas = call_text(call, "sigmas", NULL);
  if (!ok(call->error)) return;
  read_and_decide(&evaluated, typed);
  keep_stamps(call, &evaluated);
  run_set_default(call->run, "iou_type", id_string(iou_type_name(evaluated.type)));
  Workers workers = {workers_that_pay(evaluated.results.prediction_count, call->threads), evaluated.poll};
  if (evaluated.sigmas && evaluated.type != IOU_KEYPOINTS)
    error_input(call->error, "sigmas requires iou_type = 'keypoints', but iou_type is '%s'",
                iou_type_name(evaluated.type));
  if (ok(call->error)) summary_limits(call, evaluated.type, limits, &limit_count);
  if (ok(call->error)) fill_dataset(&evaluated, &workers);
  add_figures(call, &evaluated, limits, limit_count);
  shapes_release(evaluated.shapes);
  dataset_release(&evaluated.data);
  coco_release(&evaluated.labels);
  coco_release(&evaluated.results);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  if (column == SKIPPED)
    cell_integer(out, (sqlite3_int64)((const Row *)row)->skipped);
  else
    summary_cell(&((const Row *)row)->figure, column, out);
}

static bool is_fresh(const Run *run) {
  const Files *files = run->state;
  const FileStamp *before[] = {&files->labels, &files->results};
  for (int i = 0; i < 2; i++) {
    const char *path = (const char *)sqlite3_value_text(run->parameters[i]);
    FileStamp now = file_stamp(path ? path : "");
    if (!file_stamp_equal(before[i], &now)) return false;
  }
  return true;
}

const Function function_coco_evaluation = {
    .kind = TABLE,
    .name = "coco_evaluation",
    .arguments = "labels_path, predictions_path",
    .summary = "computes the twelve numbers of COCO from two files",
    .example =
        "SELECT metric, value FROM coco_evaluation('build/street/instances.json', 'build/street/results.json')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
            .is_fresh = is_fresh,
        },
};
