/*
** What SQLite hands to a function or table beside the arguments.
*/
#ifndef BOXSCORE_HOST_REGISTRATION_H
#define BOXSCORE_HOST_REGISTRATION_H

#include "host/function.h"

typedef struct Registration {
  const Function *function;
  Connection *connection;
} Registration;

Registration *registration_make(Connection *connection, const Function *function); /* NULL: no memory */
void registration_release(void *registration);                                     /* as SQLite's xDestroy */

#endif
