/*
** Matching: which prediction finds which label, by the protocol of COCO (numbers.md, section 3) or another
** one (numbers.md, section 9).
*/
#ifndef BOXSCORE_EVALUATION_MATCHING_H
#define BOXSCORE_EVALUATION_MATCHING_H

#include "evaluation/matches.h"

/* Matches all models. with_labels fills `label` and requires a single cell. Release it in every case. */
void matches_make(Matches *matches, const Dataset *data, const MatchRules *rules, bool with_labels,
                  const Workers *workers, Error *error);

#endif
