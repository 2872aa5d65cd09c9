/*
** The ranked predictions of a class in a form that answers quickly what its curves are if some predictions
** had another outcome, and the class one label more or fewer (numbers.md, section 9b). The answer is that of
** precision_recall.h to the last bit.
**
** Between two changes, all TPs keep their order, and the counts of TPs and FPs before them move by the same
** numbers. So for small moves, the best precision of the TPs that lie between two recall points is computed
** in advance; only the stretches that hold a change are gone through TP by TP.
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_CLASS_RANKING_H
#define BOXSCORE_EVALUATION_REPAIRS_CLASS_RANKING_H

#include "evaluation/precision_recall.h"

typedef struct ThresholdRanking {
  uint64_t *is_true, *is_false;         /* of each rank a bit */
  uint32_t *true_before, *false_before; /* of each word of these */
  uint32_t *false_at;                   /* of each TP, the FPs before it */
  uint32_t true_count;
  double *best; /* [labels -1, 0, 1][TPs -1, 0, 1][FPs -1, 0, 1][recalls]; NULL: few TPs */
} ThresholdRanking;

/* Of one class and model. Start with {0}. */
typedef struct ClassRanking {
  int threshold_count;
  uint32_t label_count, prediction_count;
  uint32_t needed[3][COCO_RECALLS + 1]; /* TPs that reach a recall point, with -1, 0 and 1 label more */
  ThresholdRanking thresholds[COCO_THRESHOLDS];
  double *cells; /* [thresholds][recalls]: precision as it is */
  double ap;     /* NaN: no labels */
  Arena arena;
} ClassRanking;

/* Ranks a class; ranks[row] returns the rank of each kept prediction. Release it in every case. */
void class_ranking_make(ClassRanking *ranking, const Matches *matches, size_t model, size_t class,
                        Ranked *ranked, uint32_t *ranks, const Task *task, Error *error);
void class_ranking_release(ClassRanking *ranking);

/* A prediction with another outcome. */
typedef struct RankChange {
  uint32_t rank;
  uint64_t matched_before, ignored_before, matched, ignored; /* as in Matches */
} RankChange;

/* The precision with these changes, ascending by rank, and `more` labels (-1, 0 or 1); returns the AP, NaN
** where no label is left. */
double class_ranking_try(const ClassRanking *ranking, int more, const RankChange *changes, size_t count,
                         double *cells);

#endif
