/*
** A function that boxscore adds to SQL: what SQLite has to know of it, and what people want to know. It stands in the file
** that computes it, under the name function_NAME; the file of its theme lists it, and the entry point lists the themes.
*/
#ifndef BOXSCORE_HOST_FUNCTION_H
#define BOXSCORE_HOST_FUNCTION_H

#include "host/aggregate.h"
#include "host/table_function.h"

typedef void (*SqlFunction)(sqlite3_context *context, int count, sqlite3_value **arguments);

struct Function {
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
};

/* The functions of a chapter of the documentation. */
typedef struct Theme {
  const char *name, *title;
  const Function *const *functions;
  int count;
} Theme;

/* For the file of a theme: #define FUNCTIONS(EACH) EACH(iou) EACH(ioa), then
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

/* Registers the functions of all themes (NULL ends them), the last one last, so that its presence says that all are there. On
** failure none is left. */
int functions_register(Connection *connection, const Theme *const *themes);

#endif
