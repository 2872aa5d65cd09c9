/*
** The columns that a table of the user's has, and the fields that a reader wants of it.
*/
#ifndef BOXSCORE_INPUT_COLUMNS_H
#define BOXSCORE_INPUT_COLUMNS_H

#include "base/id.h"
#include "host/host.h"

typedef enum FieldKind { FIELD_ANY, FIELD_ID, FIELD_NUMBER, FIELD_TEXT, FIELD_BLOB } FieldKind;
typedef enum FieldNeed { UNUSED, OPTIONAL, REQUIRED } FieldNeed;

/* Of a field. ELSE_ROWID: field 0 alone, an id in place of which the rowid is read; ANY_NUMBERS: advice may
** number the rows. */
enum { MAY_BE_NULL = 1, NOT_NEGATIVE = 2, ELSE_ROWID = 4, ANY_NUMBERS = 8 };

typedef struct Field {
  const char *name;
  FieldKind kind;
  FieldNeed need;
  unsigned flags;
  const char *other_name; /* that the column may have instead; NULL: none */
  const char *synonyms;   /* under which people have it, as advice.h compares names; NULL: none */
} Field;

typedef struct TableColumns {
  sqlite3 *db;
  const char *table; /* as the user names it */
  char *quoted;      /* as SQL names it */
  char **names;
  int count;
} TableColumns;

/* Finds them by preparing SELECT *, which is never stepped. Release them in every case. */
void columns_find(TableColumns *columns, sqlite3 *db, const char *table, Error *error);
/* Whether there is a table or view of that name; the reader finds whatever else is wrong with it. */
bool columns_table_exists(sqlite3 *db, const char *table, Error *error);
/* Whether a name is that of an ordinary table of the main database, whose rows nothing else can change: no
** view, virtual table or computed column, and no rows that others have not committed. False where it cannot
** be told. */
bool columns_table_is_stored(sqlite3 *db, const char *table);
bool columns_table_has(sqlite3 *db, const char *table, const char *name, Error *error);
void columns_release(TableColumns *columns);

/* A column's name as the table spells it; NULL: it has none. */
const char *columns_name(const TableColumns *columns, const char *name);

/* Whether the collation of a column takes different texts for equal, as NOCASE does. True where it cannot be
** told, as of a view. */
bool columns_folds(const TableColumns *columns, const char *column, Error *error);

/* A value of a statement at a row as an id; ID_NULL where it is neither an INTEGER nor a TEXT. */
Id column_id(sqlite3_stmt *statement, int column);

#endif
