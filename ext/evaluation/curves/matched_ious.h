/*
** The IoU of every true positive with its label.
*/
#ifndef BOXSCORE_EVALUATION_CURVES_MATCHED_IOUS_H
#define BOXSCORE_EVALUATION_CURVES_MATCHED_IOUS_H

#include "evaluation/matching.h"

/* By prediction; of those that are not true positives it is not set. The matches have one cell, and their
** labels. The memory is the caller's; NULL with the error set. */
double *matched_ious_make(const Matches *matches, const Workers *workers, Error *error);

#endif
