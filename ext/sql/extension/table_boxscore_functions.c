/*
** boxscore_functions: every function that boxscore adds, with its arguments and what it is for.
**
**     SELECT name, summary FROM boxscore_functions;
*/
#include "host/call.h"

enum { NAME, KIND, ARGUMENTS, SUMMARY };

static const Column columns[] = {
    [NAME] = {"name", KEY, "TEXT", NULL, NULL, "the name in SQL"},
    [KIND] = {"kind", 0, "TEXT", NULL, NULL, "'scalar', 'aggregate' or 'table'"},
    [ARGUMENTS] = {"arguments", 0, "TEXT", NULL, NULL, "the arguments; of a table, those given by position"},
    [SUMMARY] = {"summary", 0, "TEXT", NULL, NULL, "what it is for"},
};

static void run(Call *call) {
  for (const Theme *const *theme = call->connection->themes; *theme; theme++) {
    const Function **rows = run_append(call->run, (size_t)(*theme)->count, call->error);
    for (int i = 0; rows && i < (*theme)->count; i++) rows[i] = (*theme)->functions[i];
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  static const char *const kinds[] = {[SCALAR] = "scalar", [AGGREGATE] = "aggregate", [TABLE] = "table"};
  const Function *function = *(const Function *const *)row;
  (void)run;
  switch (column) {
  case NAME: cell_text(out, function->name); break;
  case KIND: cell_text(out, kinds[function->kind]); break;
  case ARGUMENTS: cell_text(out, function->arguments); break;
  case SUMMARY: cell_text(out, function->summary); break;
  }
}

const Function function_boxscore_functions = {
    .kind = TABLE,
    .name = "boxscore_functions",
    .arguments = "",
    .summary = "every function that boxscore adds",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .row_size = sizeof(const Function *),
            .run = run,
            .cell = cell,
            .is_small = true,
        },
};
