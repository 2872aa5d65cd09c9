/*
** evaluated_images: lists the images as the functions read them.
**
**     SELECT m.explanation, i.data FROM match_outcomes AS m
**     LEFT JOIN evaluated_images AS i ON i.images = m.images AND i.id = m.image_id;
**
** A view that joins it does not have to name a user's table. data is fetched one image at a time, when a
** query uses it, so that a query holds one image. It is NULL if the table has no such column. Without a table
** of the default name there are no rows.
*/
#include <math.h>
#include <string.h>

#include "input/columns.h"
#include "input/image_reader.h"
#include "host/call.h"

enum { ID, WIDTH, HEIGHT, FILE_NAME, DATA };

static const Column columns[] = {
    [ID] = {"id", KEY | UNIQUE, NULL, NULL, NULL, "the image"},
    [WIDTH] = {"width", 0, "REAL", "pixels", "it is not a number above 0", "its width"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", "it is not a number above 0", "its height"},
    [FILE_NAME] = {"file", 0, NULL, NULL, "the table has no column 'file'", "its file"},
    [DATA] = {"data", 0, NULL, NULL, "it is NULL, or the table has no column 'data'",
              "the column 'data', unchanged: a PNG or a JPEG"},
};

static const Parameter parameters[] = {{"images", "images", false, TABLE_DOMAIN, "the images"}};

typedef struct ImageEntry {
  Id id;
  const char *file; /* NULL: none */
  size_t file_length;
  double width, height; /* NaN: NULL */
} ImageEntry;

/* What it takes to fetch the data of an image. */
typedef struct State {
  sqlite3 *db;
  const char *table;
  const char *sql; /* NULL: there is no column for it */
} State;

static void take_image(void *context, const ImageRow *row, Error *error) {
  Call *call = context;
  Arena *arena = &call->run->arena;
  ImageEntry *entry = run_append(call->run, 1, error);
  if (!entry) return;
  *entry = (ImageEntry){
      .id = row->id, .file_length = row->file_length, .width = row->width, .height = row->height};
  if (row->id.kind == ID_TEXT) entry->id.text = arena_copy(arena, row->id.text, row->id.length, error);
  if (row->file) entry->file = arena_copy(arena, row->file, row->file_length, error);
}

/* SELECT data FROM images WHERE id = ?1, so that a view computes one row only. */
static const char *fetching_text(const TableColumns *table, Arena *arena, Error *error) {
  const char *data = columns_name(table, "data"), *id = columns_name(table, "id");
  if (!data || !ok(error)) return NULL;
  char *sql = id ? sqlite3_mprintf("SELECT \"%w\" FROM %s WHERE \"%w\" = ?1", data, table->quoted, id)
                 : sqlite3_mprintf("SELECT \"%w\" FROM %s WHERE rowid = ?1", data, table->quoted);
  if (!sql) error_memory(error);
  const char *copy = sql ? arena_copy(arena, sql, strlen(sql), error) : NULL;
  sqlite3_free(sql);
  return copy;
}

static void run(Call *call) {
  Error *error = call->error;
  Arena *arena = &call->run->arena;
  sqlite3 *db = call->connection->db;
  const char *usual = "images", *name = call_text(call, "images", usual);
  /* Boxes are evaluated without images, so views join a table that may not exist; its name is then the
  ** default. */
  if (strcmp(name, usual) == 0 && !columns_table_exists(db, name, error)) return;
  TableColumns table;
  image_table_read(call->connection, name, false, take_image, call, error);
  columns_find(&table, db, name, error);
  State *state = arena_allocate(arena, sizeof *state, error);
  if (state) {
    *state = (State){db, arena_copy(arena, name, strlen(name), error), fetching_text(&table, arena, error)};
    call->run->state = state;
  }
  columns_release(&table);
}

static void bind_id(sqlite3_stmt *statement, const Id *id) {
  if (id->kind == ID_INTEGER)
    sqlite3_bind_int64(statement, 1, id->integer);
  else
    sqlite3_bind_text(statement, 1, id->text, (int)id->length, SQLITE_STATIC);
}

static void fetch_data(const State *state, const ImageEntry *entry, Cell *out) {
  sqlite3_stmt *statement = NULL;
  Error error = {0};
  if (!state->sql) return;
  int code = sqlite3_prepare_v2(state->db, state->sql, -1, &statement, NULL);
  if (code == SQLITE_OK && !sqlite3_stmt_readonly(statement))
    error_input(&error, "reading %s would write", state->table);
  if (code == SQLITE_OK && ok(&error)) {
    bind_id(statement, &entry->id);
    code = sqlite3_step(statement);
  }
  if (code == SQLITE_ROW)
    cell_value(out, sqlite3_value_dup(sqlite3_column_value(statement, 0)));
  else if (code != SQLITE_DONE && ok(&error))
    error_from_host(&error, state->db, code, state->table);
  sqlite3_finalize(statement);
  if (!ok(&error)) cell_fail(out, "evaluated_images", &error);
}

/* As the table probably has it. */
static void cell_size(Cell *out, double size) {
  if (size == floor(size))
    cell_integer(out, (sqlite3_int64)size);
  else
    cell_real(out, size);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const ImageEntry *entry = row;
  switch (column) {
  case ID: cell_id(out, entry->id); break;
  case WIDTH: cell_size(out, entry->width); break;
  case HEIGHT: cell_size(out, entry->height); break;
  case FILE_NAME:
    if (entry->file) cell_bytes(out, entry->file, entry->file_length);
    break;
  case DATA: fetch_data(run->state, entry, out); break;
  }
}

const Function function_evaluated_images = {
    .kind = TABLE,
    .name = "evaluated_images",
    .arguments = "images",
    .summary = "lists the images as the functions read them, with their bytes",
    .example = "SELECT id, width, height, file FROM evaluated_images WHERE id <= 3",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ImageEntry),
            .run = run,
            .cell = cell,
        },
};
