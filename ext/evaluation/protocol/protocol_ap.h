/*
** The average precision of VOC and Open Images (numbers.md, section 9): over all points of the envelope, or
** over the 11 recalls of VOC 2007.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_PROTOCOL_AP_H
#define BOXSCORE_EVALUATION_PROTOCOL_PROTOCOL_AP_H

#include "evaluation/precision_recall.h"

/* Of a class that has been ranked, in one cell of the matching; label_count is not 0. */
double protocol_ap(const Matches *matches, const Ranked *ranked, int cell, uint32_t label_count,
                   Error *error);

#endif
