#include "host/sink/plain_scan.h"

#include <stdlib.h>
#include <string.h>

/* The columns of EXPLAIN. */
enum { OPCODE = 1, P1, P2, P3, P4, P5 };
enum { REGISTERS_MOST = 128, UNWRITTEN = -1, NO_COLUMN = -2 };

/* What is known of a program after some of its instructions. */
typedef struct ScannedProgram {
  bool is_plain;
  const ConnectedTable *table;
  int cursor, filters, steps, nexts;
  int first, count;              /* the registers of the sink's arguments */
  int registers[REGISTERS_MOST]; /* the column that each holds, UNWRITTEN or NO_COLUMN */
} ScannedProgram;

static void write_register(ScannedProgram *program, int number, int column) {
  bool fits = number >= 0 && number < REGISTERS_MOST;
  if (!fits || program->registers[number] != UNWRITTEN) program->is_plain = false;
  if (fits) program->registers[number] = column;
}

static void open_table(ScannedProgram *program, const Connection *connection, int cursor, const char *p4) {
  uintptr_t address = p4 && strncmp(p4, "vtab:", 5) == 0 ? (uintptr_t)strtoull(p4 + 5, NULL, 16) : 0;
  const ConnectedTable *table = connection->tables;
  while (table && table->address != address) table = table->next;
  if (!table || !table->is_of_files || program->table) program->is_plain = false;
  program->table = table;
  program->cursor = cursor;
}

static bool is_one_of(const char *opcode, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(opcode, names[i]) == 0) return true;
  return false;
}

/* Instructions that write one register, and those that write nothing that a value may stand in. */
static void take_other(ScannedProgram *program, const char *opcode, int p2, int p3) {
  static const char *const constants[] = {"Integer", "Int64", "Real", "String8", "Blob", "Variable", "SCopy"},
                           *const silent[] = {"Init",     "Goto",      "Transaction", "Halt",
                                              "AggFinal", "ResultRow", "Noop",        "Explain"};
  if (is_one_of(opcode, constants, sizeof constants / sizeof *constants)) {
    write_register(program, p2, NO_COLUMN);
  } else if (strcmp(opcode, "Copy") == 0) {
    for (int i = 0; i <= p3 && program->is_plain; i++) write_register(program, p2 + i, NO_COLUMN);
  } else if (strcmp(opcode, "Null") == 0) {
    for (int i = p2; (i == p2 || i <= p3) && program->is_plain; i++) write_register(program, i, NO_COLUMN);
  } else if (!is_one_of(opcode, silent, sizeof silent / sizeof *silent)) {
    program->is_plain = false;
  }
}

static void take_step(ScannedProgram *program, sqlite3_stmt *explain, const Connection *connection) {
  const char *opcode = (const char *)sqlite3_column_text(explain, OPCODE);
  int p1 = sqlite3_column_int(explain, P1), p2 = sqlite3_column_int(explain, P2),
      p3 = sqlite3_column_int(explain, P3);
  if (!opcode) {
    program->is_plain = false;
  } else if (strcmp(opcode, "VOpen") == 0) {
    open_table(program, connection, p1, (const char *)sqlite3_column_text(explain, P4));
  } else if (strcmp(opcode, "VFilter") == 0) {
    program->filters++;
  } else if (strcmp(opcode, "VNext") == 0) {
    program->nexts++;
  } else if (strcmp(opcode, "VColumn") == 0) {
    if (p1 != program->cursor) program->is_plain = false;
    write_register(program, p3, p2);
  } else if (strcmp(opcode, "AggStep") == 0) {
    program->steps++;
    program->first = p2;
    program->count = sqlite3_column_int(explain, P5);
  } else {
    take_other(program, opcode, p2, p3);
  }
}

/* The columns of the sink's arguments but for the first, which is the sink. */
static PlainScan scan_of(const ScannedProgram *program) {
  PlainScan scan = {.table = program->table, .count = program->count - 1};
  bool plain = program->is_plain && program->table && program->filters == 1 && program->nexts == 1 &&
               program->steps == 1 && scan.count > 0 && scan.count <= SCANNED_MOST &&
               program->first + program->count <= REGISTERS_MOST;
  for (int i = 0; plain && i < scan.count; i++) {
    scan.columns[i] = program->registers[program->first + 1 + i];
    plain = scan.columns[i] >= 0 && scan.columns[i] < scan.table->shown;
  }
  if (!plain) scan.table = NULL;
  return scan;
}

static bool has_file_tables(const Connection *connection) {
  const ConnectedTable *table = connection->tables;
  while (table && !table->is_of_files) table = table->next;
  return table;
}

PlainScan plain_scan_of(const Connection *connection, const char *sql) {
  ScannedProgram program = {.is_plain = has_file_tables(connection)};
  sqlite3_stmt *explain = NULL;
  for (int i = 0; i < REGISTERS_MOST; i++) program.registers[i] = UNWRITTEN;
  char *text = program.is_plain ? sqlite3_mprintf("EXPLAIN %s", sql) : NULL;
  int code = text ? sqlite3_prepare_v2(connection->db, text, -1, &explain, NULL) : SQLITE_NOMEM;
  while (code == SQLITE_OK && program.is_plain && (code = sqlite3_step(explain)) == SQLITE_ROW) {
    take_step(&program, explain, connection);
    code = SQLITE_OK;
  }
  sqlite3_finalize(explain);
  sqlite3_free(text);
  program.is_plain = program.is_plain && code == SQLITE_DONE;
  return scan_of(&program);
}
