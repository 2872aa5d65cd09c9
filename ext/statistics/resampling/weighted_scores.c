/*
** The ranking of a class is followed twice for a block of resamples: forwards to count, and back from the
** last hit. On the way back the best precision so far is the envelope (numbers.md, section 4), so nothing is
** kept for each recall point: a true positive adds the best precision as often as it passes such points.
*/
#include "statistics/resampling/weighted_scores.h"

#include <math.h>
#include <string.h>

enum { LANES = RESAMPLE_LANES, WORK_BETWEEN_CHECKS = 1 << 13 };

/* The curves of a cell, in all lanes. */
typedef struct LaneCurves {
  double best[LANES]; /* the highest precision of those behind */
  double sum[LANES];  /* of the precision at recall points behind */
  int32_t tp[LANES];
  int32_t points[LANES];  /* recall points that tp reaches, that of recall 0 left out */
  int32_t counted[LANES]; /* hits that this cell does not ignore; only where cells differ */
} LaneCurves;

/* One class on its way. */
typedef struct Following {
  const RankedClass *class;
  const Figures *figures;
  const Weights *weights;
  WeightedScratch *scratch;
  bool cells_differ; /* some hits are ignored by some cells */
  int cells;
  int32_t labels[AREAS_MOST][LANES], misses[AREAS_MOST][LANES];
  int32_t hits[LANES]; /* only where cells do not differ */
  size_t points_stride[AREAS_MOST], points_start[AREAS_MOST];
  size_t next_miss, work;
  const Task *task;
} Following;

void weighted_scratch_make(WeightedScratch *scratch, const Figures *figures, Error *error) {
  size_t cells = (size_t)figures->thresholds * (size_t)figures->areas;
  *scratch = (WeightedScratch){0};
  scratch->curves = memory_allocate(cells, sizeof *scratch->curves, error);
  scratch->within =
      memory_allocate((size_t)figures->count * COCO_THRESHOLDS, LANES * sizeof *scratch->within, error);
}

void weighted_scratch_release(WeightedScratch *scratch) {
  memory_release(scratch->curves);
  memory_release(scratch->within);
  memory_release(scratch->points);
}

static void add_lanes(int32_t *restrict sums, const int32_t *restrict weights) {
  for (int lane = 0; lane < LANES; lane++) sums[lane] += weights[lane];
}

static void subtract_lanes(int32_t *restrict sums, const int32_t *restrict weights) {
  for (int lane = 0; lane < LANES; lane++) sums[lane] -= weights[lane];
}

static void widen_lanes(const uint8_t *restrict weights, int32_t *restrict out) {
  for (int lane = 0; lane < LANES; lane++) out[lane] = weights[lane];
}

static void count_work(Following *following, size_t work, Error *error) {
  following->work += work;
  if (following->work < WORK_BETWEEN_CHECKS) return;
  following->work = 0;
  task_check(following->task, error);
}

/* ---- sums of weights ---- */

/* Weights of units, added up as bytes eight lanes at a time, and so few of them that no byte overflows. */
static void sum_few(const Weights *weights, const uint32_t *units, size_t count, int32_t *out) {
  enum { WORDS = LANES / 8 };
  uint64_t sums[WORDS] = {0}, words[WORDS];
  uint8_t bytes[LANES];
  for (size_t i = 0; i < count; i++) {
    memcpy(words, weights_of(weights, units[i]), sizeof words);
    for (int w = 0; w < WORDS; w++) sums[w] += words[w];
  }
  memcpy(bytes, sums, sizeof bytes);
  for (int lane = 0; lane < LANES; lane++) out[lane] += bytes[lane];
}

/* The same of any number. */
static void sum_units(Following *following, const uint32_t *units, size_t count, int32_t *out, Error *error) {
  size_t few = UINT8_MAX / following->weights->most;
  memset(out, 0, LANES * sizeof *out);
  for (size_t i = 0; i < count && ok(error); i += few) {
    size_t left = count - i;
    sum_few(following->weights, units + i, left < few ? left : few, out);
    count_work(following, few, error);
  }
}

/* The same of those units that an area has. */
static void sum_units_of(Following *following, const uint32_t *units, const uint8_t *areas, size_t count,
                         int area, int32_t *out, Error *error) {
  uint32_t chosen[UINT8_MAX];
  size_t few = UINT8_MAX / following->weights->most, number = 0;
  if (following->figures->areas == 1) {
    sum_units(following, units, count, out, error);
    return;
  }
  memset(out, 0, LANES * sizeof *out);
  for (size_t i = 0; i < count && ok(error); i++) {
    if (areas[i] >> area & 1) chosen[number++] = units[i];
    if (number < few && i + 1 < count) continue;
    sum_few(following->weights, chosen, number, out);
    count_work(following, number, error);
    number = 0;
  }
}

/* The false positives from `start` to `end`, of an area. */
static void sum_misses(Following *following, size_t start, size_t end, int area, int32_t *out, Error *error) {
  const RankedClass *class = following->class;
  sum_units_of(following, class->misses + start, class->miss_areas + start, end - start, area, out, error);
}

/* ---- forwards ---- */

static void count_within(const Hit *hit, const int32_t *weights, Following *following) {
  const Figures *figures = following->figures;
  for (int f = 0; f < figures->count; f++) {
    const Figure *figure = &figures->items[f];
    if (!figure->limit || hit->place >= figure->limit) continue;
    for (int t = 0; t < figure->threshold_count; t++) {
      int cell = figure->area * figures->thresholds + figure->first_threshold + t;
      if ((hit->matched & ~hit->ignored) >> cell & 1)
        add_lanes(following->scratch->within + (f * COCO_THRESHOLDS + t) * LANES, weights);
    }
  }
}

static void count_hit(const Hit *hit, Following *following) {
  LaneCurves *curves = following->scratch->curves;
  uint64_t matched = hit->matched & ~hit->ignored;
  int32_t weights[LANES];
  widen_lanes(weights_of(following->weights, hit->unit), weights);
  add_lanes(following->hits, weights);
  for (int c = 0; c < following->cells; c++) {
    if (matched >> c & 1) add_lanes(curves[c].tp, weights);
    if (following->cells_differ && !(hit->ignored >> c & 1)) add_lanes(curves[c].counted, weights);
  }
  count_within(hit, weights, following);
}

/* Labels, and predictions up to the last hit. */
static void count_all(Following *following, Error *error) {
  const RankedClass *class = following->class;
  const Figures *figures = following->figures;
  memset(following->scratch->curves, 0, (size_t)following->cells * sizeof *following->scratch->curves);
  memset(following->scratch->within, 0,
         (size_t)figures->count * COCO_THRESHOLDS * LANES * sizeof *following->scratch->within);
  for (size_t i = 0; i < class->hit_count && ok(error); i++) {
    count_hit(&class->hits[i], following);
    count_work(following, (size_t)following->cells, error);
  }
  following->next_miss = class->hit_count ? class->hits[class->hit_count - 1].misses : 0;
  for (int a = 0; a < figures->areas && ok(error); a++) {
    sum_units_of(following, class->labels, class->label_areas, class->label_count, a, following->labels[a],
                 error);
    sum_misses(following, 0, following->next_miss, a, following->misses[a], error);
  }
}

/* ---- recall points ---- */

static int32_t most_found(const Following *following, int area) {
  const LaneCurves *curves = following->scratch->curves + area * following->figures->thresholds;
  int32_t most = 0;
  for (int t = 0; t < following->figures->thresholds; t++) {
    for (int lane = 0; lane < LANES; lane++)
      if (curves[t].tp[lane] > most) most = curves[t].tp[lane];
  }
  return most;
}

/* How many recall points each count of true positives reaches with so many labels. */
static void fill_points(uint8_t *points, size_t count, uint32_t labels) {
  size_t at = 0;
  for (int r = 1; r < COCO_RECALLS && at < count; r++) {
    size_t needed = curve_needed(coco_recall(r), labels);
    for (; at < needed && at < count; at++) points[at] = (uint8_t)(r - 1);
  }
  for (; at < count; at++) points[at] = COCO_RECALLS - 1;
}

/* A table for each area and lane, as many entries as the area has true positives in any cell and lane. */
static void count_points(Following *following, Error *error) {
  WeightedScratch *scratch = following->scratch;
  int thresholds = following->figures->thresholds;
  size_t size = 0;
  for (int a = 0; a < following->figures->areas; a++) {
    following->points_stride[a] = (size_t)most_found(following, a) + 1;
    following->points_start[a] = size;
    size += LANES * following->points_stride[a];
  }
  memory_reserve((void **)&scratch->points, &scratch->points_capacity, size, 1, error);
  for (int a = 0; a < following->figures->areas && ok(error); a++) {
    size_t stride = following->points_stride[a];
    uint8_t *points = scratch->points + following->points_start[a];
    for (int lane = 0; lane < LANES; lane++) {
      fill_points(points + (size_t)lane * stride, stride, (uint32_t)following->labels[a][lane]);
      for (int c = a * thresholds; c < (a + 1) * thresholds; c++)
        scratch->curves[c].points[lane] = points[(size_t)lane * stride + (size_t)scratch->curves[c].tp[lane]];
    }
    count_work(following, LANES * stride, error);
  }
}

/* ---- back ---- */

static void divisors_of(const int32_t *restrict hits, const int32_t *restrict misses,
                        double *restrict divisors) {
  const double epsilon = 2.220446049250313e-16; /* as in precision_recall.c */
  for (int lane = 0; lane < LANES; lane++) divisors[lane] = (double)(hits[lane] + misses[lane]) + epsilon;
}

/* The precision at a true positive. With weight 0 it is not in the resample, and this is the precision of a
** prediction before it, which does no harm. */
static void raise_best(LaneCurves *restrict curves, const double *restrict divisors) {
  for (int lane = 0; lane < LANES; lane++) {
    double precision = (double)curves->tp[lane] / divisors[lane];
    curves->best[lane] = precision > curves->best[lane] ? precision : curves->best[lane];
  }
}

static void pass_points(LaneCurves *restrict curves, const int32_t *restrict weights,
                        const uint8_t *restrict points, size_t stride) {
  int32_t passed[LANES];
  for (int lane = 0; lane < LANES; lane++) curves->tp[lane] -= weights[lane];
  for (int lane = 0; lane < LANES; lane++) {
    int32_t reached = points[(size_t)lane * stride + (size_t)curves->tp[lane]];
    passed[lane] = curves->points[lane] - reached;
    curves->points[lane] = reached;
  }
  for (int lane = 0; lane < LANES; lane++) curves->sum[lane] += curves->best[lane] * (double)passed[lane];
}

/* Takes a hit away. */
static void pass_hit(const Hit *hit, Following *following) {
  WeightedScratch *scratch = following->scratch;
  int thresholds = following->figures->thresholds;
  uint64_t matched = hit->matched & ~hit->ignored;
  int32_t weights[LANES];
  double divisors[LANES];
  widen_lanes(weights_of(following->weights, hit->unit), weights);
  if (!following->cells_differ) divisors_of(following->hits, following->misses[0], divisors);
  for (int c = 0; c < following->cells; c++) {
    LaneCurves *curves = &scratch->curves[c];
    int area = c / thresholds;
    if (matched >> c & 1) {
      if (following->cells_differ) divisors_of(curves->counted, following->misses[area], divisors);
      raise_best(curves, divisors);
      pass_points(curves, weights, scratch->points + following->points_start[area],
                  following->points_stride[area]);
    }
    if (following->cells_differ && !(hit->ignored >> c & 1)) subtract_lanes(curves->counted, weights);
  }
  subtract_lanes(following->hits, weights);
}

static void pass_all(Following *following, Error *error) {
  const RankedClass *class = following->class;
  int32_t misses[LANES];
  for (size_t i = class->hit_count; i-- > 0 && ok(error);) {
    const Hit *hit = &class->hits[i];
    for (int a = 0; a < following->figures->areas && hit->misses < following->next_miss; a++) {
      sum_misses(following, hit->misses, following->next_miss, a, misses, error);
      subtract_lanes(following->misses[a], misses);
    }
    following->next_miss = hit->misses;
    pass_hit(hit, following);
    count_work(following, 8 * (size_t)following->cells, error);
  }
}

/* ---- figures ---- */

/* Of recall 0, the best precision of all is the envelope. */
static double average_precision(const Figure *figure, const LaneCurves *curves, int lane) {
  double sum = 0;
  for (int t = 0; t < figure->threshold_count; t++) sum += curves[t].sum[lane] + curves[t].best[lane];
  return sum / (figure->threshold_count * COCO_RECALLS);
}

static double average_recall(const Figure *figure, const int32_t *found, size_t step, int32_t labels) {
  double recall[COCO_THRESHOLDS];
  for (int t = 0; t < figure->threshold_count; t++) recall[t] = (double)found[(size_t)t * step] / labels;
  return sum_pairwise(recall, (size_t)figure->threshold_count) / figure->threshold_count;
}

/* AR when all is counted, AP when all is passed. */
static void take_values(const Following *following, bool recalls, double *values) {
  const Figures *figures = following->figures;
  const WeightedScratch *scratch = following->scratch;
  for (int f = 0; f < figures->count; f++) {
    const Figure *figure = &figures->items[f];
    const LaneCurves *curves = scratch->curves + figure->area * figures->thresholds + figure->first_threshold;
    const int32_t *within = scratch->within + f * COCO_THRESHOLDS * LANES;
    if (figure->is_recall != recalls) continue;
    for (int lane = 0; lane < LANES; lane++) {
      int32_t labels = following->labels[figure->area][lane];
      double *value = &values[f * LANES + lane];
      if (!labels)
        *value = (double)NAN;
      else if (!recalls)
        *value = average_precision(figure, curves, lane);
      else if (figure->limit)
        *value = average_recall(figure, within + lane, LANES, labels);
      else
        *value = average_recall(figure, curves->tp + lane, sizeof *curves / sizeof *curves->tp, labels);
    }
  }
}

static bool some_are_ignored(const RankedClass *class) {
  for (size_t i = 0; i < class->hit_count; i++) {
    if (class->hits[i].ignored) return true;
  }
  return false;
}

void weighted_scores(const RankedClass *class, const Figures *figures, const Weights *weights,
                     WeightedScratch *scratch, double *values, const Task *task, Error *error) {
  Following following = {.class = class,
                         .figures = figures,
                         .weights = weights,
                         .scratch = scratch,
                         .cells_differ = figures->areas > 1 || some_are_ignored(class),
                         .cells = figures->thresholds * figures->areas,
                         .task = task};
  count_all(&following, error);
  if (!ok(error)) return;
  take_values(&following, true, values);
  count_points(&following, error);
  if (ok(error)) pass_all(&following, error);
  if (ok(error)) take_values(&following, false, values);
}
