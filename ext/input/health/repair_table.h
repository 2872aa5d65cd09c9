/*
** What a repairing statement can do to a table of the user's: nothing to a view, for example.
*/
#ifndef BOXSCORE_INPUT_HEALTH_REPAIR_TABLE_H
#define BOXSCORE_INPUT_HEALTH_REPAIR_TABLE_H

#include "input/columns.h"

enum { REPAIR_NAME = 440 };

/* Names are as SQL writes them, quoted where they must be. */
typedef struct RepairTable {
  char name[REPAIR_NAME];
  char id[REPAIR_NAME];  /* the column that rows are told apart by, or rowid */
  bool deletes, updates; /* whether SQLite lets statements do that */
  bool has_rowid;        /* whether rows can be told apart where their ids are equal */
  bool folds;            /* ids that are equal to SQLite may differ, so that a comparison must say BINARY */
  bool has_box, has_bbox, has_area;
} RepairTable;

/* id: the field's column, "id" or "item_id". */
void repair_table_find(RepairTable *repair, const TableColumns *columns, const char *id, Error *error);

#endif
