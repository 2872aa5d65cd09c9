/*
** A run: the rows of one evaluation. The cursors that asked for the same share it, counted by reference.
*/
#ifndef BOXSCORE_HOST_RUN_H
#define BOXSCORE_HOST_RUN_H

#include "host/function.h"

/*
** What a function reads once for several runs, such as the user's tables: the first member of a struct of its
** own. Runs that share it count the references; a later run of the same cursor or table takes it over
** (call_shared).
*/
typedef struct Shared Shared;

/* What all of one kind can do. */
typedef struct SharedKind {
  void (*release)(Shared *shared);
  /* Whether a later run of the same statement can go on with one. */
  bool (*serves)(const Shared *shared, const void *asked);
  /* Whether reading what is asked for would give the same, so that another statement can have it. */
  bool (*is_same)(const Shared *shared, const void *asked);
  /* How many bytes one holds. */
  size_t (*bytes)(const Shared *shared);
  /* Rejects a constant for the filter column that the input does not have, when a run that read more than it
  ** answers. NULL: nothing to check. */
  void (*check_filter)(const Shared *shared, sqlite3_value *filter, Error *error);
  /* Whether all that a run over it read stands in ordinary tables of the database, as they are now. NULL:
  ** no. */
  bool (*is_stored)(const Run *run, sqlite3 *db);
} SharedKind;

struct Shared {
  const SharedKind *kind;
  int references;
  Stamp stamp;
};

static inline Shared *shared_hold(Shared *shared) {
  if (shared) shared->references++;
  return shared;
}
void shared_leave(Shared *shared); /* NULL is allowed */

/* Where the rows of one model begin; row numbers count within a model. */
typedef struct ModelStart {
  size_t row;
  sqlite3_int64 hash; /* of the parameters and the model, 31 bits */
} ModelStart;

/* The rows of one evaluation. */
struct Run {
  const Function *function;
  int references;
  sqlite3_value **parameters; /* one each; NULL: not set */
  Id *defaults;               /* one each: what it comes back as where it was not set; NULL: its fallback */
  sqlite3_value *filter; /* what the filter column was asked for when the input was read; NULL: nothing */
  bool filter_is_constant;
  /* The one value of a key column that has rows; NULL: all have. */
  sqlite3_value *only;
  int only_column;
  sqlite3_uint64 wanted;
  Stamp stamp;
  sqlite3_int64 made_for; /* the number of the evaluation that reads it; 0: a statement of the user's */
  Shared *shared;         /* NULL: nothing */
  void *state;            /* of the function's own, with its release */
  void (*release_state)(void *state);
  Arena arena;
  char *rows;
  size_t row_size, row_count, row_capacity;
  ModelStart *models;
  size_t model_count, model_capacity;
  struct RowIndex *indexes; /* of key columns, made when asked for */
  Run *next;
};

/* What the cache of runs knows of an open cursor. */
typedef struct Holder {
  Run *run;                  /* NULL: none */
  sqlite3_uint64 statements; /* under way when it was opened */
  struct Holder *next;
} Holder;

/* The runs of a virtual table, those used last first: those in use, and a few idle ones while a cursor of the
** statements that made them is open. */
typedef struct RunCache {
  Run *first;
  Holder *holders;
} RunCache;

/* Room for `count` more rows, zeroed; NULL with the error set where there is none. */
void *run_append(Run *run, size_t count, Error *error);
/* Says that the rows that follow are of this model. Functions without models need not call it. */
void run_begin_model(Run *run, Id model, Error *error);
static inline const void *run_row(const Run *run, size_t row) {
  return run->rows + row * run->row_size;
}

/* The input holds more than the filter column was asked for, after all. */
void run_drop_filter(Run *run);

/* What a parameter comes back as where it was not set and the input decided; a text outlives the run. */
void run_set_default(Run *run, const char *parameter, Id value);

/* The row's number, the same whatever part of the rows is asked for: architecture.md, rule 4. */
sqlite3_int64 run_rowid(const Run *run, size_t row);

#endif
