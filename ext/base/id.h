/*
** An id, class, image or model as the user wrote it: INTEGER, TEXT or NULL, compared by value.
** Order: NULL, then INTEGER ascending, then TEXT by bytes (numbers.md, section 3, rule 5).
*/
#ifndef BOXSCORE_BASE_ID_H
#define BOXSCORE_BASE_ID_H

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

typedef enum IdKind { ID_NULL, ID_INTEGER, ID_TEXT } IdKind;

typedef struct Id {
  IdKind kind;
  uint32_t length; /* of the text */
  union {
    int64_t integer;
    const char *text;
  };
} Id;

static inline Id id_integer(int64_t integer) {
  return (Id){.kind = ID_INTEGER, .integer = integer};
}
static inline Id id_text(const char *text, uint32_t length) {
  return (Id){.kind = ID_TEXT, .length = length, .text = text};
}
static inline Id id_string(const char *text) {
  return id_text(text, (uint32_t)strlen(text));
}

int id_compare(const Id *a, const Id *b); /* below 0, 0, above 0 */
/* Here, for it is asked of every row. */
static inline bool id_equal(const Id *a, const Id *b) {
  if (a->kind != b->kind) return false;
  if (a->kind == ID_INTEGER) return a->integer == b->integer;
  return a->kind == ID_NULL || (a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
}
uint64_t id_hash(const Id *id);
Excerpt id_excerpt(const Id *id); /* for messages: 7, 'cat', NULL */

/* A hash that is the same on every machine: of a salt, the id's kind and its bytes (an integer as eight, the
** lowest first), by FNV-1a finished as splitmix64 does. */
uint64_t id_bits(const Id *id, uint8_t salt);
/* Its top 53 bits as a number from 0 to below 1, which looks drawn at random. */
double id_uniform(const Id *id, uint8_t salt);

/*
** The ids of a table's rows: 8 bytes a row. While all are integers they stand there themselves; from the
** first TEXT on each is a record in the arena. Start with {0}.
*/
typedef struct IdColumn {
  int64_t *integers;
  const char **records; /* NULL until the first TEXT; then integers is NULL */
  size_t count, capacity;
  bool ascending; /* every id is above the one before it */
  Arena arena;
} IdColumn;

void id_column_add(IdColumn *column, const Id *id, Error *error);
Id id_column_get(const IdColumn *column, size_t row);
IdKind id_column_kind(const IdColumn *column); /* of all; ID_NULL where both stand in it, or none */
/* Sorts row numbers by id; scratch has room for them too. */
void id_column_sort(const IdColumn *column, uint32_t *rows, uint32_t *scratch, size_t count, Error *error);
void id_column_release(IdColumn *column);
size_t id_column_footprint(const IdColumn *column); /* how many bytes it holds */

#endif
