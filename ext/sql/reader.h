/*
** The reader: a user's table or view, row by row, as objects. Columns are found by name, without case.
*/
#ifndef BOXSCORE_SQL_READER_H
#define BOXSCORE_SQL_READER_H

#include "evaluation/dataset.h"
#include "sql/host.h"

typedef enum ObjectKind { LABELS, PREDICTIONS } ObjectKind;

/* Takes one row. */
typedef void (*RowTaker)(void *context, const ObjectRow *row, Error *error);

typedef struct Reader Reader;

/* Finds the columns; of predictions with filter, reads those of that model only. `table` may be schema.table.
** Close it in every case; NULL where memory is out. */
Reader *reader_open(sqlite3 *db, const char *table, ObjectKind kind, sqlite3_value *filter, Error *error);
/* Gives every row to `take`. Errors name the table, the row's id and the value. */
void reader_run(Reader *reader, RowTaker take, void *context, Error *error);
void reader_close(Reader *reader);

/*
** Registers boxscore_read_rows, an aggregate that hands the rows of our own SELECT over: it gets all values of a row at
** once, which takes a good part less time than stepping row by row and asking for each column.
*/
int reader_register(sqlite3 *db);
void reader_unregister(sqlite3 *db);

/* What to say where images or classes are INTEGER in one table and TEXT in the other. */
void reader_refuse_kinds(const Reader *text_side, const char *other_table, const char *column,
                         const Id *example, Error *error);
/* Where a filter found nothing: an error unless the table is empty. */
void reader_refuse_model(sqlite3 *db, const char *table, sqlite3_value *filter, Error *error);

#endif
