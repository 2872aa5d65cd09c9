#include "host/plan.h"

#include <stdlib.h>
#include <string.h>

static bool is_equality(int op) {
  return op == SQLITE_INDEX_CONSTRAINT_EQ || op == SQLITE_INDEX_CONSTRAINT_IS ||
         op == SQLITE_INDEX_CONSTRAINT_ISNULL;
}

/* What best-index found for one column: the constraint that sets it, and whether anything else compares it.
** IS NOT NULL, which programs add that count the values of each column, sets nothing and is left to
** SQLite. */
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
** The plan, as best-index tells it to filter: "<wanted columns in hex>" and for each argument
** ",<letter><column>".
**
**     p     a parameter
**     u     a parameter whose value comes from a table that is read later; no argument
**     k K   a key; K: it is a constant of the SQL
**     f F   a filter; F: it is a constant of the SQL
**     b B   a filter that is the key, too
**     l i   the value of a LISTED column; i: all values of an IN
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
** Returns how many parameters are set. A parameter that is not usable makes a plan that no other is worse
** than, and that says what to write: without any, hosts up to 3.46 say "no query solution" where an OR let
** them read this table before the one that sets its parameter.
*/
static int plan_parameters(Plan *plan, const Function *function, int shown, Error *error) {
  int set = 0;
  for (int i = 0; i < function->table.parameter_count; i++) {
    Found found = find_constraint(plan->info, shown + i);
    if (found.constraint >= 0) {
      plan_add(plan, found.constraint, 'p', i, true);
      set++;
    } else if (found.unusable) {
      plan->misplaced = true;
      sqlite3_str_appendf(plan->text, ",u%d", i);
    } else if (found.compared) {
      error_input(error, "%s is a parameter: set it with = or IN", function->table.parameters[i].name);
    }
  }
  return set;
}

/*
** A key or filter that SQLite compares by bytes; it compares again, so the answer may hold more rows than
** asked for. IN is left to SQLite: value by value, it compares without the affinity that IN (SELECT ...) has.
** -1: none.
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
static int plan_keys(Plan *plan, const Function *function, int shown) {
  int key = -1, key_column = 0, rows = ALL_ROWS, filter = -1, filter_column = 0;
  for (int c = 0; c < shown; c++) {
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
  if (key >= 0 && key != filter) plan_add(plan, key, plan->key_is_constant ? 'K' : 'k', key_column, false);
  return rows;
}

/*
** Evaluating costs so much that rows are looked up in what is there by a key that comes from another table,
** and a table that sets a parameter comes first. A constant key saves no evaluation: else up to SQLite 3.46
** an OR of keys would come before that table. But two of them cost less than one scan, so that a parameter OR
** a key is two lookups: a scan would not see the parameter.
*/
static void estimate(const Plan *plan, bool is_small, int parameters_set, int rows) {
  sqlite3_index_info *info = plan->info;
  bool looked_up = rows <= ROWS_OF_KEY && !plan->key_is_constant;
  info->estimatedRows = is_small ? 10 : rows;
  info->estimatedCost = looked_up ? 5.0 * rows : plan->key_is_constant ? 0.4e9 : 1e9;
  for (int i = 0; i < parameters_set; i++) info->estimatedCost *= looked_up ? 0.5 : 0.01;
  if (info->estimatedCost < 1) info->estimatedCost = 1;
  if (is_small) info->estimatedCost = 10;
  if (plan->misplaced) info->estimatedCost = 1e100;
}

/* The bits of the descriptor's columns: in the declared table the parameters stand before the hidden ones.
** The last bit, which is of all further columns, stays. */
static sqlite3_uint64 wanted_columns(const Function *function, int shown, sqlite3_uint64 used) {
  sqlite3_uint64 first = ((sqlite3_uint64)1 << shown) - 1, last = (sqlite3_uint64)1 << 63;
  sqlite3_uint64 hidden = used >> (shown + function->table.parameter_count);
  return (used & (first | last)) | hidden << shown;
}

/* The value of a LISTED column, or the values of an IN at once, so that the rows keep their order. */
static void plan_listed(Plan *plan, const Function *function, int shown) {
  sqlite3_index_info *info = plan->info;
  for (int i = 0; i < info->nConstraint; i++) {
    int column = info->aConstraint[i].iColumn, op = info->aConstraint[i].op;
    bool listed = column >= 0 && column < shown && function->table.columns[column].flags & LISTED;
    if (!listed || !info->aConstraint[i].usable || op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    const char *collation = sqlite3_vtab_collation(info, i);
    if (!collation || sqlite3_stricmp(collation, "BINARY") != 0) continue;
    bool is_list = sqlite3_vtab_in(info, i, -1);
    if (is_list) sqlite3_vtab_in(info, i, 1);
    plan_add(plan, i, is_list ? 'i' : 'l', column, false);
    return;
  }
}

void plan_make(const Function *function, int shown, sqlite3 *db, sqlite3_index_info *info, Error *error) {
  Plan plan = {.info = info, .text = sqlite3_str_new(db)};
  sqlite3_str_appendf(plan.text, "%llx", wanted_columns(function, shown, info->colUsed));
  int set = plan_parameters(&plan, function, shown, error), rows = plan_keys(&plan, function, shown);
  plan_listed(&plan, function, shown);
  estimate(&plan, function->table.is_small, set, rows);
  info->idxStr = sqlite3_str_finish(plan.text);
  info->needToFreeIdxStr = 1;
  if (!info->idxStr) error_memory(error);
}

static sqlite3_value *not_null(sqlite3_value *value) {
  return sqlite3_value_type(value) == SQLITE_NULL ? NULL : value;
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

static void read_argument(char letter, int column, sqlite3_value *value, Arguments *out) {
  int type = sqlite3_value_type(value);
  bool is_name = type == SQLITE_INTEGER || type == SQLITE_TEXT, is_key = strchr("kKbB", letter);
  if (letter == 'p') out->parameters[column] = not_null(value);
  if (strchr("fFbB", letter) && is_name) {
    out->filter = value;
    out->filter_is_constant = strchr("FB", letter) || sqlite3_value_frombind(value);
  }
  if (is_key) {
    out->key = value;
    out->key_is_constant = strchr("KB", letter) || sqlite3_value_frombind(value);
    out->key_column = column;
  }
  if (letter == 'i' || letter == 'l') {
    out->listed = value;
    out->listed_column = column;
    out->listed_by_in = letter == 'i';
  }
}

void plan_read(const char *text, const Function *function, sqlite3_value **values, Arguments *out,
               Error *error) {
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
  check_parameters(function, out, error);
}
