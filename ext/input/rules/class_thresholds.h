/*
** The parameter class_thresholds: a table with a score threshold for each class, and maybe an IoU threshold.
*/
#ifndef BOXSCORE_INPUT_RULES_CLASS_THRESHOLDS_H
#define BOXSCORE_INPUT_RULES_CLASS_THRESHOLDS_H

#include "evaluation/matching.h"
#include "host/call.h"

#define CLASS_THRESHOLDS_PARAMETER                                                                           \
  {                                                                                                          \
    "class_thresholds", NULL, false, TABLE_DOMAIN,                                                           \
        "a score_threshold for each class, and maybe an iou_threshold: a table with the columns class and "  \
        "score_threshold"                                                                                    \
  }

/* Reads the table into the rules, in memory of the run. A class that the data do not have, or that stands
** there twice, a NULL, and a threshold out of range are errors that name the row; so is an iou_threshold
** column where the rules have several thresholds. Of a part of a data set, the table may be that of the
** whole, with classes that the part lacks. Does nothing where the parameter is not set. */
void class_thresholds_read(Call *call, const Dataset *data, bool of_shard, MatchRules *rules);

/* Rejects a table with IoU thresholds, for functions that have IoU thresholds of their own. */
void class_thresholds_refuse_ious(const Call *call, const MatchRules *rules);

#endif
