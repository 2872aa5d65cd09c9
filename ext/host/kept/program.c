#include "host/kept/program.h"

#include <stdlib.h>
#include <string.h>

#include "host/sink/row_sink.h"

/* The columns of EXPLAIN. */
enum { OPCODE = 1, P1, P2, P3, P4, P5 };
enum { DATABASES_MOST = 64 };

static uint64_t hash_text(uint64_t hash, const char *text) {
  for (; text && *text; text++) hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
  return (hash ^ 0xFF) * 0x9E3779B97F4A7C15u;
}

static bool begins_with(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

/* Whether P4 of VOpen, "vtab:55D2A0", is the address of a table of ours that files stand behind. */
static bool is_file_table(const Connection *connection, const char *p4) {
  if (!begins_with(p4, "vtab:")) return false;
  uintptr_t address = (uintptr_t)strtoull(p4 + 5, NULL, 16);
  const ConnectedTable *table = connection->tables;
  while (table && table->address != address) table = table->next;
  return table && table->is_of_files;
}

/* Its value depends on the clock, which the flag of being deterministic does not tell. */
static bool asks_clock(const char *name, size_t length) {
  static const char *const names[] = {"date",      "time",     "datetime", "julianday",
                                      "unixepoch", "strftime", "timediff"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i]) == length && sqlite3_strnicmp(names[i], name, (int)length) == 0) return true;
  return false;
}

/* Whether all functions of a name are SQLite's own and deterministic; their registration goes into the
** hash. */
static bool is_own_function(sqlite3 *db, const char *name, size_t length, uint64_t *hash) {
  static const char sql[] =
      "SELECT builtin AND (type <> 's' OR flags & 2048), type || enc || narg || ',' || flags "
      "FROM pragma_function_list WHERE name = ?1 COLLATE NOCASE";
  sqlite3_stmt *list = NULL;
  int count = 0;
  bool own = true;
  int code = sqlite3_prepare_v2(db, sql, -1, &list, NULL);
  if (code == SQLITE_OK) code = sqlite3_bind_text(list, 1, name, (int)length, SQLITE_STATIC);
  while (code == SQLITE_OK && (code = sqlite3_step(list)) == SQLITE_ROW) {
    own = own && sqlite3_column_int(list, 0);
    *hash = hash_text(*hash, (const char *)sqlite3_column_text(list, 1));
    count++;
    code = SQLITE_OK;
  }
  sqlite3_finalize(list);
  return code == SQLITE_DONE && count && own;
}

/* P4 of a function is "name(2)". */
static bool calls_repeatable(sqlite3 *db, const char *p4, uint64_t *hash) {
  const char *end = strrchr(p4, '(');
  size_t length = end ? (size_t)(end - p4) : strlen(p4);
  if (length == sizeof ROW_SINK_FUNCTION - 1 && memcmp(p4, ROW_SINK_FUNCTION, length) == 0) return true;
  return length && !asks_clock(p4, length) && is_own_function(db, p4, length, hash);
}

static void take_instruction(Program *program, const Connection *connection, sqlite3_stmt *explain) {
  const char *opcode = (const char *)sqlite3_column_text(explain, OPCODE),
             *p4 = (const char *)sqlite3_column_text(explain, P4);
  if (!opcode) {
    program->is_repeatable = false;
    return;
  }
  for (int column = OPCODE; column <= P5; column++)
    program->hash = hash_text(program->hash, (const char *)sqlite3_column_text(explain, column));
  bool is_function = strstr(opcode, "Func") || begins_with(opcode, "Agg");
  if (strcmp(opcode, "Transaction") == 0) {
    int number = sqlite3_column_int(explain, P1);
    if (number < 0 || number >= DATABASES_MOST) program->is_repeatable = false;
    program->databases |= (sqlite3_uint64)1 << (number & (DATABASES_MOST - 1));
  } else if (strcmp(opcode, "TableLock") == 0) {
    program->is_repeatable = false;
  } else if (strcmp(opcode, "VOpen") == 0) {
    program->is_repeatable = program->is_repeatable && p4 && is_file_table(connection, p4);
  } else if (is_function) {
    program->is_repeatable =
        program->is_repeatable && p4 && calls_repeatable(connection->db, p4, &program->hash);
  }
}

Program program_read(const Connection *connection, const char *sql) {
  Program program = {.is_repeatable = true, .hash = 0xCBF29CE484222325u};
  sqlite3_stmt *explain = NULL;
  char *text = sqlite3_mprintf("EXPLAIN %s", sql);
  int code = text ? sqlite3_prepare_v2(connection->db, text, -1, &explain, NULL) : SQLITE_NOMEM;
  while (code == SQLITE_OK && (code = sqlite3_step(explain)) == SQLITE_ROW) {
    take_instruction(&program, connection, explain);
    code = SQLITE_OK;
  }
  sqlite3_finalize(explain);
  sqlite3_free(text);
  program.is_known = code == SQLITE_DONE;
  program.is_repeatable = program.is_repeatable && program.is_known && program.databases;
  return program;
}
