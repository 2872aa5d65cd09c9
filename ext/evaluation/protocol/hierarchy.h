/*
** A hierarchy of classes, as Open Images has one: a dog is a mammal, and a mammal is an animal. A class may
** have several parents.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_HIERARCHY_H
#define BOXSCORE_EVALUATION_PROTOCOL_HIERARCHY_H

#include "base/names.h"

/* All that is above each class, or below it: those of class k are items[starts[k]] to items[starts[k + 1]].
** */
typedef struct Closure {
  uint32_t *starts, *items;
  size_t capacity;
} Closure;

/* Start with {0}. */
typedef struct Hierarchy {
  Names classes;
  uint32_t *child, *parent; /* of each link */
  size_t link_count, capacity[3];
  uint8_t *is_listed; /* of each class: it was added as a class, not only named as a parent */
  size_t listed_count;
  Closure ancestors, descendants; /* after closing */
} Hierarchy;

/* Adds a class and its parent; the parent of a class at the top is NULL. */
void hierarchy_add(Hierarchy *hierarchy, const Id *class, const Id *parent, Error *error);
/* Finds who is above and below whom. `table` is its name for the message if a class is its own ancestor. */
void hierarchy_close(Hierarchy *hierarchy, const char *table, Error *error);
void hierarchy_release(Hierarchy *hierarchy);

#endif
