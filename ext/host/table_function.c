#include "host/table_function.h"

#include <stddef.h>
#include <string.h>

#include "base/number.h"
#include "host/call.h"
#include "host/kept/sources.h"
#include "host/plan.h"
#include "host/row_index.h"
#include "host/run_cache.h"

struct Cursor;

typedef struct Table {
  sqlite3_vtab base;
  const Function *function;
  Connection *connection;
  RunCache cache;
  struct Cursor *filtered; /* the cursor that was filtered last; NULL: it is closed */
  int shown;               /* how many columns are not hidden: parameters follow them, then the hidden ones */
  ConnectedTable connected;
} Table;

typedef struct Cursor {
  sqlite3_vtab_cursor base;
  Holder holder;
  const uint32_t *rows; /* the rows that may fit the key; NULL: all */
  size_t at, count;
} Cursor;

/* Returns the code to fail with: without memory for the text, out of memory is what is wrong. */
static int table_error(sqlite3_vtab *base, const char *text, int code) {
  sqlite3_free(base->zErrMsg);
  base->zErrMsg = sqlite3_mprintf("%s: %s", ((Table *)base)->function->name, text);
  return base->zErrMsg ? code : SQLITE_NOMEM;
}

static int shown_columns(const Function *function) {
  int shown = function->table.column_count;
  while (shown > 0 && function->table.columns[shown - 1].flags & HIDDEN) shown--;
  return shown;
}

static const char *declared_type(const Function *function, int column) {
  const char *type = function->table.columns[column].type;
  return type ? type : "";
}

/* What is given by position goes to the first hidden columns, so the parameters come before hidden
** results. */
static int declare(sqlite3 *db, const Function *function) {
  sqlite3_str *sql = sqlite3_str_new(db);
  int shown = shown_columns(function);
  sqlite3_str_appendall(sql, "CREATE TABLE t(");
  for (int i = 0; i < shown; i++)
    sqlite3_str_appendf(sql, "%s\"%w\" %s", i ? ", " : "", function->table.columns[i].name,
                        declared_type(function, i));
  for (int i = 0; i < function->table.parameter_count; i++)
    sqlite3_str_appendf(sql, ", \"%w\" HIDDEN", function->table.parameters[i].name);
  for (int i = shown; i < function->table.column_count; i++)
    sqlite3_str_appendf(sql, ", \"%w\" %s HIDDEN", function->table.columns[i].name,
                        declared_type(function, i));
  sqlite3_str_appendall(sql, ")");
  char *text = sqlite3_str_finish(sql);
  if (!text) return SQLITE_NOMEM;
  int code = sqlite3_declare_vtab(db, text);
  sqlite3_free(text);
  return code;
}

/* Makes the cells of a row, gives them to `take`, and releases what it has seen. */
static bool hand_row(const Run *run, const void *row, const int *columns, Cell *cells, int count,
                     TakeCells *take, void *context, Error *error) {
  for (int i = 0; i < count; i++) {
    cell_begin(&cells[i]);
    run->function->table.cell(run, row, columns[i], &cells[i]);
  }
  bool taken = take(context, cells, error);
  for (int i = 0; i < count; i++) cell_end(&cells[i]);
  return taken && ok(error);
}

static size_t hand_rows(const ConnectedTable *table, const int *columns, int count, TakeCells *take,
                        void *context, Error *error) {
  enum { ROWS_BETWEEN_CHECKS = 256 };
  const Table *owner = (const Table *)((const char *)table - offsetof(Table, connected));
  Cursor *cursor = owner->filtered;
  const Run *run = cursor ? cursor->holder.run : NULL;
  Call *active = owner->connection->active;
  Poll *poll = active ? &active->watch.poll : NULL;
  Cell *cells = run ? memory_allocate((size_t)count, sizeof *cells, error) : NULL;
  size_t taken = 0;
  if (!cells) return 0;
  for (size_t at = cursor->at; at < cursor->count; at++, taken++) {
    const void *row = run_row(run, cursor->rows ? cursor->rows[at] : at);
    if (!hand_row(run, row, columns, cells, count, take, context, error)) break;
    if (taken % ROWS_BETWEEN_CHECKS == 0) poll_check(poll, error);
  }
  if (taken) cursor->at += taken - 1;
  memory_release(cells);
  return taken;
}

static int table_connect(sqlite3 *db, void *argument, int count, const char *const *words, sqlite3_vtab **out,
                         char **message) {
  (void)count, (void)words, (void)message;
  const Registration *module = argument;
  int code = declare(db, module->function);
  if (code == SQLITE_OK && module->function->opens_files)
    code = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  if (code != SQLITE_OK) return code;
  Table *table = sqlite3_malloc64(sizeof *table);
  if (!table) return SQLITE_NOMEM;
  *table = (Table){.function = module->function,
                   .connection = module->connection,
                   .shown = shown_columns(module->function),
                   .connected = {.address = (uintptr_t)&table->base,
                                 .shown = shown_columns(module->function),
                                 .hand_rows = hand_rows,
                                 .cache = &table->cache,
                                 .is_of_files = module->function->table.stamp_files != NULL,
                                 .next = module->connection->tables}};
  connection_hold(table->connection);
  table->connection->tables = &table->connected;
  *out = &table->base;
  return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *base) {
  Table *table = (Table *)base;
  ConnectedTable **link = &table->connection->tables;
  while (*link != &table->connected) link = &(*link)->next;
  *link = table->connected.next;
  sources_disconnect(table->connection);
  connection_release(table->connection);
  sqlite3_free(table);
  return SQLITE_OK;
}

static int report(sqlite3_vtab *base, const Error *error) {
  return error->kind == ERROR_INPUT ? table_error(base, error->text, error_code(error)) : error_code(error);
}

static int table_best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  const Table *table = (Table *)base;
  Error error = {0};
  plan_make(table->function, table->shown, table->connection->db, info, &error);
  return report(base, &error);
}

static int table_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
  Cursor *cursor = sqlite3_malloc64(sizeof *cursor);
  if (!cursor) return SQLITE_NOMEM;
  *cursor = (Cursor){.rows = NULL};
  holder_open(&((Table *)base)->cache, ((Table *)base)->connection, &cursor->holder);
  *out = &cursor->base;
  return SQLITE_OK;
}

static int table_close(sqlite3_vtab_cursor *base) {
  Table *table = (Table *)base->pVtab;
  if (table->filtered == (Cursor *)base) table->filtered = NULL;
  holder_close(&table->cache, &((Cursor *)base)->holder);
  sqlite3_free(base);
  return SQLITE_OK;
}

/* Every table that a function may read is named by a parameter, or by its default. */
static void check_restrictions(const Table *table, const Arguments *arguments, Error *error) {
  const Function *function = table->function;
  if (function->opens_files) connection_check_files(table->connection, error);
  for (int i = 0; table->connection->only_tables && i < function->table.parameter_count && ok(error); i++) {
    const Parameter *parameter = &function->table.parameters[i];
    if (!parameter->domain || strcmp(parameter->domain, TABLE_DOMAIN) != 0) continue;
    sqlite3_value *value = arguments->parameters[i];
    if (value && sqlite3_value_type(value) == SQLITE_BLOB) continue; /* no name of a table */
    const char *name = value ? (const char *)sqlite3_value_text(value) : parameter->fallback;
    if (name)
      connection_check_table(table->connection, name, error);
    else if (value)
      error_memory(error);
  }
}

static void check_listed(const Run *run, const Arguments *arguments, Error *error) {
  sqlite3_value *value = arguments->listed;
  int column = arguments->listed_column;
  if (!arguments->listed_by_in) {
    run_check_listed(run, column, value, error);
    return;
  }
  int code = sqlite3_vtab_in_first(arguments->listed, &value);
  for (; code == SQLITE_OK && ok(error); code = sqlite3_vtab_in_next(arguments->listed, &value))
    run_check_listed(run, column, value, error);
  if (code == SQLITE_NOMEM) error_memory(error);
}

/* Whether the key is one of those that `run` may leave out other rows for. */
static bool narrows(const Function *function, const Arguments *arguments) {
  return arguments->key && arguments->key_is_constant && !arguments->listed &&
         function->table.narrowing_columns >> arguments->key_column & 1;
}

static int table_filter(sqlite3_vtab_cursor *base, int number, const char *plan, int count,
                        sqlite3_value **values) {
  (void)number, (void)count;
  Cursor *cursor = (Cursor *)base;
  Table *table = (Table *)base->pVtab;
  Error error = {0};
  Arguments arguments;
  plan_read(plan, table->function, values, &arguments, &error);
  check_restrictions(table, &arguments, &error);
  if (ok(&error)) {
    Request request = {.function = table->function,
                       .parameters = arguments.parameters,
                       .filter = arguments.filter,
                       .only = narrows(table->function, &arguments) ? arguments.key : NULL,
                       .only_column = arguments.key_column,
                       .filter_is_constant = arguments.filter_is_constant,
                       .wanted = arguments.wanted};
    run_take(&table->cache, table->connection, &request, &cursor->holder, &error);
  }
  cursor->at = cursor->count = 0;
  cursor->rows = NULL;
  table->filtered = cursor;
  if (ok(&error)) {
    cursor->count = cursor->holder.run->row_count;
    if (arguments.key)
      cursor->rows =
          run_find(cursor->holder.run, arguments.key_column, arguments.key, &cursor->count, &error);
    if (arguments.listed) check_listed(cursor->holder.run, &arguments, &error);
  }
  return report(base->pVtab, &error);
}

static int table_next(sqlite3_vtab_cursor *base) {
  ((Cursor *)base)->at++;
  return SQLITE_OK;
}

static int table_eof(sqlite3_vtab_cursor *base) {
  return ((Cursor *)base)->at >= ((Cursor *)base)->count;
}

static size_t row_at(const Cursor *cursor) {
  return cursor->rows ? cursor->rows[cursor->at] : cursor->at;
}

/* A parameter comes back as it was set; else as its default. */
static void echo(const Run *run, int parameter, sqlite3_context *context) {
  if (run->parameters[parameter]) {
    sqlite3_result_value(context, run->parameters[parameter]);
    return;
  }
  const char *fallback = run->function->table.parameters[parameter].fallback;
  const Id *decided = &run->defaults[parameter];
  Number number;
  if (decided->kind == ID_TEXT)
    sqlite3_result_text(context, decided->text, (int)decided->length, SQLITE_STATIC);
  else if (decided->kind == ID_INTEGER)
    sqlite3_result_int64(context, decided->integer);
  else if (!fallback)
    sqlite3_result_null(context);
  else if (!number_read_whole(fallback, strlen(fallback), &number))
    sqlite3_result_text(context, fallback, -1, SQLITE_STATIC);
  else if (number.is_integer)
    sqlite3_result_int64(context, number.integer);
  else
    sqlite3_result_double(context, number.real);
}

/* Whether a parameter comes back as the value of a column. */
static bool is_spread(const Run *run, int parameter) {
  const TableFunction *table = &run->function->table;
  return table->spread_parameter && parameter >= 0 && parameter < table->parameter_count &&
         !run->parameters[parameter] &&
         strcmp(table->parameters[parameter].name, table->spread_parameter) == 0;
}

static int table_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  Cursor *cursor = (Cursor *)base;
  const Function *function = cursor->holder.run->function;
  int shown = ((Table *)base->pVtab)->shown, parameters = function->table.parameter_count;
  if (is_spread(cursor->holder.run, column - shown)) {
    column = function->table.spread_column;
  } else if (column >= shown && column < shown + parameters) {
    echo(cursor->holder.run, column - shown, context);
    return SQLITE_OK;
  } else if (column >= shown) {
    column -= parameters;
  }
  Cell cell;
  cell_begin(&cell);
  function->table.cell(cursor->holder.run, run_row(cursor->holder.run, row_at(cursor)), column, &cell);
  cell_result(&cell, context);
  return SQLITE_OK;
}

static int table_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid) {
  Cursor *cursor = (Cursor *)base;
  *rowid = run_rowid(cursor->holder.run, row_at(cursor));
  return SQLITE_OK;
}

static const sqlite3_module module_methods = {
    .iVersion = 0,
    .xConnect = table_connect,
    .xBestIndex = table_best_index,
    .xDisconnect = table_disconnect,
    .xOpen = table_open,
    .xClose = table_close,
    .xFilter = table_filter,
    .xNext = table_next,
    .xEof = table_eof,
    .xColumn = table_column,
    .xRowid = table_rowid,
};

int table_function_register(Connection *connection, const Function *function) {
  Registration *registration = registration_make(connection, function);
  if (!registration) return SQLITE_NOMEM;
  return sqlite3_create_module_v2(connection->db, function->name, &module_methods, registration,
                                  registration_release);
}
