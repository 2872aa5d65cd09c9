/*
** A function that boxscore adds to SQL: what SQLite has to know about it, and what people want to know. It stands in the file
** that computes it, under the name function_NAME; the file of its theme lists it, and the entry point lists the themes.
**
** A table function is eponymous, read-only and materialised when the query starts. It is its descriptor, its `run` (reads
** input, computes, appends rows; see call.h and run.h) and its `cell` (gives one value of one row); the rest is written once,
** in table_function.c.
*/
#ifndef BOXSCORE_HOST_FUNCTION_H
#define BOXSCORE_HOST_FUNCTION_H

#include "host/cell.h"
#include "host/connection.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* KEY: `=` is answered from an index. UNIQUE: by a row or two, so it comes first. FILTER: goes into the reading too.
** HIDDEN: `SELECT *` leaves it out; such columns stand last, and have no other flag. */
enum { KEY = 1, UNIQUE = 2, FILTER = 4, HIDDEN = 8 };

/* In this order, on a line each: {"ap", 0, "REAL", "0 to 1", "the class has no labels", "average precision"}. The texts are
** those of boxscore_columns and of the function's page. */
typedef struct Column {
  const char *name;
  unsigned flags;
  const char *
      type; /* INTEGER, REAL, TEXT or BLOB; NULL: values keep the type that they came with, as ids and classes */
  const char *unit;      /* such as "pixels" or "0 to 1"; NULL: it has none */
  const char *null_when; /* NULL: never */
  const char *meaning;
} Column;

/* Similarly: {"k", "10", false, "an integer from 1 to 1000", "how many neighbours each row gets"}, for boxscore_parameters. */
typedef struct Parameter {
  const char *name;
  const char
      *fallback; /* the default that it comes back as where it is not set: a number or a text; NULL: NULL */
  bool required;
  const char *domain; /* the values that it takes */
  const char *meaning;
} Parameter;

/* The domain of a parameter that names one. */
#define TABLE_DOMAIN "a table or view, also 'schema.table'"

typedef struct Run Run;
typedef struct Call Call;

typedef struct TableFunction {
  const Column *columns;
  int column_count;
  const Parameter *parameters; /* those by position come first */
  int parameter_count;
  size_t row_size;
  void (*run)(Call *call);
  void (*cell)(const Run *run, const void *row, int column, Cell *out);
  bool is_small; /* costs nothing: joins begin with it */
  bool (*is_fresh)(
      const Run *run); /* whether what is not in the database is as it was; NULL: there is no such thing */
  bool skips_columns;  /* `run` leaves out what call->wanted leaves out */
} TableFunction;

typedef struct AggregateCall AggregateCall;

typedef struct AggregateFunction {
  size_t state_size;
  void (*step)(AggregateCall *row);
  void (*finish)(
      AggregateCall *group);    /* called without a row too, with a zeroed state; not after an error */
  void (*release)(void *state); /* what the state holds, not the state itself */
  const void *kind;             /* tells apart the functions that share a step and a finish */
} AggregateFunction;

typedef void (*SqlFunction)(sqlite3_context *context, int count, sqlite3_value **arguments);

typedef struct Function {
  const char *name;
  const char *arguments; /* as documented; for tables the parameters by position and their own */
  const char *summary;
  const char *returns; /* a scalar's or an aggregate's value; NULL for tables, whose columns say it */
  const char *
      example; /* one SELECT on literals, the example database or its files; a test runs it in tests/examples */
  const char *since; /* the first version that has it */
  const char *page;  /* below docs/; NULL: reference/NAME.md */
  enum { SCALAR = 1, AGGREGATE, TABLE } kind;
  int counts[5];    /* numbers of arguments, -1 ends them */
  SqlFunction call; /* of a SCALAR */
  AggregateFunction aggregate;
  TableFunction table;
  bool impure;      /* the answer depends on more than the arguments */
  bool opens_files; /* SQLite rejects it in views and triggers of a schema (architecture.md, rule 3) */
} Function;

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

#endif
