#include "base/names.h"

#include <string.h>

#include "base/sort.h"

static size_t name_slot(const Names *names, const Id *id) {
  size_t slot = (size_t)id_hash(id) & (names->slot_count - 1);
  while (names->slots[slot] && !id_equal(&names->items[names->slots[slot] - 1], id))
    slot = (slot + 1) & (names->slot_count - 1);
  return slot;
}

static void fill_slots(Names *names) {
  memset(names->slots, 0, names->slot_count * sizeof *names->slots);
  for (size_t i = 0; i < names->count; i++)
    names->slots[name_slot(names, &names->items[i])] = (uint32_t)i + 1;
}

static void grow_slots(Names *names, Error *error) {
  size_t count = names->slot_count ? names->slot_count * 2 : 64;
  uint32_t *slots = memory_allocate(count, sizeof *slots, error);
  if (!slots) return;
  memory_release(names->slots);
  names->slots = slots;
  names->slot_count = count;
  fill_slots(names);
}

/* Rows of an image come in runs, so the integer found last is tried first, and NULL, which mostly is all that
** there is; a text costs its comparison anyway. */
static bool is_last(const Names *names, const Id *id) {
  if (!names->count) return false;
  const Id *last = &names->items[names->last];
  return id->kind == last->kind &&
         (id->kind == ID_NULL || (id->kind == ID_INTEGER && last->integer == id->integer));
}

static uint32_t add_new(Names *names, const Id *id, size_t slot, Error *error) {
  memory_reserve((void **)&names->items, &names->capacity, names->count + 1, sizeof *names->items, error);
  Id kept = *id;
  if (id->kind == ID_TEXT) kept.text = arena_copy(&names->texts, id->text, id->length, error);
  if (!ok(error)) return NAMES_NONE;
  names->items[names->count++] = kept;
  names->slots[slot] = (uint32_t)names->count;
  return (uint32_t)names->count - 1;
}

uint32_t names_add(Names *names, const Id *id, Error *error) {
  if (!ok(error)) return NAMES_NONE;
  if (is_last(names, id)) return names->last;
  if (names->count * 2 >= names->slot_count) grow_slots(names, error);
  if (!ok(error)) return NAMES_NONE;
  size_t slot = name_slot(names, id);
  uint32_t found = names->slots[slot] ? names->slots[slot] - 1 : add_new(names, id, slot, error);
  if (ok(error)) names->last = found;
  return found;
}

uint32_t names_find(const Names *names, const Id *id) {
  if (!names->count) return NAMES_NONE;
  uint32_t item = names->slots[name_slot(names, id)];
  return item ? item - 1 : NAMES_NONE;
}

IdKind names_kind(const Names *names) {
  for (size_t i = 1; i < names->count; i++) {
    if (names->items[i].kind != names->items[0].kind) return ID_NULL;
  }
  return names->count ? names->items[0].kind : ID_NULL;
}

static int by_name(const void *context, uint32_t a, uint32_t b) {
  const Names *names = context;
  return id_compare(&names->items[a], &names->items[b]);
}

void names_sort(Names *names, uint32_t *ranks, Error *error) {
  size_t count = names->count;
  uint32_t *order = memory_allocate(count, sizeof *order, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  Id *sorted = memory_allocate(count, sizeof *sorted, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  sort_by_comparison(order, scratch, count, by_name, names);
  for (size_t i = 0; i < count; i++) {
    sorted[i] = names->items[order[i]];
    ranks[order[i]] = (uint32_t)i;
  }
  if (count) memcpy(names->items, sorted, count * sizeof *sorted);
  if (count) fill_slots(names);
  names->last = 0;
done:
  memory_release(order);
  memory_release(scratch);
  memory_release(sorted);
}

void names_release(Names *names) {
  memory_release(names->items);
  memory_release(names->slots);
  arena_release(&names->texts);
  *names = (Names){0};
}

size_t names_footprint(const Names *names) {
  return names->capacity * sizeof *names->items + names->slot_count * sizeof *names->slots +
         arena_footprint(&names->texts);
}
