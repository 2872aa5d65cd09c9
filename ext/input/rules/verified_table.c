#include "input/rules/protocol_tables.h"
#include "input/table_reader.h"

enum { IMAGE_ID, CLASS, PRESENT, EXHAUSTIVE, FIELDS };

static const Field fields[FIELDS] = {
    [IMAGE_ID] = {"image_id", FIELD_ID, REQUIRED, .synonyms = "imageid image img"},
    [CLASS] = {"class", FIELD_ID, REQUIRED, .synonyms = "classname label labelname category name"},
    [PRESENT] = {"present", FIELD_NUMBER, OPTIONAL, .other_name = "confidence"},
    [EXHAUSTIVE] = {"exhaustive", FIELD_NUMBER, OPTIONAL},
};

static RowName name_row(const TableReader *table) {
  RowName out;
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s row number %lld", table->columns.table,
                   (sqlite3_int64)table->row_number);
  return out;
}

static const TableLayout layout = {fields, FIELDS, name_row};

typedef struct Reading {
  TableReader table;
  const ProtocolReading *of;
  bool images_found, classes_found;
} Reading;

static bool read_flag(const TableReader *table, int field, Error *error) {
  double flag = table_reader_number(table, field, 1, error);
  if (ok(error) && flag != 0 && flag != 1) table_reader_refuse(table, field, "neither 0 nor 1", error);
  return flag != 0;
}

static void verify(Reading *reading, const Id *class, uint32_t image, bool is_exhaustive, Error *error) {
  uint32_t number = names_find(&reading->of->data->classes, class);
  if (number == NAMES_NONE) return;
  reading->classes_found = true;
  if (image == NAMES_NONE) return;
  VerifiedClasses *verified = &reading->of->facts->verified;
  verified_classes_add(verified, number, image, false, error);
  if (!is_exhaustive) verified_classes_add(verified, number, image, true, error);
}

/* What is present is present as all of its ancestors; what is absent is absent as all that is below it. */
static void take_row(void *context, Error *error) {
  Reading *reading = context;
  const TableReader *table = &reading->table;
  const Hierarchy *hierarchy = &reading->of->facts->hierarchy;
  Id image_id = table_reader_id(table, IMAGE_ID, error), class = table_reader_id(table, CLASS, error);
  bool is_present = read_flag(table, PRESENT, error), is_exhaustive = read_flag(table, EXHAUSTIVE, error);
  if (!ok(error)) return;
  uint32_t image = names_find(&reading->of->data->images, &image_id);
  if (image != NAMES_NONE) reading->images_found = true;
  verify(reading, &class, image, is_exhaustive, error);
  uint32_t node = hierarchy->classes.count ? names_find(&hierarchy->classes, &class) : NAMES_NONE;
  if (node == NAMES_NONE) return;
  const Closure *others = is_present ? &hierarchy->ancestors : &hierarchy->descendants;
  for (uint32_t i = others->starts[node]; i < others->starts[node + 1] && ok(error); i++)
    verify(reading, &hierarchy->classes.items[others->items[i]], image, is_exhaustive, error);
}

/* A table that says nothing about any image or class of the data would silence every false positive. */
static void check_found(const Reading *reading, Error *error) {
  const Dataset *data = reading->of->data;
  if (!ok(error) || !reading->table.row_number || !data->predictions.count) return;
  if (!reading->images_found || !reading->classes_found)
    error_input(error, "%s and %s have no %s in common", reading->table.columns.table,
                data->predictions.table, reading->images_found ? "class" : "image_id");
}

void verified_table_read(const ProtocolReading *of, Error *error) {
  Reading reading = {.of = of};
  table_reader_open(&reading.table, of->connection, of->tables->names[RULES_VERIFIED], &layout, error);
  if (ok(error) && of->facts->hierarchy.classes.count && !table_reader_has(&reading.table, PRESENT))
    error_input(error,
                "%s has no column present, which a hierarchy requires: 1 verifies the ancestors of the class "
                "too, 0 the classes below it",
                of->tables->names[RULES_VERIFIED]);
  table_reader_prepare(&reading.table, error);
  table_reader_run(&reading.table, take_row, &reading, error);
  check_found(&reading, error);
  table_reader_close(&reading.table);
  of->facts->knows_verified = true;
}
