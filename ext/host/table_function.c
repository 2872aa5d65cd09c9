#include "host/table_function.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "host/registration.h"
#include "host/row_index.h"
#include "host/run_cache.h"

typedef struct Table {
  sqlite3_vtab base;
  const Function *function;
  Connection *connection;
  RunCache cache;
  int shown; /* how many columns are not hidden: parameters follow them, then the hidden ones */
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

/* What is given by position goes to the first hidden columns, so the parameters come before hidden results. */
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
                   .shown = shown_columns(module->function)};
  connection_hold(table->connection);
  *out = &table->base;
  return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *base) {
  Table *table = (Table *)base;
  connection_release(table->connection);
  sqlite3_free(table);
  return SQLITE_OK;
}

static bool is_equality(int op) {
  return op == SQLITE_INDEX_CONSTRAINT_EQ || op == SQLITE_INDEX_CONSTRAINT_IS ||
         op == SQLITE_INDEX_CONSTRAINT_ISNULL;
}

/* What best-index found for one column: the constraint that sets it, and whether anything else compares it. IS NOT NULL, which
** programs add that count the values of each column, sets nothing and is left to SQLite. */
typedef struct Found {
  int constraint; /* -1: none */
  bool unusable, compared;
} Found;

static Found find_constraint(sqlite3_index_info *info, int column) {
  enum { CONSTRAINT_LIMIT = 73, CONSTRAINT_OFFSET = 74 };
  Found found = {.constraint = -1};
  for (int i = 0; i < info->nConstraint; i++) {
    int op = info->aConstraint[i].op;
    if (op == CONSTRAINT_LIMIT || op == CONSTRAINT_OFFSET || op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL ||
        info->aConstraint[i].iColumn != column)
      continue;
    if (!is_equality(op))
      found.compared = true;
    else if (!info->aConstraint[i].usable)
      found.unusable = true;
    else if (found.constraint < 0)
      found.constraint = i;
  }
  return found;
}

/*
** The plan, as best-index tells it to filter: "<wanted columns in hex>" and for each argument ",<letter><column>".
**
**     p     a parameter
**     u     a parameter whose value comes from a table that is read later; no argument
**     k     a key
**     f F   a filter; F: it is a constant of the SQL
**     b B   a filter that is the key, too
*/
typedef struct Plan {
  sqlite3_index_info *info;
  sqlite3_str *text;
  int arguments;
  bool misplaced; /* there is a u */
  bool key_is_constant;
} Plan;

static void plan_add(Plan *plan, int constraint, char letter, int column, bool omit) {
  plan->info->aConstraintUsage[constraint].argvIndex = ++plan->arguments;
  plan->info->aConstraintUsage[constraint].omit = omit;
  sqlite3_str_appendf(plan->text, ",%c%d", letter, column);
}

/*
** Returns how many parameters are set, or -1 with *code set. A parameter that is not usable makes a plan that no other is worse
** than, and that says what to write: without any, hosts up to 3.46 say "no query solution" where an OR let them read this table
** before the one that sets its parameter.
*/
static int plan_parameters(Plan *plan, Table *table, int *code) {
  const Function *function = table->function;
  int set = 0;
  for (int i = 0; i < function->table.parameter_count; i++) {
    Found found = find_constraint(plan->info, table->shown + i);
    if (found.constraint < 0 && found.unusable) {
      plan->misplaced = true;
      sqlite3_str_appendf(plan->text, ",u%d", i);
      continue;
    }
    if (found.constraint < 0 && found.compared) {
      char text[200];
      sqlite3_snprintf(sizeof text, text, "%s is a parameter: set it with = or IN",
                       function->table.parameters[i].name);
      *code = table_error(&table->base, text, SQLITE_ERROR);
      return -1;
    }
    if (found.constraint < 0) continue;
    plan_add(plan, found.constraint, 'p', i, true);
    set++;
  }
  return set;
}

/*
** A key or filter that SQLite compares by bytes; it compares again, so the answer may hold more rows than asked for. IN is left
** to SQLite: value by value, it compares without the affinity that IN (SELECT ...) has. -1: none.
*/
static int usable_key(sqlite3_index_info *info, int column) {
  for (int i = 0; i < info->nConstraint; i++) {
    if (info->aConstraint[i].iColumn != column || !info->aConstraint[i].usable) continue;
    int op = info->aConstraint[i].op;
    if (op != SQLITE_INDEX_CONSTRAINT_EQ && op != SQLITE_INDEX_CONSTRAINT_IS) continue;
    const char *collation = sqlite3_vtab_collation(info, i);
    bool bytes = collation && sqlite3_stricmp(collation, "BINARY") == 0;
    if (bytes && !sqlite3_vtab_in(info, i, -1)) return i;
  }
  return -1;
}

static bool is_constant(sqlite3_index_info *info, int constraint) {
  sqlite3_value *value;
  return sqlite3_vtab_rhs_value(info, constraint, &value) == SQLITE_OK;
}

/* How many rows a key is expected to find. A filter that is not unique halves the rows. */
enum { ALL_ROWS = 100000, ROWS_OF_KEY = 20, ROWS_OF_UNIQUE_KEY = 2 };

static int rows_found(unsigned flags) {
  if (flags & UNIQUE) return ROWS_OF_UNIQUE_KEY;
  if (flags & FILTER) return ALL_ROWS / 2;
  return flags & KEY ? ROWS_OF_KEY : ALL_ROWS;
}

/* The filter, and beside it the one key that finds fewest rows. Returns how many rows to expect. */
static int plan_keys(Plan *plan, const Table *table) {
  const Function *function = table->function;
  int key = -1, key_column = 0, rows = ALL_ROWS, filter = -1, filter_column = 0;
  for (int c = 0; c < table->shown; c++) {
    unsigned flags = function->table.columns[c].flags;
    int constraint = flags ? usable_key(plan->info, c) : -1;
    if (constraint < 0) continue;
    if (flags & FILTER) {
      filter = constraint;
      filter_column = c;
    }
    if (rows_found(flags) >= rows) continue;
    rows = rows_found(flags);
    key = constraint;
    key_column = c;
  }
  if (filter >= 0) {
    bool constant = is_constant(plan->info, filter);
    plan_add(plan, filter, filter == key ? constant ? 'B' : 'b' : constant ? 'F' : 'f', filter_column, false);
  }
  plan->key_is_constant = key >= 0 && is_constant(plan->info, key);
  if (key >= 0 && key != filter) plan_add(plan, key, 'k', key_column, false);
  return rows;
}

/*
** Evaluating costs so much that rows are looked up in what is there by a key that comes from another table, and a table that sets
** a parameter comes first. A constant key saves no evaluation: else up to SQLite 3.46 an OR of keys would come before that table.
*/
static void estimate(const Plan *plan, bool is_small, int parameters_set, int rows) {
  sqlite3_index_info *info = plan->info;
  bool looked_up = rows <= ROWS_OF_KEY && !plan->key_is_constant;
  info->estimatedRows = is_small ? 10 : rows;
  info->estimatedCost = looked_up ? 5.0 * rows : 1e9;
  for (int i = 0; i < parameters_set; i++) info->estimatedCost *= looked_up ? 0.5 : 0.01;
  if (info->estimatedCost < 1) info->estimatedCost = 1;
  if (is_small) info->estimatedCost = 10;
  if (plan->misplaced) info->estimatedCost = 1e100;
}

/* The bits of the descriptor's columns: in the declared table the parameters stand before the hidden ones. The last bit, which
** is of all further columns, stays. */
static sqlite3_uint64 wanted_columns(const Table *table, sqlite3_uint64 used) {
  sqlite3_uint64 first = ((sqlite3_uint64)1 << table->shown) - 1, last = (sqlite3_uint64)1 << 63;
  sqlite3_uint64 hidden = used >> (table->shown + table->function->table.parameter_count);
  return (used & (first | last)) | hidden << table->shown;
}

/* The value of a LISTED column, or the values of an IN at once, so that the rows keep their order. */
static void plan_listed(Plan *plan, const Table *table) {
  sqlite3_index_info *info = plan->info;
  for (int i = 0; i < info->nConstraint; i++) {
    int column = info->aConstraint[i].iColumn, op = info->aConstraint[i].op;
    bool listed =
        column >= 0 && column < table->shown && table->function->table.columns[column].flags & LISTED;
    if (!listed || !info->aConstraint[i].usable || op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    const char *collation = sqlite3_vtab_collation(info, i);
    if (!collation || sqlite3_stricmp(collation, "BINARY") != 0) continue;
    bool is_list = sqlite3_vtab_in(info, i, -1);
    if (is_list) sqlite3_vtab_in(info, i, 1);
    plan_add(plan, i, is_list ? 'i' : 'l', column, false);
    return;
  }
}

static int table_best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  Table *table = (Table *)base;
  int code = SQLITE_OK;
  Plan plan = {.info = info, .text = sqlite3_str_new(table->connection->db)};
  sqlite3_str_appendf(plan.text, "%llx", wanted_columns(table, info->colUsed));
  int set = plan_parameters(&plan, table, &code), rows = set >= 0 ? plan_keys(&plan, table) : 0;
  if (set >= 0) plan_listed(&plan, table);
  char *text = sqlite3_str_finish(plan.text);
  if (set < 0 || !text) {
    sqlite3_free(text);
    return set < 0 ? code : SQLITE_NOMEM;
  }
  info->idxStr = text;
  info->needToFreeIdxStr = 1;
  estimate(&plan, table->function->table.is_small, set, rows);
  return SQLITE_OK;
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
  holder_close(&((Table *)base->pVtab)->cache, &((Cursor *)base)->holder);
  sqlite3_free(base);
  return SQLITE_OK;
}

/* The arguments of filter, sorted out by the plan. */
typedef struct Arguments {
  sqlite3_uint64 wanted;
  sqlite3_value *parameters[64];
  sqlite3_value *filter, *key, *listed;
  bool filter_is_constant, listed_by_in;
  int key_column, listed_column;
  const char *misplaced; /* a parameter; NULL: none */
} Arguments;

static sqlite3_value *not_null(sqlite3_value *value) {
  return sqlite3_value_type(value) == SQLITE_NULL ? NULL : value;
}

static void read_argument(char letter, int column, sqlite3_value *value, Arguments *out) {
  int type = sqlite3_value_type(value);
  bool is_name = type == SQLITE_INTEGER || type == SQLITE_TEXT, is_key = strchr("kbB", letter);
  if (letter == 'p') out->parameters[column] = not_null(value);
  if (strchr("fFbB", letter) && is_name) {
    out->filter = value;
    out->filter_is_constant = strchr("FB", letter);
  }
  if (is_key) {
    out->key = value;
    out->key_column = column;
  }
  if (letter == 'i' || letter == 'l') {
    out->listed = value;
    out->listed_column = column;
    out->listed_by_in = letter == 'i';
  }
}

static void read_plan(const Function *function, const char *text, sqlite3_value **values, Arguments *out) {
  char *at;
  *out = (Arguments){.wanted = strtoull(text, &at, 16)};
  while (*at == ',') {
    char letter = at[1];
    int column = (int)strtol(at + 2, &at, 10);
    if (letter == 'u')
      out->misplaced = function->table.parameters[column].name;
    else
      read_argument(letter, column, *values++, out);
  }
}

static void check_parameters(const Function *function, const Arguments *arguments, Error *error) {
  if (arguments->misplaced)
    error_input(error, "%s is set from a table that is read later: name that table first, with CROSS JOIN",
                arguments->misplaced);
  for (int i = 0; i < function->table.parameter_count; i++) {
    if (function->table.parameters[i].required && !arguments->parameters[i])
      error_input(error, "%s is required", function->table.parameters[i].name);
  }
}

/* Every table that a function may read is named by a parameter, or by its default. */
static void check_restrictions(const Table *table, const Arguments *arguments, Error *error) {
  const Function *function = table->function;
  if (function->opens_files) connection_check_files(table->connection, error);
  for (int i = 0; i < function->table.parameter_count && ok(error); i++) {
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

static int table_filter(sqlite3_vtab_cursor *base, int number, const char *plan, int count,
                        sqlite3_value **values) {
  (void)number, (void)count;
  Cursor *cursor = (Cursor *)base;
  Table *table = (Table *)base->pVtab;
  Error error = {0};
  Arguments arguments;
  read_plan(table->function, plan, values, &arguments);
  check_parameters(table->function, &arguments, &error);
  check_restrictions(table, &arguments, &error);
  if (ok(&error)) {
    Request request = {.function = table->function,
                       .parameters = arguments.parameters,
                       .filter = arguments.filter,
                       .filter_is_constant = arguments.filter_is_constant,
                       .wanted = arguments.wanted};
    run_take(&table->cache, table->connection, &request, &cursor->holder, &error);
  }
  cursor->at = cursor->count = 0;
  cursor->rows = NULL;
  if (ok(&error)) {
    cursor->count = cursor->holder.run->row_count;
    if (arguments.key)
      cursor->rows =
          run_find(cursor->holder.run, arguments.key_column, arguments.key, &cursor->count, &error);
    if (arguments.listed) check_listed(cursor->holder.run, &arguments, &error);
  }
  if (error.kind == ERROR_INPUT) return table_error(base->pVtab, error.text, error_code(&error));
  return error_code(&error);
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
  const Parameter *described = &run->function->table.parameters[parameter];
  const char *decided = run->defaults[parameter], *fallback = decided ? decided : described->fallback;
  Number number;
  if (!fallback)
    sqlite3_result_null(context);
  else if (!number_read_whole(fallback, strlen(fallback), &number))
    sqlite3_result_text(context, fallback, -1, SQLITE_STATIC);
  else if (number.is_integer)
    sqlite3_result_int64(context, number.integer);
  else
    sqlite3_result_double(context, number.real);
}

static int table_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  Cursor *cursor = (Cursor *)base;
  const Function *function = cursor->holder.run->function;
  int shown = ((Table *)base->pVtab)->shown, parameters = function->table.parameter_count;
  if (column >= shown && column < shown + parameters) {
    echo(cursor->holder.run, column - shown, context);
    return SQLITE_OK;
  }
  if (column >= shown) column -= parameters;
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
