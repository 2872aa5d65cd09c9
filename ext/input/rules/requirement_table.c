#include "input/rules/requirement_table.h"

#include <math.h>
#include <string.h>

#include "input/rules/rule_table.h"

enum { NAME, METRIC, BOUND, DIRECTION, CLASS, SUBSET, IOU_THRESHOLD, SCORE_THRESHOLD, FIELDS };

static const Field fields[FIELDS] = {
    [NAME] = {"name", FIELD_ID, REQUIRED, .other_name = "requirement", .synonyms = "id title"},
    [METRIC] = {"metric", FIELD_TEXT, REQUIRED, .synonyms = "measure figure"},
    [BOUND] = {"bound", FIELD_ANY, REQUIRED, .synonyms = "threshold limit value minimum"},
    [DIRECTION] = {"direction", FIELD_ANY, OPTIONAL},
    [CLASS] = {"class", FIELD_ANY, OPTIONAL},
    [SUBSET] = {"subset", FIELD_ANY, OPTIONAL},
    [IOU_THRESHOLD] = {"iou_threshold", FIELD_ANY, OPTIONAL},
    [SCORE_THRESHOLD] = {"score_threshold", FIELD_ANY, OPTIONAL},
};

static const TableLayout layout = {fields, FIELDS, NULL};

static const struct {
  const char *name;
  RequiredFigure figure;
  double iou_threshold; /* 0: it may be set */
} metrics[] = {
    {"ap", REQUIRED_AP, 0},     {"ap50", REQUIRED_AP, 0.5},           {"ap75", REQUIRED_AP, 0.75},
    {"map", REQUIRED_MAP, 0.5}, {"precision", REQUIRED_PRECISION, 0}, {"recall", REQUIRED_RECALL, 0}};

enum { METRICS = sizeof metrics / sizeof *metrics };

typedef struct Reading {
  Requirements *requirements;
  Call *call;
} Reading;

/* CSV has no NULL: an empty text is one. */
static bool is_blank(const TableReader *table, int field) {
  sqlite3_value *value = table_reader_value(table, field);
  return sqlite3_value_type(value) == SQLITE_NULL ||
         (sqlite3_value_type(value) == SQLITE_TEXT && sqlite3_value_bytes(value) == 0);
}

static const char *read_text(const Reading *reading, const TableReader *table, int field, Error *error) {
  size_t length = 0;
  if (!table_reader_reads(table, field) || is_blank(table, field)) return NULL;
  const char *bytes = table_reader_bytes(table, field, &length, error);
  return ok(error) ? arena_copy(&reading->call->run->arena, bytes, length, error) : NULL;
}

static double read_share(const TableReader *table, int field, bool above_zero, Error *error) {
  double number = (double)NAN;
  if (!table_reader_reads(table, field) || is_blank(table, field) || !ok(error)) return number;
  if (!value_real(table_reader_value(table, field), &number) || !(number >= 0 && number <= 1) ||
      (above_zero && number == 0))
    table_reader_refuse(table, field,
                        above_zero ? "not a number above 0 up to 1" : "not a number from 0 to 1", error);
  return number;
}

static void refuse_set(const TableReader *table, int field, const char *metric, Error *error) {
  if (!table_reader_reads(table, field) || is_blank(table, field)) return;
  error_input(error, "%s: %s is set, which the metric %s has no use for", table_reader_row_name(table).text,
              fields[field].name, metric);
}

static void read_metric(Requirement *out, const TableReader *table, Error *error) {
  sqlite3_value *value = table_reader_value(table, METRIC);
  const char *text = (const char *)sqlite3_value_text(value);
  int number = 0;
  while (number < METRICS && (!text || strcmp(text, metrics[number].name) != 0)) number++;
  if (number == METRICS) {
    table_reader_refuse(table, METRIC, "none of map, ap, ap50, ap75, precision and recall", error);
    return;
  }
  out->metric = metrics[number].name;
  out->figure = metrics[number].figure;
  if (metrics[number].iou_threshold > 0) refuse_set(table, IOU_THRESHOLD, out->metric, error);
  out->iou_threshold = metrics[number].iou_threshold > 0 ? metrics[number].iou_threshold
                                                         : read_share(table, IOU_THRESHOLD, true, error);
  bool is_rate = out->figure == REQUIRED_PRECISION || out->figure == REQUIRED_RECALL;
  if (!is_rate) refuse_set(table, SCORE_THRESHOLD, out->metric, error);
  out->score_threshold = is_rate ? read_share(table, SCORE_THRESHOLD, false, error) : (double)NAN;
}

static void read_bound(Requirement *out, const Reading *reading, const TableReader *table, Error *error) {
  out->bound = read_share(table, BOUND, false, error);
  if (ok(error) && isnan(out->bound))
    error_input(error, "%s: bound is NULL: set the number that the metric has to reach",
                table_reader_row_name(table).text);
  const char *direction = read_text(reading, table, DIRECTION, error);
  out->at_most = direction && strcmp(direction, "<=") == 0;
  if (direction && !out->at_most && strcmp(direction, ">=") != 0)
    table_reader_refuse(table, DIRECTION, "neither '>=' nor '<='", error);
}

static void take_requirement(void *context, const RuleRow *row, Error *error) {
  const Reading *reading = context;
  const TableReader *table = &row->table;
  Requirements *all = reading->requirements;
  Requirement out = {.class = NAMES_NONE, .row = table_reader_row_name(table)};
  Id name = table_reader_id(table, NAME, error);
  if (!ok(error)) return;
  if (names_find(&all->names, &name) != NAMES_NONE)
    error_input(error, "%s: an earlier row has this name too", out.row.text);
  read_metric(&out, table, error);
  read_bound(&out, reading, table, error);
  if (ok(error) && table_reader_reads(table, CLASS) && !is_blank(table, CLASS))
    out.class = rule_class(row, CLASS, error);
  out.subset = read_text(reading, table, SUBSET, error);
  uint32_t number = names_add(&all->names, &name, error);
  memory_reserve((void **)&all->items, &all->capacity, all->count + 1, sizeof *all->items, error);
  if (!ok(error)) return;
  out.name = all->names.items[number];
  if (out.name.kind == ID_TEXT) {
    out.name.text = arena_copy(&reading->call->run->arena, out.name.text, out.name.length, error);
    if (!ok(error)) return;
  }
  all->items[all->count++] = out;
}

void requirements_read(Requirements *requirements, Call *call, const Dataset *data) {
  Reading reading = {requirements, call};
  const char *table = call_text(call, "requirements", "requirements");
  rule_table_read_from(call, table, &layout, data, take_requirement, &reading, call->error);
}

void requirements_release(Requirements *requirements) {
  memory_release(requirements->items);
  names_release(&requirements->names);
}

/* ---- subsets ---- */

static const Field label_fields[] = {{"label_id", FIELD_ID, REQUIRED, .synonyms = "labelid"}};
static const Field image_fields[] = {
    {"image_id", FIELD_ID, REQUIRED, .other_name = "id", .synonyms = "imageid image"}};

static const TableLayout label_layout = {label_fields, 1, NULL}, image_layout = {image_fields, 1, NULL};

static void take_id(void *context, const RuleRow *row, Error *error) {
  Id id = table_reader_id(&row->table, 0, error);
  names_add(context, &id, error);
}

/* Numbers the images that are in the subset; the data set's come first, in their order. */
static size_t number_images(const Subset *subset, const Dataset *data, const bool *is_in) {
  size_t count = 0;
  for (size_t i = 0; i < data->images.count; i++) {
    if (is_in[i]) subset->units[i] = (uint32_t)count++;
  }
  for (size_t i = 0; i < data->images.count; i++) {
    if (!is_in[i]) subset->units[i] = (uint32_t)subset->images;
  }
  return count;
}

static size_t choose_images(Subset *subset, const Dataset *data, const Names *ids, bool *is_in) {
  subset->images = ids->count;
  for (size_t i = 0; i < data->images.count; i++)
    is_in[i] = names_find(ids, &data->images.items[i]) != NAMES_NONE;
  return number_images(subset, data, is_in);
}

static size_t choose_labels(Subset *subset, const Dataset *data, const Names *ids, bool *is_in,
                            Error *error) {
  size_t found = 0;
  subset->left_out = memory_allocate_zeroed(data->labels.count, 1, error);
  for (size_t row = 0; row < data->labels.count && ok(error); row++) {
    Id id = id_column_get(&data->labels.ids, row);
    bool is_chosen = names_find(ids, &id) != NAMES_NONE;
    subset->left_out[row] = !is_chosen || (data->labels.ignored && data->labels.ignored[row]);
    found += is_chosen;
    if (is_chosen && !is_in[data->labels.image[row]]) {
      is_in[data->labels.image[row]] = true;
      subset->images++;
    }
  }
  if (ok(error)) number_images(subset, data, is_in);
  return found;
}

static void refuse_labels_without_id(Call *call, const char *table, Error *error) {
  sqlite3 *db = call->connection->db;
  if (columns_table_has(db, table, "image_id", error) && columns_table_has(db, table, "class", error))
    error_input(error,
                "%s has a class, so its rows are labels or images: name the column of their ids label_id, or "
                "leave class out to take their images",
                table);
}

static void read_rows(Subset *subset, const char *table, Call *call, const Dataset *data, Error *error) {
  Names ids = {0};
  connection_check_table(call->connection, table, error);
  bool by_label = ok(error) && columns_table_has(call->connection->db, table, "label_id", error);
  if (!by_label && ok(error)) refuse_labels_without_id(call, table, error);
  rule_table_read_from(call, table, by_label ? &label_layout : &image_layout, data, take_id, &ids, error);
  bool *is_in = memory_allocate_zeroed(data->images.count, sizeof *is_in, error);
  subset->units = memory_allocate(data->images.count, sizeof *subset->units, error);
  size_t found = 0;
  if (ok(error))
    found =
        by_label ? choose_labels(subset, data, &ids, is_in, error) : choose_images(subset, data, &ids, is_in);
  if (ok(error) && ids.count && !found)
    error_input(
        error, by_label ? "%s has no label of %s: the first is %s" : "%s has no image of %s: the first is %s",
        table, data->labels.table, id_excerpt(&ids.items[0]).text);
  memory_release(is_in);
  names_release(&ids);
}

void subset_read(Subset *subset, const Requirement *requirement, Call *call, const Dataset *data) {
  Error inner = {0};
  *subset = (Subset){.units = NULL};
  if (!ok(call->error)) return;
  read_rows(subset, requirement->subset, call, data, &inner);
  if (inner.kind == ERROR_INPUT && !inner.host_code)
    error_input(call->error, "%s: subset: %s", requirement->row.text, inner.text);
  else if (!ok(&inner))
    *call->error = inner;
}

void subset_release(Subset *subset) {
  memory_release(subset->units);
  memory_release(subset->left_out);
}
