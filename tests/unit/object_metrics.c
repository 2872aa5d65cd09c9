/* Metrics of objects: doubles found by the sweep as by comparing all pairs, the same for any number of workers, and every
** failing allocation survived. */
#include "measure/object_metrics.h"

#include <math.h>

#include "dataset/object_rows.h"

#include "unit.h"

enum { ROWS = 6000, IMAGES = 4, CLASSES = 3, TRACKS = 50 };

static unsigned state = 7;

static unsigned drawn(unsigned below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

typedef struct Table {
  IdColumn ids;
  uint32_t image[ROWS], class[ROWS], track[ROWS];
  double score[ROWS], frame[ROWS], values[ROWS], again[ROWS];
  Geometry geometry[ROWS];
  Canvas canvases[IMAGES];
  Id images[IMAGES];
} Table;

static Table table;

/* By class and image, as a data set has them. One class has polygons too. */
static void fill(void) {
  static const double points[] = {1, 1, 9, 1, 9, 9, 4, 12};
  static const Ring ring = {points, 4, false};
  Error error = {0};
  for (uint32_t row = 0; row < ROWS; row++) {
    Id id = id_integer((int64_t)row * 7919 % ROWS);
    id_column_add(&table.ids, &id, &error);
    table.class[row] = row * CLASSES / ROWS;
    table.image[row] = row * CLASSES % ROWS * IMAGES / ROWS;
    table.track[row] = drawn(4) ? drawn(TRACKS) : TRACK_NONE;
    table.frame[row] = drawn(100);
    table.score[row] = drawn(1000) / 1000.0;
    table.geometry[row] =
        (Geometry){.kind = GEOMETRY_BOX, .box = {drawn(900), drawn(900), 1 + drawn(40), 1 + drawn(40)}};
    if (table.class[row] == 2 && drawn(3) == 0)
      table.geometry[row] = (Geometry){.kind = GEOMETRY_POLYGON, .polygon = {&ring, 1}};
  }
  for (int i = 0; i < IMAGES; i++) {
    table.canvases[i] = (Canvas){1000, 1000};
    table.images[i] = id_integer(i);
  }
}

static Dataset data_of(size_t count) {
  return (Dataset){.images_table = "images",
                   .images = {.items = table.images, .count = IMAGES},
                   .classes.count = CLASSES,
                   .models.count = 1,
                   .tracks.count = TRACKS,
                   .canvases = table.canvases,
                   .predictions = {.table = "objects",
                                   .count = count,
                                   .ids = table.ids,
                                   .image = table.image,
                                   .class = table.class,
                                   .score = table.score,
                                   .track = table.track,
                                   .frame = table.frame,
                                   .geometry = table.geometry}};
}

static void check_doubles(void) {
  Error error = {0};
  Workers workers = {3, NULL};
  size_t boxes = ROWS * 2 / CLASSES; /* the classes of boxes alone */
  Dataset data = data_of(boxes);
  object_metric_measure(&data, &data.predictions, DUPLICATE_IOU, &workers, table.values, &error);
  CHECK(ok(&error));
  for (size_t a = 0; a < boxes; a++) {
    double best = 0;
    for (size_t b = 0; b < boxes; b++) {
      if (a == b || !objects_same_group(&data.predictions, a, b)) continue;
      double iou = box_iou(table.geometry[a].box, table.geometry[b].box, false);
      if (iou > best) best = iou;
    }
    CHECK(table.values[a] == best);
  }
}

static void check_workers(void) {
  Dataset data = data_of(ROWS);
  for (int m = 0; m < OBJECT_METRICS; m++) {
    Error error = {0};
    Workers one = {1, NULL}, more = {4, NULL};
    object_metric_measure(&data, &data.predictions, (ObjectMetric)m, &one, table.values, &error);
    object_metric_measure(&data, &data.predictions, (ObjectMetric)m, &more, table.again, &error);
    CHECK(ok(&error) && memcmp(table.values, table.again, sizeof table.values) == 0);
  }
}

static void check_memory(void) {
  Dataset data = data_of(ROWS);
  Workers workers = {1, NULL};
  for (int m = 0; m < OBJECT_METRICS; m++) {
    for (long n = 1;; n++) {
      Error error = {0};
      unit_fail_allocation(n, false);
      object_metric_measure(&data, &data.predictions, (ObjectMetric)m, &workers, table.values, &error);
      if (!unit.did_fail) {
        CHECK(ok(&error));
        break;
      }
      CHECK(error.kind == ERROR_MEMORY);
      if (n > 200) break;
    }
  }
  unit_fail_allocation(0, false);
}

static void check_random(void) {
  int counts[10] = {0};
  for (int64_t i = 0; i < 100000; i++) {
    Id id = id_integer(i);
    counts[(int)(10 * random_metric(&id, 'l'))]++;
  }
  for (int i = 0; i < 10; i++) CHECK(abs(counts[i] - 10000) < 400);
  Id number = id_integer(7), text = id_text("7", 1);
  CHECK(random_metric(&number, 'l') != random_metric(&text, 'l'));
  CHECK(random_metric(&number, 'l') != random_metric(&number, 'p'));
}

int main(void) {
  unit_begin();
  fill();
  check_doubles();
  check_workers();
  check_memory();
  check_random();
  id_column_release(&table.ids);
  return unit_end("object_metrics");
}
