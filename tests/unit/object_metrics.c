/* Metrics of objects: doubles found by the sweep as by comparing all pairs, the same for any number of workers, and every
** failing allocation survived. */
#include "measure/catalogue.h"

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

static const Metric *metric_of(const char *name) {
  for (int m = 0; m < METRIC_COUNT; m++)
    if (strcmp(metric_catalogue[m].name, name) == 0) return &metric_catalogue[m];
  return NULL;
}

static void check_doubles(void) {
  Error error = {0};
  Workers workers = {3, NULL};
  size_t boxes = ROWS * 2 / CLASSES; /* the classes of boxes alone */
  Dataset data = data_of(boxes);
  metric_measure_objects(metric_of("duplicate_iou"), &data, &data.predictions, &workers, table.values,
                         &error);
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
  for (int m = 0; m < METRIC_COUNT; m++) {
    if (!metric_set_has(metrics_of_objects(), m)) continue;
    Error error = {0};
    Workers one = {1, NULL}, more = {4, NULL};
    metric_measure_objects(&metric_catalogue[m], &data, &data.predictions, &one, table.values, &error);
    metric_measure_objects(&metric_catalogue[m], &data, &data.predictions, &more, table.again, &error);
    CHECK(ok(&error) && memcmp(table.values, table.again, sizeof table.values) == 0);
  }
}

static void check_memory(void) {
  Dataset data = data_of(ROWS);
  Workers workers = {1, NULL};
  for (int m = 0; m < METRIC_COUNT; m++) {
    if (!metric_set_has(metrics_of_objects(), m)) continue;
    for (long n = 1;; n++) {
      Error error = {0};
      unit_fail_allocation(n, false);
      metric_measure_objects(&metric_catalogue[m], &data, &data.predictions, &workers, table.values, &error);
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

/* `random` looks random, and differs between levels and kinds of ids. */
static void check_random(void) {
  enum { DRAWS = 100000 };
  int counts[10] = {0};
  Error error = {0};
  Dataset data = {0};
  const Metric *metric = metric_of("random");
  FrameScratch scratch = {0};
  for (int64_t i = 0; i < DRAWS; i++) {
    Id id = id_integer(i);
    id_column_add(&data.labels.ids, &id, &error);
    counts[(int)(10 * metric->of_object(&data, &data.labels, (size_t)i, &error))]++;
  }
  for (int i = 0; i < 10; i++) CHECK(abs(counts[i] - DRAWS / 10) < 400);
  Frame number = {.id = id_integer(7)}, text = {.id = id_text("7", 1)};
  double of_image = metric->of_image(&number, &scratch, NULL, &error);
  CHECK(of_image != metric->of_image(&text, &scratch, NULL, &error));
  CHECK(of_image != metric->of_object(&data, &data.labels, 7, &error));
  CHECK(ok(&error));
  id_column_release(&data.labels.ids);
}

/* What a row must have for the tables that it drives. */
static void check_catalogue(void) {
  MetricSet images = metrics_of_images(), objects = metrics_of_objects();
  for (int m = 0; m < METRIC_COUNT; m++) {
    const Metric *metric = &metric_catalogue[m];
    bool pixels = metric->needs & NEEDS_PIXELS, of_image = metric->levels & 1U << LEVEL_IMAGE;
    bool of_object = metric->levels & ~(1U << LEVEL_IMAGE);
    CHECK(metric->name && metric->title && metric->levels && metric->low < metric->high);
    CHECK(m == 0 || strcmp(metric_catalogue[m - 1].name, metric->name) < 0);
    CHECK(metric->factor == 1 || metric->factor == 100);
    CHECK((metric->of_image != NULL) == (of_image && !pixels));
    CHECK((metric->of_object || metric->of_all) == (of_object && !pixels));
    CHECK(!(metric->of_object && metric->of_all));
    CHECK(metric_set_has(images, m) == of_image && metric_set_has(objects, m) == (of_object && !pixels));
  }
  CHECK(metric_set_first(metrics_with(images, NEEDS_LABELS)) == metric_of("object_count"));
  CHECK(!metric_set_first(metrics_with(objects, NEEDS_PIXELS)));
}

int main(void) {
  unit_begin();
  fill();
  check_doubles();
  check_workers();
  check_memory();
  check_random();
  check_catalogue();
  id_column_release(&table.ids);
  return unit_end("object_metrics");
}
