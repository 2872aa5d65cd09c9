/*
** A parameter that is one name or a JSON array of names: classes = 'cat', metrics = '["area","brightness"]'.
*/
#ifndef BOXSCORE_HOST_VALUE_LIST_H
#define BOXSCORE_HOST_VALUE_LIST_H

#include "base/id.h"
#include "host/host.h"

/* Gives each name to `take`; its text lives until the call returns. what: "a class or a JSON array of
** classes", for the error where it is neither. An empty array is an error too: it would select nothing. */
void value_list_read(sqlite3_value *value, const char *parameter, const char *what,
                     void (*take)(void *context, const Id *name, Error *error), void *context, Error *error);

#endif
