/*
** html_escape(value): turns a value into text that is safe in HTML, SVG and XML, in content and in quoted
** attributes.
**
**     SELECT '<td>' || html_escape(class) || '</td>' FROM ap_by_class;
**
** & < > " ' become entities. What XML does not allow (control characters, invalid UTF-8) becomes U+FFFD.
** Numbers are written as SQLite writes them; a BLOB is read as UTF-8. NULL for NULL.
*/
#include "picture/svg.h"
#include "host/function.h"
#include "host/result.h"

static void scalar_html_escape(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  Error error = {0};
  Buffer out = {0};
  const char *text = (const char *)sqlite3_value_text(arguments[0]);
  if (text)
    svg_text(&out, text, (size_t)sqlite3_value_bytes(arguments[0]), &error);
  else
    error_memory(&error);
  if (ok(&error))
    sqlite3_result_text64(context, out.bytes ? out.bytes : "", out.length, SQLITE_TRANSIENT, SQLITE_UTF8);
  else
    result_error(context, "html_escape", &error);
  buffer_release(&out);
}

const Function function_html_escape = {
    .kind = SCALAR,
    .name = "html_escape",
    .arguments = "value",
    .summary = "turns a value into text that is safe inside HTML and SVG",
    .returns = "TEXT for element content and quoted attributes; NULL if an argument is NULL",
    .example = "SELECT html_escape('cat <b>& dog</b>')",
    .since = "0.1.0",
    PARAMETERS({"value", NULL, true, "any value", "the value; a BLOB is read as UTF-8"}),
    .counts = {1, -1},
    .call = scalar_html_escape,
};
