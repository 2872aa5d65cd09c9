/*
** SQL scripts as the tests run them: split into steps, each step run on a connection, its output collected as text that
** is the same on every host.
**
**     SELECT 1, 2.5, NULL, 'a', x'00ff';      prints  1|2.5|NULL|a|X'00FF'
**     SELECT no_such_function();              prints  error: no such function: no_such_function
**     .print a line of text
**     .read another/script.sql                a path as seen from the current folder
**     .run SELECT 'DROP TABLE t;'             runs what the query returns, and prints nothing but errors
**
** Doubles are written with the fewest of 15, 16 or 17 digits that read back, by us and not by the host, whose own
** conversion changed between versions.
*/
#ifndef BOXSCORE_TESTS_SCRIPT_H
#define BOXSCORE_TESTS_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <sqlite3.h>

/* Text that grows. Its memory is malloc's and never SQLite's, so that a failing allocator of SQLite leaves it alone. */
typedef struct Text {
  char *bytes; /* terminated once something was appended */
  size_t length, capacity;
} Text;

void text_append(Text *text, const char *bytes, size_t length);
void text_add(Text *text, const char *string);
void text_clear(Text *text);
void text_free(Text *text);

typedef struct Step {
  enum {
    STEP_STATEMENT,
    STEP_PRINT,
    STEP_RUN
  } kind; /* of `text`: SQL, what .print shows, the query of .run */
  char *text;
  int line; /* where it starts in its file */
} Step;

typedef struct Script {
  Step *steps;
  int count, capacity;
} Script;

/* Reads a script and those that it reads; "-" is the standard input. False, with a message on stderr, if a file cannot
** be read. */
bool script_load(Script *script, const char *path);
void script_free(Script *script);

typedef enum Layout {
  LAYOUT_BARS,   /* a|b|c */
  LAYOUT_COLUMNS /* aligned, under a header line and dashes, as `.mode column` shows it */
} Layout;

/* Runs one step, appends what it prints and returns SQLite's (extended) result code, SQLITE_OK for a step that ended. */
int step_run(sqlite3 *db, const Step *step, Layout layout, Text *out);

/* A connection to `path` with the extension loaded ("-" for none). NULL, with a message on stderr, if that fails. */
sqlite3 *script_open(const char *path, const char *extension);

/* Whether this host has what the script wants: its first line may be `-- needs 3.41`. */
bool script_fits(const char *path);

#endif
