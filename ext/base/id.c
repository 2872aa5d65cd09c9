#include "base/id.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int id_compare(const Id *a, const Id *b) {
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == ID_INTEGER) return (a->integer > b->integer) - (a->integer < b->integer);
  if (a->kind == ID_NULL) return 0;
  uint32_t shorter = a->length < b->length ? a->length : b->length;
  int order = shorter ? memcmp(a->text, b->text, shorter) : 0;
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

bool id_equal(const Id *a, const Id *b) {
  if (a->kind != b->kind) return false;
  if (a->kind == ID_INTEGER) return a->integer == b->integer;
  return a->kind == ID_NULL || (a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
}

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

/* Eight bytes at a time, read as numbers: the hash differs between machines and never shows in a result. */
static uint64_t hash_text(uint64_t hash, const char *text, uint32_t length) {
  uint64_t word;
  for (; length >= sizeof word; text += sizeof word, length -= (uint32_t)sizeof word) {
    memcpy(&word, text, sizeof word);
    hash = mix(hash, word);
  }
  word = 0;
  for (uint32_t i = 0; i < length; i++) word = word << 8 | (unsigned char)text[i];
  return mix(hash, word);
}

uint64_t id_hash(const Id *id) {
  uint64_t hash = mix((uint64_t)id->kind, id->length);
  if (id->kind == ID_INTEGER) hash = mix((uint64_t)id->kind, (uint64_t)id->integer);
  if (id->kind == ID_TEXT) hash = hash_text(hash, id->text, id->length);
  return hash ^ hash >> 32;
}

Excerpt id_excerpt(const Id *id) {
  Excerpt out = {"NULL"};
  if (id->kind == ID_INTEGER) snprintf(out.text, sizeof out.text, "%" PRId64, id->integer);
  if (id->kind == ID_TEXT) {
    Excerpt inner = excerpt(id->text, id->length);
    snprintf(out.text, sizeof out.text, "'%.65s'", inner.text);
  }
  return out;
}

/* A TEXT id is kept as its length followed by its bytes, so that one pointer a row is enough. */
static const char *text_copy(Arena *arena, const Id *id, Error *error) {
  char *copy = arena_bytes(arena, sizeof id->length + id->length, error);
  if (!copy) return NULL;
  memcpy(copy, &id->length, sizeof id->length);
  memcpy(copy + sizeof id->length, id->text, id->length);
  return copy;
}

static void reserve(IdColumn *column, bool is_text, Error *error) {
  size_t needed = column->count + 1, before = column->text_capacity;
  memory_reserve((void **)&column->integers, &column->capacity, needed, sizeof *column->integers, error);
  if (!is_text && !column->texts) return;
  memory_reserve((void **)&column->texts, &column->text_capacity, needed, sizeof *column->texts, error);
  if (!ok(error)) return;
  for (size_t i = before; i < column->text_capacity; i++) column->texts[i] = NULL;
}

void id_column_add(IdColumn *column, const Id *id, Error *error) {
  size_t row = column->count;
  bool is_text = id->kind == ID_TEXT;
  if (row == column->capacity || is_text || column->texts) reserve(column, is_text, error);
  if (is_text && ok(error)) column->texts[row] = text_copy(&column->arena, id, error);
  if (!ok(error)) return;
  column->integers[row] = id->kind == ID_INTEGER ? id->integer : 0;
  if (row == 0) {
    column->ascending = true;
  } else if (column->ascending && !column->texts) {
    column->ascending = column->integers[row] > column->integers[row - 1];
  } else if (column->ascending) {
    Id last = id_column_get(column, row - 1);
    column->ascending = id_compare(&last, id) < 0;
  }
  column->count = row + 1;
}

Id id_column_get(const IdColumn *column, size_t row) {
  const char *text = column->texts ? column->texts[row] : NULL;
  if (!text) return id_integer(column->integers[row]);
  uint32_t length;
  memcpy(&length, text, sizeof length);
  return id_text(text + sizeof length, length);
}

void id_column_release(IdColumn *column) {
  memory_release(column->integers);
  memory_release(column->texts);
  arena_release(&column->arena);
  *column = (IdColumn){0};
}
