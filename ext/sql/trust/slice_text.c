#include "sql/trust/slice_text.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "host/value.h"
#include "measure/catalogue.h"

static void append_id(sqlite3_str *out, Id id, Error *error) {
  char *literal = id_literal(&id);
  if (literal)
    sqlite3_str_appendall(out, literal);
  else
    error_memory(error);
  sqlite3_free(literal);
}

/* "brightness = 3", "brightness > 0.25 AND brightness <= 0.5": the numbers read back as the same. */
static void append_numbers(sqlite3_str *out, const char *name, const SliceValue *value) {
  char low[40], high[40];
  number_format(value->low, low);
  number_format(value->high, high);
  if (value->low == value->high) {
    sqlite3_str_appendf(out, "%s = %s", name, low);
    return;
  }
  if (isfinite(value->low)) sqlite3_str_appendf(out, "%s > %s", name, low);
  if (isfinite(value->low) && isfinite(value->high)) sqlite3_str_appendall(out, " AND ");
  if (isfinite(value->high)) sqlite3_str_appendf(out, "%s <= %s", name, high);
}

static Id category_name(const SliceSources *sources, const SliceSource *source, const SliceValue *value) {
  const Names *names = source->column ? &source->column->names : &sources->analysis->data->classes;
  return names->items[value->category];
}

static const SliceSource *source_of(const SliceSources *sources, const SliceCondition *condition,
                                    const SliceValue **value) {
  const SliceSource *source = &sources->items[condition->attribute];
  *value = &source->rows.values[condition->value];
  return source;
}

static const char *finish(sqlite3_str *out, Arena *arena, Error *error) {
  int length = sqlite3_str_length(out);
  char *text = sqlite3_str_finish(out);
  if (!text) error_memory(error);
  const char *kept = ok(error) ? arena_copy(arena, text, (size_t)length, error) : NULL;
  sqlite3_free(text);
  return kept;
}

/* ---- in words ---- */

/* What a person reads: a metric by its title and in the unit that it is shown in. */
typedef struct Wording {
  char name[200];
  double factor;
  const char *unit;
} Wording;

static const Metric *known_metric(const AnalysedMetric *metric) {
  for (int m = 0; m < METRIC_COUNT; m++) {
    Id name = id_string(metric_catalogue[m].name);
    if (id_equal(&name, &metric->name)) return &metric_catalogue[m];
  }
  return NULL;
}

static Wording wording_of(const SliceSource *source) {
  Wording out = {.factor = 1};
  const AnalysedMetric *metric = source->metric;
  if (metric) {
    const Metric *known = known_metric(metric);
    const char *title = known ? known->title : metric->name.text;
    int length = known ? (int)strlen(title) : (int)metric->name.length;
    sqlite3_snprintf(sizeof out.name, out.name, "%.*s (%s)", length, title, metric_level_name(source->level));
    if (known) {
      out.name[0] += 'a' - 'A';
      out.factor = known->factor;
      out.unit = known->unit;
    }
  } else if (source->column) {
    /* The class of the objects is another attribute. */
    bool is_class = sqlite3_stricmp(source->column->name, "class") == 0;
    sqlite3_snprintf(sizeof out.name, out.name, "%s%s", source->column->name,
                     is_class ? " (of the attributes)" : "");
  } else {
    sqlite3_snprintf(sizeof out.name, out.name, "class");
  }
  return out;
}

enum { SHORT_ROOM = 48 };

/* So many digits, with an exponent only where it is below a ten millionth or above what a double counts. */
static void format_short(double value, int digits, char out[SHORT_ROOM]) {
  double size = fabs(value);
  if (size >= 1000 && size < 1e15)
    sqlite3_snprintf(SHORT_ROOM, out, "%.0f", value);
  else if (size < 1e-4 && size >= 1e-7)
    sqlite3_snprintf(SHORT_ROOM, out, "%.*f", digits - 1 - (int)floor(log10(size)), value);
  else
    sqlite3_snprintf(SHORT_ROOM, out, "%.*g", digits, value);
}

/* "brightness (image) = 3", "0.25 < brightness (image) <= 0.5", "relative area (label) <= 1.2 %" */
static void append_rounded(sqlite3_str *out, const Wording *words, const SliceValue *value) {
  const char *unit = words->unit ? words->unit : "", *gap = words->unit ? " " : "";
  double bounds[2] = {value->low * words->factor, value->high * words->factor};
  char low[SHORT_ROOM], high[SHORT_ROOM];
  format_short(bounds[0], 3, low);
  format_short(bounds[1], 3, high);
  if (value->low != value->high && strcmp(low, high) == 0) {
    number_format(bounds[0], low);
    number_format(bounds[1], high);
  }
  if (value->low == value->high)
    sqlite3_str_appendf(out, "%s = %s%s%s", words->name, low, gap, unit);
  else if (isinf(value->high))
    sqlite3_str_appendf(out, "%s > %s%s%s", words->name, low, gap, unit);
  else if (isinf(value->low))
    sqlite3_str_appendf(out, "%s <= %s%s%s", words->name, high, gap, unit);
  else
    sqlite3_str_appendf(out, "%s < %s <= %s%s%s", low, words->name, high, gap, unit);
}

const char *slice_text(const SliceSources *sources, const Slice *slice, Arena *arena, Error *error) {
  sqlite3_str *out = sqlite3_str_new(NULL);
  for (uint32_t c = 0; c < slice->count; c++) {
    const SliceValue *value;
    const SliceSource *source = source_of(sources, &slice->conditions[c], &value);
    const Wording words = wording_of(source);
    if (c) sqlite3_str_appendall(out, " AND ");
    if (source->numbers) {
      append_rounded(out, &words, value);
    } else {
      sqlite3_str_appendf(out, "%s = ", words.name);
      append_id(out, category_name(sources, source, value), error);
    }
  }
  return finish(out, arena, error);
}

/* ---- in SQL ---- */

static const char *column_of(MetricLevel level) {
  static const char *const names[METRIC_LEVELS] = {"image_id", "label_id", "prediction_id"};
  return names[level];
}

static size_t length_without_blanks(const Id *id) {
  size_t length = id->length;
  while (length && id->text[length - 1] == ' ') length--;
  return length;
}

/* Whether NOCASE or RTRIM, which the column may have, would take another of its texts for this one. */
static bool is_folded(const Names *names, uint32_t category) {
  const Id *text = &names->items[category];
  size_t length = text->kind == ID_TEXT ? length_without_blanks(text) : 0;
  for (uint32_t i = 0; i < names->count && text->kind == ID_TEXT; i++) {
    const Id *other = &names->items[i];
    if (i != category && other->kind == ID_TEXT && length_without_blanks(other) == length &&
        sqlite3_strnicmp(other->text, text->text, (int)length) == 0)
      return true;
  }
  return false;
}

/* Of a column, as it stands in the table of attributes. A blank text is no number, but casts to 0. */
static void append_column(sqlite3_str *out, const SliceSources *sources, const SliceSource *source,
                          const SliceValue *value, Error *error) {
  const char *column = source->column->name;
  bool is_cast = source->numbers && source->column->has_text;
  if (!source->numbers) {
    sqlite3_str_appendf(out, "\"%w\" = ", column);
    append_id(out, category_name(sources, source, value), error);
    if (is_folded(&source->column->names, value->category)) sqlite3_str_appendall(out, " COLLATE BINARY");
    return;
  }
  char *name = sqlite3_mprintf(is_cast ? "CAST(\"%w\" AS REAL)" : "\"%w\"", column);
  if (!name) error_memory(error);
  if (source->column->has_unread)
    sqlite3_str_appendf(out, "typeof(\"%w\") <> 'blob' AND length(CAST(\"%w\" AS BLOB)) <= %d AND ", column,
                        column, (int)ATTRIBUTE_TEXT_MOST);
  if (is_cast) sqlite3_str_appendf(out, "trim(\"%w\") <> '' AND ", column);
  if (name) append_numbers(out, name, value);
  sqlite3_free(name);
}

/* All conditions on columns are one subquery. */
static void append_columns(sqlite3_str *out, const SliceSources *sources, const Slice *slice,
                           const SliceNames *names, Error *error) {
  bool any = false;
  for (uint32_t c = 0; c < slice->count; c++) {
    const SliceValue *value;
    const SliceSource *source = source_of(sources, &slice->conditions[c], &value);
    if (!source->column) continue;
    if (any)
      sqlite3_str_appendall(out, " AND ");
    else
      sqlite3_str_appendf(out, " AND %s IN (SELECT \"%w\" FROM %s WHERE ", column_of(source->level),
                          names->attributes->key, names->attributes->table.quoted);
    append_column(out, sources, source, value, error);
    any = true;
  }
  if (any) sqlite3_str_appendall(out, ")");
}

static void append_metric(sqlite3_str *out, const SliceSource *source, const SliceValue *value,
                          const SliceNames *names, Error *error) {
  sqlite3_str_appendf(out, " AND %s IN (SELECT item_id FROM %s WHERE level = '%s' AND metric = ",
                      column_of(source->level), names->metrics, metric_level_name(source->level));
  append_id(out, source->metric->name, error);
  sqlite3_str_appendall(out, " AND ");
  append_numbers(out, "value", value);
  sqlite3_str_appendall(out, ")");
}

const char *slice_where(const SliceSources *sources, const Slice *slice, const SliceNames *names,
                        Arena *arena, Error *error) {
  sqlite3_str *out = sqlite3_str_new(NULL);
  if (names->has_models) {
    sqlite3_str_appendf(out, "model %s ", names->model.kind == ID_NULL ? "IS" : "=");
    append_id(out, names->model, error);
    sqlite3_str_appendall(out, " AND ");
  }
  sqlite3_str_appendf(out, "outcome IN ('TP', '%s')", sources->side == SIDE_LABELS ? "FN" : "FP");
  for (uint32_t c = 0; c < slice->count; c++) {
    const SliceValue *value;
    const SliceSource *source = source_of(sources, &slice->conditions[c], &value);
    if (source->metric) {
      append_metric(out, source, value, names, error);
    } else if (!source->column) {
      sqlite3_str_appendall(out, " AND class = ");
      append_id(out, category_name(sources, source, value), error);
    }
  }
  append_columns(out, sources, slice, names, error);
  return finish(out, arena, error);
}
