/*
** The reader under all readers of the user's tables and views. A const list of fields says what is wanted;
** columns are found by their names, without case, and only those that are wanted are read.
**
**     static const Field fields[] = {[ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID},
**                                    [WIDTH] = {"width", FIELD_NUMBER, REQUIRED, 0}};
**     table_reader_open(&reader, connection, table, &(TableLayout){fields, LENGTH(fields), NULL}, error);
**     table_reader_prepare(&reader, error);
**     table_reader_run(&reader, take, context, error);    take() asks table_reader_id(&reader, ID, error)
**     table_reader_close(&reader);
**
** Rules, the same for every table:
** 1. An id is an INTEGER, a TEXT, or a REAL with an integral value, which is that INTEGER.
** 2. A number is finite: an INTEGER, a REAL, or a TEXT that is wholly a number.
** 3. A table without a column of the ids uses its rowid; a view, which has none, is an error.
** 4. An error names the table, the row (by its id, else by its number), the column and the value.
** 5. What is prepared must only read.
** 6. What was read is noted with the sources of what the connection is reading (host/kept/sources.h).
*/
#ifndef BOXSCORE_INPUT_TABLE_READER_H
#define BOXSCORE_INPUT_TABLE_READER_H

#include <float.h>

#include "dataset/dataset.h"
#include "host/connection.h"
#include "host/sink/row_sink.h"
#include "host/value.h"
#include "input/advice/missing.h"

enum { FIELDS_MOST = 20 };

typedef struct TableReader TableReader;

typedef struct TableLayout {
  const Field *fields;
  int field_count;
  RowName (*name_row)(const TableReader *reader); /* NULL: by its id, which is field 0 */
} TableLayout;

/* The public part: table, columns and row_number. */
struct TableReader {
  Connection *connection;
  const TableLayout *layout;
  TableColumns columns;
  size_t row_number; /* of the row at hand, from 1 */

  /* Private from here. */
  /* Of the columns as the table spells them; NULL: it has none, or it is not read. */
  const char *names[FIELDS_MOST];
  char *expression;       /* read in place of a column; NULL: nothing is replaced */
  int replaced;           /* the field of that column */
  int place[FIELDS_MOST]; /* among the values; 0: not read */
  sqlite3_value **values; /* of the row at hand; values[0] is NULL in SQL */
  BoxLack box_lack;
  int filter; /* the field that must be one of the values bound from ?2 on */
  size_t filter_count;
  sqlite3_stmt *statement, *first;
  void (*take)(void *context, Error *error);
  TakeCells *take_cells; /* of rows of our own tables, set before the run; NULL: `take` gets them, too */
  void *context;
  RowSink sink;
};

/* Whether there is a table or view of that name. That there is none is noted as something that was read. */
bool table_exists(Connection *connection, const char *table, Error *error);

/* Finds the columns. `table` may be schema.table, and lives as long as the reader. Close it in every case. */
void table_reader_open(TableReader *reader, Connection *connection, const char *table,
                       const TableLayout *layout, Error *error);
void table_reader_close(TableReader *reader);

/* Between opening and preparing: whether the table has the column; not to read it; to read an expression
** instead, the memory of which the reader takes over (of one field only); to read only rows whose field is
** one of `count` values. */
bool table_reader_has(const TableReader *reader, int field);
void table_reader_leave_out(TableReader *reader, int field);
void table_reader_replace(TableReader *reader, int field, char *expression, Error *error);
void table_reader_filter(TableReader *reader, int field, size_t count);
/* That the table has no box, which preparing then rejects with the rest. */
void table_reader_lacks_box(TableReader *reader, BoxLack lack);

/* Rejects a table without a required column. The values of a filter are then to be bound to ?2, ?3, ... of
** the statement; table_reader_check takes the host's result of that. */
void table_reader_prepare(TableReader *reader, Error *error);
void table_reader_check(const TableReader *reader, int code, Error *error);

/* Gives every row to `take`, which asks for the values. */
void table_reader_run(TableReader *reader, void (*take)(void *context, Error *error), void *context,
                      Error *error);
/* A statement at the first row, NULL where there is none; the reader keeps it open, so that a file behind a
** view is read once. The number of a field's column in it; 0, which is NULL, where the field is not read. */
sqlite3_stmt *table_reader_first(TableReader *reader, Error *error);
static inline int table_reader_column(const TableReader *reader, int field) {
  return reader->place[field];
}

/* ---- the values of the row at hand ---- */

/* What the inline functions below leave: anything but plain values, errors among them. */
Id table_reader_id_slowly(const TableReader *reader, int field, Error *error);
double table_reader_number_slowly(const TableReader *reader, int field, double fallback, Error *error);

/* Whether a field is read at all. */
static inline bool table_reader_reads(const TableReader *reader, int field) {
  return reader->place[field] > 0;
}
/* NULL in SQL where the field is not read. */
static inline sqlite3_value *table_reader_value(const TableReader *reader, int field) {
  return reader->values[reader->place[field]];
}
static inline bool table_reader_is_null(const TableReader *reader, int field) {
  return sqlite3_value_type(table_reader_value(reader, field)) == SQLITE_NULL;
}

/* An id; of ID_NULL where it is not read, or NULL and may be. Its text lives as long as the row. */
static inline Id table_reader_id(const TableReader *reader, int field, Error *error) {
  if (!table_reader_reads(reader, field)) return (Id){.kind = ID_NULL};
  sqlite3_value *value = table_reader_value(reader, field);
  int type = sqlite3_value_type(value);
  if (type == SQLITE_INTEGER) return id_integer(sqlite3_value_int64(value));
  const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
  if (text) return id_text(text, (uint32_t)sqlite3_value_bytes(value));
  return table_reader_id_slowly(reader, field, error);
}
/* A number; `fallback` where it is not read, or NULL and may be. */
static inline double table_reader_number(const TableReader *reader, int field, double fallback,
                                         Error *error) {
  if (!table_reader_reads(reader, field)) return fallback;
  sqlite3_value *value = table_reader_value(reader, field);
  int type = sqlite3_value_type(value);
  double number = type == SQLITE_FLOAT || type == SQLITE_INTEGER ? sqlite3_value_double(value) : -1;
  if (number >= 0 && number <= DBL_MAX) return number;
  return table_reader_number_slowly(reader, field, fallback, error);
}
/* The bytes of a TEXT or BLOB, which live as long as the row, or of the text of a number; NULL for NULL. */
const char *table_reader_bytes(const TableReader *reader, int field, size_t *length, Error *error);

RowName table_reader_row_name(const TableReader *reader);
/* "labels row 7: width is negative: -3"; of a NULL that it is one. */
void table_reader_refuse(const TableReader *reader, int field, const char *what, Error *error);
/* The same with what the field's kind says: "not a number". */
void table_reader_refuse_kind(const TableReader *reader, int field, Error *error);

#endif
