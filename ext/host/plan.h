/*
** Planning: which constraints of a query become arguments of a table function (architecture.md, rule 4), in a
** text that best-index gives to filter and that plan.c alone reads.
*/
#ifndef BOXSCORE_HOST_PLAN_H
#define BOXSCORE_HOST_PLAN_H

#include "host/function.h"

/* shown: how many columns stand before the parameters. */
void plan_make(const Function *function, int shown, sqlite3 *db, sqlite3_index_info *info, Error *error);

/* The arguments of filter, sorted out. */
typedef struct Arguments {
  sqlite3_uint64 wanted;
  sqlite3_value *parameters[64];
  sqlite3_value *filter, *key, *listed;
  bool filter_is_constant, key_is_constant, listed_by_in;
  int key_column, listed_column;
  const char *misplaced; /* a parameter; NULL: none */
} Arguments;

void plan_read(const char *text, const Function *function, sqlite3_value **values, Arguments *out,
               Error *error);

#endif
