/*
** The arguments of aggregates over rows of match_outcomes. Errors name the argument and show the value.
*/
#ifndef BOXSCORE_SQL_SCORES_OUTCOME_ARGUMENTS_H
#define BOXSCORE_SQL_SCORES_OUTCOME_ARGUMENTS_H

#include "evaluation/outcomes.h"
#include "host/host.h"

OutcomeKind argument_outcome(sqlite3_value *value, Error *error); /* 'TP', 'FP', 'FN' or 'ignored' */
Id argument_id(sqlite3_value *value, const char *name, Error *error);
double argument_score(sqlite3_value *value, OutcomeKind kind, Error *error);

#endif
