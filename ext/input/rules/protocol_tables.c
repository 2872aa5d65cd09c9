#include "input/rules/protocol_tables.h"

/* The classes that stand above each class of the data, as numbers of the data. */
static void expand(const ProtocolReading *reading, Error *error) {
  const Hierarchy *hierarchy = &reading->facts->hierarchy;
  Names *classes = &reading->data->classes;
  size_t own = classes->count, count = 0, capacity = 0;
  uint32_t *starts = memory_allocate(own + 1, sizeof *starts, error), *items = NULL;
  for (size_t k = 0; k < own && ok(error); k++) {
    uint32_t class = names_find(&hierarchy->classes, &classes->items[k]);
    starts[k] = (uint32_t)count;
    if (class == NAMES_NONE) continue;
    for (uint32_t i = hierarchy->ancestors.starts[class];
         i < hierarchy->ancestors.starts[class + 1] && ok(error); i++) {
      memory_reserve((void **)&items, &capacity, count + 1, sizeof *items, error);
      if (!ok(error)) break;
      items[count++] = names_add(classes, &hierarchy->classes.items[hierarchy->ancestors.items[i]], error);
    }
  }
  if (ok(error)) starts[own] = (uint32_t)count;
  dataset_repeat(reading->data, starts, items, reading->poll, error);
  memory_release(starts);
  memory_release(items);
}

void protocol_tables_expand(const ProtocolReading *reading, Error *error) {
  if (!ok(error) || !reading->tables->names[RULES_HIERARCHY]) return;
  hierarchy_table_read(reading, error);
  if (ok(error)) expand(reading, error);
}

void protocol_tables_read(const ProtocolReading *reading, Error *error) {
  const ProtocolTables *tables = reading->tables;
  if (ok(error) && tables->names[RULES_VERIFIED]) verified_table_read(reading, error);
  if (ok(error) && tables->names[RULES_CATEGORIES]) lvis_tables_read(reading, error);
}

void protocol_facts_release(ProtocolFacts *facts) {
  hierarchy_release(&facts->hierarchy);
  verified_classes_release(&facts->verified);
  memory_release(facts->frequencies);
}

size_t protocol_facts_footprint(const ProtocolFacts *facts) {
  const Hierarchy *hierarchy = &facts->hierarchy;
  const VerifiedClasses *verified = &facts->verified;
  return names_footprint(&hierarchy->classes) +
         (2 * hierarchy->link_count + hierarchy->ancestors.capacity + hierarchy->descendants.capacity) *
             sizeof *hierarchy->child +
         verified->count * (sizeof *verified->class + sizeof *verified->image + sizeof *verified->is_lenient);
}
