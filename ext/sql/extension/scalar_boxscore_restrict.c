/*
** boxscore_restrict('files', 'tables: labels, predictions'): takes from the connection what the arguments
** name, for good.
**
** 'files' switches the functions off that open files. 'tables: a, b' leaves these tables to the functions
** that read tables; a further call leaves those that both name. Without an argument nothing changes. The
** result says what is left.
*/
#include <string.h>

#include "base/buffer.h"
#include "host/function.h"
#include "host/result.h"
#include "host/value.h"

static bool begins_with(const char *text, size_t length, const char *start) {
  return length >= strlen(start) && memcmp(text, start, strlen(start)) == 0;
}

/* "a, b" as names that each end with a NUL. */
static void read_names(const char *text, size_t length, Buffer *names, Error *error) {
  for (size_t at = 0; at <= length; at++) {
    size_t start = at;
    while (at < length && text[at] != ',') at++;
    size_t end = at;
    while (start < end && text[start] == ' ') start++;
    while (end > start && text[end - 1] == ' ') end--;
    if (start == end) {
      error_input(error, "a name of a table is missing: %s", excerpt(text, length).text);
      return;
    }
    buffer_add(names, text + start, end - start, error);
    buffer_add(names, "", 1, error);
  }
}

static void restrict_tables(Connection *connection, const char *text, size_t length, Error *error) {
  Buffer names = {0};
  read_names(text, length, &names, error);
  if (ok(error)) connection_restrict_tables(connection, names.bytes, names.length, error);
  buffer_release(&names);
}

static void restrict_by(Connection *connection, sqlite3_value *argument, Error *error) {
  static const char tables[] = "tables:";
  size_t length = 0;
  bool is_text = sqlite3_value_type(argument) == SQLITE_TEXT;
  const char *text = is_text ? value_text(argument, &length) : NULL;
  if (is_text && !text) error_memory(error);
  if (!ok(error)) return;
  if (text && length == 5 && memcmp(text, "files", 5) == 0)
    connection->no_files = true;
  else if (text && begins_with(text, length, tables))
    restrict_tables(connection, text + sizeof tables - 1, length - (sizeof tables - 1), error);
  else
    error_input(error, "neither 'files' nor 'tables: name, ...': %s", value_excerpt(argument).text);
}

static void describe(const Connection *connection, Buffer *out, Error *error) {
  buffer_text(out, connection->no_files ? "files: none; tables: " : "files: any; tables: ", error);
  if (!connection->only_tables) buffer_text(out, "any", error);
  if (connection->only_tables && !connection->only_tables_length) buffer_text(out, "none", error);
  const char *end = connection->only_tables + connection->only_tables_length;
  for (const char *name = connection->only_tables; name && name < end; name += strlen(name) + 1) {
    if (name > connection->only_tables) buffer_text(out, ", ", error);
    buffer_text(out, name, error);
  }
}

static void scalar_boxscore_restrict(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Connection *connection = sqlite3_user_data(context);
  Error error = {0};
  Buffer out = {0};
  for (int i = 0; i < count && ok(&error); i++) restrict_by(connection, arguments[i], &error);
  describe(connection, &out, &error);
  if (ok(&error))
    sqlite3_result_text64(context, out.bytes, out.length, SQLITE_TRANSIENT, SQLITE_UTF8);
  else
    result_error(context, "boxscore_restrict", &error);
  buffer_release(&out);
}

const Function function_boxscore_restrict = {
    .kind = SCALAR,
    .name = "boxscore_restrict",
    .arguments = "[what[, what]]",
    .summary = "limits what a connection may read: files and tables",
    .returns = "TEXT, what the connection may still do",
    .example = "SELECT boxscore_restrict()",
    .since = "0.1.0",
    PARAMETERS({"what", NULL, false, "'files' or 'tables: a, b'",
                "what to take away: all files, or all tables but these"}),
    .counts = {0, 1, 2, -1},
    .call = scalar_boxscore_restrict,
    .impure = true,
    .restricts = true,
};
