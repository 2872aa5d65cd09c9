#include "input/metric_reader.h"

#include <math.h>
#include <string.h>

#include "host/value_list.h"
#include "input/advice/advice.h"
#include "input/table_reader.h"

enum { LEVEL, ITEM_ID, METRIC, VALUE, FIELDS };

static const Field fields[FIELDS] = {
    [LEVEL] = {"level", FIELD_TEXT, REQUIRED, .synonyms = "kind"},
    [ITEM_ID] = {"item_id", FIELD_ID, REQUIRED, .synonyms = "item id"},
    [METRIC] = {"metric", FIELD_TEXT, REQUIRED, .synonyms = "metricname name"},
    [VALUE] = {"value", FIELD_NUMBER, REQUIRED, MAY_BE_NULL, .synonyms = "metricvalue number"},
};

/* More names than this are sorted out here and not by SQLite. */
enum { BOUND_MOST = 500 };

typedef struct Reading {
  TableReader table;
  MetricInput *input;
  /* The series of the row before, which most rows go on with. */
  bool goes_on;
  size_t series;
  Id metric;
  const char *level;
  size_t level_length;
} Reading;

static Id confidence(void) {
  return id_text(METRIC_CONFIDENCE, sizeof METRIC_CONFIDENCE - 1);
}

static bool read_level(const TableReader *table, MetricLevel *level) {
  size_t length;
  sqlite3_value *value = table_reader_value(table, LEVEL);
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  return text && metric_level_of_name(text, length, level);
}

/* "quality_metrics: metric 'sharpness' of image 7", or by the number of the row where it cannot be said. */
static RowName name_row(const TableReader *table) {
  RowName out;
  Id item, metric;
  MetricLevel level;
  const char *kind = read_level(table, &level) ? metric_level_name(level) : "item";
  bool known = value_id(table_reader_value(table, ITEM_ID), &item) && item.kind != ID_NULL &&
               value_id(table_reader_value(table, METRIC), &metric) && metric.kind == ID_TEXT;
  if (known)
    sqlite3_snprintf(sizeof out.text, out.text, "%.70s: metric %s of %s %s", table->columns.table,
                     id_excerpt(&metric).text, kind, id_excerpt(&item).text);
  else
    sqlite3_snprintf(sizeof out.text, out.text, "%.70s row number %lld", table->columns.table,
                     (sqlite3_int64)table->row_number);
  return out;
}

static const TableLayout layout = {fields, FIELDS, name_row};

static bool is_text(sqlite3_value *value, const char *text, size_t length) {
  if (sqlite3_value_type(value) != SQLITE_TEXT) return false;
  const unsigned char *own = sqlite3_value_text(value);
  return own && (size_t)sqlite3_value_bytes(value) == length && memcmp(own, text, length) == 0;
}

/* Whether a row goes on with the series of the row before. */
static bool goes_on(const Reading *reading) {
  return reading->goes_on &&
         is_text(table_reader_value(&reading->table, METRIC), reading->metric.text, reading->metric.length) &&
         is_text(table_reader_value(&reading->table, LEVEL), reading->level, reading->level_length);
}

/* The series of a row; false if it is not used. */
static bool find_series(Reading *reading, Error *error) {
  const TableReader *table = &reading->table;
  MetricInput *input = reading->input;
  MetricLevel level = LEVEL_IMAGE;
  Id metric, passed_over = confidence();
  if (goes_on(reading)) return true;
  reading->goes_on = false;
  if (!value_id(table_reader_value(table, METRIC), &metric) || metric.kind != ID_TEXT)
    table_reader_refuse_kind(table, METRIC, error);
  if (!ok(error)) return false;
  if (!metric_is_wanted(&input->wanted, &metric) || id_equal(&metric, &passed_over)) return false;
  if (!read_level(table, &level))
    table_reader_refuse(table, LEVEL, "neither 'image', 'label' nor 'prediction'", error);
  reading->series = metric_table_series(&input->data, level, &metric, error);
  if (!ok(error)) return false;
  reading->metric = input->data.metrics.items[input->data.series[reading->series].metric];
  reading->level = metric_level_name(level);
  reading->level_length = strlen(reading->level);
  reading->goes_on = true;
  return true;
}

static void take_row(void *context, Error *error) {
  Reading *reading = context;
  if (!find_series(reading, error)) return;
  Id item = table_reader_id(&reading->table, ITEM_ID, error);
  double value = table_reader_number(&reading->table, VALUE, (double)NAN, error);
  metric_table_add(&reading->input->data, reading->series, &item, value, error);
}

static void open_table(TableReader *reader, Connection *connection, const char *table, Error *error) {
  Error inner = {0};
  if (!ok(error)) return;
  table_reader_open(reader, connection, table, &layout, &inner);
  if (inner.kind == ERROR_INPUT && strncmp(inner.text, "no such table", 13) == 0)
    error_input(
        error,
        "%s; boxscore_sql('schema') makes a table of quality metrics, object_metrics and image_metrics "
        "fill it",
        inner.text);
  else if (!ok(&inner))
    *error = inner;
}

/* Reads only the metrics that are wanted. */
static void prepare(TableReader *reader, const Names *wanted, Error *error) {
  size_t bound = wanted->count <= BOUND_MOST ? wanted->count : 0;
  table_reader_filter(reader, METRIC, bound);
  table_reader_prepare(reader, error);
  for (size_t i = 0; i < bound && ok(error); i++)
    table_reader_check(reader,
                       sqlite3_bind_text(reader->statement, (int)i + 2, wanted->items[i].text,
                                         (int)wanted->items[i].length, SQLITE_STATIC),
                       error);
}

/* A metric that was asked for and occurs nowhere. */
static void check_wanted(const MetricInput *input, Error *error) {
  Id passed_over = confidence();
  for (size_t i = 0; i < input->wanted.count && ok(error); i++) {
    const Id *name = &input->wanted.items[i];
    if (!id_equal(name, &passed_over) && names_find(&metric_input_data(input)->metrics, name) == NAMES_NONE)
      error_input(error, "metrics: %s has no metric %s", input->table, id_excerpt(name).text);
  }
}

static void read_table(MetricInput *input, Connection *connection, Error *error) {
  Reading reading = {.input = input};
  open_table(&reading.table, connection, input->table, error);
  prepare(&reading.table, &input->wanted, error);
  table_reader_run(&reading.table, take_row, &reading, error);
  table_reader_close(&reading.table);
  metric_table_finish(&input->data, input->table, error);
}

static void take_name(void *context, const Id *name, Error *error) {
  if (name->kind != ID_TEXT)
    error_input(error, "metrics: a metric's name is a text: %s", id_excerpt(name).text);
  names_add(context, name, error);
}

static void read_wanted(MetricInput *input, sqlite3_value *metrics, Error *error) {
  if (!metrics || !ok(error)) return;
  input->metrics = sqlite3_value_dup(metrics);
  if (!input->metrics) error_memory(error);
  value_list_read(metrics, "metrics", "the name of a metric or a JSON array of names", take_name,
                  &input->wanted, error);
}

MetricInput *metric_input_read(Call *call, MetricInput *whole) {
  Error *error = call->error;
  const char *table = call_text(call, "quality_metrics", "quality_metrics");
  MetricInput *input = memory_allocate_zeroed(1, sizeof *input, error);
  if (!input) return NULL;
  input->whole = whole;
  input->table = sqlite3_mprintf("%s", table);
  if (!input->table) error_memory(error);
  read_wanted(input, call_parameter(call, "metrics"), error);
  Id only = confidence();
  bool reads = input->wanted.count != 1 || !id_equal(&input->wanted.items[0], &only);
  if (ok(error) && reads && !whole) read_table(input, call->connection, error);
  check_wanted(input, error);
  if (ok(error)) return input;
  metric_input_release(input);
  return NULL;
}

void metric_input_release(MetricInput *input) {
  for (MetricInput *next; input; input = next) {
    next = input->next;
    sqlite3_free(input->table);
    sqlite3_value_free(input->metrics);
    names_release(&input->wanted);
    metric_table_release(&input->data);
    metric_items_release(&input->items);
    sources_release(&input->sources);
    memory_release(input);
  }
}

size_t metric_input_footprint(const MetricInput *input, const Dataset *data) {
  size_t bytes = 0;
  for (; input; input = input->next)
    bytes += sizeof *input + names_footprint(&input->wanted) + metric_table_footprint(&input->data) +
             metric_items_footprint(&input->items, data);
  return bytes;
}

static bool is_digits(const Id *id) {
  uint32_t digits = 0;
  while (digits < id->length && id->text[digits] >= '0' && id->text[digits] <= '9') digits++;
  return digits && digits == id->length;
}

/* The view that casts the item ids of one level; NULL: there is none. */
static char *cast_view(const MetricInput *input, sqlite3 *db, MetricLevel level, IdKind wanted,
                       Error *error) {
  char expression[200];
  TableColumns columns;
  sqlite3_snprintf(sizeof expression, expression,
                   "CASE level WHEN '%s' THEN CAST(item_id AS %s) ELSE item_id END", metric_level_name(level),
                   wanted == ID_TEXT ? "TEXT" : "INTEGER");
  Replacement replacement = {"item_id", expression};
  ViewChange change = {&replacement, 1, NULL, NULL};
  columns_find(&columns, db, input->table, error);
  char *view = advice_view(&columns, fields, FIELDS, &change, error);
  columns_release(&columns);
  return view;
}

void metric_input_check_kind(const MetricInput *input, sqlite3 *db, MetricLevel level, IdKind other,
                             const char *ids, Error *error) {
  const Names *items = &metric_input_data(input)->items[level];
  IdKind ours = names_kind(items);
  if (!ok(error) || ours == ID_NULL || other == ID_NULL || ours == other) return;
  bool casts = other == ID_TEXT || is_digits(&items->items[0]);
  char *view = casts ? cast_view(input, db, level, other, error) : NULL;
  error_input(error,
              "%s.item_id is %s (%s) where level is '%s', and %s is %s, so no row of one meets a row of the "
              "other%s%s",
              input->table, ours == ID_TEXT ? "TEXT" : "INTEGER", id_excerpt(&items->items[0]).text,
              metric_level_name(level), ids, other == ID_TEXT ? "TEXT" : "INTEGER",
              view ? "; this view fixes it: " : "", view ? view : "");
  sqlite3_free(view);
}
