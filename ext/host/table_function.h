/*
** The one skeleton of all table functions. What SQLite asks of a virtual table is written once, in
** table_function.c; it keeps architecture.md, rules 4 to 6, together with run_cache.c:
**
** - a parameter is a hidden column; `=` and IS set it, NULL is its default, and it comes back as it was set;
** - a cursor keeps its rows: the same parameters again rewind, the same input tables are not read again;
** - `=` on a key column is answered from an index over the rows; a filter column goes into the reading too.
*/
#ifndef BOXSCORE_HOST_TABLE_FUNCTION_H
#define BOXSCORE_HOST_TABLE_FUNCTION_H

#include "host/function.h"

int table_function_register(Connection *connection, const Function *function);

#endif
