/*
** The matching of VOC and Open Images: each prediction, best first, is compared with its best label only
** (numbers.md, section 9). Where that one is taken, no other label is tried.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_BEST_LABEL_H
#define BOXSCORE_EVALUATION_PROTOCOL_BEST_LABEL_H

#include "evaluation/matches.h"

/* Matches the predictions of a group. `taken` has room for the labels of the group. */
void best_label_match(const Matches *matches, const Group *group, uint64_t *taken, const Task *task,
                      Error *error);

#endif
