/*
** A function that boxscore adds to SQL: what SQLite has to know about it, and what people want to know. It
** stands in the file that computes it, under the name function_NAME; the file of its theme lists it, and the
** entry point lists the themes.
**
** A table function is eponymous, read-only and materialised when the query starts. It is its descriptor, its
** `run` (reads input, computes, appends rows; see call.h and run.h) and its `cell` (gives one value of one
** row); the rest is written once, in table_function.c.
*/
#ifndef BOXSCORE_HOST_FUNCTION_H
#define BOXSCORE_HOST_FUNCTION_H

#include "host/cell.h"
#include "host/connection.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* KEY: `=` is answered from an index. UNIQUE: by a few rows, so it comes first. FILTER: goes into the reading
** too. HIDDEN: `SELECT *` leaves it out; such columns stand last, and have no other flag. LISTED: asking for
** a text that no row has is an error, which lists those there are. */
enum { KEY = 1, UNIQUE = 2, FILTER = 4, HIDDEN = 8, LISTED = 16 };

/* In this order, on a line each: {"ap", 0, "REAL", "0 to 1", "the class has no labels", "average precision"}.
** The texts are those of boxscore_columns and of the function's page. */
typedef struct Column {
  const char *name;
  unsigned flags;
  /* INTEGER, REAL, TEXT or BLOB; NULL: values keep the type that they came with, as ids and classes do. */
  const char *type;
  /* Such as "pixels" or "0 to 1"; NULL: it has none. */
  const char *unit;
  /* NULL: never. */
  const char *null_when;
  const char *meaning;
} Column;

/* Similarly: {"k", "10", false, "an integer from 1 to 1000", "how many neighbours each row gets"}, for
** boxscore_parameters. */
typedef struct Parameter {
  const char *name;
  /* The default, a number or a text, which it comes back as where it is not set; NULL: NULL. */
  const char *fallback;
  bool required;
  /* The values that it takes. */
  const char *domain;
  const char *meaning;
} Parameter;

/* The domain of a parameter that names one. */
#define TABLE_DOMAIN "a table or view, also 'schema.table'"

typedef struct Run Run;
typedef struct Call Call;
typedef struct Function Function;

typedef struct TableFunction {
  const Column *columns;
  int column_count;
  /* Those that people give by position come first. */
  const Parameter *parameters;
  int parameter_count;
  size_t row_size;
  void (*run)(Call *call);
  void (*cell)(const Run *run, const void *row, int column, Cell *out);
  /* It costs nothing: joins begin with it. */
  bool is_small;
  /* Whether what is not in the database is as it was; NULL: there is no such thing. */
  bool (*is_fresh)(const Run *run);
  /* What tells the files that the parameters name from a later state of them; false where it may not. The
  ** rows depend on these, the parameters and the tables that `run` reads alone. NULL: unknown. */
  bool (*stamp_files)(const Function *function, sqlite3_value *const *parameters, uint64_t *stamp);
  /* Bits of the columns that `run` leaves out where call->wanted leaves them out. */
  uint64_t skipped_columns;
  /* Bits of KEY columns: asked for one value of such a column, `run` may leave out the rows of all others
  ** (call_only). */
  unsigned narrowing_columns;
  /* A number of a row among those of its model, the same whatever rows are left out; NULL: rows are
  ** counted, and none may be left out. */
  uint32_t (*row_number)(const Run *run, const void *row);
  /* A parameter that, where it is not set, comes back in each row as the value of a column: the function then
  ** has rows for many values of it. NULL: none. */
  const char *spread_parameter;
  int spread_column;
} TableFunction;

typedef struct AggregateCall AggregateCall;

typedef struct AggregateFunction {
  size_t state_size;
  void (*step)(AggregateCall *row);
  /* Called without a row too, with a zeroed state; not after an error. */
  void (*finish)(AggregateCall *group);
  /* Releases what the state holds, not the state itself. */
  void (*release)(void *state);
  /* Tells apart the functions that share a step and a finish. */
  const void *kind;
} AggregateFunction;

typedef void (*SqlFunction)(sqlite3_context *context, int count, sqlite3_value **arguments);

/* The texts are those of the tables boxscore_functions, boxscore_parameters and boxscore_columns; `make
** docs-update` writes them into the function's page and the index of the documentation. Plain text: 'x' in
** single quotes is shown as code. */
struct Function {
  const char *name;
  /* As documented, "a, b[, iscrowd]"; for tables the parameters that people give by position. */
  const char *arguments;
  /* What it is for, in fewer than 15 words that begin with a verb: "measures how well each class is
  ** detected". */
  const char *summary;
  /* A scalar's or an aggregate's value: "REAL, 0 to 1; NULL if an argument is NULL". Tables have columns
  ** instead. */
  const char *returns;
  /* A SELECT on literals, or on the example database from the project's folder; `make docs-check` runs it. */
  const char *example;
  /* The first version that has the function. */
  const char *since;
  /* The page below docs/; NULL: reference/NAME.md. */
  const char *page;
  /* Of a scalar or an aggregate, by PARAMETERS; a table describes its own in `table`. */
  const Parameter *parameters;
  int parameter_count;

  enum { SCALAR = 1, AGGREGATE, TABLE } kind;
  /* Numbers of arguments, -1 ends them. */
  int counts[5];
  /* Of a SCALAR. */
  SqlFunction call;
  AggregateFunction aggregate;
  TableFunction table;
  /* The answer depends on more than the arguments. */
  bool impure;
  /* SQLite then rejects it inside views and triggers of a schema (architecture.md, rule 3). */
  bool opens_files;
  /* It takes something from the connection, so a schema must not call it either. */
  bool restricts;
};

#define PARAMETERS(...)                                                                                      \
  .parameters = (const Parameter[]){__VA_ARGS__},                                                            \
  .parameter_count = LENGTH(((const Parameter[]){__VA_ARGS__}))
#define NUMBER_DOMAIN "a number, or text that is wholly a number"

/* The functions of a chapter of the documentation. */
typedef struct Theme {
  const char *name, *title;
  const Function *const *functions;
  int count;
} Theme;

/* For the file of a theme: #define FUNCTIONS(EACH) EACH(one_function) EACH(another), then
** FUNCTIONS(FUNCTION_DECLARE) and {FUNCTIONS(FUNCTION_POINTER)}. */
#define FUNCTION_DECLARE(name) extern const Function function_##name;
#define FUNCTION_POINTER(name) &function_##name,

/* What SQLite hands to a function or table beside the arguments. */
typedef struct Registration {
  const Function *function;
  Connection *connection;
} Registration;

Registration *registration_make(Connection *connection, const Function *function); /* NULL: no memory */
void registration_release(void *registration);                                     /* as SQLite's xDestroy */

/* Registers the functions of all themes (NULL ends them), the last one last, so that its presence says that
** all are there. On failure none is left. Without files, those that open files are left out. */
int functions_register(Connection *connection, const Theme *const *themes, bool with_files);

#endif
