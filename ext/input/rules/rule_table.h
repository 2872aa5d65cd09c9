/*
** Tables of rules: small tables of the user's that say how to evaluate, such as a threshold for each class. A
** parameter names the table (its domain is TABLE_DOMAIN, so that boxscore_restrict sees it, and kept runs
** are given up where it is not an ordinary table); where it is not set there are no rules.
**
**     static const Field fields[] = {[CLASS] = {"class", FIELD_ID, REQUIRED}, ...};
**     rule_table_read(call, "class_thresholds", &layout, data, take_rule, context);
**
** take_rule asks table_reader_number(&row->table, FIELD, ...) and rule_class(row, CLASS, error).
*/
#ifndef BOXSCORE_INPUT_RULES_RULE_TABLE_H
#define BOXSCORE_INPUT_RULES_RULE_TABLE_H

#include "host/call.h"
#include "input/table_reader.h"

typedef struct RuleRow RuleRow;
struct RuleRow {
  TableReader table;
  const Dataset *data;

  /* Private from here. */
  void (*take)(void *context, const RuleRow *row, Error *error);
  void *context;
};

/* Gives every row of the table that a parameter names to `take`. Does nothing where the parameter is not
** set. */
void rule_table_read(Call *call, const char *parameter, const TableLayout *layout, const Dataset *data,
                     void (*take)(void *context, const RuleRow *row, Error *error), void *context);

/* The same of a table that is named otherwise. */
void rule_table_read_from(Call *call, const char *table, const TableLayout *layout, const Dataset *data,
                          void (*take)(void *context, const RuleRow *row, Error *error), void *context,
                          Error *error);

/* The number of the class that a field names. One that neither labels nor predictions have is an
** error that names the row and the value; NAMES_NONE with the error set. */
uint32_t rule_class(const RuleRow *row, int field, Error *error);

#endif
