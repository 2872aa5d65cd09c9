/*
** What a repair of one label is worth: AP and mean AP after it minus before, to the last bit what an
** evaluation of the repaired labels gives (numbers.md, section 9b).
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_REPAIRS_H
#define BOXSCORE_EVALUATION_REPAIRS_REPAIRS_H

#include "evaluation/repairs/candidates.h"

/* The repairs of a model, appended to the list in the order of suspicion times gain, most first. The rules
** have one area range and at most COCO_THRESHOLDS thresholds; the outcomes are those at the first one. */
void repairs_find(RepairList *list, const Dataset *data, const MatchRules *rules, const Matches *matches,
                  size_t model, const Outcome *outcomes, size_t count, double least, const Workers *workers,
                  Error *error);

#endif
