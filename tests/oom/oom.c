/*
** Every golden script again, with failing allocations.
**
**     oom [--quick | --all] [--trace] EXTENSION SCRIPT...
**
** SQLite's allocator is wrapped: the n-th allocation fails, once or from then on. Two passes a script:
**
**   statements  one connection; each statement is repeated with n = 1, 2, 3, ... until it ends without a failed
**               allocation, so that a connection that met many failures must still give the right answer
**   scripts     a new connection for each n, the allocations of opening and loading included; the statement that fails
**               is repeated with memory, and the script goes on
**
** Accepted are the right output (that of a run with enough memory) or SQLITE_NOMEM after a beginning of it. Whatever
** happened, closing must return SQLITE_OK and leave no allocation behind. Beyond the first hundreds n grows in steps,
** with --quick sooner; --all takes every n. --trace shows the allocations outstanding after each repetition, which finds a leak.
*/
#include "../script.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the allocator ---- */

static sqlite3_mem_methods real;
static atomic_long outstanding; /* allocations not yet freed */
static atomic_long countdown;   /* allocations until one fails; at most 0: none is to fail */
static atomic_bool persistent, failing;
static atomic_long hits;
static atomic_int
    benign; /* inside SQLite's own code that carries on without memory, and so may lose an error's text */

static void begin_benign(void) {
  benign++;
}

static void end_benign(void) {
  benign--;
}

static bool fails(void) {
  if (benign) return false;
  if (!failing) {
    if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1) return false;
    failing = persistent;
  }
  hits++;
  return true;
}

static void *failing_malloc(int size) {
  void *memory = fails() ? NULL : real.xMalloc(size);
  if (memory) outstanding++;
  return memory;
}

static void *failing_realloc(void *memory, int size) {
  return fails() ? NULL : real.xRealloc(memory, size);
}

static void counted_free(void *memory) {
  outstanding--;
  real.xFree(memory);
}

static void arm(long n, bool from_then_on) {
  hits = 0;
  failing = false;
  persistent = from_then_on;
  countdown = n;
}

static long disarm(void) {
  countdown = 0;
  failing = false;
  return hits;
}

static bool wrap_allocator(void) {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK) return false;
  sqlite3_mem_methods wrapped = real;
  wrapped.xMalloc = failing_malloc;
  wrapped.xRealloc = failing_realloc;
  wrapped.xFree = counted_free;
  sqlite3_test_control(SQLITE_TESTCTRL_BENIGN_MALLOC_HOOKS, begin_benign, end_benign);
  /* Without lookaside every small allocation of the host comes here too. */
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}

/* ---- one script ---- */

typedef struct Run {
  const char *path, *extension;
  Script script;
  Text *expected; /* what each step prints with enough memory */
  bool *
      unstable; /* the step prints something else when steps are repeated: it shows a counter, or random numbers */
  long each, growth; /* every n up to `each`, then in steps of n / `growth` */
  bool trace;
  long repetitions;
  int failures;
} Run;

static bool is_memory(int rc) {
  return (rc & 0xff) == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM;
}

static void complain(Run *run, int step, const char *pass, long n, bool from_then_on, const char *what,
                     const Text *came) {
  run->failures++;
  if (run->failures > 5) return;
  printf("--- oom: %s, line %d, %s pass, allocation %ld fails %s: %s\n", run->path,
         step < 0 ? 0 : run->script.steps[step].line, pass, n, from_then_on ? "and all after it" : "once",
         what);
  if (step >= 0 && came) {
    printf("%.300s\n-- came:\n%.600s-- expected:\n%.600s", run->script.steps[step].text, came->bytes,
           run->expected[step].bytes);
  }
}

/* Whether a statement may be run again and again: it is a query. */
static bool repeatable(const Step *step) {
  static const char *const queries[] = {"SELECT", "WITH", "VALUES", "EXPLAIN"};
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    if (sqlite3_strnicmp(step->text, queries[i], (int)strlen(queries[i])) == 0) return true;
  }
  return false;
}

/* Whether the output is right, or a beginning of it and then out of memory. */
static bool acceptable(const Run *run, int step, int rc, const Text *came) {
  const Text *expected = &run->expected[step];
  if (run->unstable[step]) return true;
  if (came->length == expected->length && memcmp(came->bytes, expected->bytes, came->length) == 0)
    return true;
  if (!is_memory(rc)) return false;
  const char *last = came->bytes;
  for (const char *at = came->bytes; (at = strstr(at, "error: ")) != NULL; at++) {
    if (at == came->bytes || at[-1] == '\n') last = at;
  }
  size_t rows = (size_t)(last - came->bytes);
  return rows <= expected->length && memcmp(came->bytes, expected->bytes, rows) == 0;
}

static bool close_checked(Run *run, sqlite3 *db, long before, const char *pass, long n, bool from_then_on) {
  int failures = run->failures;
  if (sqlite3_close(db) != SQLITE_OK) complain(run, -1, pass, n, from_then_on, "closing failed", NULL);
  if (outstanding != before) {
    char what[80];
    snprintf(what, sizeof what, "%ld allocations were not freed", (long)outstanding - before);
    complain(run, -1, pass, n, from_then_on, what, NULL);
  }
  return failures == run->failures;
}

static long next(const Run *run, long n) {
  return n < run->each ? n + 1 : n + 1 + n / run->growth;
}

/* Repeats one step with its n-th allocation failing, for all n. False if the connection lost its transaction. */
static bool torment_step(Run *run, sqlite3 *db, int step, Text *out) {
  bool query = repeatable(&run->script.steps[step]);
  int autocommit = sqlite3_get_autocommit(db);
  for (long n = 1, hit = 1; hit; n = next(run, n)) {
    hit = 0;
    for (int mode = 0; mode < 2; mode++) {
      text_clear(out);
      arm(n, mode);
      int rc = step_run(db, &run->script.steps[step], LAYOUT_BARS, out);
      long hits_now = disarm();
      hit += hits_now;
      run->repetitions++;
      if (run->trace)
        printf("%s:%d n=%ld: %ld\n", run->path, run->script.steps[step].line, n, (long)outstanding);
      if (!acceptable(run, step, rc, out)) {
        complain(run, step, "statements", n, mode, "neither the right answer nor out of memory", out);
        return false;
      }
      bool done = !is_memory(rc);
      if (!query && done) return true;
      if (autocommit != sqlite3_get_autocommit(db)) return false;
    }
  }
  return true;
}

/* A step that is repeated would find what the first time read: nothing is kept, but in the script about that. */
static sqlite3 *open_to_repeat(const Run *run) {
  sqlite3 *db = script_open(":memory:", run->extension);
  if (db && !strstr(run->path, "cache_limit"))
    sqlite3_exec(db, "SELECT boxscore_cache_limit(0)", NULL, NULL, NULL);
  return db;
}

static void statements_pass(Run *run) {
  long before = outstanding;
  Text out = {0};
  sqlite3 *db = open_to_repeat(run);
  for (int step = 0; step < run->script.count; step++) {
    if (!torment_step(run, db, step, &out)) break;
  }
  close_checked(run, db, before, "statements", 0, false);
  text_free(&out);
}

/* Opens and loads with failing allocations. NULL with *good false if that failed in a wrong way. */
static sqlite3 *open_armed(const char *extension, bool *good) {
  sqlite3 *db = NULL;
  char *message = NULL;
  int rc = sqlite3_open(":memory:", &db);
  *good = rc == SQLITE_OK || is_memory(rc);
  if (rc == SQLITE_OK) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    rc = sqlite3_load_extension(db, extension, NULL, &message);
    /* The host reports a failed entry point as SQLITE_ERROR; its text is all that tells why, if there is memory for it. */
    *good = rc == SQLITE_OK || is_memory(rc) ||
            (rc == SQLITE_ERROR && (!message || strstr(message, "out of memory")));
    if (!*good) printf("--- oom: loading: %d: %s\n", rc, message);
  }
  sqlite3_free(message);
  if (rc == SQLITE_OK) return db;
  if (sqlite3_close(db) != SQLITE_OK) *good = false;
  return NULL;
}

static void run_rest(Run *run, sqlite3 *db, long n, bool from_then_on) {
  Text out = {0};
  bool spent = false;
  for (int step = 0; step < run->script.count; step++) {
    int autocommit = sqlite3_get_autocommit(db);
    text_clear(&out);
    int rc = step_run(db, &run->script.steps[step], LAYOUT_BARS, &out);
    if (!acceptable(run, step, rc, &out)) {
      complain(run, step, "scripts", n, from_then_on, "neither the right answer nor out of memory", &out);
      break;
    }
    if (!is_memory(rc)) continue;
    disarm();
    if (spent || autocommit != sqlite3_get_autocommit(db)) break;
    spent = true;
    step--;
  }
  text_free(&out);
}

static void scripts_pass(Run *run) {
  for (int mode = 0; mode < 2; mode++) {
    bool good = true;
    for (long n = 1, hit = 1; hit && good; n = next(run, n)) {
      long before = outstanding;
      arm(n, mode);
      sqlite3 *db = open_armed(run->extension, &good);
      if (!good) complain(run, -1, "scripts", n, mode, "opening and loading", NULL);
      if (db) run_rest(run, db, n, mode);
      hit = disarm();
      run->repetitions++;
      good = close_checked(run, db, before, "scripts", n, mode) && good;
    }
  }
}

static bool expect(Run *run) {
  sqlite3 *db = script_open(":memory:", run->extension);
  if (!db) return false;
  run->expected = calloc((size_t)run->script.count, sizeof *run->expected);
  for (int step = 0; step < run->script.count; step++) {
    text_clear(&run->expected[step]);
    step_run(db, &run->script.steps[step], LAYOUT_BARS, &run->expected[step]);
  }
  return sqlite3_close(db) == SQLITE_OK;
}

static bool find_unstable(Run *run) {
  sqlite3 *db = script_open(":memory:", run->extension);
  if (!db) return false;
  Text out = {0};
  run->unstable = calloc((size_t)run->script.count, sizeof *run->unstable);
  for (int step = 0; step < run->script.count; step++) {
    for (int i = 0; i < (repeatable(&run->script.steps[step]) ? 3 : 1); i++) {
      text_clear(&out);
      step_run(db, &run->script.steps[step], LAYOUT_BARS, &out);
      if (strcmp(out.bytes, run->expected[step].bytes) != 0) run->unstable[step] = true;
    }
  }
  text_free(&out);
  return sqlite3_close(db) == SQLITE_OK;
}

static int torment(Run *run) {
  if (!script_load(&run->script, run->path) || !expect(run) || !find_unstable(run)) return 1;
  statements_pass(run);
  if (run->failures == 0) scripts_pass(run);
  for (int step = 0; step < run->script.count; step++) text_free(&run->expected[step]);
  free(run->expected);
  free(run->unstable);
  script_free(&run->script);
  return run->failures > 0;
}

int main(int count, char **arguments) {
  bool trace = false;
  long each = 200, growth = 10;
  int at = 1;
  for (; at < count && strncmp(arguments[at], "--", 2) == 0; at++) {
    if (strcmp(arguments[at], "--all") == 0) each = LONG_MAX;
    if (strcmp(arguments[at], "--quick") == 0) each = 12, growth = 2;
    trace |= strcmp(arguments[at], "--trace") == 0;
  }
  if (at + 1 >= count || !wrap_allocator()) {
    fputs("usage: oom [--quick | --all] [--trace] EXTENSION SCRIPT...\n", stderr);
    return 2;
  }
  const char *extension = arguments[at++];
  int passed = 0, failed = 0;
  long repetitions = 0;
  for (; at < count; at++) {
    if (!script_fits(arguments[at])) continue;
    Run run = {.path = arguments[at], .extension = extension, .each = each, .growth = growth, .trace = trace};
    if (torment(&run))
      failed++;
    else
      passed++;
    repetitions += run.repetitions;
    fflush(stdout);
  }
  printf("oom: %d passed, %d failed (scripts; %ld repetitions)\n", passed, failed, repetitions);
  return failed > 0;
}
