#include "input/rules/region_table.h"

#include "input/columns.h"
#include "input/image_reader.h"
#include "input/rules/rule_table.h"

enum {
  REGION_ID,
  REGION_IMAGE_ID,
  REGION_CLASS,
  REGION_IGNORE,
  REGION_GEOMETRY,
  REGION_BBOX,
  REGION_X,
  REGION_Y,
  REGION_WIDTH,
  REGION_HEIGHT,
  REGION_FIELDS
};

static const Field region_fields[REGION_FIELDS] = {
    [REGION_ID] = {"id", FIELD_ID, OPTIONAL},
    [REGION_IMAGE_ID] = {"image_id", FIELD_ID, REQUIRED, .synonyms = "image imageid filename file"},
    [REGION_CLASS] = {"class", FIELD_ID, OPTIONAL, MAY_BE_NULL},
    [REGION_IGNORE] = {"ignore", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL},
    [REGION_GEOMETRY] = {"geometry", FIELD_ANY, OPTIONAL, .other_name = "segmentation"},
    [REGION_BBOX] = {"bbox", FIELD_TEXT, OPTIONAL},
    [REGION_X] = {"x", FIELD_NUMBER, OPTIONAL},
    [REGION_Y] = {"y", FIELD_NUMBER, OPTIONAL},
    [REGION_WIDTH] = {"width", FIELD_NUMBER, OPTIONAL, NOT_NEGATIVE},
    [REGION_HEIGHT] = {"height", FIELD_NUMBER, OPTIONAL, NOT_NEGATIVE},
};

static const TableLayout region_layout = {region_fields, REGION_FIELDS, NULL};

/* A notation of any kind, as text or BLOB. */
static Geometry read_notation(const RuleRow *row, int field, const char *name, Regions *regions,
                              Error *error) {
  size_t length;
  const char *bytes = table_reader_bytes(&row->table, field, &length, error);
  bool is_blob = sqlite3_value_type(table_reader_value(&row->table, field)) == SQLITE_BLOB;
  if (!ok(error)) return (Geometry){0};
  return is_blob ? geometry_read_blob(bytes, length, name, &regions->arena, NULL, error)
                 : geometry_read_text(bytes, length, name, &regions->arena, NULL, error);
}

static Geometry read_columns(const RuleRow *row, const char *name, Error *error) {
  const TableReader *table = &row->table;
  Geometry geometry = {.kind = GEOMETRY_BOX};
  double *const numbers[] = {&geometry.box.x, &geometry.box.y, &geometry.box.width, &geometry.box.height};
  for (int f = REGION_X; f <= REGION_HEIGHT; f++) {
    if (table_reader_is_null(table, f) && ok(error))
      error_input(error, "%s: has no geometry: it requires geometry, bbox, or x, y, width and height", name);
    *numbers[f - REGION_X] = table_reader_number(table, f, 0, error);
  }
  return geometry;
}

static void take_region(void *context, const RuleRow *row, Error *error) {
  Regions *regions = context;
  const TableReader *table = &row->table;
  RowName name = table_reader_row_name(table);
  Id image = table_reader_id(table, REGION_IMAGE_ID, error);
  Region region = {.class = table_reader_id(table, REGION_CLASS, error),
                   .name = name.text,
                   .is_ignored = table_reader_number(table, REGION_IGNORE, 0, error) != 0};
  if (!ok(error)) return;
  if (!table_reader_is_null(table, REGION_GEOMETRY))
    region.geometry = read_notation(row, REGION_GEOMETRY, name.text, regions, error);
  else if (!table_reader_is_null(table, REGION_BBOX))
    region.geometry = read_notation(row, REGION_BBOX, name.text, regions, error);
  else
    region.geometry = read_columns(row, name.text, error);
  if (ok(error)) regions_add(regions, &image, &region, error);
}

void region_table_read(Call *call, Regions *regions) {
  rule_table_read(call, "regions", &region_layout, NULL, take_region, regions);
  if (ok(call->error) && !regions->count)
    error_input(call->error, "regions: %s has no rows", call_text(call, "regions", ""));
}

static void meet_image(void *context, const ImageRow *row, Error *error) {
  Regions *regions = context;
  uint32_t number = names_find(&regions->images, &row->id);
  (void)error;
  if (number != NAMES_NONE) regions->met[number] = true;
}

static bool all_met(const Regions *regions) {
  bool all = true;
  for (size_t i = 0; i < regions->images.count; i++) all = all && regions->met[i];
  return all;
}

/* Ids of the other type look alike in a message, and are never equal. */
static void refuse_image(const Region *region, const Id *image, const Dataset *data, const char *images,
                         Error *error) {
  IdKind kind = names_kind(&data->images);
  Excerpt shown = id_excerpt(image);
  const char *type = kind == ID_TEXT ? "TEXT" : "INTEGER";
  if (kind == ID_NULL || kind == image->kind)
    error_input(error, "%s: no label, prediction or row of %s has the image %s", region->name, images,
                shown.text);
  else
    error_input(
        error,
        "%s: image_id is %s (%s), but %s for labels and predictions; a view with CAST(image_id AS %s) "
        "AS image_id fixes it",
        region->name, kind == ID_TEXT ? "INTEGER" : "TEXT", shown.text, type, type);
}

/* Whether other parts of a data set may have what this one lacks: ids of the same type. */
static bool may_be_elsewhere(IdKind kind, const Id *id) {
  return kind == ID_NULL || kind == id->kind;
}

void region_table_check(const Call *call, const Regions *regions, const Dataset *data, const char *images,
                        bool of_shard) {
  Error *error = call->error, inner = {0};
  IdKind images_kind = names_kind(&data->images), classes_kind = names_kind(&data->classes);
  if (!ok(error)) return;
  if (!all_met(regions) && table_exists(call->connection, images, error))
    image_table_read(call->connection, images, false, meet_image, (void *)(uintptr_t)regions, &inner);
  if (inner.kind == ERROR_MEMORY || inner.kind == ERROR_INTERRUPT) *error = inner;
  for (size_t i = 0; i < regions->images.count && ok(error); i++) {
    const Id *image = &regions->images.items[i];
    if (regions->met[i] || (of_shard && may_be_elsewhere(images_kind, image))) continue;
    refuse_image(&regions->items[regions->first[i]], image, data, images, error);
  }
  for (size_t i = 0; i < regions->count && ok(error); i++) {
    const Region *region = &regions->items[i];
    if (region->class.kind == ID_NULL || names_find(&data->classes, &region->class) != NAMES_NONE ||
        (of_shard && may_be_elsewhere(classes_kind, &region->class)))
      continue;
    error_input(error, "%s: neither %s nor %s has the class %s", region->name, data->labels.table,
                data->predictions.table, id_excerpt(&region->class).text);
  }
}
