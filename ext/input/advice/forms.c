#include "input/advice/forms.h"

#include <string.h>

#include "host/connection.h"
#include "input/columns.h"

/* '$' is the column, '~' the separator, '@' the extension. */
#define FILE_NAME "substr($, length(rtrim($, replace($, '~', ''))) + 1)"
/* A name without a dot is its own stem: without the test all such names would become one. */
#define STEM(name) "iif(instr(" name ", '.') > 1, rtrim(rtrim(" name ", replace($, '.', '')), '.'), " name ")"

typedef struct Base {
  const char *sql;
  int cost;
} Base;

enum { BASES = 6 };

static const Base bases[][BASES] = {
    [FORMS_OF_IMAGES] = {{"$", 0},
                         {"replace($, '@', '')", 1},
                         {FILE_NAME, 2},
                         {"replace(" FILE_NAME ", '@', '')", 3},
                         {STEM("$"), 2},
                         {STEM(FILE_NAME), 4}},
    [FORMS_OF_CLASSES] = {{"$", 0},
                          {"trim($)", 1},
                          {"replace($, '_', ' ')", 2},
                          {"replace($, '-', ' ')", 2},
                          {"replace(replace(replace($, '_', ''), '-', ''), ' ', '')", 4},
                          {NULL, 0}},
};

enum { PLAIN, SMALL, NUMBER, TEXT, WRAPS };

static const char *const wraps[WRAPS] = {
    [PLAIN] = "%s", [SMALL] = "lower(%s)", [NUMBER] = "CAST(%s AS INTEGER)", [TEXT] = "CAST(%s AS TEXT)"};

NameStyle names_style(FormsOf of, const Names *names) {
  NameStyle style = {.of = of, .kind = names_kind(names), .separator = '/'};
  bool slash = false, back = false;
  for (size_t i = 0; i < names->count; i++) {
    const Id *name = &names->items[i];
    char extension[sizeof style.extension] = "";
    uint32_t dot = name->kind == ID_TEXT ? name->length : 0;
    for (uint32_t c = 0; name->kind == ID_TEXT && c < name->length; c++) {
      slash = slash || name->text[c] == '/';
      back = back || name->text[c] == '\\';
      if (name->text[c] == '.') dot = c;
    }
    if (name->kind == ID_TEXT && name->length - dot < sizeof extension &&
        !memchr(name->text + dot, '\'', name->length - dot))
      memcpy(extension, name->text + dot, name->length - dot);
    if (i == 0) memcpy(style.extension, extension, sizeof extension);
    if (strcmp(style.extension, extension) != 0) style.extension[0] = 0;
  }
  if (back && !slash) style.separator = '\\';
  return style;
}

int form_cost(const NameStyle *style, int form) {
  const Base *base = &bases[style->of][form % BASES];
  int wrap = form / BASES;
  bool same_extension = style->extension[0] != 0;
  if (wrap >= WRAPS || !base->sql) return -1;
  if (wrap == TEXT) return style->kind != ID_TEXT && form % BASES == 0 ? 2 : -1;
  if (style->kind == ID_INTEGER) return form == FORM_AS_IT_IS ? 0 : -1;
  if (strchr(base->sql, '@') && !same_extension) return -1;
  if (strstr(base->sql, "'.'") && same_extension) return -1;
  return base->cost + (wrap != PLAIN);
}

char *form_sql(const NameStyle *style, int form, const char *column, Error *error) {
  sqlite3_str *text = sqlite3_str_new(NULL);
  for (const char *c = bases[style->of][form % BASES].sql; *c; c++) {
    if (*c == '$')
      sqlite3_str_appendall(text, column);
    else if (*c == '@')
      sqlite3_str_appendall(text, style->extension);
    else
      sqlite3_str_appendchar(text, 1, *c == '~' ? style->separator : *c);
  }
  char *base = sqlite3_str_finish(text);
  char *sql = base ? sqlite3_mprintf(wraps[form / BASES], base) : NULL;
  if (!sql) error_memory(error);
  sqlite3_free(base);
  return sql;
}

/* Of a number only what is one. */
static char *tried_sql(const NameStyle *style, int form, Error *error) {
  char *sql = form_sql(style, form, "?1", error), *text = NULL;
  if (form / BASES == NUMBER && sql) {
    char *base = form_sql(style, form % BASES, "?1", error);
    if (base)
      text = sqlite3_mprintf("SELECT CASE WHEN %s GLOB '[0-9]*' AND %s NOT GLOB '*[^0-9.]*' THEN %s END",
                             base, base, sql);
    sqlite3_free(base);
  } else if (sql) {
    text = sqlite3_mprintf("SELECT %s", sql);
  }
  if (!text) error_memory(error);
  sqlite3_free(sql);
  return text;
}

static int bind_id(sqlite3_stmt *statement, const Id *id) {
  if (id->kind == ID_INTEGER) return sqlite3_bind_int64(statement, 1, id->integer);
  return sqlite3_bind_text(statement, 1, id->text, (int)id->length, SQLITE_STATIC);
}

bool form_apply(const NameStyle *style, int form, sqlite3 *db, const Names *names, Names *out,
                uint32_t *numbers, Error *error) {
  sqlite3_stmt *statement = NULL;
  bool suits = true;
  char *sql = ok(error) ? tried_sql(style, form, error) : NULL;
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  for (size_t i = 0; i < names->count && suits && code == SQLITE_OK && ok(error); i++) {
    code = bind_id(statement, &names->items[i]);
    if (code == SQLITE_OK && sqlite3_step(statement) != SQLITE_ROW) code = sqlite3_errcode(db);
    Id id = code == SQLITE_OK ? column_id(statement, 0) : (Id){.kind = ID_NULL};
    suits = id.kind != ID_NULL;
    if (suits) numbers[i] = names_add(out, &id, error);
    if (style->of == FORMS_OF_IMAGES) suits = suits && out->count == i + 1;
    if (code == SQLITE_OK) code = sqlite3_reset(statement);
  }
  if (code != SQLITE_OK && ok(error)) error_from_host(error, db, code, "names");
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return suits && ok(error);
}
