/*
** boxscore_functions: lists every function. boxscore_parameters: lists what each takes. boxscore_columns:
** lists what each table returns.
**
**     SELECT name, summary, example FROM boxscore_functions WHERE category = 'scores';
**     SELECT parameter, default_value, domain FROM boxscore_parameters WHERE function = 'ap_by_class';
**     SELECT column, type, unit, null_when, meaning FROM boxscore_columns WHERE function = 'ap_by_class';
**
** All three read the descriptors (host/function.h), as does the documentation.
*/
#include "host/call.h"

static void cell_text_or_null(Cell *out, const char *text) {
  if (text) cell_text(out, text);
}

/* ---- boxscore_functions ---- */

enum { NAME, KIND, ARGUMENTS, SUMMARY, CATEGORY, RETURNS, EXAMPLE, SINCE, PAGE };

static const Column function_columns[] = {
    [NAME] = {"name", KEY, "TEXT", NULL, NULL, "the name in SQL"},
    [KIND] = {"kind", 0, "TEXT", NULL, NULL, "'scalar', 'aggregate' or 'table'"},
    [ARGUMENTS] = {"arguments", 0, "TEXT", NULL, NULL, "the arguments; of a table, those given by position"},
    [SUMMARY] = {"summary", 0, "TEXT", NULL, NULL, "what it is for"},
    [CATEGORY] = {"category", KEY, "TEXT", NULL, NULL, "its chapter of the documentation, such as 'scores'"},
    [RETURNS] = {"returns", 0, "TEXT", NULL, "the kind is 'table'", "the type and range of the result"},
    [EXAMPLE] = {"example", 0, "TEXT", NULL, NULL, "SQL that runs on the example database"},
    [SINCE] = {"since", 0, "TEXT", NULL, NULL, "the first version that has it"},
    [PAGE] = {"page", 0, "TEXT", NULL, NULL, "its page below docs/"},
};

typedef struct FunctionRow {
  const Function *function;
  const Theme *theme;
} FunctionRow;

/* Gives each function to `take` that this connection may call. */
static void for_each_function(Call *call,
                              void (*take)(Call *call, const Function *function, const Theme *theme)) {
  for (const Theme *const *theme = call->connection->themes; *theme; theme++) {
    for (int i = 0; i < (*theme)->count; i++) {
      const Function *function = (*theme)->functions[i];
      if (!function->opens_files || !call->connection->no_files) take(call, function, *theme);
    }
  }
}

static void add_function(Call *call, const Function *function, const Theme *theme) {
  FunctionRow *row = run_append(call->run, 1, call->error);
  if (row) *row = (FunctionRow){function, theme};
}

static void run_functions(Call *call) {
  for_each_function(call, add_function);
}

static void function_cell(const Run *run, const void *row, int column, Cell *out) {
  static const char *const kinds[] = {[SCALAR] = "scalar", [AGGREGATE] = "aggregate", [TABLE] = "table"};
  const FunctionRow *at = row;
  const Function *function = at->function;
  (void)run;
  switch (column) {
  case NAME: cell_text(out, function->name); break;
  case KIND: cell_text(out, kinds[function->kind]); break;
  case ARGUMENTS: cell_text(out, function->arguments); break;
  case SUMMARY: cell_text(out, function->summary); break;
  case CATEGORY: cell_text(out, at->theme->name); break;
  case RETURNS: cell_text_or_null(out, function->returns); break;
  case EXAMPLE: cell_text_or_null(out, function->example); break;
  case SINCE: cell_text_or_null(out, function->since); break;
  case PAGE:
    if (function->page)
      cell_text(out, function->page);
    else
      cell_format(out, "reference/%s.md", function->name);
    break;
  }
}

const Function function_boxscore_functions = {
    .kind = TABLE,
    .name = "boxscore_functions",
    .arguments = "",
    .summary = "lists every function of boxscore, with an example",
    .example = "SELECT name, kind, summary FROM boxscore_functions WHERE category = 'scores'",
    .since = "0.1.0",
    .table =
        {
            .columns = function_columns,
            .column_count = LENGTH(function_columns),
            .row_size = sizeof(FunctionRow),
            .run = run_functions,
            .cell = function_cell,
            .is_small = true,
        },
};

/* ---- boxscore_parameters and boxscore_columns: a row for each entry of a descriptor ---- */

typedef struct EntryRow {
  const Function *function;
  int entry;
} EntryRow;

static const Parameter *parameters_of(const Function *function, int *count) {
  bool is_table = function->kind == TABLE;
  *count = is_table ? function->table.parameter_count : function->parameter_count;
  return is_table ? function->table.parameters : function->parameters;
}

static void append_entries(Call *call, const Function *function, int count) {
  EntryRow *rows = count > 0 ? run_append(call->run, (size_t)count, call->error) : NULL;
  for (int i = 0; rows && i < count; i++) rows[i] = (EntryRow){function, i};
}

static void add_parameters(Call *call, const Function *function, const Theme *theme) {
  int count;
  (void)theme;
  parameters_of(function, &count);
  append_entries(call, function, count);
}

static void run_parameters(Call *call) {
  for_each_function(call, add_parameters);
}

static void add_columns(Call *call, const Function *function, const Theme *theme) {
  (void)theme;
  append_entries(call, function, function->table.column_count);
}

static void run_columns(Call *call) {
  for_each_function(call, add_columns);
}

enum { P_FUNCTION, P_POSITION, P_PARAMETER, P_REQUIRED, P_DEFAULT, P_DOMAIN, P_MEANING };

static const Column parameter_columns[] = {
    [P_FUNCTION] = {"function", KEY, "TEXT", NULL, NULL, "the function"},
    [P_POSITION] = {"position", 0, "INTEGER", NULL, NULL, "the place among its parameters, from 1"},
    [P_PARAMETER] = {"parameter", KEY, "TEXT", NULL, NULL, "the name"},
    [P_REQUIRED] = {"required", 0, "INTEGER", "0 or 1", NULL, "1: there is no default"},
    [P_DEFAULT] = {"default_value", 0, "TEXT", NULL, "the default is NULL, or there is none",
                   "what it is where it is not set"},
    [P_DOMAIN] = {"domain", 0, "TEXT", NULL, NULL, "the values that it takes"},
    [P_MEANING] = {"meaning", 0, "TEXT", NULL, NULL, "what it does"},
};

static void parameter_cell(const Run *run, const void *row, int column, Cell *out) {
  const EntryRow *at = row;
  int count;
  const Parameter *parameter = &parameters_of(at->function, &count)[at->entry];
  (void)run;
  switch (column) {
  case P_FUNCTION: cell_text(out, at->function->name); break;
  case P_POSITION: cell_integer(out, at->entry + 1); break;
  case P_PARAMETER: cell_text(out, parameter->name); break;
  case P_REQUIRED: cell_integer(out, parameter->required); break;
  case P_DEFAULT: cell_text_or_null(out, parameter->fallback); break;
  case P_DOMAIN: cell_text_or_null(out, parameter->domain); break;
  case P_MEANING: cell_text_or_null(out, parameter->meaning); break;
  }
}

const Function function_boxscore_parameters = {
    .kind = TABLE,
    .name = "boxscore_parameters",
    .arguments = "",
    .summary = "lists the parameters of every function, with defaults",
    .example =
        "SELECT parameter, default_value, domain FROM boxscore_parameters WHERE function = 'ap_by_class'",
    .since = "0.1.0",
    .table =
        {
            .columns = parameter_columns,
            .column_count = LENGTH(parameter_columns),
            .row_size = sizeof(EntryRow),
            .run = run_parameters,
            .cell = parameter_cell,
            .is_small = true,
        },
};

enum { C_FUNCTION, C_POSITION, C_COLUMN, C_TYPE, C_UNIT, C_NULL_WHEN, C_MEANING, C_HIDDEN };

static const Column column_columns[] = {
    [C_FUNCTION] = {"function", KEY, "TEXT", NULL, NULL, "the table function"},
    [C_POSITION] = {"position", 0, "INTEGER", NULL, NULL, "the place among its columns, from 1"},
    [C_COLUMN] = {"column", KEY, "TEXT", NULL, NULL, "the name"},
    [C_TYPE] = {"type", 0, "TEXT", NULL, "values keep the type of the input, such as ids and classes",
                "'INTEGER', 'REAL', 'TEXT' or 'BLOB'"},
    [C_UNIT] = {"unit", 0, "TEXT", NULL, "it has no unit", "the unit or the range"},
    [C_NULL_WHEN] = {"null_when", 0, "TEXT", NULL, "it is never NULL", "when it is NULL"},
    [C_MEANING] = {"meaning", 0, "TEXT", NULL, NULL, "what it says"},
    [C_HIDDEN] = {"hidden", 0, "INTEGER", "0 or 1", NULL, "1: 'SELECT *' leaves it out"},
};

static void column_cell(const Run *run, const void *row, int column, Cell *out) {
  const EntryRow *at = row;
  const Column *described = &at->function->table.columns[at->entry];
  (void)run;
  switch (column) {
  case C_FUNCTION: cell_text(out, at->function->name); break;
  case C_POSITION: cell_integer(out, at->entry + 1); break;
  case C_COLUMN: cell_text(out, described->name); break;
  case C_TYPE: cell_text_or_null(out, described->type); break;
  case C_UNIT: cell_text_or_null(out, described->unit); break;
  case C_NULL_WHEN: cell_text_or_null(out, described->null_when); break;
  case C_MEANING: cell_text_or_null(out, described->meaning); break;
  case C_HIDDEN: cell_integer(out, (described->flags & HIDDEN) != 0); break;
  }
}

const Function function_boxscore_columns = {
    .kind = TABLE,
    .name = "boxscore_columns",
    .arguments = "",
    .summary = "lists the columns of every table function, with types and units",
    .example = "SELECT column, type, unit, null_when FROM boxscore_columns WHERE function = 'ap_by_class'",
    .since = "0.1.0",
    .table =
        {
            .columns = column_columns,
            .column_count = LENGTH(column_columns),
            .row_size = sizeof(EntryRow),
            .run = run_columns,
            .cell = column_cell,
            .is_small = true,
        },
};
