#include "input/columns.h"

#include <string.h>

#include "host/connection.h"

static sqlite3_stmt *prepare_all(sqlite3 *db, const char *quoted, int *code) {
  sqlite3_stmt *statement = NULL;
  char *sql = quoted ? sqlite3_mprintf("SELECT * FROM %s", quoted) : NULL;
  *code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return statement;
}

static void refuse_table(sqlite3 *db, const char *table, int code, Error *error) {
  const char *message = sqlite3_errmsg(db);
  if (code == SQLITE_ERROR && strncmp(message, "no such table", 13) == 0)
    error_input(error, "no such table or view: %s (a name from WITH is not visible here: use a TEMP view)",
                table);
  else
    error_from_host(error, db, code, table);
}

bool columns_table_exists(sqlite3 *db, const char *table, Error *error) {
  static const char missing[] = "no such table: ";
  int code;
  char *quoted = sqlite3_mprintf("\"%w\"", table);
  sqlite3_stmt *statement = prepare_all(db, quoted, &code);
  const char *message = sqlite3_errmsg(db);
  /* Of a view over a missing table the message names that one. */
  bool is_missing = code == SQLITE_ERROR && strncmp(message, missing, sizeof missing - 1) == 0 &&
                    strcmp(message + sizeof missing - 1, table) == 0;
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(quoted);
  return !is_missing;
}

void columns_find(TableColumns *columns, sqlite3 *db, const char *table, Error *error) {
  *columns = (TableColumns){.table = table};
  if (!ok(error)) return;
  int code;
  columns->quoted = sqlite3_mprintf("\"%w\"", table);
  sqlite3_stmt *statement = prepare_all(db, columns->quoted, &code);
  const char *dot = strchr(table, '.');
  if (code == SQLITE_ERROR && dot) {
    sqlite3_free(columns->quoted);
    columns->quoted = sqlite3_mprintf("\"%.*w\".\"%w\"", (int)(dot - table), table, dot + 1);
    statement = prepare_all(db, columns->quoted, &code);
  }
  if (code != SQLITE_OK) {
    refuse_table(db, table, code, error);
    return;
  }
  int count = sqlite3_column_count(statement);
  columns->names = memory_allocate_zeroed((size_t)count, sizeof *columns->names, error);
  for (int i = 0; i < count && ok(error); i++) {
    columns->names[i] = sqlite3_mprintf("%s", sqlite3_column_name(statement, i));
    if (!columns->names[i]) error_memory(error);
    columns->count = i + 1;
  }
  sqlite3_finalize(statement);
}

void columns_release(TableColumns *columns) {
  for (int i = 0; i < columns->count; i++) sqlite3_free(columns->names[i]);
  memory_release(columns->names);
  sqlite3_free(columns->quoted);
  *columns = (TableColumns){0};
}

const char *columns_name(const TableColumns *columns, const char *name) {
  for (int i = 0; i < columns->count; i++) {
    if (columns->names[i] && sqlite3_stricmp(columns->names[i], name) == 0) return columns->names[i];
  }
  return NULL;
}

bool columns_table_has(sqlite3 *db, const char *table, const char *name, Error *error) {
  TableColumns columns;
  columns_find(&columns, db, table, error);
  bool has = columns_name(&columns, name) != NULL;
  columns_release(&columns);
  return has;
}

/* A name as a person would write it: quoted only where it must be. */
static const char *written(const char *name, char *out, int size) {
  bool plain = name[0] && !(name[0] >= '0' && name[0] <= '9');
  for (const char *c = name; *c; c++)
    plain = plain &&
            ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_');
  return sqlite3_snprintf(size, out, plain ? "%s" : "\"%w\"", name);
}

/* "CREATE TEMP VIEW t_fixed AS SELECT ", where t is the table without its schema; `missing`: what the view will add. */
static void begin_view(sqlite3_str *text, const TableColumns *columns, const char *missing) {
  char name[200], view[200];
  const char *dot = strrchr(columns->table, '.');
  sqlite3_snprintf(sizeof name, name, "%.100s_fixed", dot ? dot + 1 : columns->table);
  sqlite3_str_appendf(text, "CREATE TEMP VIEW %s AS SELECT ", written(name, view, sizeof view));
  /* A view has no rowid to stand in for an id; where there is an item_id no id is needed. */
  if (strcmp(missing, "id") != 0 && strcmp(missing, "item_id") != 0 && !columns_name(columns, "id"))
    sqlite3_str_appendall(text, "rowid AS id, ");
}

static void end_view(sqlite3_str *text, const TableColumns *columns) {
  char name[200];
  const char *table = written(columns->table, name, sizeof name);
  sqlite3_str_appendf(text, " FROM %s", table[0] == '"' ? columns->quoted : table);
}

static void list_columns(sqlite3_str *text, const TableColumns *columns) {
  enum { SHOWN = 12 };
  char name[80];
  for (int i = 0; i < columns->count && i < SHOWN; i++)
    sqlite3_str_appendf(text, "%s%s", i ? ", " : "", written(columns->names[i], name, sizeof name));
  if (columns->count > SHOWN) sqlite3_str_appendall(text, ", ...");
}

static void refuse(const TableColumns *columns, sqlite3_str *advice, const char *missing, Error *error) {
  sqlite3_str *has = sqlite3_str_new(NULL);
  list_columns(has, columns);
  /* A string that ran out of memory has the length 0. */
  bool enough = sqlite3_str_errcode(advice) == SQLITE_OK && sqlite3_str_errcode(has) == SQLITE_OK;
  bool advised = sqlite3_str_length(advice) > 0;
  char *has_text = sqlite3_str_finish(has), *advice_text = sqlite3_str_finish(advice);
  if (!enough || !has_text || (advised && !advice_text))
    error_memory(error);
  else
    error_input(error, "%s has no %s; it has %s%s%s", columns->table, missing, has_text,
                advised ? "; this view gives it one: " : "", advised ? advice_text : "");
  sqlite3_free(has_text);
  sqlite3_free(advice_text);
}

void columns_refuse_missing(const TableColumns *columns, const char *name, Error *error) {
  static const struct {
    const char *name, *synonyms[8];
  } known[] = {
      {"image_id", {"image", "img_id", "imageid", "image_name", "file_name", "filename", "file", "frame"}},
      {"class",
       {"class_name", "category", "category_name", "label", "name", "cls", "class_id", "category_id"}},
      {"score", {"confidence", "conf", "probability", "prob", "scores"}},
      {"embedding", {"embeddings", "vector", "emb", "features", "feature"}},
      {"id", {"label_id", "prediction_id", "annotation_id", "ann_id", "uid"}},
  };
  char missing[40], name_text[200];
  if (!ok(error)) return; /* the names may not be there */
  sqlite3_str *advice = sqlite3_str_new(NULL);
  sqlite3_snprintf(sizeof missing, missing, "column %s", name);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcmp(known[i].name, name) != 0) continue;
    for (int s = 0; s < 8 && known[i].synonyms[s]; s++) {
      const char *found = columns_name(columns, known[i].synonyms[s]);
      if (!found || sqlite3_str_length(advice)) continue;
      begin_view(advice, columns, name);
      sqlite3_str_appendf(advice, "*, %s AS %s", written(found, name_text, sizeof name_text), name);
      end_view(advice, columns);
    }
  }
  refuse(columns, advice, missing, error);
}

void columns_refuse_box(const TableColumns *columns, Error *error) {
  static const struct {
    const char *names[4], *expressions;
  } known[] = {
      {{"x1", "y1", "x2", "y2"}, "x1 AS x, y1 AS y, x2 - x1 AS width, y2 - y1 AS height"},
      {{"xmin", "ymin", "xmax", "ymax"}, "xmin AS x, ymin AS y, xmax - xmin AS width, ymax - ymin AS height"},
      {{"left", "top", "right", "bottom"},
       "\"left\" AS x, top AS y, \"right\" - \"left\" AS width, bottom - top AS height"},
      {{"x", "y", "w", "h"}, "w AS width, h AS height"},
      {{"cx", "cy", "w", "h"}, "cx - w / 2.0 AS x, cy - h / 2.0 AS y, w AS width, h AS height"},
      {{"left", "top", "width", "height"}, "\"left\" AS x, top AS y"},
  };
  sqlite3_str *advice = sqlite3_str_new(NULL);
  for (size_t i = 0; i < sizeof known / sizeof *known && !sqlite3_str_length(advice); i++) {
    bool all = true;
    for (int n = 0; n < 4; n++) all = all && columns_name(columns, known[i].names[n]);
    if (!all) continue;
    begin_view(advice, columns, "box");
    sqlite3_str_appendf(advice, "*, %s", known[i].expressions);
    end_view(advice, columns);
  }
  refuse(columns, advice, "box: columns x, y, width, height, or bbox as JSON [x,y,width,height]", error);
}

void columns_advise_replacing(const TableColumns *columns, const char *column, const char *expression,
                              char *out, int size, Error *error) {
  if (!ok(error)) return; /* nothing is known of the table then */
  char name[200];
  sqlite3_str *text = sqlite3_str_new(NULL);
  begin_view(text, columns, column);
  for (int i = 0; i < columns->count; i++) {
    bool replaced = sqlite3_stricmp(columns->names[i], column) == 0;
    sqlite3_str_appendf(text, "%s%s%s%s", i ? ", " : "", replaced ? expression : "", replaced ? " AS " : "",
                        written(columns->names[i], name, sizeof name));
  }
  end_view(text, columns);
  char *advice = sqlite3_str_finish(text);
  if (!advice) error_memory(error);
  sqlite3_snprintf(size, out, "%s", advice ? advice : "");
  sqlite3_free(advice);
}
