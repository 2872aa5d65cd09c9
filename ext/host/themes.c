#include "host/function.h"

#include "host/aggregate.h"
#include "host/result.h"
#include "host/sink/row_sink.h"
#include "host/table_function.h"

/* A scalar that opens files asks first. */
static void call_with_files(sqlite3_context *context, int count, sqlite3_value **arguments) {
  const Registration *registration = sqlite3_user_data(context);
  Error error = {0};
  connection_check_files(registration->connection, &error);
  if (ok(&error))
    registration->function->call(context, count, arguments);
  else
    result_error(context, registration->function->name, &error);
}

static int register_with_files(Connection *connection, const Function *function, int count, int flags) {
  Registration *registration = registration_make(connection, function);
  if (!registration) return SQLITE_NOMEM;
  return sqlite3_create_function_v2(connection->db, function->name, count, flags, registration,
                                    call_with_files, NULL, NULL, registration_release);
}

static int register_call(Connection *connection, const Function *function, int count) {
  bool direct_only = function->opens_files || function->restricts;
  int flags = SQLITE_UTF8 | (direct_only ? SQLITE_DIRECTONLY : SQLITE_INNOCUOUS);
  if (function->kind == AGGREGATE) return aggregate_register(connection, function, count, flags);
  if (!function->impure) flags |= SQLITE_DETERMINISTIC;
  if (function->opens_files) return register_with_files(connection, function, count, flags);
  connection_hold(connection); /* given back by connection_release, on failure too */
  return sqlite3_create_function_v2(connection->db, function->name, count, flags, connection, function->call,
                                    NULL, NULL, connection_release);
}

static int register_function(Connection *connection, const Function *function) {
  if (function->kind == TABLE) return table_function_register(connection, function);
  int code = SQLITE_OK;
  for (const int *count = function->counts; *count >= 0 && code == SQLITE_OK; count++)
    code = register_call(connection, function, *count);
  return code;
}

static void unregister_function(sqlite3 *db, const Function *function) {
  if (function->kind == TABLE) sqlite3_create_module_v2(db, function->name, NULL, NULL, NULL);
  for (const int *count = function->counts; function->kind != TABLE && *count >= 0; count++)
    sqlite3_create_function_v2(db, function->name, *count, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}

/* After a failure SQLite unloads the library, so nothing may point into it any more. */
static void unregister_all(sqlite3 *db, const Theme *const *themes) {
  row_sink_unregister(db);
  for (const Theme *const *theme = themes; *theme; theme++) {
    for (int i = 0; i < (*theme)->count; i++) unregister_function(db, (*theme)->functions[i]);
  }
}

int functions_register(Connection *connection, const Theme *const *themes, bool with_files) {
  int code = row_sink_register(connection->db);
  connection->themes = themes;
  connection->no_files = !with_files;
  for (const Theme *const *theme = themes; *theme; theme++) {
    for (int i = 0; i < (*theme)->count && code == SQLITE_OK; i++) {
      const Function *function = (*theme)->functions[i];
      if (with_files || !function->opens_files) code = register_function(connection, function);
    }
  }
  if (code != SQLITE_OK) unregister_all(connection->db, themes);
  return code;
}
