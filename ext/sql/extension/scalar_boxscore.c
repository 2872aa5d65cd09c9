/*
** boxscore_version(): returns the version.
** boxscore_debug(): reports versions, build options, how many evaluations (runs) and reads of input tables
** (reads) this connection has made, and what it keeps between statements (cache_*), as JSON.
** boxscore_sql(name): returns the text of a script of sql/, so that a program gets the schema and the reports
** from the one file that it loads. NULL for NULL; an unknown name is an error that lists the known ones.
*/
#include <string.h>

#include "formats/voc/xml.h"
#include "geometry/polygon/geos.h"
#include "image/jpeg_pixels.h"
#include "image/png_pixels.h"
#include "host/function.h"
#include "host/kept/kept.h"
#include "host/result.h"
#include "sql/extension/embedded.h"
#include "host/value.h"

static void scalar_boxscore_version(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count, (void)arguments;
  sqlite3_result_text(context, BOXSCORE_VERSION, -1, SQLITE_STATIC);
}

const Function function_boxscore_version = {
    .kind = SCALAR,
    .name = "boxscore_version",
    .arguments = "",
    .summary = "returns the version of boxscore",
    .returns = "TEXT, major.minor.patch",
    .example = "SELECT boxscore_version()",
    .since = "0.1.0",
    .counts = {0, -1},
    .call = scalar_boxscore_version,
};

static void scalar_boxscore_debug(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count, (void)arguments;
  Connection *connection = sqlite3_user_data(context);
  KeptFacts kept = kept_facts(connection);
  char jpeg[JPEG_LIBRARY_TEXT];
  jpeg_pixels_library(jpeg);
  char *text = sqlite3_mprintf(
      "{\"version\":\"%s\",\"compiler\":\"%s\",\"built_for_sqlite\":\"%s\",\"sqlite\":\"%s\",\"threadsafe\":%d,"
      "\"geos\":\"%s\",\"png\":\"%s\",\"jpeg\":\"%s\",\"xml\":\"%s\",\"runs\":%lld,\"reads\":%lld,"
      "\"cache_hits\":%lld,\"cache_misses\":%lld,\"cache_bytes\":%lld,\"cache_limit\":%lld}",
      BOXSCORE_VERSION, __VERSION__, SQLITE_VERSION, sqlite3_libversion(), sqlite3_threadsafe(),
      geos_library(), png_pixels_library(), jpeg, xml_library(), connection->runs, connection->reads,
      kept.hits, kept.misses, (sqlite3_int64)kept.bytes, (sqlite3_int64)kept.limit);
  if (text)
    sqlite3_result_text(context, text, -1, sqlite3_free);
  else
    sqlite3_result_error_nomem(context);
}

const Function function_boxscore_debug = {
    .kind = SCALAR,
    .name = "boxscore_debug",
    .arguments = "",
    .summary = "reports versions, build options and counters, as JSON",
    .returns = "TEXT, a JSON object",
    .example = "SELECT boxscore_debug()",
    .since = "0.1.0",
    .counts = {0, -1},
    .call = scalar_boxscore_debug,
    .impure = true,
};

static const Embedded *find_script(const char *name, size_t length) {
  for (const Embedded *script = scripts; script->name; script++) {
    if (strlen(script->name) == length && memcmp(script->name, name, length) == 0) return script;
  }
  return NULL;
}

static void refuse_script(sqlite3_context *context, const char *name, size_t length) {
  Error error = {0};
  char known[400] = "";
  for (const Embedded *script = scripts; script->name; script++) {
    size_t used = strlen(known);
    sqlite3_snprintf((int)(sizeof known - used), known + used, "%s%s", used ? ", " : "", script->name);
  }
  error_input(&error, "no such script: %s; there are %s", excerpt(name, length).text, known);
  result_error(context, "boxscore_sql", &error);
}

static void result_string(sqlite3_context *context, sqlite3_str *text, int code) {
  if (code == SQLITE_OK) code = sqlite3_str_errcode(text);
  char *whole = sqlite3_str_finish(text);
  if (code == SQLITE_OK && whole) {
    sqlite3_result_text(context, whole, -1, sqlite3_free);
    return;
  }
  if (code == SQLITE_OK)
    sqlite3_result_text(context, "", 0, SQLITE_STATIC);
  else
    sqlite3_result_error_code(context, code);
  sqlite3_free(whole);
}

/* The lines that a query of ours returns: statements for the schema of this connection. */
static void result_of_query(sqlite3_context *context, const char *query) {
  sqlite3 *db = sqlite3_context_db_handle(context);
  sqlite3_stmt *statement = NULL;
  sqlite3_str *text = sqlite3_str_new(db);
  int code = sqlite3_prepare_v2(db, query, -1, &statement, NULL);
  while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    const char *line = (const char *)sqlite3_column_text(statement, 0);
    code = line ? SQLITE_OK : SQLITE_NOMEM;
    if (line) sqlite3_str_appendf(text, "%s\n", line);
  }
  sqlite3_finalize(statement);
  result_string(context, text, code == SQLITE_DONE ? SQLITE_OK : code);
}

static void scalar_boxscore_sql(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  size_t length;
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  const char *name = value_text(arguments[0], &length);
  const Embedded *script = name ? find_script(name, length) : NULL;
  if (name && !script) {
    refuse_script(context, name, length);
    return;
  }
  sqlite3_str *text = sqlite3_str_new(sqlite3_context_db_handle(context));
  for (const char *const *piece = script ? script->pieces : NULL; piece && *piece; piece++)
    sqlite3_str_appendall(text, *piece);
  bool is_query = script && strcmp(script->name, "drop_reports") == 0;
  if (!is_query || sqlite3_str_errcode(text)) {
    result_string(context, text, name ? SQLITE_OK : SQLITE_NOMEM);
    return;
  }
  char *query = sqlite3_str_finish(text);
  result_of_query(context, query);
  sqlite3_free(query);
}

const Function function_boxscore_sql = {
    .kind = SCALAR,
    .name = "boxscore_sql",
    .arguments = "name",
    .summary = "returns the text of a built-in SQL script",
    .returns = "TEXT, SQL statements, CSS or JavaScript; NULL if an argument is NULL",
    .example = "SELECT boxscore_sql('schema')",
    .since = "0.1.0",
    PARAMETERS({"name", NULL, true, "the name of a file of sql/ without .sql", "the script"}),
    .counts = {1, -1},
    .call = scalar_boxscore_sql,
    .impure = true, /* drop_reports is about the views that there are */
};
