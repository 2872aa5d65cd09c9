#include "host/cell.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "host/connection.h"

void cell_integer(Cell *cell, sqlite3_int64 value) {
  cell->kind = CELL_INTEGER;
  cell->integer = value;
}

void cell_real(Cell *cell, double value) {
  cell->kind = isnan(value) ? CELL_NULL : CELL_REAL;
  cell->real = value;
}

void cell_text(Cell *cell, const char *text) {
  cell_bytes(cell, text, strlen(text));
}

void cell_bytes(Cell *cell, const char *text, size_t length) {
  cell->kind = CELL_TEXT;
  cell->text = text;
  cell->length = length;
}

void cell_blob(Cell *cell, const char *bytes, size_t length) {
  cell_bytes(cell, bytes, length);
  cell->kind = CELL_BLOB;
}

void cell_take(Cell *cell, char *bytes, size_t length) {
  cell_bytes(cell, bytes, length);
  cell->owned = bytes;
}

void cell_out_of_memory(Cell *cell) {
  cell->kind = CELL_OUT_OF_MEMORY;
}

void cell_value(Cell *cell, sqlite3_value *copy) {
  cell->kind = copy ? CELL_VALUE : CELL_OUT_OF_MEMORY;
  cell->value = copy;
}

void cell_fail(Cell *cell, const char *who, const Error *error) {
  cell_format(cell, "%s: %s", who, error->text);
  cell->kind = CELL_FAILED;
  cell->integer = error_code(error);
  if (error->kind == ERROR_MEMORY) cell_out_of_memory(cell);
}

void cell_id(Cell *cell, Id id) {
  switch (id.kind) {
  case ID_NULL: cell->kind = CELL_NULL; break;
  case ID_INTEGER: cell_integer(cell, id.integer); break;
  case ID_TEXT: cell_bytes(cell, id.text, id.length); break;
  }
}

void cell_format(Cell *cell, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  sqlite3_vsnprintf(sizeof cell->buffer, cell->buffer, format, arguments);
  va_end(arguments);
  cell_text(cell, cell->buffer);
}

void cell_append(Cell *cell, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  sqlite3_vsnprintf((int)(sizeof cell->buffer - cell->length), cell->buffer + cell->length, format,
                    arguments);
  va_end(arguments);
  cell_text(cell, cell->buffer);
}

void cell_result(const Cell *cell, sqlite3_context *context) {
  switch (cell->kind) {
  case CELL_NULL: sqlite3_result_null(context); break;
  case CELL_INTEGER: sqlite3_result_int64(context, cell->integer); break;
  case CELL_REAL: sqlite3_result_double(context, cell->real); break;
  case CELL_TEXT:
    sqlite3_result_text64(context, cell->text, cell->length, SQLITE_TRANSIENT, SQLITE_UTF8);
    break;
  case CELL_BLOB: sqlite3_result_blob64(context, cell->text, cell->length, SQLITE_TRANSIENT); break;
  case CELL_VALUE:
    sqlite3_result_value(context, cell->value);
    sqlite3_value_free(cell->value);
    break;
  case CELL_FAILED:
    sqlite3_result_error(context, cell->text, (int)cell->length);
    sqlite3_result_error_code(context, (int)cell->integer);
    break;
  case CELL_OUT_OF_MEMORY: sqlite3_result_error_nomem(context); break;
  }
  memory_release(cell->owned);
}

void cell_end(Cell *cell) {
  if (cell->kind == CELL_VALUE) sqlite3_value_free(cell->value);
  memory_release(cell->owned);
}

uint64_t cell_hash(const Cell *cell) {
  Id id = {.kind = ID_NULL};
  if (cell->kind == CELL_INTEGER) id = id_integer(cell->integer);
  if (cell->kind == CELL_TEXT) id = id_text(cell->text, (uint32_t)cell->length);
  return id_hash(&id);
}
