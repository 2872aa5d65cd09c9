#include "host/value.h"

#include <string.h>

#include "base/number.h"

Excerpt value_excerpt(sqlite3_value *value) {
  Excerpt out = {"NULL"};
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER: sqlite3_snprintf(sizeof out.text, out.text, "%lld", sqlite3_value_int64(value)); break;
  case SQLITE_FLOAT: number_format(sqlite3_value_double(value), out.text); break;
  case SQLITE_BLOB:
    sqlite3_snprintf(sizeof out.text, out.text, "a BLOB of %d bytes", sqlite3_value_bytes(value));
    break;
  case SQLITE_TEXT: {
    size_t length;
    const char *text = value_text(value, &length);
    Id id = id_text(text ? text : "", text ? (uint32_t)length : 0);
    return id_excerpt(&id);
  }
  }
  return out;
}

bool value_equal(sqlite3_value *a, sqlite3_value *b) {
  if (!a || !b) return !a && !b;
  int type = sqlite3_value_type(a);
  if (type != sqlite3_value_type(b)) return false;
  switch (type) {
  case SQLITE_INTEGER: return sqlite3_value_int64(a) == sqlite3_value_int64(b);
  case SQLITE_FLOAT: return sqlite3_value_double(a) == sqlite3_value_double(b);
  case SQLITE_NULL: return true;
  }
  const void *left = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(a) : sqlite3_value_blob(a);
  const void *right = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(b) : sqlite3_value_blob(b);
  int bytes = sqlite3_value_bytes(a);
  return bytes == sqlite3_value_bytes(b) &&
         (bytes == 0 || (left && right && !memcmp(left, right, (size_t)bytes)));
}

bool value_real(sqlite3_value *value, double *out) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT: *out = sqlite3_value_double(value); return true;
  case SQLITE_TEXT: break;
  default: return false;
  }
  size_t length;
  const char *text = value_text(value, &length);
  Number number;
  if (!text || !number_read_whole(text, length, &number)) return false;
  *out = number.real;
  return true;
}

bool value_id(sqlite3_value *value, Id *out) {
  size_t length;
  switch (sqlite3_value_type(value)) {
  case SQLITE_NULL: *out = (Id){.kind = ID_NULL}; return true;
  case SQLITE_INTEGER: *out = id_integer(sqlite3_value_int64(value)); return true;
  case SQLITE_FLOAT: {
    double real = sqlite3_value_double(value);
    if (!(real >= -9223372036854775808.0 && real < 9223372036854775808.0)) return false;
    if (real != (double)(int64_t)real) return false;
    *out = id_integer((int64_t)real);
    return true;
  }
  case SQLITE_TEXT: {
    const char *text = value_text(value, &length);
    *out = id_text(text, (uint32_t)length);
    return text != NULL;
  }
  }
  return false;
}

char *id_literal(const Id *id) {
  if (id->kind == ID_NULL) return sqlite3_mprintf("NULL");
  if (id->kind == ID_INTEGER) return sqlite3_mprintf("%lld", (sqlite3_int64)id->integer);
  const char *text = id->text, *end = id->text + id->length, *nul = memchr(text, 0, id->length);
  if (!nul) return sqlite3_mprintf("'%.*q'", (int)id->length, text);
  sqlite3_str *out = sqlite3_str_new(NULL);
  sqlite3_str_appendall(out, "(");
  for (; nul; text = nul + 1, nul = memchr(text, 0, (size_t)(end - text)))
    sqlite3_str_appendf(out, "'%.*q' || char(0) || ", (int)(nul - text), text);
  sqlite3_str_appendf(out, "'%.*q')", (int)(end - text), text);
  return sqlite3_str_finish(out);
}

const char *value_text(sqlite3_value *value, size_t *length) {
  const char *text = (const char *)sqlite3_value_text(value);
  *length = text ? (size_t)sqlite3_value_bytes(value) : 0;
  return text;
}
