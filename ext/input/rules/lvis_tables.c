#include <string.h>

#include "base/json.h"
#include "input/rules/protocol_tables.h"
#include "input/table_reader.h"

/* ---- categories ---- */

enum { CATEGORY_ID, NAME, FREQUENCY, CATEGORY_FIELDS };

static const Field category_fields[CATEGORY_FIELDS] = {
    [CATEGORY_ID] = {"id", FIELD_ID, REQUIRED, .synonyms = "categoryid category"},
    [NAME] = {"name", FIELD_ID, REQUIRED, .synonyms = "class classname categoryname label"},
    [FREQUENCY] = {"frequency", FIELD_TEXT, OPTIONAL, MAY_BE_NULL},
};
static const TableLayout category_layout = {category_fields, CATEGORY_FIELDS, NULL};

enum { UNKNOWN_FREQUENCY = 3 };

typedef struct Categories {
  TableReader table;
  const ProtocolReading *of;
  Names ids, names; /* in the same order */
  uint8_t *frequencies;
  uint32_t *classes; /* of each, its class in the data, NAMES_NONE where it has none */
  size_t capacity;
} Categories;

static uint8_t read_frequency(const TableReader *table, Error *error) {
  static const char letters[] = "rcf";
  size_t length;
  const char *text = table_reader_bytes(table, FREQUENCY, &length, error);
  if (!text || !ok(error)) return UNKNOWN_FREQUENCY;
  const char *found = length == 1 ? strchr(letters, text[0]) : NULL;
  if (!found || !*found) table_reader_refuse(table, FREQUENCY, "neither 'r', 'c' nor 'f'", error);
  return found ? (uint8_t)(found - letters) : UNKNOWN_FREQUENCY;
}

static void take_category(void *context, Error *error) {
  Categories *categories = context;
  const TableReader *table = &categories->table;
  size_t count = categories->ids.count;
  Id id = table_reader_id(table, CATEGORY_ID, error), name = table_reader_id(table, NAME, error);
  uint8_t frequency = read_frequency(table, error);
  memory_reserve((void **)&categories->frequencies, &categories->capacity, count + 1,
                 sizeof *categories->frequencies, error);
  if (ok(error) && names_add(&categories->ids, &id, error) < count)
    error_input(error, "%s has the id %s twice", table->columns.table, id_excerpt(&id).text);
  if (ok(error) && names_add(&categories->names, &name, error) < count)
    error_input(error, "%s has the name %s twice", table->columns.table, id_excerpt(&name).text);
  if (ok(error)) categories->frequencies[count] = frequency;
}

static bool share_names(const Names *a, const Names *b) {
  for (size_t i = 0; i < a->count; i++) {
    if (names_find(b, &a->items[i]) != NAMES_NONE) return true;
  }
  return false;
}

/* A class of the data is the name of a category, or its id where no class is a name. */
static void find_classes(Categories *categories, Error *error) {
  const Dataset *data = categories->of->data;
  bool by_name = share_names(&data->classes, &categories->names);
  const Names *keys = by_name ? &categories->names : &categories->ids;
  categories->classes = memory_allocate(keys->count, sizeof *categories->classes, error);
  for (size_t i = 0; i < keys->count && ok(error); i++)
    categories->classes[i] = names_find(&data->classes, &keys->items[i]);
  for (size_t k = 0; k < data->classes.count && ok(error); k++) {
    if (names_find(keys, &data->classes.items[k]) != NAMES_NONE) continue;
    error_input(error, "%s lacks a class of %s and %s, which must be a name or an id there: %s",
                categories->table.columns.table, data->labels.table, data->predictions.table,
                id_excerpt(&data->classes.items[k]).text);
  }
}

static void keep_frequencies(const Categories *categories, Error *error) {
  size_t classes = categories->of->data->classes.count;
  uint8_t *frequencies = memory_allocate(classes, sizeof *frequencies, error);
  categories->of->facts->frequencies = frequencies;
  if (!frequencies) return;
  memset(frequencies, UNKNOWN_FREQUENCY, classes);
  for (size_t i = 0; i < categories->ids.count; i++) {
    if (categories->classes[i] != NAMES_NONE)
      frequencies[categories->classes[i]] = categories->frequencies[i];
  }
}

static void read_categories(Categories *categories, Error *error) {
  const ProtocolReading *of = categories->of;
  table_reader_open(&categories->table, of->connection, of->tables->names[RULES_CATEGORIES], &category_layout,
                    error);
  bool has_frequency = ok(error) && table_reader_has(&categories->table, FREQUENCY);
  table_reader_prepare(&categories->table, error);
  table_reader_run(&categories->table, take_category, categories, error);
  if (ok(error)) find_classes(categories, error);
  if (ok(error) && has_frequency) keep_frequencies(categories, error);
}

/* ---- the lists of images ---- */

enum { IMAGE_ID, NEGATIVE, NOT_EXHAUSTIVE, IMAGE_FIELDS };

static const Field image_fields[IMAGE_FIELDS] = {
    [IMAGE_ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID},
    [NEGATIVE] = {"neg_category_ids", FIELD_TEXT, REQUIRED, MAY_BE_NULL, .synonyms = "negativecategoryids"},
    [NOT_EXHAUSTIVE] = {"not_exhaustive_category_ids", FIELD_TEXT, REQUIRED, MAY_BE_NULL,
                        .synonyms = "notexhaustive"},
};
static const TableLayout image_layout = {image_fields, IMAGE_FIELDS, NULL};

typedef struct Lists {
  TableReader table;
  const Categories *categories;
  bool *is_listed; /* of each image of the data */
} Lists;

/* The category that comes next, as its number among the categories. */
static uint32_t next_category(JsonReader *json, const Names *ids, Excerpt *shown, Error *error) {
  Id id = {.kind = ID_NULL};
  if (json_kind(json) == JSON_STRING) {
    JsonText text = json_string(json);
    id = id_text(text.text, (uint32_t)text.length);
  } else {
    Number number = json_number(json);
    if (ok(error) && !number.is_integer) error_input(error, "not a whole number");
    id = id_integer(number.integer);
  }
  if (!ok(error)) return NAMES_NONE;
  *shown = id_excerpt(&id);
  return names_find(ids, &id);
}

static void read_list(Lists *lists, int field, uint32_t image, Error *error) {
  const Categories *categories = lists->categories;
  size_t length;
  const char *text = table_reader_bytes(&lists->table, field, &length, error);
  if (!text || !ok(error)) return;
  Error inner = {0};
  Excerpt unknown = {{0}};
  JsonReader json;
  json_open_text(&json, text, length, &inner);
  json_begin_array(&json);
  while (json_next_element(&json) && ok(error)) {
    uint32_t category = next_category(&json, &categories->ids, &unknown, &inner);
    if (!ok(&inner)) break;
    if (category == NAMES_NONE)
      error_input(error, "%s: %s has a category that %s lacks: %s", table_reader_row_name(&lists->table).text,
                  image_fields[field].name, categories->table.columns.table, unknown.text);
    else if (image != NAMES_NONE && categories->classes[category] != NAMES_NONE)
      verified_classes_add(&categories->of->facts->verified, categories->classes[category], image,
                           field == NOT_EXHAUSTIVE, error);
  }
  if (ok(&inner) && ok(error)) json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY) error_memory(error);
  if (!ok(&inner) && ok(error))
    table_reader_refuse(&lists->table, field, "not a JSON array of category ids", error);
}

static void take_image(void *context, Error *error) {
  Lists *lists = context;
  Id id = table_reader_id(&lists->table, IMAGE_ID, error);
  if (!ok(error)) return;
  uint32_t image = names_find(&lists->categories->of->data->images, &id);
  if (image != NAMES_NONE) lists->is_listed[image] = true;
  read_list(lists, NEGATIVE, image, error);
  read_list(lists, NOT_EXHAUSTIVE, image, error);
}

static void check_images(const Lists *lists, Error *error) {
  const Dataset *data = lists->categories->of->data;
  for (size_t i = 0; i < data->images.count && ok(error); i++) {
    if (lists->is_listed[i]) continue;
    error_input(error,
                "%s lacks an image of %s and %s, whose lists of categories protocol 'lvis' requires: %s",
                lists->table.columns.table, data->labels.table, data->predictions.table,
                id_excerpt(&data->images.items[i]).text);
  }
}

static void open_images_table(TableReader *table, const ProtocolReading *of, Error *error) {
  Error inner = {0};
  if (!ok(error)) return;
  table_reader_open(table, of->connection, of->images, &image_layout, &inner);
  table_reader_prepare(table, &inner);
  if (inner.kind == ERROR_INPUT && !inner.host_code)
    error_input(
        error,
        "protocol 'lvis' requires what is known of each image: %s; coco_images reads both lists from an "
        "LVIS file, or set verified_classes",
        inner.text);
  else if (!ok(&inner))
    *error = inner;
}

static void read_lists(const Categories *categories, Error *error) {
  Lists lists = {.categories = categories};
  const Dataset *data = categories->of->data;
  lists.is_listed = memory_allocate_zeroed(data->images.count, sizeof *lists.is_listed, error);
  open_images_table(&lists.table, categories->of, error);
  table_reader_run(&lists.table, take_image, &lists, error);
  if (ok(error)) check_images(&lists, error);
  table_reader_close(&lists.table);
  memory_release(lists.is_listed);
  categories->of->facts->knows_verified = true;
}

void lvis_tables_read(const ProtocolReading *reading, Error *error) {
  Categories categories = {.of = reading};
  read_categories(&categories, error);
  if (ok(error) && !reading->tables->names[RULES_VERIFIED]) read_lists(&categories, error);
  table_reader_close(&categories.table);
  names_release(&categories.ids);
  names_release(&categories.names);
  memory_release(categories.frequencies);
  memory_release(categories.classes);
}
