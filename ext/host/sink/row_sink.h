/*
** Taking the rows of our own SELECT: boxscore_read_rows(?1, a, b, ...) is an aggregate that hands each row
** over. It gets all values of a row at once, which takes a good part less time than stepping row by row and
** asking for each column. Where the SELECT is a plain scan of
** a table of ours (plain_scan.h), its rows are taken from there when SQLite comes to the first.
*/
#ifndef BOXSCORE_HOST_ROW_SINK_H
#define BOXSCORE_HOST_ROW_SINK_H

#include "base/error.h"
#include "host/sink/plain_scan.h"

typedef struct RowSink {
  /* values[1] is the first one of the row, values[0] what the sink itself is bound to. */
  void (*take)(void *context, sqlite3_value **values, Error *error);
  /* The same of a row of a plain scan, as cells[0], ...; NULL: none are asked for. */
  TakeCells *take_cells;
  PlainScan scan;
  void *context;
  Error *error; /* while it runs */
} RowSink;

#define ROW_SINK_FUNCTION "boxscore_read_rows"

/* Binds ?1 of "SELECT boxscore_read_rows(?1, ...) FROM ..." to a sink that outlives the statement's run. */
int row_sink_bind(sqlite3_stmt *statement, RowSink *sink);
/* Gives every row to the sink; `table` is for the host's errors. */
void row_sink_run(RowSink *sink, sqlite3_stmt *statement, const char *table, Error *error);

int row_sink_register(sqlite3 *db);
void row_sink_unregister(sqlite3 *db);

#endif
