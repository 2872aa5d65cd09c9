#include "host/connection.h"

#include <string.h>

#include "base/memory.h"

/* A host built for threads can still be configured for one: then all its mutexes are the same. */
static bool has_mutexes(void) {
  if (!sqlite3_threadsafe()) return false;
  sqlite3_mutex *one = sqlite3_mutex_alloc(SQLITE_MUTEX_FAST),
                *other = sqlite3_mutex_alloc(SQLITE_MUTEX_FAST);
  bool differ = one && other && one != other;
  sqlite3_mutex_free(one);
  sqlite3_mutex_free(other);
  return differ;
}

Connection *connection_make(sqlite3 *db) {
  Connection *connection = sqlite3_malloc64(sizeof *connection);
  if (connection) *connection = (Connection){.db = db, .threadsafe = has_mutexes()};
  return connection;
}

void connection_hold(Connection *connection) {
  connection->references++;
}

void connection_release(void *held) {
  Connection *connection = held;
  if (--connection->references) return;
  memory_release(connection->only_tables);
  for (int i = 0; i < SLOTS_MOST && connection->slots[i].slot; i++) {
    if (connection->slots[i].object) connection->slots[i].slot->release(connection->slots[i].object);
  }
  sqlite3_free(connection);
}

void **connection_slot(Connection *connection, const Slot *slot) {
  int i = 0;
  while (connection->slots[i].slot && connection->slots[i].slot != slot) i++;
  connection->slots[i].slot = slot;
  return &connection->slots[i].object;
}

static const char *without_main(const char *table) {
  return sqlite3_strnicmp(table, "main.", 5) == 0 ? table + 5 : table;
}

static bool is_listed(const char *names, size_t length, const char *table) {
  for (const char *name = names; name < names + length; name += strlen(name) + 1) {
    if (sqlite3_stricmp(without_main(name), without_main(table)) == 0) return true;
  }
  return false;
}

void connection_restrict_tables(Connection *connection, const char *names, size_t length, Error *error) {
  char *kept = memory_allocate(length + 1, 1, error);
  size_t kept_length = 0;
  if (!ok(error)) return;
  for (const char *name = names; name < names + length; name += strlen(name) + 1) {
    if (connection->only_tables && !is_listed(connection->only_tables, connection->only_tables_length, name))
      continue;
    memcpy(kept + kept_length, name, strlen(name) + 1);
    kept_length += strlen(name) + 1;
  }
  memory_release(connection->only_tables);
  connection->only_tables = kept;
  connection->only_tables_length = kept_length;
}

void connection_check_table(const Connection *connection, const char *table, Error *error) {
  if (!ok(error) || !connection->only_tables) return;
  if (is_listed(connection->only_tables, connection->only_tables_length, table)) return;
  error_input(error, "boxscore_restrict does not let this connection read the table %s",
              excerpt(table, strlen(table)).text);
}

void connection_check_files(const Connection *connection, Error *error) {
  if (connection->no_files) error_input(error, "boxscore_restrict does not let this connection read files");
}

/* A bare SELECT 1 sees an interrupt, but some 500 instructions let a progress handler have its turn too. */
static bool host_wants_to_stop(void *context) {
  sqlite3_stmt *statement = context;
  int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  return code == SQLITE_INTERRUPT;
}

void watch_begin(Watch *watch, sqlite3 *db, Error *error) {
  static const char sql[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
                            "SELECT count(*) FROM n";
  *watch = (Watch){0};
  if (!ok(error)) return;
  int code = sqlite3_prepare_v2(db, sql, -1, &watch->statement, NULL);
  if (code != SQLITE_OK) error_from_host(error, db, code, "polling");
  watch->poll = (Poll){.stop = host_wants_to_stop, .context = watch->statement};
}

void watch_end(Watch *watch) {
  sqlite3_finalize(watch->statement);
}

static bool listen(void *context) {
  Listener *listener = context;
  Error error = {0};
  if (!listener->is_late) {
    listener->is_late = true;
    return false;
  }
  if (!listener->watch.statement) watch_begin(&listener->watch, listener->db, &error);
  if (error.kind == ERROR_INTERRUPT) return true;
  /* Without a statement, for lack of memory, the host is asked again a millisecond later. */
  return listener->watch.statement && listener->watch.poll.stop(listener->watch.poll.context);
}

void listener_begin(Listener *listener, sqlite3 *db) {
  listener->poll = (Poll){.stop = listen, .context = listener};
  listener->db = db;
  listener->is_late = false;
  listener->watch.statement = NULL;
}

void listener_end(Listener *listener) {
  if (listener->watch.statement) watch_end(&listener->watch);
}

void error_from_host(Error *error, sqlite3 *db, int code, const char *what) {
  if (!ok(error)) return;
  int primary = code & 0xFF;
  if (primary == SQLITE_NOMEM) {
    error_memory(error);
  } else if (primary == SQLITE_INTERRUPT) {
    error_interrupt(error);
  } else {
    error_input(error, "%s: %s", what, sqlite3_errmsg(db));
    error->host_code = code;
  }
}

int error_code(const Error *error) {
  switch (error->kind) {
  case ERROR_NONE: return SQLITE_OK;
  case ERROR_MEMORY: return SQLITE_NOMEM;
  case ERROR_INTERRUPT: return SQLITE_INTERRUPT;
  case ERROR_INPUT: break;
  }
  return error->host_code ? error->host_code : SQLITE_ERROR;
}

/* A statement that ran again, or another one at its address, counts its runs from another number. */
sqlite3_uint64 statements_now(sqlite3 *db) {
  sqlite3_uint64 all = 0;
  for (sqlite3_stmt *at = sqlite3_next_stmt(db, NULL); at; at = sqlite3_next_stmt(db, at)) {
    if (!sqlite3_stmt_busy(at)) continue;
    sqlite3_uint64 one = (sqlite3_uint64)(uintptr_t)at,
                   runs = (unsigned)sqlite3_stmt_status(at, SQLITE_STMTSTATUS_RUN, 0);
    all += (one ^ runs << 48) * 0x9E3779B97F4A7C15u;
  }
  return all;
}

static bool schema_changes(sqlite3 *db, sqlite3_uint64 *changes) {
  sqlite3_stmt *schemas = NULL;
  int code = sqlite3_prepare_v2(db, "PRAGMA database_list", -1, &schemas, NULL);
  while (code == SQLITE_OK && (code = sqlite3_step(schemas)) == SQLITE_ROW) {
    unsigned version = 0; /* stays 0 where a schema, such as an unused temp, has no file yet */
    const char *name = (const char *)sqlite3_column_text(schemas, 1);
    if (name) sqlite3_file_control(db, name, SQLITE_FCNTL_DATA_VERSION, &version);
    *changes = *changes * 0x100000001B3u + version + 1;
    code = SQLITE_OK;
  }
  sqlite3_finalize(schemas);
  return code == SQLITE_DONE;
}

Stamp stamp_now(sqlite3 *db, sqlite3_uint64 statements) {
  Stamp stamp = {.usable = true, .statements = statements};
  stamp.writing = sqlite3_txn_state(db, NULL) >= SQLITE_TXN_WRITE;
  if (stamp.writing)
    stamp.changes = (sqlite3_uint64)sqlite3_total_changes64(db);
  else
    stamp.usable = schema_changes(db, &stamp.changes);
  return stamp;
}
