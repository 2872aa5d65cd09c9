/*
** The SQL of a repair: a statement that the user can run on their own tables. It copies what it adds from the
** table of predictions, so that no digit is lost on the way.
*/
#ifndef BOXSCORE_SQL_ERRORS_REPAIR_STATEMENT_H
#define BOXSCORE_SQL_ERRORS_REPAIR_STATEMENT_H

#include "base/buffer.h"
#include "evaluation/repairs/candidates.h"
#include "host/call.h"

/* The names of a table and its columns, as SQL writes them; NULL: it lacks the column. */
typedef struct NamedTable {
  const char *name, *id, *image_id, *class;
  const char *x, *y, *width, *height; /* all four or none */
  const char *bbox, *segmentation;
  const char *area, *iscrowd, *category_id; /* of labels */
  bool has_id;                              /* `id` is a column, not the rowid */
  bool folds_ids,
      folds_classes; /* texts that SQLite takes for equal may differ: a comparison must say BINARY */
} NamedTable;

typedef struct RepairTables {
  NamedTable labels, predictions;
  bool is_writable;          /* the labels are a table, and no view */
  bool adds, renames, moves; /* what such a statement would set is not computed from other columns */
} RepairTables;

/* Reads the names of the tables of a call; they live in the arena. */
void repair_tables_read(RepairTables *tables, Call *call, Arena *arena);

/* Appends the statement, with a semicolon; nothing where there is none that makes the repair. */
void repair_statement(const RepairTables *tables, const Dataset *data, const Repair *repair, Buffer *out,
                      Error *error);

#endif
