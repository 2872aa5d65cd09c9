#include "statistics/resampling/weighted_scores.h"

#include <math.h>
#include <string.h>

enum { R = COCO_RECALLS, HITS_BETWEEN_CHECKS = 64 };

/* The running state of a cell's curve in one lane, as Curve is for a whole data set. */
typedef struct LaneCurve {
  uint32_t tp, fp; /* fp: of hits that this cell does not match */
  uint32_t reached, next;
} LaneCurve;

/* One class on its way. */
typedef struct Following {
  const Figures *figures;
  const Weights *weights;
  WeightedScratch *scratch;
  uint32_t labels[AREAS_MOST][RESAMPLE_LANES], misses[AREAS_MOST][RESAMPLE_LANES];
  size_t next_miss;
} Following;

void weighted_scratch_make(WeightedScratch *scratch, const Figures *figures, Error *error) {
  size_t cells = (size_t)figures->thresholds * (size_t)figures->areas;
  *scratch = (WeightedScratch){0};
  scratch->curves = memory_allocate(RESAMPLE_LANES * cells, sizeof *scratch->curves, error);
  scratch->precision = memory_allocate(RESAMPLE_LANES * cells, R * sizeof *scratch->precision, error);
  scratch->within = memory_allocate((size_t)figures->count * COCO_THRESHOLDS,
                                    RESAMPLE_LANES * sizeof *scratch->within, error);
}

void weighted_scratch_release(WeightedScratch *scratch) {
  memory_release(scratch->curves);
  memory_release(scratch->precision);
  memory_release(scratch->within);
}

static void add_weights(uint32_t *sums, const uint16_t *weights) {
  for (int lane = 0; lane < RESAMPLE_LANES; lane++) sums[lane] += weights[lane];
}

static void count_labels_weighted(const RankedClass *class, Following *following) {
  int areas = following->figures->areas;
  for (size_t i = 0; i < class->label_count; i++) {
    for (int a = 0; a < areas; a++) {
      if (class->label_areas[i] >> a & 1)
        add_weights(following->labels[a], weights_of(following->weights, class->labels[i]));
    }
  }
}

static void begin_curves(Following *following) {
  const Figures *figures = following->figures;
  int cells = figures->thresholds * figures->areas;
  double recall = coco_recall(1);
  memset(following->scratch->precision, 0, (size_t)(RESAMPLE_LANES * cells) * R * sizeof(double));
  memset(following->scratch->within, 0,
         (size_t)figures->count * COCO_THRESHOLDS * RESAMPLE_LANES * sizeof *following->scratch->within);
  for (int lane = 0; lane < RESAMPLE_LANES; lane++) {
    for (int c = 0; c < cells; c++) {
      uint32_t labels = following->labels[c / figures->thresholds][lane];
      /* Recall 0 is reached before the first true positive, and without one its precision is 0. */
      following->scratch->curves[lane * cells + c] =
          (LaneCurve){.reached = 1, .next = curve_needed(recall, labels)};
    }
  }
}

/* The false positives that rank before a hit. */
static void follow_misses(const RankedClass *class, size_t until, Following *following) {
  int areas = following->figures->areas;
  for (; following->next_miss < until; following->next_miss++) {
    const uint16_t *weights = weights_of(following->weights, class->misses[following->next_miss]);
    if (areas == 1) {
      add_weights(following->misses[0], weights);
      continue;
    }
    for (int a = 0; a < areas; a++) {
      if (class->miss_areas[following->next_miss] >> a & 1) add_weights(following->misses[a], weights);
    }
  }
}

/* `weight` true positives: only the last one's precision can be the best of a recall point. */
static void follow_true(LaneCurve *curve, double *precision, uint32_t weight, uint32_t misses,
                        uint32_t labels) {
  const double epsilon = 2.220446049250313e-16; /* as in precision_recall.c */
  curve->tp += weight;
  while (curve->next <= curve->tp && curve->reached < R) {
    curve->reached++;
    if (curve->reached < R) curve->next = curve_needed(coco_recall((int)curve->reached), labels);
  }
  double value = curve->tp / ((double)curve->tp + (double)(curve->fp + misses) + epsilon);
  double *best = &precision[curve->reached - 1];
  if (value > *best) *best = value;
}

static void follow_within(const Hit *hit, const uint16_t *weights, Following *following) {
  const Figures *figures = following->figures;
  for (int f = 0; f < figures->count; f++) {
    const Figure *figure = &figures->items[f];
    if (!figure->limit || hit->place >= figure->limit) continue;
    for (int t = 0; t < figure->threshold_count; t++) {
      int cell = figure->area * figures->thresholds + figure->first_threshold + t;
      if ((hit->matched & ~hit->ignored) >> cell & 1)
        add_weights(following->scratch->within + (f * COCO_THRESHOLDS + t) * RESAMPLE_LANES, weights);
    }
  }
}

static void follow_hit(const Hit *hit, Following *following) {
  const Figures *figures = following->figures;
  const uint16_t *weights = weights_of(following->weights, hit->unit);
  int cells = figures->thresholds * figures->areas;
  for (int lane = 0; lane < RESAMPLE_LANES; lane++) {
    if (!weights[lane]) continue;
    LaneCurve *curves = following->scratch->curves + lane * cells;
    double *precision = following->scratch->precision + lane * cells * R;
    for (int c = 0; c < cells; c++) {
      int area = c / figures->thresholds;
      if (hit->ignored >> c & 1) continue;
      if (hit->matched >> c & 1)
        follow_true(&curves[c], precision + c * R, weights[lane], following->misses[area][lane],
                    following->labels[area][lane]);
      else
        curves[c].fp += weights[lane];
    }
  }
  follow_within(hit, weights, following);
}

static double average_precision(const Figure *figure, const Figures *figures, int lane,
                                WeightedScratch *scratch) {
  int cells = figures->thresholds * figures->areas;
  int first = lane * cells + figure->area * figures->thresholds + figure->first_threshold;
  double *values = scratch->precision + first * R;
  for (int t = 0; t < figure->threshold_count; t++) {
    double *envelope = values + t * R;
    for (uint32_t r = scratch->curves[first + t].reached - 1; r > 0; r--) {
      if (envelope[r] > envelope[r - 1]) envelope[r - 1] = envelope[r];
    }
  }
  return sum_pairwise(values, (size_t)(figure->threshold_count * R)) / (figure->threshold_count * R);
}

static double average_recall(const Figure *figure, int number, const Figures *figures, int lane,
                             uint32_t labels, const WeightedScratch *scratch) {
  double recall[COCO_THRESHOLDS];
  int cells = figures->thresholds * figures->areas;
  int first = lane * cells + figure->area * figures->thresholds + figure->first_threshold;
  for (int t = 0; t < figure->threshold_count; t++) {
    uint32_t tp = figure->limit ? scratch->within[(number * COCO_THRESHOLDS + t) * RESAMPLE_LANES + lane]
                                : scratch->curves[first + t].tp;
    recall[t] = (double)tp / labels;
  }
  return sum_pairwise(recall, (size_t)figure->threshold_count) / figure->threshold_count;
}

void weighted_scores(const RankedClass *class, const Figures *figures, const Weights *weights,
                     WeightedScratch *scratch, double *values, const Task *task, Error *error) {
  Following following = {.figures = figures, .weights = weights, .scratch = scratch};
  count_labels_weighted(class, &following);
  begin_curves(&following);
  for (size_t i = 0; i < class->hit_count && ok(error); i++) {
    if (i % HITS_BETWEEN_CHECKS == 0) task_check(task, error);
    follow_misses(class, class->hits[i].misses, &following);
    follow_hit(&class->hits[i], &following);
  }
  for (int f = 0; f < figures->count && ok(error); f++) {
    const Figure *figure = &figures->items[f];
    for (int lane = 0; lane < RESAMPLE_LANES; lane++) {
      uint32_t labels = following.labels[figure->area][lane];
      double *value = &values[f * RESAMPLE_LANES + lane];
      if (!labels)
        *value = (double)NAN;
      else
        *value = figure->is_recall ? average_recall(figure, f, figures, lane, labels, scratch)
                                   : average_precision(figure, figures, lane, scratch);
    }
  }
}
