#include "input/object_reader.h"

#include <math.h>
#include <string.h>

#include "input/columns.h"
#include "host/connection.h"
#include "host/row_sink.h"
#include "host/value.h"

/* What is read of a row, in the order of the SELECT. */
enum {
  ID,
  IMAGE_ID,
  CLASS,
  SCORE,
  MODEL,
  AREA,
  ISCROWD,
  CATEGORY_ID,
  TRACK_ID,
  FRAME,
  X,
  Y,
  WIDTH,
  HEIGHT,
  BBOX,
  SEGMENTATION,
  FIELDS
};

static const char *const field_names[FIELDS] = {
    "id",       "image_id", "class", "score", "model", "area",   "iscrowd", "category_id",
    "track_id", "frame",    "x",     "y",     "width", "height", "bbox",    "segmentation"};

typedef enum Need { UNUSED, OPTIONAL, REQUIRED } Need;

static const Need needs[2][FIELDS] = {
    [LABELS] = {[ID] = OPTIONAL,
                [IMAGE_ID] = REQUIRED,
                [CLASS] = REQUIRED,
                [AREA] = OPTIONAL,
                [ISCROWD] = OPTIONAL,
                [CATEGORY_ID] = OPTIONAL,
                [TRACK_ID] = OPTIONAL,
                [FRAME] = OPTIONAL,
                [X] = OPTIONAL,
                [Y] = OPTIONAL,
                [WIDTH] = OPTIONAL,
                [HEIGHT] = OPTIONAL,
                [BBOX] = OPTIONAL,
                [SEGMENTATION] = OPTIONAL},
    [PREDICTIONS] = {[ID] = OPTIONAL,
                     [IMAGE_ID] = REQUIRED,
                     [CLASS] = REQUIRED,
                     [SCORE] = REQUIRED,
                     [MODEL] = OPTIONAL,
                     [TRACK_ID] = OPTIONAL,
                     [FRAME] = OPTIONAL,
                     [X] = OPTIONAL,
                     [Y] = OPTIONAL,
                     [WIDTH] = OPTIONAL,
                     [HEIGHT] = OPTIONAL,
                     [BBOX] = OPTIONAL,
                     [SEGMENTATION] = OPTIONAL},
};

struct Reader {
  sqlite3 *db;
  TableColumns columns;
  sqlite3_stmt *statement;
  int place[FIELDS];             /* among the values; -1: not read */
  sqlite3_value *values[FIELDS]; /* of the row at hand; NULL: not read */
  ObjectKind kind;
  GeometryWish wish;
  bool has_segmentation, lacks_boxes;
  sqlite3_stmt *first; /* at the first row; NULL: not asked for */
  size_t row_number;
  RowTaker take;
  void *context;
  RowSink sink;
};

static bool has_box_columns(const TableColumns *columns) {
  return columns_name(columns, "x") && columns_name(columns, "y") && columns_name(columns, "width") &&
         columns_name(columns, "height");
}

static bool wants_shapes(const Reader *reader) {
  return reader->wish == WISH_SHAPES || reader->wish == WISH_MEASURES;
}

static bool wants_rotated(const Reader *reader) {
  return reader->wish == WISH_ROTATED || reader->wish == WISH_MEASURES;
}

/* Tracks are told apart by one column and ordered by the other: one alone says nothing. */
static bool wants_tracks(const Reader *reader) {
  return reader->wish == WISH_MEASURES && columns_name(&reader->columns, "track_id") &&
         columns_name(&reader->columns, "frame");
}

/* The segmentation, where it is wanted for those rows only that have no box: a long one costs to read. */
static void select_segmentation(const Reader *reader, sqlite3_str *sql) {
  const char *name = columns_name(&reader->columns, "segmentation");
  bool box = has_box_columns(&reader->columns), bbox = columns_name(&reader->columns, "bbox");
  if (wants_shapes(reader) || (!box && !bbox))
    sqlite3_str_appendf(sql, ", \"%w\"", name);
  else
    sqlite3_str_appendf(sql, ", CASE WHEN %s%s%s THEN \"%w\" END", box ? "x IS NULL" : "",
                        box && bbox ? " AND " : "", bbox ? "bbox IS NULL" : "", name);
}

/* ", id, image_id, ..." A table without an id uses its rowid. */
static void select_fields(Reader *reader, sqlite3_str *sql, Error *error) {
  const TableColumns *columns = &reader->columns;
  int count = 1;
  bool box = has_box_columns(columns);
  if (!box && !columns_name(columns, "bbox") && !reader->has_segmentation) columns_refuse_box(columns, error);
  for (int f = 0; f < FIELDS; f++) {
    const char *name = columns_name(columns, field_names[f]);
    Need need = needs[reader->kind][f];
    reader->place[f] = -1;
    if (need == UNUSED || (f >= X && f <= HEIGHT && !box)) continue;
    if (f == SEGMENTATION && reader->wish == WISH_BOXES) continue;
    if ((f == TRACK_ID || f == FRAME) && !wants_tracks(reader)) continue;
    if (need == REQUIRED && !name) columns_refuse_missing(columns, field_names[f], error);
    if (!name && f != ID) continue;
    if (f == SEGMENTATION)
      select_segmentation(reader, sql);
    else if (name)
      sqlite3_str_appendf(sql, ", \"%w\"", name);
    else
      sqlite3_str_appendall(sql, ", rowid");
    reader->place[f] = count++;
  }
}

/* SELECT boxscore_read_rows(?1, id, ...) FROM t, or SELECT NULL, id, ... for the first row alone. */
static char *select_text(Reader *reader, const char *function, bool filtered, Error *error) {
  sqlite3_str *sql = sqlite3_str_new(reader->db);
  sqlite3_str_appendf(sql, function ? "SELECT %s(?1" : "SELECT NULL", function);
  select_fields(reader, sql, error);
  sqlite3_str_appendf(sql, "%s FROM %s", function ? ")" : "", reader->columns.quoted);
  if (filtered && reader->place[MODEL] >= 0)
    sqlite3_str_appendf(sql, " WHERE \"%w\" = ?2", columns_name(&reader->columns, "model"));
  char *text = sqlite3_str_finish(sql);
  if (!text) error_memory(error);
  return text;
}

static void prepare(Reader *reader, sqlite3_value *filter, Error *error) {
  char *sql = select_text(reader, ROW_SINK_FUNCTION, filter != NULL, error);
  if (ok(error)) {
    int code = sqlite3_prepare_v2(reader->db, sql, -1, &reader->statement, NULL);
    if (code == SQLITE_ERROR && !columns_name(&reader->columns, "id") && reader->place[ID] >= 0)
      columns_refuse_missing(&reader->columns, "id", error); /* a view has no rowid */
    else if (code == SQLITE_OK && filter && reader->place[MODEL] >= 0)
      code = sqlite3_bind_value(reader->statement, 2, filter);
    if (code == SQLITE_OK) code = row_sink_bind(reader->statement, &reader->sink);
    if (code != SQLITE_OK) error_from_host(error, reader->db, code, reader->columns.table);
    if (ok(error) && !sqlite3_stmt_readonly(reader->statement))
      error_input(error, "reading %s would write", reader->columns.table);
  }
  sqlite3_free(sql);
}

Reader *reader_open(sqlite3 *db, const char *table, ObjectKind kind, sqlite3_value *filter, GeometryWish wish,
                    Error *error) {
  Reader *reader = memory_allocate_zeroed(1, sizeof *reader, error);
  if (!reader) return NULL;
  *reader = (Reader){.db = db, .kind = kind, .wish = wish};
  columns_find(&reader->columns, db, table, error);
  if (ok(error)) {
    reader->has_segmentation = columns_name(&reader->columns, "segmentation");
    prepare(reader, filter, error);
  }
  return reader;
}

void reader_close(Reader *reader) {
  if (!reader) return;
  sqlite3_finalize(reader->statement);
  sqlite3_finalize(reader->first);
  columns_release(&reader->columns);
  memory_release(reader);
}

static RowName row_name(const Reader *reader) {
  RowName out;
  Id id;
  sqlite3_value *value = reader->values[ID];
  if (value_id(value, &id) && id.kind != ID_NULL) return objects_row_name(reader->columns.table, &id);
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s row number %lld", reader->columns.table,
                   (sqlite3_int64)reader->row_number);
  return out;
}

static void refuse_value(const Reader *reader, int f, const char *what, Error *error) {
  sqlite3_value *value = reader->values[f];
  if (sqlite3_value_type(value) == SQLITE_TEXT && !sqlite3_value_text(value)) error_memory(error);
  if (sqlite3_value_type(value) == SQLITE_NULL)
    error_input(error, "%s: %s is NULL", row_name(reader).text, field_names[f]);
  else
    error_input(error, "%s: %s is %s: %s", row_name(reader).text, field_names[f], what,
                value_excerpt(value).text);
}

/* A view has no rowid: NULL on hosts that do not refuse it when they prepare. */
static bool lacks_id(const Reader *reader) {
  return sqlite3_value_type(reader->values[ID]) == SQLITE_NULL && !columns_name(&reader->columns, "id");
}

static void read_id(const Reader *reader, int f, bool may_be_null, Id *out, Error *error) {
  sqlite3_value *value = reader->values[f];
  *out = (Id){.kind = ID_NULL};
  if (!value || !ok(error)) return;
  if (f == ID && lacks_id(reader))
    columns_refuse_missing(&reader->columns, "id", error);
  else if (!value_id(value, out) || (out->kind == ID_NULL && !may_be_null))
    refuse_value(reader, f, "neither an integer nor a text", error);
}

/* A finite number; `fallback` where the column is absent or NULL, unless that is an error. */
static double read_number(const Reader *reader, int f, bool may_be_null, double fallback, Error *error) {
  sqlite3_value *value = reader->values[f];
  double number;
  if (!value || !ok(error)) return fallback;
  if (sqlite3_value_type(value) == SQLITE_NULL && may_be_null) return fallback;
  if (!value_real(value, &number)) {
    refuse_value(reader, f, "not a number", error);
    return fallback;
  }
  if (!isfinite(number)) refuse_value(reader, f, "not finite", error);
  return number;
}

static bool is_null(const Reader *reader, int f) {
  return !reader->values[f] || sqlite3_value_type(reader->values[f]) == SQLITE_NULL;
}

/* A row that is all NULL where a geometry should be. */
static void refuse_no_geometry(Reader *reader, Error *error) {
  reader->lacks_boxes = reader->wish == WISH_BOXES && reader->has_segmentation;
  bool box = reader->place[X] >= 0, bbox = reader->place[BBOX] >= 0, more = reader->place[SEGMENTATION] >= 0;
  error_input(error, "%s: has no geometry:%s%s%s %s NULL", row_name(reader).text,
              box ? " x, y, width, height" : "", bbox ? (box ? ", bbox" : " bbox") : "",
              more ? (box || bbox ? ", segmentation" : " segmentation") : "",
              box + bbox + more > 1 || box ? "are" : "is");
}

/* Hands a notation on, to be read where the row is put in its place. [] is how COCO files say that there is none. */
static bool take_geometry(const Reader *reader, int f, ObjectRow *row, Error *error) {
  sqlite3_value *value = reader->values[f];
  int type = value ? sqlite3_value_type(value) : SQLITE_NULL;
  if (type == SQLITE_NULL) return false;
  size_t length;
  const char *text = type == SQLITE_BLOB ? sqlite3_value_blob(value) : value_text(value, &length);
  if (type == SQLITE_BLOB) length = (size_t)sqlite3_value_bytes(value);
  if (!text && type != SQLITE_BLOB) error_memory(error);
  if (type == SQLITE_TEXT && text && length == 2 && text[0] == '[' && text[1] == ']') return false;
  row->geometry = text ? text : "";
  row->geometry_length = length;
  row->geometry_is_blob = type == SQLITE_BLOB;
  return true;
}

/* The box of four columns that are not plain numbers: numbers as text, or something wrong. */
static Box read_columns(const Reader *reader, Error *error) {
  Box box = {0};
  double *const numbers[] = {&box.x, &box.y, &box.width, &box.height};
  for (int f = X; f <= HEIGHT; f++) *numbers[f - X] = read_number(reader, f, false, 0, error);
  if (ok(error) && (box.width < 0 || box.height < 0))
    refuse_value(reader, box.width < 0 ? WIDTH : HEIGHT, "negative", error);
  return box;
}

/* A bbox as JSON; with five numbers it is a rotated box, which only their own iou_type takes. */
static void read_bbox(const Reader *reader, ObjectRow *row, Error *error) {
  size_t length;
  const char *text = value_text(reader->values[BBOX], &length);
  Error inner = {0};
  if (!text) error_memory(error);
  if (!ok(error)) return;
  row->box = box_parse(text, length, row_name(reader).text, &inner);
  row->has_box = ok(&inner);
  if (row->has_box) return;
  if (wants_rotated(reader))
    take_geometry(reader, BBOX, row, error);
  else
    *error = inner;
}

static void read_geometry(Reader *reader, ObjectRow *row, Error *error) {
  int nulls = 0;
  for (int f = X; f <= HEIGHT; f++) nulls += is_null(reader, f);
  if (nulls < 4) {
    row->box = read_columns(reader, error);
    row->has_box = true;
  } else if (!is_null(reader, BBOX)) {
    read_bbox(reader, row, error);
  }
  bool wanted = wants_shapes(reader) || (!row->has_box && !row->geometry);
  if (ok(error) && wanted) take_geometry(reader, SEGMENTATION, row, error);
  if (ok(error) && !row->has_box && !row->geometry) refuse_no_geometry(reader, error);
}

/* The value of a number where nothing is wrong with it; else NaN, and the slow way says what. */
static double plain_number(sqlite3_value *value) {
  int type = value ? sqlite3_value_type(value) : SQLITE_NULL;
  return type == SQLITE_FLOAT || type == SQLITE_INTEGER ? sqlite3_value_double(value) : (double)NAN;
}

static bool read_plain_box(const Reader *reader, Box *box) {
  sqlite3_value *const *values = reader->values;
  *box = (Box){plain_number(values[X]), plain_number(values[Y]), plain_number(values[WIDTH]),
               plain_number(values[HEIGHT])};
  return isfinite(box->x + box->y + box->width + box->height) && box->width >= 0 && box->height >= 0;
}

/* An object without a frame is in no track. */
static void read_track(const Reader *reader, ObjectRow *row, Error *error) {
  read_id(reader, TRACK_ID, true, &row->track, error);
  row->frame = read_number(reader, FRAME, true, (double)NAN, error);
  if (isnan(row->frame)) row->track = (Id){.kind = ID_NULL};
}

static void read_row(Reader *reader, ObjectRow *row, Error *error) {
  *row = (ObjectRow){.has_box = false};
  read_id(reader, ID, false, &row->id, error);
  read_id(reader, IMAGE_ID, false, &row->image, error);
  read_id(reader, CLASS, false, &row->class, error);
  read_id(reader, MODEL, true, &row->model, error);
  row->score = read_number(reader, SCORE, false, 0, error);
  row->has_box = read_plain_box(reader, &row->box);
  if ((!row->has_box || wants_shapes(reader)) && ok(error)) read_geometry(reader, row, error);
  row->area = read_number(reader, AREA, true, (double)NAN, error);
  if (row->area < 0) refuse_value(reader, AREA, "negative", error);
  row->crowd = read_number(reader, ISCROWD, true, 0, error) != 0;
  sqlite3_value *category = reader->values[CATEGORY_ID];
  if (!category || !value_real(category, &row->category)) row->category = (double)NAN;
  if (reader->place[TRACK_ID] >= 0) read_track(reader, row, error);
}

static void take_values(void *context, sqlite3_value **values, Error *error) {
  Reader *reader = context;
  ObjectRow row;
  reader->row_number++;
  for (int f = 0; f < FIELDS; f++) reader->values[f] = reader->place[f] < 0 ? NULL : values[reader->place[f]];
  read_row(reader, &row, error);
  if (ok(error)) reader->take(reader->context, &row, error);
}

void reader_run(Reader *reader, RowTaker take, void *context, Error *error) {
  if (!ok(error)) return;
  reader->take = take;
  reader->context = context;
  reader->sink.take = take_values;
  reader->sink.context = reader;
  row_sink_run(&reader->sink, reader->statement, reader->columns.table, error);
}

FirstGeometry reader_first(Reader *reader, Error *error) {
  if (!ok(error)) return FIRST_NONE;
  char *sql = select_text(reader, NULL, false, error);
  int code = ok(error) ? sqlite3_prepare_v2(reader->db, sql, -1, &reader->first, NULL) : SQLITE_OK;
  sqlite3_free(sql);
  if (ok(error) && code == SQLITE_OK) code = sqlite3_step(reader->first);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    error_from_host(error, reader->db, code, reader->columns.table);
  if (!ok(error) || code == SQLITE_DONE) return FIRST_NONE;
  bool null = true;
  for (int f = X; f <= HEIGHT; f++)
    null =
        null && (reader->place[f] < 0 || sqlite3_column_type(reader->first, reader->place[f]) == SQLITE_NULL);
  if (!null) return FIRST_BOX;
  const char *bbox =
      reader->place[BBOX] < 0 ? NULL : (const char *)sqlite3_column_text(reader->first, reader->place[BBOX]);
  if (!bbox) return reader->has_segmentation ? FIRST_SEGMENTATION : FIRST_BOX;
  Error inner = {0};
  rotated_box_parse(bbox, strlen(bbox), "", &inner);
  return ok(&inner) ? FIRST_ROTATED : FIRST_BOX;
}

bool reader_lacks_boxes(const Reader *reader) {
  return reader && reader->lacks_boxes;
}

void reader_refuse_kinds(const Reader *text_side, const char *other_table, const char *column,
                         const Id *example, Error *error) {
  char advice[600] = "", expression[100];
  int digits = 0;
  for (uint32_t i = 0; i < example->length; i++) digits += example->text[i] >= '0' && example->text[i] <= '9';
  if (example->length && digits == (int)example->length) {
    sqlite3_snprintf(sizeof expression, expression, "CAST(%s AS INTEGER)", column);
    columns_advise_replacing(&text_side->columns, column, expression, advice, sizeof advice, error);
  }
  error_input(error, "%s.%s is TEXT (%s) and %s.%s is INTEGER, so no row of one meets a row of the other%s%s",
              text_side->columns.table, column, id_excerpt(example).text, other_table, column,
              advice[0] ? "; this view mends it: " : "", advice);
}

void reader_refuse_model(sqlite3 *db, const char *table, sqlite3_value *filter, Error *error) {
  TableColumns columns;
  sqlite3_stmt *statement = NULL;
  columns_find(&columns, db, table, error);
  char *sql = ok(error) ? sqlite3_mprintf("SELECT 1 FROM %s", columns.quoted) : NULL;
  if (ok(error) && !sql) error_memory(error);
  if (ok(error)) {
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      error_input(error, "%s has no model %s", table, value_excerpt(filter).text);
    else if (code != SQLITE_DONE)
      error_from_host(error, db, code, table);
  }
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  columns_release(&columns);
}
