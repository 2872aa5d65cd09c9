/*
** Advice: the CREATE TEMP VIEW that gives a user's table what boxscore wants of it, as part of an error.
**
** A view lists its columns: those that are wanted, then the table's own as long as the text stays short.
** Names are compared without case and by letters and digits alone, so that x_min, "x min" and XMin are one;
** of box columns a prefix such as bbox_ is ignored. Width and height that are not the box's come back as
** image_width and image_height.
*/
#ifndef BOXSCORE_INPUT_ADVICE_H
#define BOXSCORE_INPUT_ADVICE_H

#include "input/columns.h"

typedef struct Replacement {
  const char *name, *expression;
} Replacement;

/* What a view does: columns replaced, and perhaps a second table, "JOIN images AS i ON ...", beside the first
** as t, which a "WITH i AS (...) " may define. */
typedef struct ViewChange {
  const Replacement *replacements;
  int count;
  const char *join, *with; /* NULL: none */
} ViewChange;

/* The view's text in sqlite3_malloc memory; NULL where it would be too long for an error, or memory is
** out. */
char *advice_view(const TableColumns *columns, const Field *fields, int field_count, const ViewChange *change,
                  Error *error);

/* Whether a table has a field, lacks an id where the rowid would do, has a rowid (a view has none). */
bool advice_has_field(const TableColumns *columns, const Field *field);
bool advice_lacks_id(const TableColumns *columns, const Field *fields);
bool advice_has_rowid(const TableColumns *columns, Error *error);

/* The first of some names, words between blanks, that the table has as a column other than `except`; -1:
** none. prefixed: behind a prefix such as bbox_ alone. */
int advice_find(const TableColumns *columns, const char *synonyms, bool prefixed, int except);
/* Whether a column occurs as a word in what replaces others. */
bool advice_uses(const ViewChange *change, const char *column);

/* The text of a string, NULL where it is empty or memory is out. */
char *advice_finish(sqlite3_str *text, Error *error);

enum { ADVICE_NAME = 200 };
/* A name as a person would write it in SQL, quoted only where it must be. */
const char *advice_name(const char *name, char *out, int size);

/* The same of a table, which may be schema.table. */
const char *advice_table(const TableColumns *columns, char *out, int size);

#endif
