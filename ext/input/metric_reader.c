#include "input/metric_reader.h"

#include <math.h>
#include <string.h>

#include "input/columns.h"
#include "host/row_sink.h"
#include "host/value.h"
#include "host/value_list.h"

enum { SINK, LEVEL, ITEM_ID, METRIC, VALUE }; /* the arguments of the SELECT */

/* More names than this are sorted out here and not by SQLite. */
enum { BOUND_MOST = 500 };

typedef struct Reading {
  MetricInput *input;
  size_t row_number;
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

bool metric_input_wants(const MetricInput *input, const Id *metric) {
  return !input->wanted.count || names_find(&input->wanted, metric) != NAMES_NONE;
}

static void refuse_column(const Reading *reading, const char *what, sqlite3_value *value, Error *error) {
  if (sqlite3_value_type(value) == SQLITE_TEXT && !sqlite3_value_text(value)) error_memory(error);
  error_input(error, "%s row number %zu: %s: %s", reading->input->table, reading->row_number, what,
              value_excerpt(value).text);
}

static void refuse_value(const Reading *reading, MetricLevel level, sqlite3_value **values, const char *what,
                         Error *error) {
  if (sqlite3_value_type(values[VALUE]) == SQLITE_TEXT && !sqlite3_value_text(values[VALUE]))
    error_memory(error);
  error_input(error, "%s: metric %s of %s %s: value is %s: %s", reading->input->table,
              value_excerpt(values[METRIC]).text, metric_level_name(level),
              value_excerpt(values[ITEM_ID]).text, what, value_excerpt(values[VALUE]).text);
}

static MetricLevel read_level(const Reading *reading, sqlite3_value **values, Error *error) {
  MetricLevel level = LEVEL_IMAGE;
  size_t length = 0;
  bool is_text = sqlite3_value_type(values[LEVEL]) == SQLITE_TEXT;
  const char *text = is_text ? value_text(values[LEVEL], &length) : NULL;
  if (is_text && !text) error_memory(error);
  if (!text || !metric_level_of_name(text, length, &level))
    error_input(error, "%s: metric %s of item %s: level is neither 'image', 'label' nor 'prediction': %s",
                reading->input->table, value_excerpt(values[METRIC]).text,
                value_excerpt(values[ITEM_ID]).text, value_excerpt(values[LEVEL]).text);
  return level;
}

static bool is_text(sqlite3_value *value, const char *text, size_t length) {
  if (sqlite3_value_type(value) != SQLITE_TEXT) return false;
  const unsigned char *own = sqlite3_value_text(value);
  return own && (size_t)sqlite3_value_bytes(value) == length && memcmp(own, text, length) == 0;
}

/* Whether a row goes on with the series of the row before. */
static bool goes_on(const Reading *reading, sqlite3_value **values) {
  return reading->goes_on && is_text(values[METRIC], reading->metric.text, reading->metric.length) &&
         is_text(values[LEVEL], reading->level, reading->level_length);
}

/* The series of a row; false where nobody wants it. */
static bool find_series(Reading *reading, sqlite3_value **values, Error *error) {
  MetricInput *input = reading->input;
  Id metric, passed_over = confidence();
  if (goes_on(reading, values)) return true;
  reading->goes_on = false;
  if (!value_id(values[METRIC], &metric) || metric.kind != ID_TEXT)
    refuse_column(reading, "metric is not a text", values[METRIC], error);
  if (!ok(error)) return false;
  if (!metric_input_wants(input, &metric) || id_equal(&metric, &passed_over)) return false;
  MetricLevel level = read_level(reading, values, error);
  reading->series = metric_table_series(&input->data, level, &metric, error);
  if (!ok(error)) return false;
  reading->metric = input->data.metrics.items[input->data.series[reading->series].metric];
  reading->level = metric_level_name(level);
  reading->level_length = strlen(reading->level);
  reading->goes_on = true;
  return true;
}

/* The value of a row; NaN where it is NULL. */
static double read_value(const Reading *reading, sqlite3_value **values, MetricLevel level, Error *error) {
  double value = (double)NAN;
  int type = sqlite3_value_type(values[VALUE]);
  if (type == SQLITE_NULL) return value;
  if (type == SQLITE_FLOAT)
    value = sqlite3_value_double(values[VALUE]);
  else if (!value_real(values[VALUE], &value))
    refuse_value(reading, level, values, "not a number", error);
  if (ok(error) && !isfinite(value)) refuse_value(reading, level, values, "not finite", error);
  return value;
}

static void take_values(void *context, sqlite3_value **values, Error *error) {
  Reading *reading = context;
  Id item;
  reading->row_number++;
  if (!find_series(reading, values, error)) return;
  if (sqlite3_value_type(values[ITEM_ID]) == SQLITE_INTEGER)
    item = id_integer(sqlite3_value_int64(values[ITEM_ID]));
  else if (!value_id(values[ITEM_ID], &item) || item.kind == ID_NULL)
    refuse_column(reading, "item_id is neither an integer nor a text", values[ITEM_ID], error);
  MetricTable *table = &reading->input->data;
  MetricLevel level = table->series[reading->series].level;
  double value = read_value(reading, values, level, error);
  metric_table_add(table, reading->series, &item, value, error);
}

static void find_columns(TableColumns *columns, sqlite3 *db, const char *table, Error *error) {
  static const char *const needed[] = {"level", "item_id", "metric", "value"};
  Error inner = {0};
  if (!ok(error)) return;
  columns_find(columns, db, table, &inner);
  if (inner.kind == ERROR_INPUT && strncmp(inner.text, "no such table", 13) == 0)
    error_input(
        error,
        "%s; boxscore_sql('schema') makes a table of quality metrics, object_metrics and image_metrics "
        "fill it",
        inner.text);
  else if (!ok(&inner))
    *error = inner;
  for (int i = 0; i < LENGTH(needed) && ok(error); i++) {
    if (!columns_name(columns, needed[i])) columns_refuse_missing(columns, needed[i], error);
  }
}

/* SELECT boxscore_read_rows(?1, level, item_id, metric, value) FROM t WHERE metric IN (?2, ...) */
static char *select_text(const TableColumns *columns, size_t bound, Error *error) {
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, "SELECT " ROW_SINK_FUNCTION "(?1, \"%w\", \"%w\", \"%w\", \"%w\") FROM %s",
                      columns_name(columns, "level"), columns_name(columns, "item_id"),
                      columns_name(columns, "metric"), columns_name(columns, "value"), columns->quoted);
  if (bound) sqlite3_str_appendf(sql, " WHERE \"%w\" IN (?2", columns_name(columns, "metric"));
  for (size_t i = 1; i < bound; i++) sqlite3_str_appendf(sql, ", ?%d", (int)i + 2);
  if (bound) sqlite3_str_appendall(sql, ")");
  char *text = sqlite3_str_finish(sql);
  if (!text) error_memory(error);
  return text;
}

static sqlite3_stmt *prepare(sqlite3 *db, const TableColumns *columns, const Names *wanted, RowSink *sink,
                             Error *error) {
  sqlite3_stmt *statement = NULL;
  size_t bound = wanted->count <= BOUND_MOST ? wanted->count : 0;
  char *sql = ok(error) ? select_text(columns, bound, error) : NULL;
  if (ok(error)) {
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = row_sink_bind(statement, sink);
    for (size_t i = 0; i < bound && code == SQLITE_OK; i++)
      code = sqlite3_bind_text(statement, (int)i + 2, wanted->items[i].text, (int)wanted->items[i].length,
                               SQLITE_STATIC);
    if (code != SQLITE_OK) error_from_host(error, db, code, columns->table);
    if (ok(error) && !sqlite3_stmt_readonly(statement))
      error_input(error, "reading %s would write", columns->table);
  }
  sqlite3_free(sql);
  return statement;
}

/* A metric that was asked for and occurs nowhere. */
static void check_wanted(const MetricInput *input, Error *error) {
  Id passed_over = confidence();
  for (size_t i = 0; i < input->wanted.count && ok(error); i++) {
    const Id *name = &input->wanted.items[i];
    if (!id_equal(name, &passed_over) && names_find(&input->data.metrics, name) == NAMES_NONE)
      error_input(error, "metrics: %s has no metric %s", input->table, id_excerpt(name).text);
  }
}

static void read_table(MetricInput *input, sqlite3 *db, Error *error) {
  TableColumns columns = {0};
  Reading reading = {.input = input};
  RowSink sink = {.take = take_values, .context = &reading};
  find_columns(&columns, db, input->table, error);
  sqlite3_stmt *statement = prepare(db, &columns, &input->wanted, &sink, error);
  row_sink_run(&sink, statement, input->table, error);
  sqlite3_finalize(statement);
  columns_release(&columns);
  metric_table_finish(&input->data, input->table, error);
  check_wanted(input, error);
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

MetricInput *metric_input_read(Call *call) {
  Error *error = call->error;
  const char *table = call_text(call, "quality_metrics", "quality_metrics");
  MetricInput *input = memory_allocate_zeroed(1, sizeof *input, error);
  if (!input) return NULL;
  input->table = sqlite3_mprintf("%s", table);
  if (!input->table) error_memory(error);
  read_wanted(input, call_parameter(call, "metrics"), error);
  Id only = confidence();
  bool reads = input->wanted.count != 1 || !id_equal(&input->wanted.items[0], &only);
  if (ok(error) && reads) read_table(input, call->connection->db, error);
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
    memory_release(input);
  }
}

static bool is_digits(const Id *id) {
  uint32_t digits = 0;
  while (digits < id->length && id->text[digits] >= '0' && id->text[digits] <= '9') digits++;
  return digits && digits == id->length;
}

void metric_input_check_kind(const MetricInput *input, sqlite3 *db, MetricLevel level, IdKind other,
                             const char *ids, Error *error) {
  const Names *items = &input->data.items[level];
  const char *name = metric_level_name(level);
  IdKind ours = names_kind(items);
  if (!ok(error) || ours == ID_NULL || other == ID_NULL || ours == other) return;
  char advice[600] = "", expression[200];
  if (other == ID_TEXT || is_digits(&items->items[0])) {
    TableColumns columns;
    sqlite3_snprintf(sizeof expression, expression,
                     "CASE level WHEN '%s' THEN CAST(item_id AS %s) ELSE item_id END", name,
                     other == ID_TEXT ? "TEXT" : "INTEGER");
    columns_find(&columns, db, input->table, error);
    columns_advise_replacing(&columns, "item_id", expression, advice, sizeof advice, error);
    columns_release(&columns);
  }
  error_input(error,
              "%s.item_id is %s (%s) where level is '%s', and %s is %s, so no row of one meets a row of the "
              "other%s%s",
              input->table, ours == ID_TEXT ? "TEXT" : "INTEGER", id_excerpt(&items->items[0]).text, name,
              ids, other == ID_TEXT ? "TEXT" : "INTEGER", advice[0] ? "; this view mends it: " : "", advice);
}
