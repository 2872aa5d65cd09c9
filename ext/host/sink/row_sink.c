#include "host/sink/row_sink.h"

#include "host/connection.h"

static const char pointer_type[] = "boxscore_row_sink";

/* Once: whether the row at hand, and perhaps more, was taken from the table itself. */
static bool take_scan(RowSink *sink) {
  const ConnectedTable *table = sink->scan.table;
  sink->scan.table = NULL;
  return table->hand_rows(table, sink->scan.columns, sink->scan.count, sink->take_cells, sink->context,
                          sink->error) > 0;
}

static void rows_step(sqlite3_context *context, int count, sqlite3_value **values) {
  RowSink **held = sqlite3_aggregate_context(context, sizeof *held);
  if (held && !*held && count) *held = sqlite3_value_pointer(values[0], pointer_type);
  RowSink *sink = held ? *held : NULL;
  if (!sink) {
    sqlite3_result_error(context, ROW_SINK_FUNCTION ": only boxscore itself can call it", -1);
    return;
  }
  if (!sink->scan.table || !take_scan(sink)) sink->take(sink->context, values, sink->error);
  if (!ok(sink->error))
    sqlite3_result_error(context, "stopped", -1); /* row_sink_run has sink->error to report */
}

static void rows_final(sqlite3_context *context) {
  (void)context;
}

int row_sink_register(sqlite3 *db) {
  return sqlite3_create_function_v2(db, ROW_SINK_FUNCTION, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL,
                                    rows_step, rows_final, NULL);
}

void row_sink_unregister(sqlite3 *db) {
  sqlite3_create_function_v2(db, ROW_SINK_FUNCTION, -1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}

int row_sink_bind(sqlite3_stmt *statement, RowSink *sink) {
  return sqlite3_bind_pointer(statement, 1, sink, pointer_type, NULL);
}

void row_sink_run(RowSink *sink, sqlite3_stmt *statement, const char *table, Error *error) {
  if (!ok(error)) return;
  sink->error = error;
  int code = sqlite3_step(statement);
  if (code != SQLITE_ROW) error_from_host(error, sqlite3_db_handle(statement), code, table);
}
