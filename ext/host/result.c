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

void result_text(sqlite3_context *context, Buffer *buffer, const Error *error) {
  if (ok(error))
    sqlite3_result_text64(context, buffer->bytes, buffer->length, memory_release, SQLITE_UTF8);
  else
    buffer_release(buffer);
}

void result_blob(sqlite3_context *context, Buffer *buffer, const Error *error) {
  if (ok(error))
    sqlite3_result_blob64(context, buffer->bytes, buffer->length, memory_release);
  else
    buffer_release(buffer);
}
