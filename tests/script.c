#include "script.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Test tools have no answer to a lack of memory of their own. */
static void *enough(void *memory) {
  if (memory) return memory;
  fputs("the test tool itself is out of memory\n", stderr);
  exit(3);
}

void text_append(Text *text, const char *bytes, size_t length) {
  if (text->length + length + 1 > text->capacity) {
    text->capacity = (text->length + length + 1) * 2;
    text->bytes = enough(realloc(text->bytes, text->capacity));
  }
  if (length) memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = 0;
}

void text_add(Text *text, const char *string) {
  text_append(text, string, strlen(string));
}

void text_clear(Text *text) {
  text->length = 0;
  text_append(text, "", 0);
}

void text_free(Text *text) {
  free(text->bytes);
  *text = (Text){0};
}

/* ---- splitting ---- */

static char *copy(const char *bytes, size_t length) {
  char *text = enough(malloc(length + 1));
  memcpy(text, bytes, length);
  text[length] = 0;
  return text;
}

static void add_step(Script *script, int kind, const char *bytes, size_t length, int line) {
  if (script->count == script->capacity) {
    script->capacity = script->capacity * 2 + 16;
    script->steps = enough(realloc(script->steps, (size_t)script->capacity * sizeof *script->steps));
  }
  script->steps[script->count++] = (Step){kind, copy(bytes, length), line};
}

static bool read_file(const char *path, Text *out) {
  FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
  if (!file) return false;
  char buffer[65536];
  for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;) text_append(out, buffer, got);
  bool good = !ferror(file);
  if (file != stdin) fclose(file);
  text_append(out, "", 0);
  return good;
}

/* Skips blanks and comments. */
static const char *skip_blank(const char *at) {
  for (;;) {
    at += strspn(at, " \t\r\n");
    if (at[0] == '-' && at[1] == '-') {
      at += strcspn(at, "\n");
    } else if (at[0] == '/' && at[1] == '*') {
      const char *end = strstr(at + 2, "*/");
      at = end ? end + 2 : at + strlen(at);
    } else {
      return at;
    }
  }
}

/* Where the statement that starts here ends: after the ';' that completes it (a trigger's body has more of them). */
static char *statement_end(char *start) {
  for (char *at = start; (at = strchr(at, ';')) != NULL;) {
    char kept = *++at;
    *at = 0;
    int complete = sqlite3_complete(start);
    *at = kept;
    if (complete) return at;
  }
  return start + strlen(start);
}

/* The word after a dot-command, to the end of the line without trailing blanks. */
static size_t argument(const char *line, size_t length, size_t name, const char **out) {
  while (name < length && (line[name] == ' ' || line[name] == '\t')) name++;
  while (length > name && strchr(" \t\r", line[length - 1])) length--;
  *out = line + name;
  return length - name;
}

static bool dot_command(Script *script, const char *line, size_t length, int number) {
  const char *text;
  if (strncmp(line, ".print", 6) == 0) {
    size_t size = argument(line, length, 6, &text);
    add_step(script, STEP_PRINT, text, size, number);
    return true;
  }
  if (strncmp(line, ".run ", 5) == 0) {
    size_t size = argument(line, length, 5, &text);
    add_step(script, STEP_RUN, text, size, number);
    return true;
  }
  if (strncmp(line, ".read ", 6) == 0) {
    size_t size = argument(line, length, 5, &text);
    char *path = copy(text, size);
    bool good = script_load(script, path);
    free(path);
    return good;
  }
  fprintf(stderr, "line %d: unknown command: %.*s\n", number, (int)length, line);
  return false;
}

static int lines_between(const char *from, const char *to) {
  int lines = 0;
  for (; from < to; from++) lines += *from == '\n';
  return lines;
}

bool script_load(Script *script, const char *path) {
  Text text = {0};
  bool good = read_file(path, &text);
  if (!good) fprintf(stderr, "cannot read the script: %s\n", path);
  char *at = text.bytes;
  for (int line = 1; good;) {
    char *start = text.bytes + (skip_blank(at) - text.bytes);
    line += lines_between(at, start);
    if (!*start) break;
    char *end;
    if (*start == '.') {
      size_t length = strcspn(start, "\n");
      good = dot_command(script, start, length, line);
      end = start + length;
    } else {
      end = statement_end(start);
      add_step(script, STEP_STATEMENT, start, (size_t)(end - start), line);
    }
    line += lines_between(start, end);
    at = end;
  }
  text_free(&text);
  return good;
}

void script_free(Script *script) {
  for (int i = 0; i < script->count; i++) free(script->steps[i].text);
  free(script->steps);
  *script = (Script){0};
}

bool script_fits(const char *path) {
  char line[64] = "";
  FILE *file = fopen(path, "rb");
  if (!file) return true;
  int major = 0, minor = 0;
  bool wants = fgets(line, sizeof line, file) && sscanf(line, "-- needs %d.%d", &major, &minor) == 2;
  fclose(file);
  return !wants || sqlite3_libversion_number() >= major * 1000000 + minor * 1000;
}

/* ---- values ---- */

static void add_double(Text *out, double value) {
  if (isnan(value) || isinf(value)) {
    text_add(out, isnan(value) ? "NaN" : value > 0 ? "Inf" : "-Inf");
    return;
  }
  char digits[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, value);
    if (strtod(digits, NULL) == value) break;
  }
  const char *point = localeconv()->decimal_point;
  char *found = strstr(digits, point);
  if (found && strcmp(point, ".") != 0) {
    *found = '.';
    memmove(found + 1, found + strlen(point), strlen(found + strlen(point)) + 1);
  }
  text_add(out, digits);
  if (!strpbrk(digits, ".e")) text_add(out, ".0");
}

static void add_blob(Text *out, const unsigned char *bytes, int length) {
  text_add(out, "X'");
  for (int i = 0; i < length; i++) {
    char hex[3];
    snprintf(hex, sizeof hex, "%02X", bytes[i]);
    text_append(out, hex, 2);
  }
  text_add(out, "'");
}

/* False where the host had no memory to give the text. */
static bool add_value(Text *out, sqlite3_stmt *statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER: {
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", (long long)sqlite3_column_int64(statement, column));
    text_add(out, digits);
    break;
  }
  case SQLITE_FLOAT: add_double(out, sqlite3_column_double(statement, column)); break;
  case SQLITE_TEXT: {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (!text) return false;
    text_append(out, text, (size_t)sqlite3_column_bytes(statement, column));
    break;
  }
  case SQLITE_BLOB: {
    const unsigned char *bytes = sqlite3_column_blob(statement, column);
    add_blob(out, bytes, bytes ? sqlite3_column_bytes(statement, column) : 0);
    break;
  }
  default: text_add(out, "NULL");
  }
  return true;
}

/* ---- rows ---- */

/* The cells of a result, row by row, the header first, each terminated by a 0 byte. */
typedef struct Cells {
  Text text;
  int columns, rows;
} Cells;

static size_t characters(const char *text) {
  size_t count = 0;
  for (; *text; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
  return count;
}

static void pad(Text *out, size_t count, char with) {
  for (size_t i = 0; i < count; i++) text_append(out, &with, 1);
}

static void trim(Text *out) {
  while (out->length && out->bytes[out->length - 1] == ' ') out->bytes[--out->length] = 0;
  text_add(out, "\n");
}

static void add_columns(Text *out, const Cells *cells) {
  size_t *width = enough(calloc((size_t)cells->columns, sizeof *width));
  const char *cell = cells->text.bytes;
  for (int i = 0; i < cells->columns * cells->rows; i++, cell += strlen(cell) + 1) {
    size_t *widest = &width[i % cells->columns];
    if (characters(cell) > *widest) *widest = characters(cell);
  }
  cell = cells->text.bytes;
  for (int row = 0; row < cells->rows; row++) {
    for (int column = 0; column < cells->columns; column++, cell += strlen(cell) + 1) {
      if (column) text_add(out, "  ");
      text_add(out, cell);
      pad(out, width[column] - characters(cell), ' ');
    }
    trim(out);
    for (int column = 0; row == 0 && column < cells->columns; column++) {
      if (column) text_add(out, "  ");
      pad(out, width[column], '-');
      if (column == cells->columns - 1) text_add(out, "\n");
    }
  }
  free(width);
}

static int run_bars(sqlite3_stmt *statement, Text *out) {
  int rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
      if (column) text_add(out, "|");
      if (!add_value(out, statement, column)) return SQLITE_NOMEM;
    }
    text_add(out, "\n");
  }
  return rc;
}

/* A cell ends at its first 0 byte, as it does in the shell. */
static void add_cell(Text *out, sqlite3_stmt *statement, int column) {
  size_t start = out->length;
  if (!add_value(out, statement, column)) text_add(out, "error: out of memory");
  out->length = start + strlen(out->bytes + start) + 1;
}

static int run_columns(sqlite3_stmt *statement, Text *out) {
  Cells cells = {.columns = sqlite3_column_count(statement)};
  int rc;
  while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int column = 0; cells.rows == 0 && column < cells.columns; column++) {
      const char *name = sqlite3_column_name(statement, column);
      text_append(&cells.text, name ? name : "", name ? strlen(name) + 1 : 1);
    }
    cells.rows += cells.rows == 0;
    for (int column = 0; column < cells.columns; column++) add_cell(&cells.text, statement, column);
    cells.rows++;
  }
  if (cells.rows) {
    if (out->length && out->bytes[out->length - 1] == '\n') text_add(out, "\n");
    add_columns(out, &cells);
  }
  text_free(&cells.text);
  return rc;
}

/* Runs the statements that the rows of a query hold. */
static int run_result(sqlite3 *db, sqlite3_stmt *query) {
  Text statements = {0};
  int rc = run_bars(query, &statements);
  if (rc == SQLITE_DONE) rc = sqlite3_exec(db, statements.length ? statements.bytes : "", NULL, NULL, NULL);
  text_free(&statements);
  return rc;
}

int step_run(sqlite3 *db, const Step *step, Layout layout, Text *out) {
  if (step->kind == STEP_PRINT) {
    text_add(out, step->text);
    text_add(out, "\n");
    return SQLITE_OK;
  }
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, step->text, -1, &statement, NULL);
  if (rc == SQLITE_OK && statement) {
    if (step->kind == STEP_RUN)
      rc = run_result(db, statement);
    else
      rc = layout == LAYOUT_COLUMNS ? run_columns(statement, out) : run_bars(statement, out);
    if (rc == SQLITE_DONE) rc = SQLITE_OK;
  }
  if (rc != SQLITE_OK) {
    rc = sqlite3_extended_errcode(db);
    text_add(out, "error: ");
    text_add(out, sqlite3_errmsg(db));
    text_add(out, "\n");
  }
  sqlite3_finalize(statement);
  return rc;
}

/* ---- connections ---- */

sqlite3 *script_open(const char *path, const char *extension) {
  sqlite3 *db = NULL;
  char *message = NULL;
  int rc = sqlite3_open(path, &db);
  if (rc != SQLITE_OK) {
    fprintf(stderr, "cannot open %s: %s\n", path, sqlite3_errmsg(db));
    goto failed;
  }
  if (strcmp(extension, "-") == 0) return db;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  rc = sqlite3_load_extension(db, extension, NULL, &message);
  if (rc == SQLITE_OK) return db;
  fprintf(stderr, "cannot load %s: %s\n", extension, message ? message : sqlite3_errmsg(db));
failed:
  sqlite3_free(message);
  sqlite3_close(db);
  return NULL;
}
