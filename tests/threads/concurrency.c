/*
** Eight threads evaluate a WAL database, each on its own connection, while a writer changes it.
**
**     concurrency [--seconds N] EXTENSION DATABASE
**
** The writer moves all labels and predictions by the same distance, and takes a tenth of the predictions away or puts
** them back, in one transaction. So the database is always in one of two states, and every statement must print what
** it prints in one of them: labels of one state with predictions of the other would match nothing. Two statements in
** one read transaction must show the same state. At last, four threads share one connection.
*/
#include "../script.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READERS = 8, SHARERS = 4 };

static const char *const queries[] = {
    "SELECT class, ap, ar, tp, fp, fn FROM ap_by_class ORDER BY class;",
    "SELECT metric, value FROM coco_summary;",
    "SELECT outcome, reason, count(*), sum(score), sum(iou) FROM match_outcomes GROUP BY 1, 2 ORDER BY 1, 2;",
    "SELECT count(*), sum(precision), sum(score) FROM pr_curve;",
    "SELECT t.iou_threshold, sum(a.ap) FROM coco_thresholds AS t, ap_by_class AS a"
    " WHERE a.iou_threshold = t.iou_threshold AND a.ap > 0.1 GROUP BY 1 ORDER BY 1;",
    "SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) FROM match_outcomes;",
};
enum { QUERIES = sizeof queries / sizeof *queries };

static const char setup[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
    "CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);"
    "CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);"
    "CREATE TABLE absent AS SELECT * FROM predictions;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
    "INSERT INTO labels SELECT i, i % 100, 'class ' || (i * 7919 % 13), i * 37 % 500, i * 53 % 400, 20 + i * 11 % 90,"
    "  20 + i * 13 % 90 FROM n;"
    "INSERT INTO predictions SELECT NULL, image_id, class, id * 7919 % 1009 / 1009.0, x + n, y + 2 * n, width + n, height"
    "  FROM labels, (SELECT 0 AS n UNION ALL SELECT 3 UNION ALL SELECT 9);";

static const char *const changes[2] = {
    "BEGIN IMMEDIATE; UPDATE labels SET x = x + 1000; UPDATE predictions SET x = x + 1000;"
    "INSERT INTO absent SELECT * FROM predictions WHERE id % 10 = 3; DELETE FROM predictions WHERE id % 10 = 3; COMMIT;",
    "BEGIN IMMEDIATE; INSERT INTO predictions SELECT * FROM absent; DELETE FROM absent;"
    "UPDATE labels SET x = x - 1000; UPDATE predictions SET x = x - 1000; COMMIT;",
};

static const char *extension, *database;
static Text expected[2][QUERIES];
static atomic_bool stop;
static atomic_long statements, wrong, states_seen[2], changed;
static sqlite3 *shared;

static sqlite3 *connect_or_exit(void) {
  sqlite3 *db = script_open(database, extension);
  if (!db) exit(2);
  sqlite3_busy_timeout(db, 20000);
  return db;
}

static void execute(sqlite3 *db, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK) return;
  printf("concurrency: %s: %s\n", sql, message);
  sqlite3_free(message);
  wrong++;
}

static void ask(sqlite3 *db, int query, Text *out) {
  text_clear(out);
  step_run(db, &(Step){false, (char *)queries[query], 1}, LAYOUT_BARS, out);
}

/* The state whose answer this is; -1 for none of them. */
static int state_of(int query, const Text *out) {
  for (int state = 0; state < 2; state++) {
    if (strcmp(expected[state][query].bytes, out->bytes) == 0) return state;
  }
  return -1;
}

static int check(sqlite3 *db, int query, Text *out) {
  ask(db, query, out);
  int state = state_of(query, out);
  statements++;
  if (state >= 0) {
    states_seen[state]++;
  } else if (wrong++ < 3) {
    printf("concurrency: %s answers with no state of the database:\n%.600s", queries[query], out->bytes);
  }
  return state;
}

static void *read_on(void *number) {
  sqlite3 *db = number ? connect_or_exit() : shared;
  Text out = {0};
  for (int turn = (int)(size_t)number; !stop; turn++) {
    if (turn % 3 || !number) {
      check(db, turn % QUERIES, &out);
      continue;
    }
    execute(db, "BEGIN");
    int first = check(db, turn % QUERIES, &out);
    int second = check(db, (turn + 1) % QUERIES, &out);
    execute(db, "COMMIT");
    if (first != second) {
      printf("concurrency: one transaction saw two states\n");
      wrong++;
    }
  }
  text_free(&out);
  if (number && sqlite3_close(db) != SQLITE_OK) wrong++;
  return NULL;
}

static void *write_on(void *unused) {
  (void)unused;
  sqlite3 *db = connect_or_exit();
  const struct timespec pause = {0, 2000000};
  for (; !stop; changed++) {
    execute(db, changes[changed % 2]);
    nanosleep(&pause, NULL);
  }
  if (changed % 2) execute(db, changes[1]);
  if (sqlite3_close(db) != SQLITE_OK) wrong++;
  return NULL;
}

static void start(pthread_t *thread, void *(*work)(void *), size_t number) {
  if (pthread_create(thread, NULL, work, (void *)number)) exit(2);
}

static void run_for(int readers, int seconds, bool on_shared) {
  pthread_t writer, reader[READERS];
  stop = false;
  start(&writer, write_on, 0);
  for (int i = 0; i < readers; i++) start(&reader[i], read_on, on_shared ? 0 : (size_t)i + 1);
  nanosleep(&(struct timespec){seconds, 0}, NULL);
  stop = true;
  for (int i = 0; i < readers; i++) pthread_join(reader[i], NULL);
  pthread_join(writer, NULL);
}

static void remove_database(void) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    char path[1000];
    snprintf(path, sizeof path, "%s%s", database, endings[i]);
    remove(path);
  }
}

int main(int count, char **arguments) {
  int seconds = 3, at = 1, differing = 0;
  if (count > 3 && strcmp(arguments[1], "--seconds") == 0) {
    seconds = atoi(arguments[2]);
    at = 3;
  }
  if (at + 2 != count) {
    fputs("usage: concurrency [--seconds N] EXTENSION DATABASE\n", stderr);
    return 2;
  }
  extension = arguments[at];
  database = arguments[at + 1];
  remove_database();
  sqlite3 *db = connect_or_exit();
  execute(db, setup);
  for (int state = 0; state < 2; state++) {
    for (int query = 0; query < QUERIES; query++) {
      ask(db, query, &expected[state][query]);
      if (strstr(expected[state][query].bytes, "error:")) {
        printf("concurrency: %s: %s", queries[query], expected[state][query].bytes);
        wrong++;
      }
    }
    execute(db, changes[state]);
  }
  for (int query = 0; query < QUERIES; query++) {
    bool differs = strcmp(expected[0][query].bytes, expected[1][query].bytes) != 0;
    differing += differs;
    if (!differs) printf("concurrency: one answer for both states: %s\n", queries[query]);
  }
  run_for(READERS, seconds, false);
  shared = db;
  run_for(SHARERS, (seconds + 1) / 2, true);
  if (sqlite3_close(db) != SQLITE_OK) wrong++;
  remove_database();
  printf(
      "concurrency: %ld statements while the data changed %ld times; they saw the states %ld and %ld times\n",
      (long)statements, (long)changed, (long)states_seen[0], (long)states_seen[1]);
  bool tested = differing == QUERIES && changed > 2 && states_seen[0] && states_seen[1];
  if (!tested) printf("concurrency: the test did not meet both states\n");
  for (int query = 0; query < QUERIES; query++) {
    text_free(&expected[0][query]);
    text_free(&expected[1][query]);
  }
  bool good = wrong == 0 && tested;
  printf("concurrency: %d passed, %d failed\n", good, !good);
  return !good;
}
