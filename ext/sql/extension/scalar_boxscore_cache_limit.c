/*
** boxscore_cache_limit([bytes]): sets how much memory this connection may use for what it keeps between
** statements, and returns the limit.
**
** What is beyond a new limit goes at once, and with 0 nothing is kept. Without an argument, or with NULL,
** nothing changes.
*/
#include "host/function.h"
#include "host/kept/kept.h"
#include "host/result.h"
#include "host/value.h"

static void set_limit(Connection *connection, sqlite3_value *argument, Error *error) {
  double bytes;
  bool is_number = value_real(argument, &bytes);
  if (is_number && bytes >= 0 && bytes <= (double)(SIZE_MAX / 4))
    kept_set_limit(connection, (size_t)bytes, error);
  else
    error_input(error, "not a number of bytes from 0: %s", value_excerpt(argument).text);
}

static void scalar_boxscore_cache_limit(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Connection *connection = sqlite3_user_data(context);
  Error error = {0};
  if (count && sqlite3_value_type(arguments[0]) != SQLITE_NULL) set_limit(connection, arguments[0], &error);
  if (ok(&error))
    sqlite3_result_int64(context, (sqlite3_int64)kept_facts(connection).limit);
  else
    result_error(context, "boxscore_cache_limit", &error);
}

const Function function_boxscore_cache_limit = {
    .kind = SCALAR,
    .name = "boxscore_cache_limit",
    .arguments = "[bytes]",
    .summary = "sets how much memory a connection keeps between statements",
    .returns = "INTEGER, the limit in bytes",
    .example = "SELECT boxscore_cache_limit()",
    .since = "0.1.0",
    PARAMETERS({"bytes", NULL, false, "a number from 0", "the most bytes to keep; 0 keeps nothing"}),
    .counts = {0, 1, -1},
    .call = scalar_boxscore_cache_limit,
    .impure = true,
    .restricts = true,
};
