#include "measure/object_metrics.h"

#include <math.h>

#include "dataset/object_rows.h"
#include "measure/duplicates.h"
#include "measure/shape_outliers.h"
#include "measure/tracks.h"

const char *const object_metric_names[OBJECT_METRICS] = {
    [AREA_ABSOLUTE] = "area_absolute",           [AREA_RELATIVE] = "area_relative",
    [BORDER_PROXIMITY] = "border_proximity",     [CONFIDENCE] = "confidence",
    [DUPLICATE_IOU] = "duplicate_iou",           [OBJECT_ASPECT_RATIO] = "object_aspect_ratio",
    [POLYGON_SIMILARITY] = "polygon_similarity", [RANDOM] = "random",
    [SHAPE_OUTLIER] = "shape_outlier",
};

bool object_metric_applies(const Objects *objects, ObjectMetric metric) {
  if (metric == CONFIDENCE) return objects->score != NULL;
  return metric != POLYGON_SIMILARITY || objects->track;
}

static double area_of(const Geometry *geometry) {
  switch (geometry->kind) {
  case GEOMETRY_BOX: break;
  case GEOMETRY_ROTATED_BOX: return rotated_box_area(geometry->rotated_box);
  case GEOMETRY_POLYGON: return polygon_drawn_area(&geometry->polygon);
  case GEOMETRY_MASK: return (double)mask_area(&geometry->mask);
  }
  return box_area(geometry->box);
}

static double relative_area(const Dataset *data, const Objects *objects, size_t row, Error *error) {
  Canvas canvas = objects_canvas(data, objects, row, "area_relative", error);
  return area_of(&objects->geometry[row]) / ((double)canvas.width * canvas.height);
}

/* A mask without pixels and a polygon without points lie nowhere. */
static bool is_empty(const Geometry *geometry) {
  if (geometry->kind == GEOMETRY_POLYGON) return geometry->polygon.ring_count == 0;
  return geometry->kind == GEOMETRY_MASK && mask_area(&geometry->mask) == 0;
}

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

static double aspect_ratio(const Geometry *geometry) {
  Box box = geometry_bounds(geometry);
  return box.height > 0 ? box.width / box.height : (double)NAN;
}

/* The metrics of each row on its own. */
static double measure_row(const Dataset *data, const Objects *objects, ObjectMetric metric, size_t row,
                          Error *error) {
  switch (metric) {
  case AREA_ABSOLUTE: return area_of(&objects->geometry[row]);
  case AREA_RELATIVE: return relative_area(data, objects, row, error);
  case BORDER_PROXIMITY: return border_proximity(data, objects, row, error);
  case CONFIDENCE: return objects->score[row];
  case OBJECT_ASPECT_RATIO: return aspect_ratio(&objects->geometry[row]);
  case RANDOM: {
    Id id = id_column_get(&objects->ids, row);
    return random_metric(&id, objects == &data->predictions ? 'p' : 'l');
  }
  default: return (double)NAN;
  }
}

typedef struct Measuring {
  const Dataset *data;
  const Objects *objects;
  ObjectMetric metric;
  double *values;
} Measuring;

static void measure_rows(void *context, const Task *task, Error *error) {
  const Measuring *m = context;
  size_t end = objects_task_end(m->objects, task->index);
  for (size_t row = objects_task_start(task->index); row < end && ok(error); row++)
    m->values[row] = measure_row(m->data, m->objects, m->metric, row, error);
}

void object_metric_measure(const Dataset *data, const Objects *objects, ObjectMetric metric,
                           const Workers *workers, double *values, Error *error) {
  Measuring measuring = {data, objects, metric, values};
  switch (metric) {
  case DUPLICATE_IOU: duplicates_measure(data, objects, workers, values, error); break;
  case POLYGON_SIMILARITY: tracks_measure(data, objects, workers, values, error); break;
  case SHAPE_OUTLIER: shape_outliers_measure(data, objects, workers, values, error); break;
  default: workers_run(workers, objects_tasks(objects), measure_rows, &measuring, error);
  }
}
