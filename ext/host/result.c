#include "host/result.h"

void result_error(sqlite3_context *context, const char *function, const Error *error) {
  if (error->kind == ERROR_MEMORY) {
    sqlite3_result_error_nomem(context);
    return;
  }
  if (error->kind == ERROR_INTERRUPT) {
    sqlite3_result_error_code(context, SQLITE_INTERRUPT);
    return;
  }
  char *text = sqlite3_mprintf("%s: %s", function, error->text);
  if (text)
    sqlite3_result_error(context, text, -1);
  else
    sqlite3_result_error_nomem(context);
  sqlite3_free(text);
}
