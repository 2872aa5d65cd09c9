#include "sql/errors/repair_statement.h"

#include <stdarg.h>
#include <string.h>

#include "host/connection.h"
#include "host/value.h"
#include "input/columns.h"

/* ---- names ---- */

static bool is_plain(const char *name) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  size_t length = strlen(name);
  return length > 0 && strchr(letters, name[0]) &&
         strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789") == length &&
         !sqlite3_keyword_check(name, (int)length);
}

/* A name as SQL writes it: in quotes where it must be. */
static const char *quote(const char *name, Arena *arena, Error *error) {
  if (!name || !ok(error)) return NULL;
  if (is_plain(name)) return arena_copy(arena, name, strlen(name), error);
  char *quoted = sqlite3_mprintf("\"%w\"", name);
  const char *copy = quoted ? arena_copy(arena, quoted, strlen(quoted), error) : NULL;
  if (!quoted) error_memory(error);
  sqlite3_free(quoted);
  return copy;
}

/* Where a name was read as schema.table, the length of the schema's; 0: it has none. */
static size_t schema_length(const TableColumns *columns) {
  char *whole = sqlite3_mprintf("\"%w\"", columns->table);
  const char *dot = strchr(columns->table, '.');
  size_t length = whole && dot && strcmp(whole, columns->quoted) != 0 ? (size_t)(dot - columns->table) : 0;
  sqlite3_free(whole);
  return length;
}

static const char *name_of_table(const TableColumns *columns, Arena *arena, Error *error) {
  size_t schema = schema_length(columns);
  if (!schema) return quote(columns->table, arena, error);
  const char *first = quote(arena_copy(arena, columns->table, schema, error), arena, error);
  const char *second = quote(columns->table + schema + 1, arena, error);
  if (!ok(error)) return NULL;
  char *both = arena_bytes(arena, strlen(first) + strlen(second) + 2, error);
  if (both) sqlite3_snprintf((int)(strlen(first) + strlen(second) + 2), both, "%s.%s", first, second);
  return both;
}

static void read_names(NamedTable *table, const TableColumns *columns, Arena *arena, Error *error) {
  struct {
    const char *column, **name;
  } names[] = {{"id", &table->id},
               {"image_id", &table->image_id},
               {"class", &table->class},
               {"x", &table->x},
               {"y", &table->y},
               {"width", &table->width},
               {"height", &table->height},
               {"bbox", &table->bbox},
               {"segmentation", &table->segmentation},
               {"area", &table->area},
               {"iscrowd", &table->iscrowd},
               {"category_id", &table->category_id}};
  *table = (NamedTable){.name = name_of_table(columns, arena, error)};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    *names[i].name = quote(columns_name(columns, names[i].column), arena, error);
  table->has_id = table->id != NULL;
  table->folds_ids = table->has_id && columns_folds(columns, columns_name(columns, "id"), error);
  table->folds_classes = table->class && columns_folds(columns, columns_name(columns, "class"), error);
  if (!table->has_id) table->id = "rowid";
  if (!table->x || !table->y || !table->width || !table->height)
    table->x = table->y = table->width = table->height = NULL;
}

/* A computed column cannot be set: it follows from the others. */
static void forget_computed(RepairTables *tables, const char *name) {
  NamedTable *labels = &tables->labels;
  struct {
    const char *column, **name;
  } names[] = {{"x", &labels->x},
               {"y", &labels->x},
               {"width", &labels->x},
               {"height", &labels->x},
               {"bbox", &labels->bbox},
               {"segmentation", &labels->segmentation},
               {"area", &labels->area},
               {"iscrowd", &labels->iscrowd},
               {"category_id", &labels->category_id}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (sqlite3_stricmp(name, names[i].column) == 0) *names[i].name = NULL;
  }
  bool is_class = sqlite3_stricmp(name, "class") == 0;
  if (is_class) tables->renames = false;
  if (is_class || sqlite3_stricmp(name, "id") == 0 || sqlite3_stricmp(name, "image_id") == 0)
    tables->adds = false;
}

static void find_computed(RepairTables *tables, sqlite3 *db, const TableColumns *columns, Error *error) {
  sqlite3_stmt *statement = NULL;
  size_t schema = schema_length(columns);
  const char *table = schema ? columns->table + schema + 1 : columns->table;
  const char *sql = schema ? "SELECT name FROM pragma_table_xinfo(?1, ?2) WHERE hidden > 1"
                           : "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden > 1";
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (code == SQLITE_OK) code = sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
  if (code == SQLITE_OK && schema)
    code = sqlite3_bind_text(statement, 2, columns->table, (int)schema, SQLITE_STATIC);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) forget_computed(tables, (const char *)sqlite3_column_text(statement, 0));
  }
  if (code != SQLITE_DONE) error_from_host(error, db, code, columns->table);
  sqlite3_finalize(statement);
}

/* What can be set. A box that is computed from columns of the user's own, such as corners, cannot. */
static void find_settable(RepairTables *tables, sqlite3 *db, const TableColumns *columns, Error *error) {
  const NamedTable *labels = &tables->labels;
  bool had_box = labels->x || labels->bbox;
  tables->adds = tables->renames = tables->moves = true;
  find_computed(tables, db, columns, error);
  bool has_box = labels->x || labels->bbox;
  if (had_box ? !has_box : !labels->segmentation) tables->adds = tables->moves = false;
}

static bool is_table(sqlite3 *db, const TableColumns *columns, Error *error) {
  size_t schema = schema_length(columns);
  char *name = schema ? sqlite3_mprintf("%.*s", (int)schema, columns->table) : NULL;
  if (schema && !name) error_memory(error);
  const char *table = schema ? columns->table + schema + 1 : columns->table;
  int code = sqlite3_table_column_metadata(db, name, table, NULL, NULL, NULL, NULL, NULL, NULL);
  if (code == SQLITE_NOMEM) error_memory(error);
  sqlite3_free(name);
  return code == SQLITE_OK;
}

void repair_tables_read(RepairTables *tables, Call *call, Arena *arena) {
  sqlite3 *db = call->connection->db;
  Error *error = call->error;
  TableColumns labels, predictions;
  *tables = (RepairTables){.is_writable = false};
  columns_find(&labels, db, call_text(call, "labels", "labels"), error);
  columns_find(&predictions, db, call_text(call, "predictions", "predictions"), error);
  if (ok(error)) {
    read_names(&tables->labels, &labels, arena, error);
    read_names(&tables->predictions, &predictions, arena, error);
    tables->is_writable = is_table(db, &labels, error);
  }
  if (ok(error) && tables->is_writable) find_settable(tables, db, &labels, error);
  columns_release(&labels);
  columns_release(&predictions);
}

/* ---- statements ---- */

typedef struct Writer {
  Buffer *out;
  const RepairTables *tables;
  const Dataset *data;
  const Repair *repair;
  Error *error;
} Writer;

/* Texts, up to NULL. */
static void put(const Writer *writer, const char *text, ...) __attribute__((sentinel));
static void put(const Writer *writer, const char *text, ...) {
  va_list more;
  va_start(more, text);
  for (; text; text = va_arg(more, const char *)) buffer_add(writer->out, text, strlen(text), writer->error);
  va_end(more);
}

static void put_id(const Writer *writer, Id id) {
  char *literal = id_literal(&id);
  if (literal)
    put(writer, literal, NULL);
  else
    error_memory(writer->error);
  sqlite3_free(literal);
}

/* " WHERE id = 'a' COLLATE BINARY" */
static void put_condition(const Writer *writer, const char *column, bool folds, Id id) {
  put(writer, " WHERE ", column, " = ", NULL);
  put_id(writer, id);
  if (folds && id.kind == ID_TEXT) put(writer, " COLLATE BINARY", NULL);
}

static void put_label_condition(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels;
  put_condition(writer, labels->id, labels->folds_ids,
                id_column_get(&writer->data->labels.ids, writer->repair->label));
}

/* The category_id that labels of a class have. */
static void put_category(const Writer *writer, Id class) {
  const NamedTable *labels = &writer->tables->labels;
  put(writer, "(SELECT min(", labels->category_id, ") FROM ", labels->name, NULL);
  put_condition(writer, labels->class, labels->folds_classes, class);
  put(writer, ")", NULL);
}

static void put_source(const Writer *writer) {
  const NamedTable *predictions = &writer->tables->predictions;
  put(writer, " FROM ", predictions->name, NULL);
  put_condition(writer, predictions->id, predictions->folds_ids,
                id_column_get(&writer->data->predictions.ids, writer->repair->prediction));
}

/* The columns of a label's geometry, each with a comma before it but the first. */
static void put_geometry_columns(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels;
  const char *comma = "";
  if (labels->x) {
    put(writer, labels->x, ", ", labels->y, ", ", labels->width, ", ", labels->height, NULL);
    comma = ", ";
  }
  if (labels->bbox) {
    put(writer, comma, labels->bbox, NULL);
    comma = ", ";
  }
  if (labels->segmentation) put(writer, comma, labels->segmentation, NULL);
  if (labels->area) put(writer, ", ", labels->area, NULL);
}

/* A side of the prediction's box, by number. */
static void put_side(const Writer *writer, int side) {
  const NamedTable *predictions = &writer->tables->predictions;
  const char *const own[] = {predictions->x, predictions->y, predictions->width, predictions->height};
  const char place[] = {(char)('0' + side), 0};
  if (predictions->x)
    put(writer, own[side], NULL);
  else if (predictions->bbox)
    put(writer, "json_extract(", predictions->bbox, ", '$[", place, "]')", NULL);
  else
    put(writer, "json_extract(geometry_box(", predictions->segmentation, "), '$[", place, "]')", NULL);
}

static void put_bbox(const Writer *writer) {
  const NamedTable *predictions = &writer->tables->predictions;
  if (predictions->bbox)
    put(writer, predictions->bbox, NULL);
  else if (predictions->x)
    put(writer, "json_array(", predictions->x, ", ", predictions->y, ", ", predictions->width, ", ",
        predictions->height, ")", NULL);
  else
    put(writer, "geometry_box(", predictions->segmentation, ")", NULL);
}

/* A label that has a box loses the outline that it had; one that has none gets the box as its outline. */
static void put_segmentation(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels, *predictions = &writer->tables->predictions;
  if (predictions->segmentation)
    put(writer, predictions->segmentation, NULL);
  else if (labels->x || labels->bbox)
    put(writer, "NULL", NULL);
  else
    put_bbox(writer);
}

/* The values of these columns. An outline has the area that boxscore finds, which NULL asks for. */
static void put_geometry_values(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels, *predictions = &writer->tables->predictions;
  const char *comma = "";
  for (int side = 0; side < 4 && labels->x; side++, comma = ", ") {
    put(writer, comma, NULL);
    put_side(writer, side);
  }
  if (labels->bbox) {
    put(writer, comma, NULL);
    put_bbox(writer);
    comma = ", ";
  }
  if (labels->segmentation) {
    put(writer, comma, NULL);
    put_segmentation(writer);
  }
  bool has_outline = labels->segmentation && predictions->segmentation;
  if (labels->area && predictions->x && !has_outline)
    put(writer, ", ", predictions->width, " * ", predictions->height, NULL);
  else if (labels->area)
    put(writer, ", NULL", NULL);
}

static void put_deletion(const Writer *writer) {
  put(writer, "DELETE FROM ", writer->tables->labels.name, NULL);
  put_label_condition(writer);
}

static void put_class_change(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels;
  Id class = writer->data->classes.items[writer->repair->new_class];
  put(writer, "UPDATE ", labels->name, " SET ", labels->class, " = ", NULL);
  put_id(writer, class);
  if (labels->category_id) {
    put(writer, ", ", labels->category_id, " = ", NULL);
    put_category(writer, class);
  }
  put_label_condition(writer);
}

static void put_move(const Writer *writer) {
  put(writer, "UPDATE ", writer->tables->labels.name, " SET (", NULL);
  put_geometry_columns(writer);
  put(writer, ") = (SELECT ", NULL);
  put_geometry_values(writer);
  put_source(writer);
  put(writer, ")", NULL);
  put_label_condition(writer);
}

static void put_new_id(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels;
  Arena arena = {0};
  Id id = repair_new_id(writer->data, writer->repair->prediction, &arena, writer->error);
  if (ok(writer->error) && id.kind == ID_INTEGER)
    put(writer, "(SELECT coalesce(max(", labels->id, "), 0) + 1 FROM ", labels->name, ")", NULL);
  else if (ok(writer->error))
    put_id(writer, id);
  arena_release(&arena);
}

static void put_addition(const Writer *writer) {
  const NamedTable *labels = &writer->tables->labels, *predictions = &writer->tables->predictions;
  Id class = writer->data->classes.items[writer->repair->class];
  put(writer, "INSERT INTO ", labels->name, " (", NULL);
  if (labels->has_id) put(writer, labels->id, ", ", NULL);
  put(writer, labels->image_id, ", ", labels->class, ", ", NULL);
  if (labels->category_id) put(writer, labels->category_id, ", ", NULL);
  put_geometry_columns(writer);
  if (labels->iscrowd) put(writer, ", ", labels->iscrowd, NULL);
  put(writer, ") SELECT ", NULL);
  if (labels->has_id) put_new_id(writer);
  put(writer, labels->has_id ? ", " : "", predictions->image_id, ", ", predictions->class, ", ", NULL);
  if (labels->category_id) {
    put_category(writer, class);
    put(writer, ", ", NULL);
  }
  put_geometry_values(writer);
  if (labels->iscrowd) put(writer, ", 0", NULL);
  put_source(writer);
}

void repair_statement(const RepairTables *tables, const Dataset *data, const Repair *repair, Buffer *out,
                      Error *error) {
  const Writer writer = {out, tables, data, repair, error};
  const bool is_possible[] = {[REPAIR_DELETE] = true,
                              [REPAIR_ADD] = tables->adds,
                              [REPAIR_CHANGE] = tables->renames,
                              [REPAIR_MOVE] = tables->moves};
  if (!is_possible[repair->kind]) return;
  switch (repair->kind) {
  case REPAIR_DELETE: put_deletion(&writer); break;
  case REPAIR_ADD: put_addition(&writer); break;
  case REPAIR_CHANGE: put_class_change(&writer); break;
  case REPAIR_MOVE: put_move(&writer); break;
  }
  put(&writer, ";", NULL);
}
