/*
** The reader: a user's table or view, row by row, as objects. Columns are found by name, without case.
*/
#ifndef BOXSCORE_SQL_READER_H
#define BOXSCORE_SQL_READER_H

#include "evaluation/dataset.h"
#include "sql/host.h"

typedef enum ObjectKind { LABELS, PREDICTIONS } ObjectKind;

typedef struct Reader Reader;

/* Finds the columns and starts reading: of predictions with filter, those of that model only.
** `table` may be schema.table. Close it in every case; NULL where memory is out. */
Reader *reader_open(sqlite3 *db, const char *table, ObjectKind kind, sqlite3_value *filter, Error *error);
/* The next row; false after the last one or on an error, which names the table, the row's id and the value. */
bool reader_next(Reader *reader, ObjectRow *row, Error *error);
void reader_close(Reader *reader);

/* What to say where images or classes are INTEGER in one table and TEXT in the other. */
void reader_refuse_kinds(const Reader *text_side, const char *other_table, const char *column,
                         const Id *example, Error *error);
/* Where a filter found nothing: an error unless the table is empty. */
void reader_refuse_model(sqlite3 *db, const char *table, sqlite3_value *filter, Error *error);

#endif
