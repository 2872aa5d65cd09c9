#include "input/rules/protocol_tables.h"
#include "input/table_reader.h"

enum { CLASS, PARENT, FIELDS };

static const Field fields[FIELDS] = {
    [CLASS] = {"class", FIELD_ID, REQUIRED, .synonyms = "classname child name label labelname id"},
    [PARENT] = {"parent", FIELD_ID, REQUIRED, MAY_BE_NULL, .synonyms = "parentname parentclass ancestor"},
};
static const TableLayout layout = {fields, FIELDS, NULL};

typedef struct Reading {
  TableReader table;
  Hierarchy *hierarchy;
} Reading;

static void take_row(void *context, Error *error) {
  Reading *reading = context;
  Id class = table_reader_id(&reading->table, CLASS, error);
  Id parent = table_reader_id(&reading->table, PARENT, error);
  if (ok(error) && id_equal(&class, &parent))
    error_input(error, "%s: the class is its own parent", table_reader_row_name(&reading->table).text);
  if (ok(error)) hierarchy_add(reading->hierarchy, &class, &parent, error);
}

/* A parent that is neither listed nor a class of the data is a typing error more often than a class. */
static void check_parents(const ProtocolReading *reading, Error *error) {
  const Hierarchy *hierarchy = &reading->facts->hierarchy;
  for (size_t i = 0; i < hierarchy->link_count && ok(error); i++) {
    const Id *child = &hierarchy->classes.items[hierarchy->child[i]],
             *parent = &hierarchy->classes.items[hierarchy->parent[i]];
    if (hierarchy->is_listed[hierarchy->parent[i]]) continue;
    if (names_find(&reading->data->classes, parent) != NAMES_NONE) continue;
    error_input(error,
                "%s row %s: no row of the table has the parent as its class (add one with a NULL parent), "
                "nor has a label or prediction: %s",
                reading->tables->names[RULES_HIERARCHY], id_excerpt(child).text, id_excerpt(parent).text);
  }
}

void hierarchy_table_read(const ProtocolReading *reading, Error *error) {
  const char *name = reading->tables->names[RULES_HIERARCHY];
  Reading rows = {.hierarchy = &reading->facts->hierarchy};
  table_reader_open(&rows.table, reading->connection, name, &layout, error);
  table_reader_prepare(&rows.table, error);
  table_reader_run(&rows.table, take_row, &rows, error);
  table_reader_close(&rows.table);
  if (ok(error)) check_parents(reading, error);
  if (ok(error)) hierarchy_close(rows.hierarchy, name, error);
}
