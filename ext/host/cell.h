/*
** One value of a result row, on its way from our structs to SQLite.
*/
#ifndef BOXSCORE_HOST_CELL_H
#define BOXSCORE_HOST_CELL_H

#include "base/id.h"
#include "host/host.h"

typedef struct Cell {
  enum {
    CELL_NULL,
    CELL_INTEGER,
    CELL_REAL,
    CELL_TEXT,
    CELL_BLOB,
    CELL_VALUE,
    CELL_OUT_OF_MEMORY,
    CELL_FAILED
  } kind;
  sqlite3_int64 integer;
  double real;
  const char *text; /* lives as long as the run, or in buffer */
  size_t length;
  sqlite3_value *value; /* of CELL_VALUE; cell_result frees it */
  char *owned;          /* what cell_result releases; NULL: nothing. Set by cell_begin */
  char buffer[800];
} Cell;

static inline void cell_begin(Cell *cell) {
  cell->kind = CELL_NULL;
  cell->owned = NULL;
}

void cell_integer(Cell *cell, sqlite3_int64 value);
void cell_real(Cell *cell, double value); /* NaN: NULL */
void cell_text(Cell *cell, const char *text);
void cell_bytes(Cell *cell, const char *text, size_t length);
void cell_blob(Cell *cell, const char *bytes, size_t length);
void cell_id(Cell *cell, Id id);
/* As printf of SQLite, which knows no locale: %.3g and %Q among others. Cut at the size of the buffer. */
void cell_format(Cell *cell, const char *format, ...);
/* The same behind what cell_format wrote. */
void cell_append(Cell *cell, const char *format, ...);

/* Bytes of memory_allocate, which the cell takes over. */
void cell_take(Cell *cell, char *bytes, size_t length);

/* There was no memory to make the value: the statement fails. */
void cell_out_of_memory(Cell *cell);

/* A value of the user's as it is, a copy of which the cell takes over; NULL: there was no memory for it. */
void cell_value(Cell *cell, sqlite3_value *copy);

/* The value cannot be had: the statement fails with "who: what is wrong". */
void cell_fail(Cell *cell, const char *who, const Error *error);

void cell_result(const Cell *cell, sqlite3_context *context);

/* Releases what a cell holds, in place of cell_result. */
void cell_end(Cell *cell);

/* A hash that is equal for equal INTEGER and TEXT values; what has another type hashes somewhere. */
uint64_t cell_hash(const Cell *cell);

#endif
