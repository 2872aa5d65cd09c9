/*
** How scalar functions and aggregates report an error: "function: what is wrong: the offending value".
*/
#ifndef BOXSCORE_HOST_RESULT_H
#define BOXSCORE_HOST_RESULT_H

#include "base/error.h"
#include "host/host.h"

void result_error(sqlite3_context *context, const char *function, const Error *error);

#endif
