/*
** A set of names (images, classes, models): each gets a small number, so that everything after the reading
** works on numbers. Start with {0}.
*/
#ifndef BOXSCORE_BASE_NAMES_H
#define BOXSCORE_BASE_NAMES_H

#include "base/id.h"

typedef struct Names {
  Id *items;
  size_t count, capacity;
  uint32_t *slots; /* open addressing: item + 1, 0 = free */
  size_t slot_count;
  uint32_t last; /* the item found last: rows of an image or class come in runs */
  Arena texts;
} Names;

#define NAMES_NONE UINT32_MAX

uint32_t names_add(Names *names, const Id *id, Error *error); /* its number, new or old */
uint32_t names_find(const Names *names, const Id *id);        /* NAMES_NONE where it is not in the set */

IdKind names_kind(const Names *names); /* of all; ID_NULL where both stand in it, or none */

/* Renumbers the names in their order. ranks[old number] = new number, for the rows that hold old ones. */
void names_sort(Names *names, uint32_t *ranks, Error *error);
void names_release(Names *names);
size_t names_footprint(const Names *names); /* how many bytes it holds */

#endif
