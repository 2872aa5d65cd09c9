#include "input/advice/advice.h"

#include <string.h>

#include "host/function.h"

enum { VIEW_MOST = 600, OWN_MOST = 350 };

/* ---- names ---- */

const char *advice_name(const char *name, char *out, int size) {
  bool plain = name[0] && !(name[0] >= '0' && name[0] <= '9');
  for (const char *c = name; *c; c++)
    plain = plain &&
            ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_');
  plain = plain && !sqlite3_keyword_check(name, (int)strlen(name));
  return sqlite3_snprintf(size, out, plain ? "%s" : "\"%w\"", name);
}

/* Small letters and digits. */
static void simplify(const char *name, char *out, int size) {
  int length = 0;
  for (const char *c = name; *c && length < size - 1; c++) {
    char small = *c >= 'A' && *c <= 'Z' ? (char)(*c + ('a' - 'A')) : *c;
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) out[length++] = small;
  }
  out[length] = 0;
}

/* "boxwidth" is "width"; NULL where no prefix stands before it. */
static const char *without_prefix(const char *simple) {
  static const char *const prefixes[] = {"boundingbox", "bndbox", "bbox", "box", "bb", "rect"};
  for (int i = 0; i < LENGTH(prefixes); i++) {
    size_t length = strlen(prefixes[i]);
    if (strncmp(simple, prefixes[i], length) == 0 && simple[length]) return simple + length;
  }
  return NULL;
}

/* Where a name stands among words; SIZE_MAX: nowhere. */
static size_t place_among(const char *words, const char *name) {
  size_t wanted = strlen(name);
  for (const char *word = words; *word; word += strspn(word, " ")) {
    const char *end = strchr(word, ' ');
    size_t length = end ? (size_t)(end - word) : strlen(word);
    if (length == wanted && memcmp(word, name, length) == 0) return (size_t)(word - words);
    word += length;
  }
  return SIZE_MAX;
}

int advice_find(const TableColumns *columns, const char *synonyms, bool prefixed, int except) {
  char simple[80];
  int best = -1;
  size_t best_place = SIZE_MAX;
  for (int i = 0; i < columns->count && synonyms; i++) {
    if (i == except) continue;
    simplify(columns->names[i], simple, sizeof simple);
    const char *name = prefixed ? without_prefix(simple) : simple;
    size_t place = name ? place_among(synonyms, name) : SIZE_MAX;
    if (place >= best_place) continue;
    best = i;
    best_place = place;
  }
  return best;
}

bool advice_has_field(const TableColumns *columns, const Field *field) {
  return columns_name(columns, field->name) ||
         (field->other_name && columns_name(columns, field->other_name));
}

bool advice_lacks_id(const TableColumns *columns, const Field *fields) {
  return fields[0].flags & ELSE_ROWID && !advice_has_field(columns, &fields[0]);
}

bool advice_has_rowid(const TableColumns *columns, Error *error) {
  sqlite3_stmt *statement = NULL;
  char *sql = ok(error) ? sqlite3_mprintf("SELECT rowid FROM %s LIMIT 1", columns->quoted) : NULL;
  int code = sql ? sqlite3_prepare_v2(columns->db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  bool prepared = code == SQLITE_OK;
  if (prepared) code = sqlite3_step(statement);
  bool has = prepared && (code != SQLITE_ROW || sqlite3_column_type(statement, 0) != SQLITE_NULL);
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return has;
}

/* ---- views ---- */

typedef struct View {
  const TableColumns *columns;
  const ViewChange *change;
  sqlite3_str *text;
  bool begun;
} View;

static const char *replacement_of(const ViewChange *change, const char *name) {
  for (int i = 0; i < change->count; i++)
    if (sqlite3_stricmp(change->replacements[i].name, name) == 0) return change->replacements[i].expression;
  return NULL;
}

static void add_expression(View *view, const char *expression, const char *name) {
  char written[ADVICE_NAME];
  sqlite3_str_appendf(view->text, view->begun ? ", %s" : "%s", expression);
  if (sqlite3_stricmp(expression, name) != 0)
    sqlite3_str_appendf(view->text, " AS %s", advice_name(name, written, sizeof written));
  view->begun = true;
}

static void add_column(View *view, const char *name) {
  char written[ADVICE_NAME];
  sqlite3_str_appendf(view->text, "%s%s%s", view->begun ? ", " : "", view->change->join ? "t." : "",
                      advice_name(name, written, sizeof written));
  view->begun = true;
}

static void add_field(View *view, const Field *field) {
  const char *expression = replacement_of(view->change, field->name);
  const char *own = columns_name(view->columns, field->name);
  if (!own && field->other_name) own = columns_name(view->columns, field->other_name);
  if (expression)
    add_expression(view, expression, field->name);
  else if (own)
    add_column(view, own);
}

bool advice_uses(const ViewChange *change, const char *written) {
  static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  size_t length = strlen(written);
  for (int i = 0; i < change->count; i++) {
    const char *expression = change->replacements[i].expression;
    for (const char *at = expression; (at = strstr(at, written)) != NULL; at++) {
      bool begins = at == expression || !strchr(word, at[-1]);
      if (begins && (!at[length] || !strchr(word, at[length]))) return true;
    }
  }
  return false;
}

static bool is_field(const Field *fields, int count, const char *name) {
  for (int f = 0; f < count; f++) {
    if (fields[f].need != UNUSED && sqlite3_stricmp(fields[f].name, name) == 0) return true;
    if (fields[f].other_name && sqlite3_stricmp(fields[f].other_name, name) == 0) return true;
  }
  return false;
}

/* The user's own columns, unless the text becomes long. */
static void add_own(View *view, const Field *fields, int field_count) {
  char written[ADVICE_NAME];
  int length = sqlite3_str_length(view->text);
  for (int adds = 0; adds < 2; adds++) {
    for (int i = 0; i < view->columns->count; i++) {
      const char *name = view->columns->names[i];
      advice_name(name, written, sizeof written);
      if (is_field(fields, field_count, name) || replacement_of(view->change, name) ||
          advice_uses(view->change, written))
        continue;
      length += (int)strlen(written) + 4;
      if (adds) add_column(view, name);
    }
    if (length > OWN_MOST) return;
  }
}

/* "CREATE TEMP VIEW t_fixed AS SELECT ", where t is the table without its schema. */
static void begin_view(View *view) {
  char name[ADVICE_NAME], written[ADVICE_NAME];
  const char *dot = strrchr(view->columns->table, '.');
  sqlite3_snprintf(sizeof name, name, "%.100s_fixed", dot ? dot + 1 : view->columns->table);
  sqlite3_str_appendf(view->text, "CREATE TEMP VIEW %s AS %sSELECT ",
                      advice_name(name, written, sizeof written),
                      view->change->with ? view->change->with : "");
}

const char *advice_table(const TableColumns *columns, char *out, int size) {
  advice_name(columns->table, out, size);
  return out[0] == '"' ? sqlite3_snprintf(size, out, "%s", columns->quoted) : out;
}

static void end_view(View *view) {
  char table[ADVICE_NAME];
  sqlite3_str_appendf(view->text, " FROM %s", advice_table(view->columns, table, sizeof table));
  if (view->change->join) sqlite3_str_appendf(view->text, " AS t %s", view->change->join);
}

char *advice_finish(sqlite3_str *text, Error *error) {
  if (sqlite3_str_errcode(text) != SQLITE_OK) error_memory(error);
  return sqlite3_str_finish(text);
}

/* An id for a table that has none: its rowid, else another name, else numbers. */
static bool add_id(View *view, const Field *id, Error *error) {
  const TableColumns *columns = view->columns;
  char written[ADVICE_NAME], expression[ADVICE_NAME + 2];
  const char *t = view->change->join ? "t." : "";
  if (!advice_lacks_id(columns, id) || replacement_of(view->change, id->name)) return true;
  int found = advice_find(columns, id->synonyms, false, -1);
  if (advice_has_rowid(columns, error))
    sqlite3_snprintf(sizeof expression, expression, "%srowid", t);
  else if (found >= 0)
    sqlite3_snprintf(sizeof expression, expression, "%s%s", t,
                     advice_name(columns->names[found], written, sizeof written));
  else
    sqlite3_snprintf(sizeof expression, expression, "row_number() OVER ()");
  add_expression(view, expression, id->name);
  return strcmp(expression, "row_number() OVER ()") != 0 || id->flags & ANY_NUMBERS;
}

/* Whether a name, once quoted, would not fit: advice is whole or there is none. */
static bool has_long_name(const TableColumns *columns) {
  enum { NAME_MOST = ADVICE_NAME / 2 - 8 };
  bool is_long = strlen(columns->table) > NAME_MOST;
  for (int i = 0; i < columns->count; i++) is_long = is_long || strlen(columns->names[i]) > NAME_MOST;
  return is_long;
}

char *advice_view(const TableColumns *columns, const Field *fields, int field_count, const ViewChange *change,
                  Error *error) {
  if (!ok(error) || has_long_name(columns)) return NULL;
  View view = {columns, change, sqlite3_str_new(NULL), false};
  begin_view(&view);
  bool has_id = add_id(&view, &fields[0], error);
  for (int f = 0; f < field_count; f++)
    if (fields[f].need != UNUSED) add_field(&view, &fields[f]);
  for (int i = 0; i < change->count; i++)
    if (!is_field(fields, field_count, change->replacements[i].name))
      add_expression(&view, change->replacements[i].expression, change->replacements[i].name);
  add_own(&view, fields, field_count);
  end_view(&view);
  char *text = advice_finish(view.text, error);
  if (ok(error) && text && has_id && strlen(text) <= VIEW_MOST) return text;
  sqlite3_free(text);
  return NULL;
}
