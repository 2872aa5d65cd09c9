/*
** SQLite's values read as what boxscore works with.
*/
#ifndef BOXSCORE_HOST_VALUE_H
#define BOXSCORE_HOST_VALUE_H

#include "base/id.h"
#include "host/host.h"

/* The value in a message: 'cat', 7, NULL, a BLOB. */
Excerpt value_excerpt(sqlite3_value *value);

bool value_equal(sqlite3_value *a, sqlite3_value *b); /* same type, same bytes; NULL pointers are equal */

/* A number, or a text that is wholly one. False for anything else; NaN cannot come from SQLite. */
bool value_real(sqlite3_value *value, double *out);

/* An INTEGER, a TEXT, or a REAL with an integral value as an INTEGER; NULL as ID_NULL. False for anything
** else. The text lives as long as the value. */
bool value_id(sqlite3_value *value, Id *out);

/* An id as SQL writes it: 7, 'cat', ('a' || char(0) || 'b'), NULL. From sqlite3_malloc; NULL where memory is
** out. */
char *id_literal(const Id *id);

/* The text of a TEXT with its length, NULL where memory is out. */
const char *value_text(sqlite3_value *value, size_t *length);

#endif
