/*
** Precision and recall of a class over its ranked predictions, for all cells of a matching (numbers.md,
** section 4).
*/
#ifndef BOXSCORE_EVALUATION_PRECISION_RECALL_H
#define BOXSCORE_EVALUATION_PRECISION_RECALL_H

#include "base/number.h"
#include "evaluation/matching.h"

/*
** The running state of one cell's curve, which is fed TPs and FPs in descending score. Only the
** best precision between two recall points is kept, so a curve needs no memory for its predictions.
*/
typedef struct Curve {
  uint32_t label_count; /* labels that count: tp + fn */
  uint32_t tp, fp;
  int reached;   /* recall points reached so far */
  uint32_t next; /* the count of true positives that reaches the next one */
  double precision
      [COCO_RECALLS]; /* after curve_finish: the envelope at each recall point, 0 past the last recall */
  double score[COCO_RECALLS]; /* of the prediction that reached the point; NaN past the last recall */
} Curve;

void curve_begin(Curve *curve, uint32_t label_count);
/* The first prediction, whatever its outcome, reaches recall 0; ignored ones are passed to curve_first
** only. */
void curve_first(Curve *curve, double score);
void curve_true(Curve *curve, double score);
static inline void curve_false(Curve *curve, uint32_t count) {
  curve->fp += count;
}
void curve_finish(Curve *curve);
static inline double precision_at(uint32_t tp, uint32_t fp) {
  const double epsilon = 2.220446049250313e-16; /* numpy.spacing(1) */
  return tp / ((double)tp + (double)fp + epsilon);
}
/* The smallest count of true positives whose recall reaches a point. */
uint32_t curve_needed(double recall, uint32_t label_count);

static inline double curve_recall(const Curve *curve) {
  return curve->label_count ? (double)curve->tp / curve->label_count : (double)__builtin_nan("");
}

/* sum_pairwise of values that are made when they are needed: `fill` writes those from `start` on. */
typedef void FillValues(const void *context, size_t start, size_t count, double *out);
double sum_pairwise_of(FillValues *fill, const void *context, size_t start, size_t count, const Task *task,
                       Error *error);

/* The predictions of a class, ranked over all images. */
typedef struct Ranked {
  uint64_t *keys; /* of the score, ascending = descending score */
  uint32_t *rows; /* of predictions */
  size_t count;
  uint64_t *scratch_keys;
  uint32_t *scratch_rows;
  size_t capacity;
} Ranked;

/* The labels of a class that count, in each area range. */
void count_labels(const Matches *matches, size_t class, uint32_t counts[AREAS_MOST]);

/* Scratch for the largest segment. */
void ranked_make(Ranked *ranked, const Dataset *data, Error *error);
void ranked_release(Ranked *ranked);
/* Ranks the kept predictions of a class by descending score, ties by image, then id. */
void ranked_fill(Ranked *ranked, const Matches *matches, size_t model, size_t class, const Task *task,
                 Error *error);

/*
** The curves of one class and model, one for each cell. smaller_limits are ascending detection limits below
** rules.max_detections; tp_within[limit * thresholds + t] counts the true positives of area range 0 within
** each.
*/
void class_curves(const Matches *matches, size_t model, size_t class, Ranked *ranked, Curve *curves,
                  const size_t *smaller_limits, int limit_count, uint32_t *tp_within, const Task *task,
                  Error *error);

#endif
