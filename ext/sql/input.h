/*
** Inputs: data sets read from the user's tables, kept as long as a run of theirs lives.
*/
#ifndef BOXSCORE_SQL_INPUT_H
#define BOXSCORE_SQL_INPUT_H

#include "evaluation/dataset.h"
#include "sql/table_function.h"

typedef struct Input {
  int references;
  Stamp stamp;
  sqlite3_value *filter;      /* the model that was read; NULL: all */
  char *labels, *predictions; /* names of tables */
  Dataset data;
} Input;

/* The data set of a call's `labels` and `predictions`: read now, or kept from an earlier run that is provably fresh. */
const Dataset *call_dataset(Call *call);
/* Refuses a model that the call was asked for and no prediction has. */
void input_check_filter(const Input *input, sqlite3_value *filter, Error *error);
void input_release(Input *input); /* NULL is allowed */

#endif
