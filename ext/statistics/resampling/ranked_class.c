#include "statistics/resampling/ranked_class.h"

static void allocate(RankedClass *class, size_t predictions, size_t labels, Error *error) {
  class->hits = memory_allocate(predictions, sizeof *class->hits, error);
  class->misses = memory_allocate(predictions, sizeof *class->misses, error);
  class->miss_areas = memory_allocate(predictions, 1, error);
  class->labels = memory_allocate(labels, sizeof *class->labels, error);
  class->label_areas = memory_allocate(labels, 1, error);
}

/* Gives back what was reserved for predictions of the other kind. */
static void shrink(RankedClass *class, size_t predictions) {
  size_t hits = predictions, misses = predictions, areas = predictions;
  memory_shrink((void **)&class->hits, &hits, class->hit_count, sizeof *class->hits);
  memory_shrink((void **)&class->misses, &misses, class->miss_count, sizeof *class->misses);
  memory_shrink((void **)&class->miss_areas, &areas, class->miss_count, 1);
}

static void add_miss(RankedClass *class, uint32_t unit, unsigned areas) {
  if (!areas) return;
  class->misses[class->miss_count] = unit;
  class->miss_areas[class->miss_count++] = (uint8_t)areas;
}

static void add_hit(RankedClass *class, uint64_t matched, uint64_t ignored, uint32_t unit, uint32_t place) {
  class->hits[class->hit_count++] = (Hit){matched, ignored, unit, (uint32_t) class->miss_count, place};
}

static void add_label(RankedClass *class, uint32_t unit, unsigned areas) {
  if (!areas) return;
  class->label_images += !class->label_count || class->labels[class->label_count - 1] != unit;
  class->labels[class->label_count] = unit;
  class->label_areas[class->label_count++] = (uint8_t)areas;
}

/* The areas in which an unmatched prediction is an FP: it is ignored in whole ones. */
static unsigned areas_of_miss(const MatchRules *rules, uint64_t ignored) {
  unsigned areas = 0;
  for (int a = 0; a < rules->area_count; a++)
    areas |= (unsigned)!(ignored >> (a * rules->threshold_count) & 1) << a;
  return areas;
}

/* The place of a prediction among those of its class and image, which stand side by side, best first. */
static uint32_t place_of(const Objects *predictions, uint32_t start, uint32_t row) {
  uint32_t first = row;
  while (first > start && predictions->image[first - 1] == predictions->image[row]) first--;
  return row - first;
}

static void rank_class(RankedClass *class, const Matches *matches, size_t model, size_t number,
                       Ranked *ranked, const Task *task, Error *error) {
  const Dataset *data = matches->data;
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  uint32_t start = predictions->starts[dataset_segment(data, model, number)];
  ranked_fill(ranked, matches, model, number, task, error);
  if (!ok(error)) return;
  uint32_t first = labels->starts[number], end = labels->starts[number + 1];
  allocate(class, ranked->count, end - first, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < ranked->count; i++) {
    uint32_t row = ranked->rows[i], unit = predictions->image[row];
    uint64_t matched = matches->matched[row], ignored = matches->ignored[row];
    if (matched)
      add_hit(class, matched, ignored, unit, place_of(predictions, start, row));
    else
      add_miss(class, unit, areas_of_miss(&matches->rules, ignored));
  }
  for (uint32_t row = first; row < end; row++) {
    if (!labels->crowd[row])
      add_label(class, labels->image[row], matches_label_areas(data, &matches->rules, row));
  }
  shrink(class, ranked->count);
}

typedef struct Ranking {
  const Matches *matches;
  size_t model;
  const uint32_t *numbers;
  RankedClass *classes;
  Ranked *ranked; /* one for each worker */
} Ranking;

static void rank_one(void *context, const Task *task, Error *error) {
  const Ranking *job = context;
  rank_class(&job->classes[task->index], job->matches, job->model, job->numbers[task->index],
             &job->ranked[task->worker], task, error);
}

RankedClass *ranked_classes_make(const Matches *matches, size_t model, const uint32_t *classes, size_t count,
                                 const Workers *workers, Error *error) {
  Ranking job = {.matches = matches, .model = model, .numbers = classes};
  job.classes = memory_allocate_zeroed(count, sizeof *job.classes, error);
  job.ranked = memory_allocate_zeroed(workers->count, sizeof *job.ranked, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++)
    ranked_make(&job.ranked[w], matches->data, error);
  workers_run(workers, count, rank_one, &job, error);
  for (unsigned w = 0; job.ranked && w < workers->count; w++) ranked_release(&job.ranked[w]);
  memory_release(job.ranked);
  return job.classes;
}

void ranked_class_of_rows(RankedClass *class, const ScoredRows *rows, const ScoredOrder *order, size_t number,
                          Error *error) {
  uint32_t start = order->starts[number], count = order->starts[number + 1] - start;
  uint32_t first = order->label_starts[number], end = order->label_starts[number + 1];
  *class = (RankedClass){0};
  allocate(class, count, end - first, error);
  if (!ok(error)) return;
  for (uint32_t i = start; i < start + count; i++) {
    uint32_t row = order->rows[i];
    if (rows->is_true[row])
      add_hit(class, 1, 0, rows->image[row], 0);
    else
      add_miss(class, rows->image[row], 1);
  }
  for (uint32_t i = first; i < end; i++) add_label(class, rows->label_image[order->labels[i]], 1);
  shrink(class, count);
}

static void release_class(RankedClass *class) {
  memory_release(class->hits);
  memory_release(class->misses);
  memory_release(class->miss_areas);
  memory_release(class->labels);
  memory_release(class->label_areas);
}

void ranked_classes_release(RankedClass *classes, size_t count) {
  for (size_t k = 0; classes && k < count; k++) release_class(&classes[k]);
  memory_release(classes);
}

Support ranked_classes_support(const RankedClass *classes, size_t count, int area, size_t images,
                               Error *error) {
  Support support = {0};
  uint8_t *seen = memory_allocate_zeroed(images, 1, error);
  for (size_t k = 0; k < count && ok(error); k++) {
    for (size_t i = 0; i < classes[k].label_count; i++) {
      if (!(classes[k].label_areas[i] >> area & 1)) continue;
      support.labels++;
      support.images += !seen[classes[k].labels[i]];
      seen[classes[k].labels[i]] = 1;
    }
  }
  memory_release(seen);
  return support;
}
