#include "statistics/resampling/ranked_class.h"

#include "base/sort.h"

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

static uint32_t unit_of(const RankedModel *model, uint32_t image) {
  return model->units ? model->units[image] : image;
}

/* A prediction of a ranking; units of its model begin at `first`. */
static void add_prediction(RankedClass *class, const RankedModel *model, size_t k, uint32_t row,
                           uint32_t first) {
  const Matches *matches = model->matches;
  const Objects *predictions = &matches->data->predictions;
  uint32_t start = predictions->starts[dataset_segment(matches->data, model->model, model->classes[k])];
  uint32_t unit = first + unit_of(model, predictions->image[row]);
  uint64_t matched = matches->matched[row], ignored = matches->ignored[row];
  if (matched)
    add_hit(class, matched, ignored, unit, place_of(predictions, start, row));
  else
    add_miss(class, unit, areas_of_miss(&matches->rules, ignored));
}

/* The labels of a class; all of one unit, unless that is NO_UNIT. */
#define NO_UNIT UINT32_MAX
static void add_labels(RankedClass *class, const RankedModel *model, size_t k, uint32_t unit) {
  const Dataset *data = model->matches->data;
  const Objects *labels = &data->labels;
  size_t number = model->classes[k];
  for (uint32_t row = labels->starts[number]; row < labels->starts[number + 1]; row++) {
    if (labels->crowd[row]) continue;
    add_label(class, unit == NO_UNIT ? unit_of(model, labels->image[row]) : unit,
              matches_label_areas(data, &model->matches->rules, row));
  }
}

static size_t labels_most(const RankedModel *model, size_t k) {
  const uint32_t *starts = model->matches->data->labels.starts + model->classes[k];
  return starts[1] - starts[0];
}

/* One worker's: of both models. */
typedef struct RankScratch {
  Ranked one, other;
} RankScratch;

typedef struct Ranking {
  const RankedModel *models;
  RankedClass *classes;
  RankScratch *scratch; /* one for each worker */
  size_t units;
} Ranking;

static void rank_one(void *context, const Task *task, Error *error) {
  const Ranking *ranking = context;
  const RankedModel *model = ranking->models;
  RankedClass *class = &ranking->classes[task->index];
  Ranked *ranked = &ranking->scratch[task->worker].one;
  size_t k = task->index;
  ranked_fill(ranked, model->matches, model->model, model->classes[k], task, error);
  if (ok(error)) allocate(class, ranked->count, labels_most(model, k), error);
  if (!ok(error)) return;
  for (size_t i = 0; i < ranked->count; i++) add_prediction(class, model, k, ranked->rows[i], 0);
  add_labels(class, model, k, NO_UNIT);
  shrink(class, ranked->count);
}

/*
** Whether the next prediction of the second ranking comes before that of the first. Of equal scores the
** earlier image is first, as in the ranking of one model, so each exchange ranks as its own table would.
*/
static bool other_is_first(const RankScratch *scratch, const RankedModel *models, size_t one, size_t other) {
  const Ranked *a = &scratch->one, *b = &scratch->other;
  if (one == a->count || other == b->count) return one == a->count;
  if (a->keys[one] != b->keys[other]) return b->keys[other] < a->keys[one];
  return unit_of(&models[1], models[1].matches->data->predictions.image[b->rows[other]]) <
         unit_of(&models[0], models[0].matches->data->predictions.image[a->rows[one]]);
}

static void rank_swap(void *context, const Task *task, Error *error) {
  const Ranking *ranking = context;
  const RankedModel *models = ranking->models;
  RankedClass *class = &ranking->classes[task->index];
  RankScratch *scratch = &ranking->scratch[task->worker];
  size_t k = task->index;
  ranked_fill(&scratch->one, models[0].matches, models[0].model, models[0].classes[k], task, error);
  ranked_fill(&scratch->other, models[1].matches, models[1].model, models[1].classes[k], task, error);
  size_t count = scratch->one.count + scratch->other.count;
  if (ok(error)) allocate(class, count, labels_most(&models[0], k), error);
  if (!ok(error)) return;
  for (size_t one = 0, other = 0; one + other < count;) {
    if (other_is_first(scratch, models, one, other))
      add_prediction(class, &models[1], k, scratch->other.rows[other++], (uint32_t)ranking->units);
    else
      add_prediction(class, &models[0], k, scratch->one.rows[one++], 0);
  }
  add_labels(class, &models[0], k, (uint32_t)(2 * ranking->units));
  shrink(class, count);
}

static void scratch_make(RankScratch *scratch, const RankedModel *models, bool swaps, Error *error) {
  ranked_make(&scratch->one, models[0].matches->data, error);
  if (swaps) ranked_make(&scratch->other, models[1].matches->data, error);
}

static void scratch_release(RankScratch *scratch) {
  ranked_release(&scratch->one);
  ranked_release(&scratch->other);
}

static RankedClass *rank(const RankedModel *models, bool swaps, size_t count, size_t units,
                         const Workers *workers, Error *error) {
  Ranking ranking = {.models = models, .units = units};
  ranking.classes = memory_allocate_zeroed(count, sizeof *ranking.classes, error);
  ranking.scratch = memory_allocate_zeroed(workers->count, sizeof *ranking.scratch, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++)
    scratch_make(&ranking.scratch[w], models, swaps, error);
  workers_run(workers, count, swaps ? rank_swap : rank_one, &ranking, error);
  for (unsigned w = 0; ranking.scratch && w < workers->count; w++) scratch_release(&ranking.scratch[w]);
  memory_release(ranking.scratch);
  return ranking.classes;
}

RankedClass *ranked_classes_make(const RankedModel *model, size_t count, const Workers *workers,
                                 Error *error) {
  return rank(model, false, count, 0, workers, error);
}

RankedClass *ranked_swaps_make(const RankedModel models[2], size_t count, size_t units,
                               const Workers *workers, Error *error) {
  return rank(models, true, count, units, workers, error);
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
