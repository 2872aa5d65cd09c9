#include "base/id.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/sort.h"

int id_compare(const Id *a, const Id *b) {
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == ID_INTEGER) return (a->integer > b->integer) - (a->integer < b->integer);
  if (a->kind == ID_NULL) return 0;
  uint32_t shorter = a->length < b->length ? a->length : b->length;
  int order = shorter ? memcmp(a->text, b->text, shorter) : 0;
  return order ? order : (a->length > b->length) - (a->length < b->length);
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

static uint64_t fnv(uint64_t hash, uint8_t byte) {
  return (hash ^ byte) * 0x100000001B3u;
}

uint64_t id_bits(const Id *id, uint8_t salt) {
  uint64_t hash = fnv(fnv(0xCBF29CE484222325u, salt), (uint8_t)id->kind);
  if (id->kind == ID_INTEGER)
    for (int shift = 0; shift < 64; shift += 8) hash = fnv(hash, (uint8_t)((uint64_t)id->integer >> shift));
  if (id->kind == ID_TEXT)
    for (uint32_t i = 0; i < id->length; i++) hash = fnv(hash, (uint8_t)id->text[i]);
  hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ hash >> 27) * 0x94D049BB133111EBu;
  return hash ^ hash >> 31;
}

double id_uniform(const Id *id, uint8_t salt) {
  return (double)(id_bits(id, salt) >> 11) * 0x1p-53;
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

/* A record: the length of a text and its bytes, or INTEGER_RECORD and the integer. */
#define INTEGER_RECORD UINT32_MAX

static const char *record_of(Arena *arena, const Id *id, Error *error) {
  bool is_text = id->kind == ID_TEXT;
  uint32_t length = is_text ? id->length : INTEGER_RECORD;
  size_t size = is_text ? id->length : sizeof id->integer;
  char *record = arena_bytes(arena, sizeof length + size, error);
  if (!record) return NULL;
  memcpy(record, &length, sizeof length);
  if (size) memcpy(record + sizeof length, is_text ? id->text : (const char *)&id->integer, size);
  return record;
}

/* With the first TEXT the integers before it become records. */
static void begin_records(IdColumn *column, Error *error) {
  const char **records = memory_allocate(column->capacity, sizeof *records, error);
  for (size_t row = 0; row < column->count && ok(error); row++) {
    Id id = id_integer(column->integers[row]);
    records[row] = record_of(&column->arena, &id, error);
  }
  if (!ok(error)) {
    memory_release(records);
    return;
  }
  memory_release(column->integers);
  column->integers = NULL;
  column->records = records;
}

static void reserve(IdColumn *column, Error *error) {
  void **array = column->records ? (void **)&column->records : (void **)&column->integers;
  memory_reserve(array, &column->capacity, column->count + 1, sizeof(int64_t), error);
}

void id_column_add(IdColumn *column, const Id *id, Error *error) {
  _Static_assert(sizeof *column->integers >= sizeof *column->records,
                 "an array of either has room for the other");
  size_t row = column->count;
  if (!ok(error)) return;
  if (row == column->capacity) reserve(column, error);
  if (id->kind == ID_TEXT && !column->records && ok(error)) begin_records(column, error);
  if (!ok(error)) return;
  if (column->records) {
    column->records[row] = record_of(&column->arena, id, error);
    if (!ok(error)) return;
  } else {
    column->integers[row] = id->integer;
  }
  if (row == 0) {
    column->ascending = true;
  } else if (column->ascending && !column->records) {
    column->ascending = column->integers[row] > column->integers[row - 1];
  } else if (column->ascending) {
    Id last = id_column_get(column, row - 1);
    column->ascending = id_compare(&last, id) < 0;
  }
  column->count = row + 1;
}

Id id_column_get(const IdColumn *column, size_t row) {
  if (!column->records) return id_integer(column->integers[row]);
  const char *record = column->records[row];
  uint32_t length;
  memcpy(&length, record, sizeof length);
  if (length != INTEGER_RECORD) return id_text(record + sizeof length, length);
  int64_t integer;
  memcpy(&integer, record + sizeof length, sizeof integer);
  return id_integer(integer);
}

IdKind id_column_kind(const IdColumn *column) {
  IdKind kind = ID_NULL;
  if (!column->records) return column->count ? ID_INTEGER : ID_NULL;
  for (size_t row = 0; row < column->count; row++) {
    IdKind here = id_column_get(column, row).kind;
    if (row && here != kind) return ID_NULL;
    kind = here;
  }
  return kind;
}

static int by_id(const void *context, uint32_t a, uint32_t b) {
  Id one = id_column_get(context, a), other = id_column_get(context, b);
  return id_compare(&one, &other);
}

void id_column_sort(const IdColumn *column, uint32_t *rows, uint32_t *scratch, size_t count, Error *error) {
  if (!ok(error) || !count) return;
  if (column->records) {
    sort_by_comparison(rows, scratch, count, by_id, column);
    return;
  }
  uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
  if (!keys) return;
  for (size_t i = 0; i < count; i++) keys[i] = sort_key_of_integer(column->integers[rows[i]]);
  sort_by_key(keys, rows, keys + count, scratch, count);
  memory_release(keys);
}

void id_column_release(IdColumn *column) {
  memory_release(column->integers);
  memory_release(column->records);
  arena_release(&column->arena);
  *column = (IdColumn){0};
}

size_t id_column_footprint(const IdColumn *column) {
  return column->capacity * sizeof(int64_t) + arena_footprint(&column->arena);
}
