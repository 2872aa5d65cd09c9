#include "evaluation/protocol/hierarchy.h"

#include "base/sort.h"

/* Every class has an entry in is_listed. */
static uint32_t add_class(Hierarchy *hierarchy, const Id *class, Error *error) {
  uint32_t number = names_add(&hierarchy->classes, class, error);
  memory_reserve((void **)&hierarchy->is_listed, &hierarchy->capacity[2], hierarchy->classes.count,
                 sizeof *hierarchy->is_listed, error);
  if (!ok(error)) return 0;
  while (hierarchy->listed_count < hierarchy->classes.count)
    hierarchy->is_listed[hierarchy->listed_count++] = 0;
  return number;
}

void hierarchy_add(Hierarchy *hierarchy, const Id *class, const Id *parent, Error *error) {
  uint32_t child = add_class(hierarchy, class, error);
  if (ok(error)) hierarchy->is_listed[child] = 1;
  if (parent->kind == ID_NULL) return;
  uint32_t above = add_class(hierarchy, parent, error);
  size_t needed = hierarchy->link_count + 1;
  memory_reserve((void **)&hierarchy->child, &hierarchy->capacity[0], needed, sizeof *hierarchy->child,
                 error);
  memory_reserve((void **)&hierarchy->parent, &hierarchy->capacity[1], needed, sizeof *hierarchy->parent,
                 error);
  if (!ok(error)) return;
  hierarchy->child[hierarchy->link_count] = child;
  hierarchy->parent[hierarchy->link_count++] = above;
}

/* The links by the class at one end, and scratch for walking them. */
typedef struct Walk {
  const Hierarchy *hierarchy;
  const uint32_t *to; /* the class at the other end of each link */
  uint32_t *links, *starts, *seen;
  Closure *out;
  size_t count;
  const char *table;
} Walk;

/* Adds the classes one step from `class` that `start` has not reached yet. */
static void step(Walk *walk, uint32_t start, uint32_t class, Error *error) {
  enum { ITEMS_MOST = 50000000 };
  const Names *classes = &walk->hierarchy->classes;
  for (uint32_t i = walk->starts[class]; i < walk->starts[class + 1] && ok(error); i++) {
    uint32_t next = walk->to[walk->links[i]];
    if (next == start)
      error_input(error, "%s: the class %s is its own ancestor, by way of %s", walk->table,
                  id_excerpt(&classes->items[start]).text, id_excerpt(&classes->items[class]).text);
    if (walk->seen[next] == start + 1) continue;
    walk->seen[next] = start + 1;
    if (walk->count == ITEMS_MOST) error_input(error, "%s: the classes have too many ancestors", walk->table);
    memory_reserve((void **)&walk->out->items, &walk->out->capacity, walk->count + 1,
                   sizeof *walk->out->items, error);
    if (ok(error)) walk->out->items[walk->count++] = next;
  }
}

static void close_links(const Hierarchy *hierarchy, const uint32_t *from, const uint32_t *to, Closure *out,
                        const char *table, Error *error) {
  size_t classes = hierarchy->classes.count, links = hierarchy->link_count;
  uint32_t *scratch = memory_allocate(links, sizeof *scratch, error);
  Walk walk = {.hierarchy = hierarchy,
               .to = to,
               .links = memory_allocate(links, sizeof *walk.links, error),
               .starts = memory_allocate(classes + 1, sizeof *walk.starts, error),
               .seen = memory_allocate_zeroed(classes, sizeof *walk.seen, error),
               .out = out,
               .table = table};
  out->starts = memory_allocate_zeroed(classes + 1, sizeof *out->starts, error);
  for (size_t i = 0; i < links && ok(error); i++) walk.links[i] = (uint32_t)i;
  if (ok(error)) sort_by_bucket(walk.links, scratch, links, from, classes, walk.starts);
  for (uint32_t class = 0; class < classes && ok(error); class ++) {
    out->starts[class] = (uint32_t)walk.count;
    step(&walk, class, class, error);
    for (size_t i = out->starts[class]; i < walk.count && ok(error); i++)
      step(&walk, class, out->items[i], error);
  }
  if (ok(error)) out->starts[classes] = (uint32_t)walk.count;
  memory_release(scratch);
  memory_release(walk.links);
  memory_release(walk.starts);
  memory_release(walk.seen);
}

void hierarchy_close(Hierarchy *hierarchy, const char *table, Error *error) {
  close_links(hierarchy, hierarchy->child, hierarchy->parent, &hierarchy->ancestors, table, error);
  close_links(hierarchy, hierarchy->parent, hierarchy->child, &hierarchy->descendants, table, error);
}

void hierarchy_release(Hierarchy *hierarchy) {
  names_release(&hierarchy->classes);
  memory_release(hierarchy->child);
  memory_release(hierarchy->parent);
  memory_release(hierarchy->is_listed);
  memory_release(hierarchy->ancestors.starts);
  memory_release(hierarchy->ancestors.items);
  memory_release(hierarchy->descendants.starts);
  memory_release(hierarchy->descendants.items);
  *hierarchy = (Hierarchy){0};
}
