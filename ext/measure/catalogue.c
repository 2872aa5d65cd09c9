#include "measure/catalogue.h"

#include <math.h>

#include "dataset/object_rows.h"
#include "measure/duplicates.h"
#include "measure/shape_outliers.h"
#include "measure/tracks.h"

/* ---- formulas of images ---- */

static double image_area(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return (double)frame->size.width * frame->size.height;
}

static double image_aspect_ratio(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return (double)frame->size.width / frame->size.height;
}

static double image_width(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return frame->size.width;
}

static double image_height(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return frame->size.height;
}

/* From a hash of the id and the letter of the level. */
static double image_random(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return id_uniform(&frame->id, 'i');
}

static double label_count(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return (double)frame->labels.count;
}

static double prediction_count(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  (void)scratch, (void)poll, (void)error;
  return (double)frame->predictions.count;
}

static double label_density(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  return frame_density(&frame->labels, frame->size, scratch, poll, error);
}

static double prediction_density(const Frame *frame, FrameScratch *scratch, Poll *poll, Error *error) {
  return frame_density(&frame->predictions, frame->size, scratch, poll, error);
}

/* ---- formulas of objects ---- */

static double area_of(const Geometry *geometry) {
  switch (geometry->kind) {
  case GEOMETRY_BOX: break;
  case GEOMETRY_ROTATED_BOX: return rotated_box_area(geometry->rotated_box);
  case GEOMETRY_POLYGON: return polygon_drawn_area(&geometry->polygon);
  case GEOMETRY_MASK: return (double)mask_area(&geometry->mask);
  }
  return box_area(geometry->box);
}

/* width * height of a box, pixels of a mask, the rings of a polygon less its holes */
static double area_absolute(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  (void)data, (void)error;
  return area_of(&objects->geometry[row]);
}

static double area_relative(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  Canvas canvas = objects_canvas(data, objects, row, "area_relative", error);
  return area_of(&objects->geometry[row]) / ((double)canvas.width * canvas.height);
}

/* A mask without pixels and a polygon without points lie nowhere. */
static bool is_empty(const Geometry *geometry) {
  if (geometry->kind == GEOMETRY_POLYGON) return geometry->polygon.ring_count == 0;
  return geometry->kind == GEOMETRY_MASK && mask_area(&geometry->mask) == 0;
}

/* 1: at the border, or beyond it */
static double border_proximity(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  Canvas canvas = objects_canvas(data, objects, row, "border_proximity", error);
  Box box = geometry_bounds(&objects->geometry[row]);
  if (is_empty(&objects->geometry[row])) return (double)NAN;
  const double sides[] = {1 - box.x / canvas.width, 1 - box.y / canvas.height,
                          (box.x + box.width) / canvas.width, (box.y + box.height) / canvas.height};
  double nearest = 0;
  for (int i = 0; i < 4; i++)
    if (sides[i] > nearest) nearest = sides[i];
  return nearest < 1 ? nearest : 1;
}

static double confidence(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  (void)data, (void)error;
  return objects->score[row];
}

static double object_aspect_ratio(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  Box box = geometry_bounds(&objects->geometry[row]);
  (void)data, (void)error;
  return box.height > 0 ? box.width / box.height : (double)NAN;
}

static double object_random(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  Id id = id_column_get(&objects->ids, row);
  (void)error;
  return id_uniform(&id, objects == &data->predictions ? 'p' : 'l');
}

/* ---- the catalogue ---- */

enum {
  FRAME = 1 << LEVEL_IMAGE,
  PREDICTED = 1 << LEVEL_PREDICTION,
  OBJECT = 1 << LEVEL_LABEL | PREDICTED,
  EVERY = FRAME | OBJECT
};

#define UNBOUNDED     ((double)INFINITY)
#define PIXELS(which) NEEDS_PIXELS, .pixels = (which), .factor = 1

const Metric metric_catalogue[METRIC_COUNT] = {
    {"area", "Area", FRAME, 0, image_area, .unit = "px²", .factor = 1, .high = UNBOUNDED},
    {"area_absolute", "Absolute area", OBJECT, 0, .of_object = area_absolute, .unit = "px²", .factor = 1,
     .high = UNBOUNDED},
    {"area_relative", "Relative area", OBJECT, NEEDS_SIZE, .of_object = area_relative, .unit = "%",
     .factor = 100, .high = UNBOUNDED},
    {"aspect_ratio", "Aspect ratio", FRAME, 0, image_aspect_ratio, .factor = 1, .high = UNBOUNDED},
    {"blue", "Blue pixels", EVERY, PIXELS(PIXEL_BLUE), .high = 1},
    {"border_proximity", "Border proximity", OBJECT, NEEDS_SIZE, .of_object = border_proximity, .factor = 1,
     .low = 0.5, .high = 1},
    {"brightness", "Brightness", EVERY, PIXELS(PIXEL_BRIGHTNESS), .high = 1},
    {"confidence", "Confidence", PREDICTED, 0, .of_object = confidence, .factor = 1, .low = -UNBOUNDED,
     .high = UNBOUNDED},
    {"contrast", "Contrast", EVERY, PIXELS(PIXEL_CONTRAST), .high = 0.5},
    {"duplicate_iou", "Overlap with its own class", OBJECT, USES_SIZE, .of_all = duplicates_measure,
     .factor = 1, .high = 1},
    {"green", "Green pixels", EVERY, PIXELS(PIXEL_GREEN), .high = 1},
    {"height", "Height", FRAME, 0, image_height, .unit = "px", .factor = 1, .high = UNBOUNDED},
    {"object_aspect_ratio", "Object aspect ratio", OBJECT, 0, .of_object = object_aspect_ratio, .factor = 1,
     .high = UNBOUNDED},
    {"object_count", "Object count", FRAME, NEEDS_LABELS, label_count, .factor = 1, .high = UNBOUNDED},
    {"object_density", "Object density", FRAME, NEEDS_LABELS, label_density, .factor = 1, .high = 1},
    {"polygon_similarity", "Shape along its track", OBJECT, NEEDS_TRACKS, .of_all = tracks_measure,
     .factor = 1, .low = -1, .high = 1},
    {"predicted_object_count", "Predicted object count", FRAME, NEEDS_PREDICTIONS, prediction_count,
     .factor = 1, .high = UNBOUNDED},
    {"predicted_object_density", "Predicted object density", FRAME, NEEDS_PREDICTIONS, prediction_density,
     .factor = 1, .high = 1},
    {"random", "Random", EVERY, 0, image_random, .of_object = object_random, .factor = 1, .high = 1},
    {"red", "Red pixels", EVERY, PIXELS(PIXEL_RED), .high = 1},
    {"shape_outlier", "Unusual shape", OBJECT, 0, .of_all = shape_outliers_measure, .factor = 1,
     .high = UNBOUNDED},
    {"sharpness", "Sharpness", EVERY, PIXELS(PIXEL_SHARPNESS), .high = UNBOUNDED},
    {"width", "Width", FRAME, 0, image_width, .unit = "px", .factor = 1, .high = UNBOUNDED},
};

/* ---- sets of metrics ---- */

MetricSet metrics_of_images(void) {
  MetricSet set = 0;
  for (int m = 0; m < METRIC_COUNT; m++)
    if (metric_catalogue[m].levels & FRAME) set |= (MetricSet)1 << m;
  return set;
}

MetricSet metrics_of_objects(void) {
  MetricSet set = 0;
  for (int m = 0; m < METRIC_COUNT; m++)
    if (metric_catalogue[m].of_object || metric_catalogue[m].of_all) set |= (MetricSet)1 << m;
  return set;
}

MetricSet metrics_with(MetricSet set, unsigned needs) {
  MetricSet found = 0;
  for (int m = 0; m < METRIC_COUNT; m++)
    if (metric_set_has(set, m) && metric_catalogue[m].needs & needs) found |= (MetricSet)1 << m;
  return found;
}

const Metric *metric_set_first(MetricSet set) {
  for (int m = 0; m < METRIC_COUNT; m++)
    if (metric_set_has(set, m)) return &metric_catalogue[m];
  return NULL;
}

/* ---- measuring ---- */

bool metric_applies(const Metric *metric, const Dataset *data, const Objects *objects) {
  MetricLevel level = objects == &data->predictions ? LEVEL_PREDICTION : LEVEL_LABEL;
  return metric->levels & 1U << level && (!(metric->needs & NEEDS_TRACKS) || objects->track);
}

typedef struct Measuring {
  const Metric *metric;
  const Dataset *data;
  const Objects *objects;
  double *values;
} Measuring;

static void measure_rows(void *context, const Task *task, Error *error) {
  const Measuring *m = context;
  size_t end = objects_task_end(m->objects, task->index);
  for (size_t row = objects_task_start(task->index); row < end && ok(error); row++)
    m->values[row] = m->metric->of_object(m->data, m->objects, row, error);
}

void metric_measure_objects(const Metric *metric, const Dataset *data, const Objects *objects,
                            const Workers *workers, double *values, Error *error) {
  Measuring measuring = {metric, data, objects, values};
  if (metric->of_all)
    metric->of_all(data, objects, workers, values, error);
  else
    workers_run(workers, objects_tasks(objects), measure_rows, &measuring, error);
}

static bool can_measure(const Metric *metric, const Frame *frame) {
  if (!metric->of_image || (metric->needs & NEEDS_LABELS && !frame->labels.objects)) return false;
  return !(metric->needs & NEEDS_PREDICTIONS) || frame->predictions.objects;
}

void metrics_measure_image(MetricSet set, const Frame *frame, double values[METRIC_COUNT],
                           FrameScratch *scratch, Poll *poll, Error *error) {
  for (int m = 0; m < METRIC_COUNT; m++) {
    const Metric *metric = &metric_catalogue[m];
    bool wanted = metric_set_has(set, m) && can_measure(metric, frame) && ok(error);
    values[m] = wanted ? metric->of_image(frame, scratch, poll, error) : (double)NAN;
  }
}
