/*
** image_metrics: measures images, and the pixels of labels and predictions.
**
**     INSERT OR REPLACE INTO quality_metrics SELECT * FROM image_metrics;
**
** Images are read one after another and never collected: the calling thread reads, the workers decode and
** measure, each image once for all metrics of it and its objects (base/feed.h). measure/catalogue.c defines
** the metrics. If the predictions have several models, a metric of predictions has a row for each of them,
** whose name carries the model: 'predicted_object_count (night)'.
*/
#include <math.h>
#include <string.h>

#include "host/function.h"
#include "base/feed.h"
#include "base/number.h"
#include "measure/image_measures.h"
#include "dataset/object_rows.h"
#include "input/columns.h"
#include "input/input.h"
#include "input/parameters.h"
#include "input/image_reader.h"
#include "input/measured.h"
#include "host/value.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE, ERROR_TEXT };

static const Column columns[] = {
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "'image', 'label' or 'prediction'"},
    [ITEM_ID] = {"item_id", KEY, NULL, NULL, NULL, "the id of the image, label or prediction"},
    [METRIC] = {"metric", KEY, "TEXT", NULL, NULL, "the name of the metric, or 'unreadable'"},
    [VALUE] = {"value", 0, "REAL", "the metric's", "the metric is 'unreadable'",
               "the value; an item without one has no row"},
    [ERROR_TEXT] = {"error", HIDDEN, "TEXT", NULL, "the image could be read",
                    "why an image could not be read"},
};

static const Parameter parameters[] = {
    {"images", "images", false, TABLE_DOMAIN, "the images; 'data' holds the PNG or JPEG"},
    LABELS_PARAMETER,
    PREDICTIONS_PARAMETER,
    MODEL_PARAMETER,
    METRICS_WANTED_PARAMETER,
    {"on_error", "stop", false, "'stop' or 'report'",
     "what an unreadable image is: an error, or a row with the metric 'unreadable'"},
    THREADS_PARAMETER,
};

/* An image that could not be read has a row with this metric, which says why. */
enum { UNREADABLE = METRIC_COUNT };

typedef struct MetricRow {
  union {
    double value;
    const char *error;
  };
  uint32_t item; /* the number of the image, or the row of the object */
  uint32_t model : 22, level : 2;
  uint8_t metric;
} MetricRow;

/* One image, from reading to measuring. */
typedef struct ImageJob {
  Frame frame;
  uint32_t image;
  char *bytes; /* of its file */
  size_t length, byte_capacity;
  Error refused; /* why it cannot be read */
  ImageMeasures measures;
} ImageJob;

/* The objects of one table, image by image. */
typedef struct ObjectSet {
  const Objects *objects;
  uint32_t *rows, *starts;
  bool is_there;
  size_t met; /* how many of its images there are */
} ObjectSet;

typedef struct Stream {
  Call *call;
  const char *table;
  const Input *input;
  ObjectSet labels, predictions;
  MetricSet metrics;
  size_t models;
  bool with_pixels, goes_on;
  Names *ids;
  Feed *feed;
  FrameScratch *scratches;
} Stream;

/* ---- the work on one image ---- */

static void work(void *context, void *held, unsigned worker, Poll *poll, Error *error) {
  const Stream *stream = context;
  ImageJob *job = held;
  FrameScratch *scratch = &stream->scratches[worker];
  image_measures_find(&job->measures, stream->metrics, &job->frame, stream->models, scratch, poll, error);
  if (stream->with_pixels && ok(error))
    frame_decode(&job->frame, job->bytes, job->length, scratch, poll, &job->refused);
  if (stream->with_pixels && ok(error) && ok(&job->refused))
    image_measures_find_pixels(&job->measures, stream->metrics, &job->frame, scratch, poll, error);
  if (ok(&job->refused) || !ok(error)) return;
  if (job->refused.kind != ERROR_INPUT)
    *error = job->refused;
  else if (!stream->goes_on)
    error_input(error, "%s: %s", objects_row_name(stream->table, &job->frame.id).text, job->refused.text);
}

/* ---- its rows ---- */

static void add_row(Stream *stream, MetricRow row, Error *error) {
  MetricRow *place = run_append(stream->call->run, 1, error);
  if (place) *place = row;
}

static void add_objects(Stream *stream, const FrameObjects *set, const PixelMetrics *pixels,
                        MetricLevel level, Error *error) {
  MetricSet of_pixels = metrics_with(stream->metrics, NEEDS_PIXELS);
  for (size_t i = 0; i < set->count; i++) {
    MetricRow row = {.item = set->rows[i], .level = level & 3};
    for (int m = 0; m < METRIC_COUNT; m++) {
      row.value = pixels[i].values[metric_catalogue[m].pixels];
      row.metric = (uint8_t)m;
      if (metric_set_has(of_pixels, m) && !isnan(row.value)) add_row(stream, row, error);
    }
  }
}

static void add_image(Stream *stream, const ImageJob *job, Error *error) {
  MetricRow row = {.item = job->image, .level = LEVEL_IMAGE};
  for (int m = 0; m < METRIC_COUNT; m++) {
    size_t models = metric_catalogue[m].needs & NEEDS_PREDICTIONS ? stream->models : 1;
    row.metric = (uint8_t)m;
    for (size_t model = 0; model < models; model++) {
      row.value = job->measures.values[model * METRIC_COUNT + (size_t)m];
      row.model = model & 0x3FFFFF;
      if (!isnan(row.value)) add_row(stream, row, error);
    }
  }
}

static void take(void *context, void *held, Error *error) {
  Stream *stream = context;
  const ImageJob *job = held;
  const PixelMetrics *objects = job->measures.objects;
  add_image(stream, job, error);
  if (!stream->with_pixels) return;
  if (!ok(&job->refused)) {
    const char *text = job->refused.text;
    MetricRow row = {.error = arena_copy(&stream->call->run->arena, text, strlen(text), error),
                     .item = job->image,
                     .level = LEVEL_IMAGE,
                     .metric = UNREADABLE};
    add_row(stream, row, error);
    return;
  }
  add_objects(stream, &job->frame.labels, objects, LEVEL_LABEL, error);
  add_objects(stream, &job->frame.predictions, objects + job->frame.labels.count, LEVEL_PREDICTION, error);
}

static void release(void *held) {
  ImageJob *job = held;
  memory_release(job->bytes);
  image_measures_release(&job->measures);
}

/* ---- reading ---- */

static uint32_t read_side(const Stream *stream, const ImageRow *row, bool is_width, Error *error) {
  double size = is_width ? row->width : row->height;
  if (size >= 1 && size == floor(size)) return (uint32_t)size;
  Excerpt shown = is_width ? row->shown_width : row->shown_height;
  if (!isnan(size)) number_format(size, shown.text);
  error_input(error, "%s: %s is not a whole number from 1: %s",
              objects_row_name(stream->table, &row->id).text, is_width ? "width" : "height", shown.text);
  return 0;
}

static FrameObjects objects_of(ObjectSet *set, const Dataset *data, const Id *image) {
  if (!set->is_there) return (FrameObjects){.objects = NULL};
  uint32_t number = names_find(&data->images, image);
  if (number == NAMES_NONE) return (FrameObjects){.objects = set->objects};
  set->met++;
  uint32_t start = set->starts[number];
  return (FrameObjects){set->objects, set->rows + start, set->starts[number + 1] - start};
}

static void take_data(const ImageRow *row, ImageJob *job, Error *error) {
  job->length = row->data_length;
  if (!row->data) {
    error_input(&job->refused, "data is not a BLOB: %s", row->shown_data.text);
    return;
  }
  memory_reserve((void **)&job->bytes, &job->byte_capacity, job->length, 1, error);
  if (ok(error) && job->length) memcpy(job->bytes, row->data, job->length);
}

static void take_image(void *context, const ImageRow *row, Error *error) {
  Stream *stream = context;
  uint32_t number = names_add(stream->ids, &row->id, error);
  Canvas size = {read_side(stream, row, true, error), read_side(stream, row, false, error)};
  ImageJob *job = feed_job(stream->feed, error);
  if (!job) return;
  const Dataset *data = &stream->input->data;
  job->image = number;
  job->refused.kind = ERROR_NONE;
  job->frame = (Frame){.id = stream->ids->items[number],
                       .size = size,
                       .labels = objects_of(&stream->labels, data, &row->id),
                       .predictions = objects_of(&stream->predictions, data, &row->id)};
  if (stream->with_pixels) take_data(row, job, error);
  feed_send(stream->feed, error);
}

/* The table has none of the objects' images, and the ids are of another type: that must not end in a count of
** 0. */
static void refuse_kinds(const Stream *stream, const ObjectSet *set, Error *error) {
  const Objects *objects = set->objects;
  const Id *images = stream->input->data.images.items;
  if (!ok(error) || !set->is_there || set->met || !objects->count || !stream->ids->count) return;
  Id object = images[objects->image[0]], image = stream->ids->items[0];
  for (size_t row = 0; row < objects->count; row++)
    if (images[objects->image[row]].kind == image.kind) return;
  bool is_text = image.kind == ID_TEXT;
  error_input(error, "%s.id is %s (%s) and %s.image_id is %s (%s), so no row of one meets a row of the other",
              stream->table, is_text ? "TEXT" : "INTEGER", id_excerpt(&image).text, objects->table,
              is_text ? "INTEGER" : "TEXT", id_excerpt(&object).text);
}

/* ---- the whole ---- */

static void set_begin(ObjectSet *set, const Input *input, bool predictions, Error *error) {
  *set = (ObjectSet){.objects = predictions ? &input->data.predictions : &input->data.labels,
                     .is_there = predictions ? input->has_predictions : input->has_labels};
  set->rows = memory_allocate(set->objects->count, sizeof *set->rows, error);
  set->starts = memory_allocate(input->data.images.count + 1, sizeof *set->starts, error);
  if (ok(error)) objects_by_image(&input->data, set->objects, set->rows, set->starts, error);
}

static void set_end(ObjectSet *set) {
  memory_release(set->rows);
  memory_release(set->starts);
}

static void read_images(Stream *stream, unsigned workers, Error *error) {
  FeedKind kind = {sizeof(ImageJob), stream, work, take, release};
  Error reading = {0};
  stream->scratches = memory_allocate_zeroed(workers, sizeof *stream->scratches, error);
  stream->feed = feed_open(&kind, workers, &stream->call->watch.poll, error);
  if (ok(error))
    image_table_read(stream->call->connection, stream->table, stream->with_pixels, take_image, stream,
                     &reading);
  feed_close(stream->feed, error);
  if (ok(error) && !ok(&reading)) *error = reading; /* what is wrong with the images before comes first */
  for (unsigned w = 0; stream->scratches && w < workers; w++) frame_scratch_release(&stream->scratches[w]);
  memory_release(stream->scratches);
}

/* A metric that was named and cannot be computed is an error. */
static void check_input(const Call *call, const Input *input, MetricSet metrics) {
  const Metric *of_labels = metric_set_first(metrics_with(metrics, NEEDS_LABELS));
  const Metric *of_predictions = metric_set_first(metrics_with(metrics, NEEDS_PREDICTIONS));
  if (!call_parameter(call, "metrics")) return;
  if (of_labels && !input->has_labels)
    error_input(call->error, "%s requires a table %s", of_labels->name, input->labels);
  if (of_predictions && !input->has_predictions)
    error_input(call->error, "%s requires a table %s", of_predictions->name, input->predictions);
}

static bool read_on_error(Call *call) {
  const char *text = call_text(call, "on_error", "stop");
  if (strcmp(text, "stop") != 0 && strcmp(text, "report") != 0)
    error_input(call->error, "on_error is neither 'stop' nor 'report': %s",
                value_excerpt(call_parameter(call, "on_error")).text);
  return strcmp(text, "report") == 0;
}

static void release_ids(void *state) {
  names_release(state);
  memory_release(state);
}

static void begin_ids(Call *call, Stream *stream) {
  stream->ids = memory_allocate_zeroed(1, sizeof *stream->ids, call->error);
  call->run->state = stream->ids;
  call->run->release_state = stream->ids ? release_ids : NULL;
}

static void run(Call *call) {
  Error *error = call->error;
  Stream stream = {.call = call, .table = call_text(call, "images", "images")};
  stream.metrics = call_metric_set(call, metrics_of_images());
  stream.goes_on = read_on_error(call);
  evaluation_threads(call);
  if (!ok(error)) return;
  stream.with_pixels = metrics_with(stream.metrics, NEEDS_PIXELS);
  if (stream.with_pixels && !call_parameter(call, "metrics"))
    stream.with_pixels = columns_table_has(call->connection->db, stream.table, "data", error);
  stream.input = call_measured_input(call, call_parameter(call, "model"), SIZES_UNUSED, NULL);
  if (!stream.input) return;
  stream.models = stream.input->data.models.count;
  check_input(call, stream.input, stream.metrics);
  begin_ids(call, &stream);
  set_begin(&stream.labels, stream.input, false, error);
  set_begin(&stream.predictions, stream.input, true, error);
  size_t objects = stream.labels.objects->count + stream.predictions.objects->count;
  read_images(&stream, workers_that_pay(stream.with_pixels ? SIZE_MAX : 20 * objects, call->threads), error);
  refuse_kinds(&stream, &stream.labels, error);
  refuse_kinds(&stream, &stream.predictions, error);
  set_end(&stream.labels);
  set_end(&stream.predictions);
}

static void cell_item(const Run *run, const MetricRow *row, Cell *out) {
  const Dataset *data = &run_input(run)->data;
  const Names *images = run->state;
  switch ((MetricLevel)row->level) {
  case LEVEL_LABEL: cell_id(out, id_column_get(&data->labels.ids, row->item)); break;
  case LEVEL_PREDICTION: cell_id(out, id_column_get(&data->predictions.ids, row->item)); break;
  default: cell_id(out, images->items[row->item]); break;
  }
}

/* The name of a metric that is of one model carries it where there are several. */
static void cell_metric(const Run *run, const MetricRow *row, Cell *out) {
  const Names *models = &run_input(run)->data.models;
  const Metric *metric = &metric_catalogue[row->metric];
  if (row->level != LEVEL_IMAGE || !(metric->needs & NEEDS_PREDICTIONS) || models->count < 2) {
    cell_text(out, metric->name);
    return;
  }
  const Id *model = &models->items[row->model];
  if (model->kind == ID_TEXT)
    cell_format(out, "%s (%.*s)", metric->name, (int)model->length, model->text);
  else if (model->kind == ID_INTEGER)
    cell_format(out, "%s (%lld)", metric->name, (sqlite3_int64)model->integer);
  else
    cell_format(out, "%s (NULL)", metric->name);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const MetricRow *entry = row;
  bool unreadable = entry->metric == UNREADABLE;
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name((MetricLevel)entry->level)); break;
  case ITEM_ID: cell_item(run, entry, out); break;
  case METRIC:
    if (unreadable)
      cell_text(out, "unreadable");
    else
      cell_metric(run, entry, out);
    break;
  case VALUE:
    if (!unreadable) cell_real(out, entry->value);
    break;
  case ERROR_TEXT:
    if (unreadable) cell_text(out, entry->error);
    break;
  }
}

const Function function_image_metrics = {
    .kind = TABLE,
    .name = "image_metrics",
    .arguments = "images, labels, predictions",
    .summary = "measures images and the pixels of objects: size, brightness, sharpness, colours",
    .example =
        "SELECT metric, value FROM image_metrics WHERE metrics = '[\"width\",\"object_count\"]' AND level = 'image' AND item_id = 2",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(MetricRow),
            .run = run,
            .cell = cell,
        },
};
