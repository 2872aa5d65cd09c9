/*
** The best score threshold of a class: of all places to cut its ranked predictions, the one with the highest
** F1 (numbers.md, section 4).
*/
#ifndef BOXSCORE_EVALUATION_BEST_THRESHOLD_H
#define BOXSCORE_EVALUATION_BEST_THRESHOLD_H

#include "evaluation/precision_recall.h"

typedef struct BestThreshold {
  double score; /* of the last prediction that is kept; NaN: no threshold finds anything */
  uint32_t tp, fp, label_count;
} BestThreshold;

/*
** Looks at the ranked predictions of a class, at the last of those with equal scores: F1 = 2 tp / (tp + fp +
** labels), compared exactly; of equal ones the higher score. Of the matches it takes one cell, by number.
** Without a true positive every threshold has F1 0: score is NaN, tp and fp are 0.
*/
BestThreshold best_threshold(const Matches *matches, const Ranked *ranked, int cell, uint32_t label_count);

#endif
