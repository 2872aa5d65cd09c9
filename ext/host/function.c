#include "host/function.h"

Registration *registration_make(Connection *connection, const Function *function) {
  Registration *registration = sqlite3_malloc64(sizeof *registration);
  if (!registration) return NULL;
  *registration = (Registration){function, connection};
  connection_hold(connection);
  return registration;
}

void registration_release(void *held) {
  Registration *registration = held;
  connection_release(registration->connection);
  sqlite3_free(registration);
}
