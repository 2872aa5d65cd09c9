/*
** The extension is loaded in every way that users load it.
**
**     loading EXTENSION FOLDER
**
** FOLDER takes copies of it under other names.
*/
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;
static const char *extension, *folder;

static void expect(int good, const char *what, const char *detail) {
  if (good)
    passed++;
  else
    failed++;
  if (!good) printf("loading: failed: %s: %s\n", what, detail);
}

static sqlite3 *open_or_exit(const char *path) {
  sqlite3 *db;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL)) exit(2);
  sqlite3_enable_load_extension(db, 1); /* by C and by the SQL function */
  return db;
}

static void load(sqlite3 *db, const char *path, const char *entry, const char *what) {
  char *message = NULL;
  int rc = sqlite3_load_extension(db, path, entry, &message);
  expect(rc == SQLITE_OK, what, message ? message : "");
  sqlite3_free(message);
}

/* The first value of a query, as text; its error if it fails. */
static const char *value(sqlite3 *db, const char *sql) {
  static char out[300];
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    snprintf(out, sizeof out, "%s", text ? text : "NULL");
  } else {
    snprintf(out, sizeof out, "error: %s", sqlite3_errmsg(db));
  }
  sqlite3_finalize(statement);
  return out;
}

static void is(sqlite3 *db, const char *sql, const char *wanted, const char *what) {
  const char *found = value(db, sql);
  expect(strcmp(found, wanted) == 0, what, found);
}

static void execute(sqlite3 *db, const char *sql) {
  char *message = NULL;
  expect(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, sql, message ? message : "");
  sqlite3_free(message);
}

static const char data[] =
    "CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);"
    "CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);"
    "INSERT INTO labels VALUES (1, 1, 'cat', 0, 0, 10, 10);"
    "INSERT INTO predictions VALUES (1, 1, 'cat', 0.5, 0, 0, 10, 10);";
static const char works[] = "SELECT ap FROM ap_by_class";

static void close_checked(sqlite3 *db, const char *what) {
  int rc = sqlite3_close(db);
  expect(rc == SQLITE_OK, "closing", what);
}

static void load_twice(void) {
  sqlite3 *db = open_or_exit(":memory:");
  load(db, extension, NULL, "the first time");
  execute(db, data);
  is(db, works, "1.0", "after the first time");
  load(db, extension, NULL, "the second time");
  is(db, works, "1.0", "after the second time");
  close_checked(db, "loaded twice");
}

static void load_busy(void) {
  sqlite3 *db = open_or_exit(":memory:");
  sqlite3_stmt *statement = NULL;
  execute(db, data);
  execute(db, "BEGIN; INSERT INTO labels SELECT 2, 1, 'dog', 0, 0, 1, 1;");
  sqlite3_prepare_v2(db, "SELECT * FROM labels", -1, &statement, NULL);
  sqlite3_step(statement);
  load(db, extension, NULL, "in a transaction, while a statement runs");
  is(db, "SELECT sum(ap) FROM ap_by_class", "1.0", "in that transaction");
  expect(sqlite3_step(statement) == SQLITE_ROW, "the statement goes on", sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  execute(db, "ROLLBACK");
  is(db, "SELECT count(*) FROM ap_by_class", "1", "after the rollback");
  close_checked(db, "loaded while busy");
}

static void load_by_sql(void) {
  char sql[1000];
  sqlite3 *db = open_or_exit(":memory:");
  execute(db, data);
  snprintf(sql, sizeof sql, "SELECT load_extension('%s')", extension);
  is(db, sql, "NULL", "by the SQL function");
  is(db, works, "1.0", "after that");
  /* The running statement: a table function has a cursor open while we load once more. */
  snprintf(sql, sizeof sql, "SELECT ap FROM ap_by_class WHERE load_extension('%s') IS NULL", extension);
  value(db, sql);
  is(db, works, "1.0", "after loading in the middle of a query of ours");
  close_checked(db, "loaded by SQL");
}

static void load_copy(const char *name, const char *entry) {
  char from[1000], to[1000], buffer[65536];
  snprintf(from, sizeof from, "%s", extension);
  snprintf(to, sizeof to, "%s/%s", folder, name);
  FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
  if (!in || !out) exit(2);
  for (size_t got; (got = fread(buffer, 1, sizeof buffer, in)) > 0;) fwrite(buffer, 1, got, out);
  fclose(in);
  fclose(out);
  sqlite3 *db = open_or_exit(":memory:");
  execute(db, data);
  load(db, to, entry, name);
  is(db, works, "1.0", name);
  close_checked(db, name);
  remove(to);
}

static void read_only(void) {
  char path[1000], uri[1100];
  snprintf(path, sizeof path, "%s/loading.db", folder);
  snprintf(uri, sizeof uri, "file:%s?mode=ro", path);
  remove(path);
  sqlite3 *db = open_or_exit(path);
  execute(db, data);
  close_checked(db, "the database");
  db = open_or_exit(uri);
  execute(db, "PRAGMA query_only = 1");
  load(db, extension, NULL, "on a read-only database");
  is(db, works, "1.0", "on a read-only database");
  is(db, "SELECT count(*) FROM match_outcomes", "1", "on a read-only database");
  is(db, "SELECT count(*) FROM coco_summary", "12", "on a read-only database");
  close_checked(db, "read-only");
  remove(path);
}

static void many_connections(void) {
  sqlite3 *db[20];
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < 20; i++) {
      db[i] = open_or_exit(":memory:");
      execute(db[i], data);
      load(db[i], extension, NULL, "on many connections");
    }
    for (int i = 0; i < 20; i++) is(db[i], works, "1.0", "on many connections");
    for (int i = 0; i < 20; i++) close_checked(db[i], "many connections");
  }
  expect(sqlite3_memory_used() == 0, "nothing stays allocated", "sqlite3_memory_used() is not 0");
}

/* With a statement still open, close fails and the connection stays usable; close_v2 leaves a zombie that ends well. */
static void zombie(void) {
  sqlite3 *db = open_or_exit(":memory:");
  sqlite3_stmt *statement = NULL;
  load(db, extension, NULL, "for a zombie");
  execute(db, data);
  sqlite3_prepare_v2(db, works, -1, &statement, NULL);
  sqlite3_step(statement);
  expect(sqlite3_close(db) == SQLITE_BUSY, "closing is refused while a statement is open", "it was not");
  expect(sqlite3_close_v2(db) == SQLITE_OK, "close_v2", "it failed");
  expect(sqlite3_step(statement) == SQLITE_DONE, "the statement of a zombie goes on", "it does not");
  sqlite3_finalize(statement);
}

int main(int count, char **arguments) {
  if (count != 3) {
    fputs("usage: loading EXTENSION FOLDER\n", stderr);
    return 2;
  }
  extension = arguments[1];
  folder = arguments[2];
  load_twice();
  load_busy();
  load_by_sql();
  load_copy("renamed.so", NULL);
  load_copy("libboxscore.so", NULL);
  load_copy("other.so", "sqlite3_boxscore_init");
  load_copy("third.so", "sqlite3_extension_init");
  read_only();
  zombie();
  many_connections();
  printf("loading: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
