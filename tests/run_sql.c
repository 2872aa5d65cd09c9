/*
** run_sql: runs SQL scripts with the extension loaded, for the golden tests and the pages of the documentation.
**
**     run_sql [options] EXTENSION SCRIPT...
**
**     --db FILE       a database file instead of one in memory
**     --columns       aligned columns with a header (else a|b|c)
**     --locale NAME   setlocale(LC_ALL, NAME) first, as a graphical host program does
**     --fits SCRIPT   only tell by the exit code whether this host runs the script (see script.h); 1 if not
**     --version       only print the version of SQLite
**
** EXTENSION "-" loads none; SCRIPT "-" is the standard input. SQL errors are part of the output; the exit code tells
** only whether everything could be read, loaded and closed. See script.h for what a script may hold.
*/
#include "script.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

typedef struct Options {
  const char *db, *locale, *fits;
  Layout layout;
  bool version;
} Options;

static int read_options(int count, char **arguments, Options *options) {
  int at = 1;
  for (; at < count && strncmp(arguments[at], "--", 2) == 0; at++) {
    const char *name = arguments[at];
    const char **value = strcmp(name, "--db") == 0       ? &options->db
                         : strcmp(name, "--locale") == 0 ? &options->locale
                         : strcmp(name, "--fits") == 0   ? &options->fits
                                                         : NULL;
    if (value && at + 1 < count) {
      *value = arguments[++at];
    } else if (strcmp(name, "--columns") == 0) {
      options->layout = LAYOUT_COLUMNS;
    } else if (strcmp(name, "--version") == 0) {
      options->version = true;
    } else {
      fprintf(stderr, "unknown option: %s\n", name);
      return -1;
    }
  }
  return at;
}

static void run(sqlite3 *db, const Script *script, Layout layout) {
  Text out = {0};
  for (int i = 0; i < script->count; i++) {
    /* Aligned results are set apart by a blank line: the text so far stays, so that the next one sees it. */
    size_t shown = out.length;
    step_run(db, &script->steps[i], layout, &out);
    if (out.length > shown) fwrite(out.bytes + shown, 1, out.length - shown, stdout);
    fflush(stdout);
    if (layout == LAYOUT_BARS || script->steps[i].kind == STEP_PRINT) text_clear(&out);
  }
  text_free(&out);
}

int main(int count, char **arguments) {
  Options options = {.db = ":memory:"};
#ifdef _WIN32
  _setmode(_fileno(stdout), _O_BINARY); /* no \r before \n */
#endif
  int at = read_options(count, arguments, &options);
  if (at < 0) return 2;
  if (options.version) {
    puts(sqlite3_libversion());
    return 0;
  }
  if (options.fits) return !script_fits(options.fits);
  if (at + 2 > count) {
    fputs("usage: run_sql [--db FILE] [--columns] [--locale NAME] EXTENSION SCRIPT...\n", stderr);
    return 2;
  }
  if (options.locale && !setlocale(LC_ALL, options.locale)) {
    fprintf(stderr, "no such locale: %s\n", options.locale);
    return 2;
  }
  Script script = {0};
  bool good = true;
  for (int i = at + 1; good && i < count; i++) good = script_load(&script, arguments[i]);
  sqlite3 *db = good ? script_open(options.db, arguments[at]) : NULL;
  if (db) {
    run(db, &script, options.layout);
    if (sqlite3_close(db) != SQLITE_OK) {
      fprintf(stderr, "cannot close: %s\n", sqlite3_errmsg(db));
      good = false;
    }
  }
  script_free(&script);
  return good && db ? 0 : 2;
}
