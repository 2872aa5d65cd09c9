/*
** The one skeleton of all table functions: eponymous, read-only, materialised when the query starts. A new one is its
** descriptor, its `run` (reads input, computes, appends rows) and its `cell` (gives one value of one row); see
** table_ap_by_class.c. What SQLite asks of a virtual table is written once, in table_function.c, which together
** with run.c keeps architecture.md, rules 4 to 6:
**
** - a parameter is a hidden column; `=` and IS set it, NULL is its default, and it comes back as it was set;
** - a cursor keeps its rows: the same parameters again rewind, the same input tables are not read again;
** - `=` on a key column is answered from an index over the rows; a filter column goes into the reading too.
*/
#ifndef BOXSCORE_HOST_TABLE_FUNCTION_H
#define BOXSCORE_HOST_TABLE_FUNCTION_H

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

/* Likewise: {"k", "10", false, "an integer from 1 to 1000", "how many neighbours each row gets"}, for boxscore_parameters. */
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

typedef struct Function Function;

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

/* One evaluation under way. */
struct Call {
  Connection *connection;
  const Function *function;
  Run *run;
  Error *error;
  Watch watch;
  sqlite3_uint64 wanted; /* bits of the columns that the query uses; bit 63: all further ones */
  unsigned threads;      /* the most that may work on it; 0: as many as pay */
  struct RunCache *cache;
  struct Input *previous; /* what the cursor read before; NULL: nothing */
  struct Call *outer;     /* on the same connection, around this one */
};

/* Where the rows of one model begin; row numbers count within a model. */
typedef struct ModelStart {
  size_t row;
  sqlite3_int64 hash; /* of the parameters and the model, 31 bits */
} ModelStart;

struct RowIndex;
struct Input;

/* The rows of one evaluation, shared by the cursors that asked for the same. */
struct Run {
  const Function *function;
  int references;
  sqlite3_value **parameters; /* one each; NULL: not set */
  sqlite3_value *filter; /* what the filter column was asked for when the input was read; NULL: nothing */
  sqlite3_uint64 wanted;
  Stamp stamp;
  struct Input *input;
  const char *
      iou_type; /* what iou_type comes back as where it was not set and the tables decided; NULL: its default */
  void *state; /* of the function's own, with its release */
  void (*release_state)(void *state);
  Arena arena;
  char *rows;
  size_t row_size, row_count, row_capacity;
  ModelStart *models;
  size_t model_count, model_capacity;
  struct RowIndex *indexes; /* of key columns, made when asked for */
  Run *next;
};

/* Room for `count` more rows, zeroed; NULL with the error set where there is none. */
void *run_append(Run *run, size_t count, Error *error);
/* Says that the rows that follow are of this model. Functions without models need not call it. */
void run_begin_model(Run *run, Id model, Error *error);
static inline const void *run_row(const Run *run, size_t row) {
  return run->rows + row * run->row_size;
}

/* The value of a parameter, by name; NULL where it is not set or NULL. */
sqlite3_value *call_parameter(const Call *call, const char *name);
/* The same as text, or `fallback`. */
const char *call_text(const Call *call, const char *name, const char *fallback);

int table_function_register(Connection *connection, const Function *function);

#endif
