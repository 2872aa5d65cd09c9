/*
** Localisation recall precision (LRP): one error of 0 to 1 that counts false positives and missed labels, and
** how far the boxes of the true positives are off (numbers.md, section 9). At an IoU threshold t
**
**     LRP = (sum of (1 - IoU) / (1 - t) over the true positives + fp + fn) / (tp + fp + fn)
*/
#ifndef BOXSCORE_EVALUATION_CURVES_LRP_H
#define BOXSCORE_EVALUATION_CURVES_LRP_H

#include "evaluation/precision_recall.h"

/* The lowest LRP of a class, and what it is made of there. */
typedef struct LeastLrp {
  double lrp;             /* 1: there is no true positive; NaN: no labels, or an IoU threshold of 1 */
  double localisation;    /* the mean of 1 - IoU over the true positives */
  double false_positives; /* fp / (tp + fp) */
  double false_negatives; /* fn / labels */
  double score;           /* of the last prediction that is kept. These four: NaN without a true positive */
} LeastLrp;

/*
** Looks at the ranked predictions of a class, one after the other, or with whole_ties at the last of those
** with equal scores, where a threshold can be. Of equal LRPs the higher score counts. The matches have one
** cell; ious are those of the true positives.
*/
LeastLrp least_lrp(const Matches *matches, const Ranked *ranked, const double *ious, size_t class,
                   uint32_t label_count, bool whole_ties);

#endif
