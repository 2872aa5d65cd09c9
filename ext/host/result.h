/*
** How scalar functions and aggregates give a result, or report an error: "function: what is wrong: the
** offending value".
*/
#ifndef BOXSCORE_HOST_RESULT_H
#define BOXSCORE_HOST_RESULT_H

#include "base/buffer.h"
#include "host/host.h"

void result_error(sqlite3_context *context, const char *function, const Error *error);

/* Take the buffer over; it is the result where there is no error. */
void result_text(sqlite3_context *context, Buffer *buffer, const Error *error);
void result_blob(sqlite3_context *context, Buffer *buffer, const Error *error);

#endif
