/*
** image_metrics: measures images, and the pixels of labels and predictions.
**
**     INSERT OR REPLACE INTO quality_metrics SELECT * FROM image_metrics;
**
** Images are read one after another and never collected: the calling thread reads, the workers decode and
** measure, each image once for all metrics of it and its objects (base/feed.h). measure/frame_metrics.h
** defines the metrics.
*/
#include <math.h>
#include <string.h>

#include "host/function.h"
#include "base/feed.h"
#include "base/number.h"
#include "measure/frame_metrics.h"
#include "measure/metric_names.h"
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
enum { UNREADABLE = FRAME_METRICS };

typedef struct MetricRow {
  union {
    double value;
    const char *error;
  };
  uint32_t item; /* the number of the image, or the row of the object */
  uint8_t level, metric;
} MetricRow;

/* One image, from reading to measuring. */
typedef struct ImageJob {
  Frame frame;
  uint32_t image;
  char *bytes; /* of its file */
  size_t length, byte_capacity;
  Error refused; /* why it cannot be read */
  double values[FRAME_METRICS];
  PixelMetrics *objects;
  size_t object_capacity;
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
  uint32_t metrics;
  bool with_pixels, goes_on;
  Names *ids;
  Feed *feed;
  FrameBench *benches;
} Stream;

/* ---- the work on one image ---- */

static void measure_pixels(const Stream *stream, ImageJob *job, FrameBench *bench, Poll *poll, Error *error) {
  PixelMetrics whole;
  size_t count = job->frame.labels.count + job->frame.predictions.count;
  frame_decode(&job->frame, job->bytes, job->length, bench, poll, &job->refused);
  if (!ok(&job->refused)) return;
  memory_reserve((void **)&job->objects, &job->object_capacity, count, sizeof *job->objects, error);
  frame_measure_pixels(&job->frame, &whole, job->objects, bench, poll, error);
  for (int m = 0; m < FRAME_METRICS && ok(error); m++) {
    int pixel = frame_metric_of_pixels((FrameMetric)m);
    if (pixel >= 0 && is_selected(stream->metrics, m)) job->values[m] = whole.values[pixel];
  }
}

static void work(void *context, void *held, unsigned worker, Poll *poll, Error *error) {
  const Stream *stream = context;
  ImageJob *job = held;
  FrameBench *bench = &stream->benches[worker];
  frame_measure(&job->frame, stream->metrics, job->values, bench, poll, error);
  if (stream->with_pixels && ok(error)) measure_pixels(stream, job, bench, poll, error);
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
  for (size_t i = 0; i < set->count; i++) {
    for (int m = 0; m < FRAME_METRICS; m++) {
      int pixel = frame_metric_of_pixels((FrameMetric)m);
      if (pixel < 0 || !is_selected(stream->metrics, m) || isnan(pixels[i].values[pixel])) continue;
      add_row(stream,
              (MetricRow){.value = pixels[i].values[pixel],
                          .item = set->rows[i],
                          .level = (uint8_t)level,
                          .metric = (uint8_t)m},
              error);
    }
  }
}

static void take(void *context, void *held, Error *error) {
  Stream *stream = context;
  const ImageJob *job = held;
  MetricRow row = {.item = job->image, .level = LEVEL_IMAGE};
  for (int m = 0; m < FRAME_METRICS; m++) {
    row.value = job->values[m];
    row.metric = (uint8_t)m;
    if (!isnan(row.value)) add_row(stream, row, error);
  }
  if (!stream->with_pixels) return;
  if (!ok(&job->refused)) {
    const char *text = job->refused.text;
    row.metric = UNREADABLE;
    row.error = arena_copy(&stream->call->run->arena, text, strlen(text), error);
    add_row(stream, row, error);
    return;
  }
  add_objects(stream, &job->frame.labels, job->objects, LEVEL_LABEL, error);
  add_objects(stream, &job->frame.predictions, job->objects + job->frame.labels.count, LEVEL_PREDICTION,
              error);
}

static void release(void *held) {
  ImageJob *job = held;
  memory_release(job->bytes);
  memory_release(job->objects);
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
  size_t known = stream->ids->count;
  uint32_t number = names_add(stream->ids, &row->id, error);
  if (stream->ids->count == known)
    error_input(error, "%s has the id %s twice", stream->table, id_excerpt(&row->id).text);
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
  stream->benches = memory_allocate_zeroed(workers, sizeof *stream->benches, error);
  stream->feed = feed_open(&kind, workers, &stream->call->watch.poll, error);
  if (ok(error))
    image_table_read(stream->call->connection->db, stream->table, stream->with_pixels, take_image, stream,
                     &reading);
  feed_close(stream->feed, error);
  if (ok(error) && !ok(&reading)) *error = reading; /* what is wrong with the images before comes first */
  for (unsigned w = 0; stream->benches && w < workers; w++) frame_bench_release(&stream->benches[w]);
  memory_release(stream->benches);
}

static uint32_t bits_of(const FrameMetric *metrics, size_t count) {
  uint32_t bits = 0;
  for (size_t i = 0; i < count; i++) bits |= (uint32_t)1 << metrics[i];
  return bits;
}

static const FrameMetric of_pixels[] = {FRAME_BRIGHTNESS, FRAME_CONTRAST, FRAME_SHARPNESS,
                                        FRAME_RED,        FRAME_GREEN,    FRAME_BLUE};
static const FrameMetric of_labels[] = {FRAME_OBJECT_COUNT, FRAME_OBJECT_DENSITY};
static const FrameMetric of_predictions[] = {FRAME_PREDICTED_OBJECT_COUNT, FRAME_PREDICTED_OBJECT_DENSITY};

/* A metric that was named and cannot be computed is an error; so are counts over several models. */
static void check_input(Call *call, const Input *input, uint32_t metrics) {
  const Names *models = &input->data.models;
  uint32_t predicted = metrics & bits_of(of_predictions, LENGTH(of_predictions));
  bool named = call_parameter(call, "metrics") != NULL;
  if (named && metrics & bits_of(of_labels, LENGTH(of_labels)) && !input->has_labels)
    error_input(call->error, "object_count and object_density need a table %s", input->labels);
  if (named && predicted && !input->has_predictions)
    error_input(call->error, "predicted_object_count and predicted_object_density need a table %s",
                input->predictions);
  if (predicted && models->count > 1)
    error_input(call->error,
                "%s has %zu models, and predicted_object_count is that of one: add WHERE model = %s",
                input->predictions, models->count, id_excerpt(&models->items[models->count - 1]).text);
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
  stream.metrics = measured_metrics(call, frame_metric_names, FRAME_METRICS);
  stream.goes_on = read_on_error(call);
  evaluation_threads(call);
  if (!ok(error)) return;
  stream.with_pixels = stream.metrics & bits_of(of_pixels, LENGTH(of_pixels));
  if (stream.with_pixels && !call_parameter(call, "metrics"))
    stream.with_pixels = columns_table_has(call->connection->db, stream.table, "data", error);
  stream.input = call_measured_input(call, call_parameter(call, "model"), SIZES_UNUSED);
  if (!stream.input) return;
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

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const MetricRow *entry = row;
  bool unreadable = entry->metric == UNREADABLE;
  switch (column) {
  case LEVEL: cell_text(out, metric_level_name((MetricLevel)entry->level)); break;
  case ITEM_ID: cell_item(run, entry, out); break;
  case METRIC: cell_text(out, unreadable ? "unreadable" : frame_metric_names[entry->metric]); break;
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
