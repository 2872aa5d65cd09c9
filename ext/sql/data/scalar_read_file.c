/*
** read_file(path): reads the bytes of a file, as a BLOB. read_file(path, instead): returns `instead` for a
** missing file, so that one missing file does not stop a query that reads thousands.
**
**     CREATE TEMP VIEW images_with_data AS
**     SELECT id, width, height, read_file(file, NULL) AS data FROM images;
**
** Only SQL that is typed, and TEMP views, can call it; views and triggers of a database cannot. readfile of
** the sqlite3 shell returns NULL for a missing file; this one says what is wrong.
*/
#include <string.h>

#include "formats/whole_file.h"
#include "host/connection.h"
#include "host/function.h"
#include "host/result.h"
#include "host/value.h"

/* Terminated, and without a zero byte inside, at which the system would stop reading. */
static const char *path_argument(sqlite3_value *value, Error *error) {
  size_t length;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    error_input(error, "path is not TEXT: %s", value_excerpt(value).text);
    return NULL;
  }
  const char *path = value_text(value, &length);
  if (!path)
    error_memory(error);
  else if (length == 0 || strlen(path) != length)
    error_input(error, "no such file: %s", value_excerpt(value).text);
  return ok(error) ? path : NULL;
}

static void scalar_read_file(sqlite3_context *context, int count, sqlite3_value **arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  sqlite3 *db = sqlite3_context_db_handle(context);
  size_t most = (size_t)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1);
  Error error = {0};
  Buffer file = {0};
  Watch watch;
  const char *path = path_argument(arguments[0], &error);
  watch_begin(&watch, db, &error);
  bool missing = count == 2 && path && !whole_file_exists(path);
  if (!missing) whole_file_read(path, most, &file, &watch.poll, &error);
  watch_end(&watch);
  if (missing) {
    sqlite3_result_value(context, arguments[1]);
  } else if (ok(&error)) {
    sqlite3_result_blob64(context, file.bytes, file.length, memory_release);
  } else {
    buffer_release(&file);
    result_error(context, "read_file", &error);
  }
}

const Function function_read_file = {
    .kind = SCALAR,
    .name = "read_file",
    .arguments = "path[, instead]",
    .summary = "reads the bytes of a file",
    .returns = "BLOB, or instead where there is no such file; NULL if path is NULL",
    .example = "SELECT length(read_file('build/street/instances.json')) > 0",
    .since = "0.1.0",
    PARAMETERS(
        {"path", NULL, true, "a file name",
         "relative to the folder that the program runs in, unless it begins with /"},
        {"instead", NULL, false, "any value", "the result where there is no such file; left out: an error"}),
    .counts = {1, 2, -1},
    .call = scalar_read_file,
    .impure = true,
    .opens_files = true,
};
