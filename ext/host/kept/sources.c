#include "host/kept/sources.h"

#include <string.h>

#include "host/kept/program.h"
#include "host/value.h"

typedef struct SourceStatement {
  const char *sql;
  uint64_t hash;
  bool is_missing; /* it does not prepare */
} SourceStatement;

typedef struct FileSource {
  const Function *function;
  sqlite3_value **parameters;
  uint64_t stamp;
  struct FileSource *next;
} FileSource;

/* ---- the state of the connection and its databases ---- */

/* How often the statement was prepared again: SQLite expires all statements where a function, collation or
** authorizer is replaced, a database detached, a flag set, or the temporary schema changed. */
static bool find_epoch(Connection *connection, sqlite3_uint64 *epoch) {
  if (!connection->witness) {
    sqlite3_prepare_v2(connection->db, "SELECT 1", -1, &connection->witness, NULL);
    connection->witnesses++;
  }
  if (!connection->witness) return false;
  bool stepped = sqlite3_step(connection->witness) == SQLITE_ROW;
  sqlite3_reset(connection->witness);
  *epoch = connection->witnesses << 32 |
           (unsigned)sqlite3_stmt_status(connection->witness, SQLITE_STMTSTATUS_REPREPARE, 0);
  return stepped;
}

void sources_disconnect(Connection *connection) {
  sqlite3_finalize(connection->witness);
  connection->witness = NULL;
}

/* The first value of a statement, as a number; false where there is none. */
static bool first_number(sqlite3 *db, const char *sql, int *number) {
  sqlite3_stmt *statement = NULL;
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  if (code == SQLITE_ROW) *number = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return code == SQLITE_ROW;
}

/* Nothing of others in a shared cache is seen before it is committed. */
static bool sees_committed_only(sqlite3 *db) {
  int uncommitted = 1;
  return first_number(db, "PRAGMA read_uncommitted", &uncommitted) && !uncommitted;
}

/* A read transaction stays open as long as the statement that called us; false where it is one that
** writes. */
static bool open_transaction(sqlite3 *db, const char *name) {
  int version;
  char *sql = sqlite3_mprintf("PRAGMA \"%w\".schema_version", name);
  bool opened = first_number(db, sql, &version);
  sqlite3_free(sql);
  return opened && sqlite3_txn_state(db, name) != SQLITE_TXN_WRITE;
}

/* sqlite3_deserialize replaces the content of a database and starts to count anew. */
static bool is_deserialized(sqlite3 *db, const char *name) {
  char *vfs = NULL;
  sqlite3_file_control(db, name, SQLITE_FCNTL_VFSNAME, &vfs);
  bool found = vfs && strstr(vfs, "memdb");
  sqlite3_free(vfs);
  return found;
}

/* Without a journal, what a failed statement or a ROLLBACK should have taken back stays in a database in
** memory, and nothing counts it. */
static bool has_journal(sqlite3 *db, const char *name) {
  sqlite3_stmt *statement = NULL;
  char *sql = sqlite3_mprintf("PRAGMA \"%w\".journal_mode", name);
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  const char *mode = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  bool found = mode && strcmp(mode, "off") != 0;
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return found;
}

static bool find_state(sqlite3 *db, const char *name, DatabaseState *out) {
  *out = (DatabaseState){0};
  const char *file = sqlite3_db_filename(db, name);
  bool in_memory = !file || !*file;
  if (in_memory) out->changes = sqlite3_total_changes64(db);
  sqlite3_file_control(db, name, SQLITE_FCNTL_FILE_POINTER, &out->file);
  return sqlite3_txn_state(db, name) == SQLITE_TXN_READ && !is_deserialized(db, name) &&
         (!in_memory || has_journal(db, name)) &&
         sqlite3_file_control(db, name, SQLITE_FCNTL_DATA_VERSION, &out->version) == SQLITE_OK;
}

static bool same_state(const DatabaseState *a, const DatabaseState *b) {
  return a->file == b->file && a->version == b->version && a->changes == b->changes;
}

/* ---- noting ---- */

void sources_begin(Sources *sources, Connection *connection, bool wanted) {
  *sources = (Sources){.outer = connection->sources};
  sources->is_complete =
      wanted && sees_committed_only(connection->db) && find_epoch(connection, &sources->epoch);
  connection->sources = sources;
}

static void add_statement(Sources *sources, const char *sql, uint64_t hash, bool is_missing) {
  Error error = {0};
  memory_reserve((void **)&sources->statements, &sources->statement_capacity, sources->statement_count + 1,
                 sizeof *sources->statements, &error);
  const char *copy = arena_copy(&sources->texts, sql, strlen(sql), &error);
  if (ok(&error))
    sources->statements[sources->statement_count++] = (SourceStatement){copy, hash, is_missing};
  else
    sources->is_complete = false;
}

static bool has_database(const Sources *sources, int number) {
  for (int i = 0; i < sources->database_count; i++)
    if (sources->databases[i].number == number) return true;
  return false;
}

static void add_database(Sources *sources, sqlite3 *db, int number, const char *name) {
  Error error = {0};
  DatabaseState state;
  bool fits = name && sources->database_count < DATABASES_OF_SOURCES && find_state(db, name, &state);
  const char *copy = fits ? arena_copy(&sources->texts, name, strlen(name), &error) : NULL;
  if (!copy) {
    sources->is_complete = false;
    return;
  }
  int at = sources->database_count++;
  sources->databases[at].number = number;
  sources->databases[at].name = copy;
  sources->databases[at].state = state;
}

/* Those whose bits are set. */
static void add_databases(Sources *sources, sqlite3 *db, sqlite3_uint64 wanted) {
  sqlite3_stmt *list = NULL;
  int code = sqlite3_prepare_v2(db, "PRAGMA database_list", -1, &list, NULL);
  while (code == SQLITE_OK && (code = sqlite3_step(list)) == SQLITE_ROW) {
    int number = sqlite3_column_int(list, 0);
    bool is_new = number < 64 && wanted >> number & 1 && !has_database(sources, number);
    if (is_new) add_database(sources, db, number, (const char *)sqlite3_column_text(list, 1));
    code = SQLITE_OK;
  }
  sqlite3_finalize(list);
  if (code != SQLITE_DONE) sources->is_complete = false;
  for (int number = 0; number < 64 && sources->is_complete; number++)
    if (wanted >> number & 1 && !has_database(sources, number)) sources->is_complete = false;
}

static bool is_noted(const Sources *sources, const char *sql) {
  for (size_t i = 0; i < sources->statement_count; i++)
    if (strcmp(sources->statements[i].sql, sql) == 0) return true;
  return false;
}

void sources_note(Connection *connection, const char *sql) {
  Sources *sources = connection->sources;
  if (!sources || !sources->is_complete || is_noted(sources, sql)) return;
  Program program = program_read(connection, sql);
  sources->is_complete = program.is_repeatable;
  if (!sources->is_complete) return;
  add_statement(sources, sql, program.hash, false);
  add_databases(sources, connection->db, program.databases);
}

void sources_note_missing(Connection *connection, const char *sql) {
  Sources *sources = connection->sources;
  if (!sources || !sources->is_complete || is_noted(sources, sql)) return;
  add_statement(sources, sql, 0, true);
}

/* ---- files ---- */

static void file_source_free(FileSource *file) {
  for (int i = 0; file->parameters && i < file->function->table.parameter_count; i++)
    sqlite3_value_free(file->parameters[i]);
  memory_release(file->parameters);
  memory_release(file);
}

static FileSource *file_source_make(const Function *function, sqlite3_value *const *parameters) {
  Error error = {0};
  int count = function->table.parameter_count;
  FileSource *file = memory_allocate_zeroed(1, sizeof *file, &error);
  if (!file) return NULL;
  file->function = function;
  file->parameters = memory_allocate_zeroed((size_t)count, sizeof *file->parameters, &error);
  bool good = ok(&error) && function->table.stamp_files(function, parameters, &file->stamp);
  for (int i = 0; i < count && good; i++) {
    if (parameters[i]) file->parameters[i] = sqlite3_value_dup(parameters[i]);
    good = !parameters[i] || file->parameters[i];
  }
  if (good) return file;
  file_source_free(file);
  return NULL;
}

static bool is_of(const FileSource *file, const Function *function, sqlite3_value *const *parameters) {
  bool same = file->function == function;
  for (int i = 0; i < function->table.parameter_count && same; i++)
    same = value_equal(file->parameters[i], parameters[i]);
  return same;
}

void sources_note_files(Connection *connection, const Function *function, sqlite3_value *const *parameters,
                        bool reads) {
  Sources *sources = connection->sources;
  if (!sources || !sources->is_complete || !function->table.stamp_files) return;
  const FileSource *noted = sources->files;
  while (noted && !is_of(noted, function, parameters)) noted = noted->next;
  if (noted) return;
  FileSource *file = reads ? file_source_make(function, parameters) : NULL;
  sources->is_complete = file != NULL;
  if (!file) return;
  file->next = sources->files;
  sources->files = file;
}

static bool has_same_files(const Sources *sources) {
  for (const FileSource *file = sources->files; file; file = file->next) {
    uint64_t now;
    if (!file->function->table.stamp_files(file->function, file->parameters, &now) || now != file->stamp)
      return false;
  }
  return true;
}

/* ---- asking ---- */

static bool has_same_databases(const Sources *sources, sqlite3 *db) {
  for (int i = 0; i < sources->database_count; i++) {
    DatabaseState now;
    if (!find_state(db, sources->databases[i].name, &now)) return false;
    if (!same_state(&now, &sources->databases[i].state)) return false;
  }
  return true;
}

void sources_end(Sources *sources, Connection *connection) {
  sqlite3_uint64 epoch;
  connection->sources = sources->outer;
  sources->outer = NULL;
  sources->is_complete = sources->is_complete && sources->database_count > 0 &&
                         sees_committed_only(connection->db) && find_epoch(connection, &epoch) &&
                         epoch == sources->epoch && has_same_databases(sources, connection->db) &&
                         has_same_files(sources);
}

void sources_release(Sources *sources) {
  for (FileSource *file = sources->files, *next; file; file = next) {
    next = file->next;
    file_source_free(file);
  }
  memory_release(sources->statements);
  arena_release(&sources->texts);
  *sources = (Sources){0};
}

static bool has_same_programs(const Sources *sources, const Connection *connection) {
  for (size_t i = 0; i < sources->statement_count; i++) {
    const SourceStatement *statement = &sources->statements[i];
    Program program = program_read(connection, statement->sql);
    if (statement->is_missing ? program.is_known : !program.is_repeatable || program.hash != statement->hash)
      return false;
  }
  return true;
}

SourcesState sources_state(const Sources *sources, Connection *connection) {
  sqlite3_uint64 epoch;
  if (!sources->is_complete) return SOURCES_STALE;
  if (!sees_committed_only(connection->db) || !find_epoch(connection, &epoch)) return SOURCES_UNKNOWN;
  if (epoch != sources->epoch || (sources->files && connection->no_files)) return SOURCES_STALE;
  for (int i = 0; i < sources->database_count; i++)
    if (!open_transaction(connection->db, sources->databases[i].name)) return SOURCES_UNKNOWN;
  bool same = has_same_databases(sources, connection->db) && has_same_programs(sources, connection) &&
              has_same_files(sources);
  return same ? SOURCES_FRESH : SOURCES_STALE;
}
