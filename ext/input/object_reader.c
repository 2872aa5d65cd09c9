#include "input/object_reader.h"

#include <math.h>
#include <string.h>

#include "host/kept/sources.h"
#include "input/object_cells.h"

static const char id_names[] = "labelid predictionid annotationid annid detectionid uid";
static const char image_names[] =
    "imageid image imgid img imagename imgname filename imagefilename imagefile file imgfile imagepath imgpath "
    "filepath path frame frameid frameno framenumber";
static const char class_names[] =
    "classname category categoryname label labelname name cls clsname objectclass objectname objecttype "
    "predictedclass predclass predictedlabel predlabel tag species type classid categoryid clsid catid classlabel";
static const char score_names[] =
    "confidence conf probability prob scores confidencescore confscore detectionscore detscore predscore "
    "predictedscore certainty";

#define BOTH_FIRST                                                                                           \
  [ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID | ANY_NUMBERS, .synonyms = id_names},                         \
  [IMAGE_ID] = {"image_id", FIELD_ID, REQUIRED, .synonyms = image_names},                                    \
  [CLASS] = {"class", FIELD_ID, REQUIRED, .synonyms = class_names}

#define BOTH_LAST                                                                                            \
  [TRACK_ID] = {"track_id", FIELD_ID, OPTIONAL, MAY_BE_NULL},                                                \
  [FRAME] = {"frame", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL}, [X] = {"x", FIELD_NUMBER, OPTIONAL},             \
  [Y] = {"y", FIELD_NUMBER, OPTIONAL}, [WIDTH] = {"width", FIELD_NUMBER, OPTIONAL, NOT_NEGATIVE},            \
  [HEIGHT] = {"height", FIELD_NUMBER, OPTIONAL, NOT_NEGATIVE}, [BBOX] = {"bbox", FIELD_TEXT, OPTIONAL},      \
  [SEGMENTATION] = {"segmentation", FIELD_ANY, OPTIONAL}

#define LABEL_FIELDS                                                                                         \
  BOTH_FIRST, [AREA] = {"area", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL | NOT_NEGATIVE},                         \
              [CATEGORY_ID] = {"category_id", FIELD_ANY, OPTIONAL},                                          \
              [NUM_KEYPOINTS] = {"num_keypoints", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL | NOT_NEGATIVE},       \
              BOTH_LAST

#define PREDICTION_FIELDS                                                                                    \
  BOTH_FIRST, [SCORE] = {"score", FIELD_NUMBER, REQUIRED, .synonyms = score_names},                          \
              [MODEL] = {"model", FIELD_ID, OPTIONAL, MAY_BE_NULL}, BOTH_LAST

#define CROWD_FIELD           [ISCROWD] = {"iscrowd", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL}
#define KEYPOINTS_FIELD(need) [KEYPOINTS] = {"keypoints", FIELD_ANY, need}

/* As iou_type = 'keypoints' reads them, and all others. */
static const Field label_fields[][FIELDS] = {
    {LABEL_FIELDS, CROWD_FIELD, KEYPOINTS_FIELD(OPTIONAL)},
    {LABEL_FIELDS, CROWD_FIELD, KEYPOINTS_FIELD(REQUIRED)},
};
static const Field prediction_fields[][FIELDS] = {
    {PREDICTION_FIELDS, KEYPOINTS_FIELD(OPTIONAL)},
    {PREDICTION_FIELDS, KEYPOINTS_FIELD(REQUIRED)},
};
/* As protocols other than COCO's read labels. */
static const Field voc_label_fields[FIELDS] = {
    LABEL_FIELDS, KEYPOINTS_FIELD(OPTIONAL), [ISCROWD] = {"difficult", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL}};
static const Field open_images_label_fields[FIELDS] = {
    LABEL_FIELDS, KEYPOINTS_FIELD(OPTIONAL),
    [ISCROWD] = {"is_group_of", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL, .other_name = "iscrowd"}};
static const Field lvis_label_fields[FIELDS] = {LABEL_FIELDS, KEYPOINTS_FIELD(OPTIONAL)};

static const TableLayout label_layouts[][2] = {
    [PROTOCOL_COCO] = {{label_fields[0], FIELDS, NULL}, {label_fields[1], FIELDS, NULL}},
    [PROTOCOL_VOC] = {{voc_label_fields, FIELDS, NULL}},
    [PROTOCOL_OPEN_IMAGES] = {{open_images_label_fields, FIELDS, NULL}},
    [PROTOCOL_LVIS] = {{lvis_label_fields, FIELDS, NULL}},
};
static const TableLayout prediction_layouts[] = {
    {prediction_fields[0], FIELDS, NULL},
    {prediction_fields[1], FIELDS, NULL},
};

struct Reader {
  TableReader table;
  GeometryWish wish;
  bool has_segmentation, has_keypoints, lacks_boxes;
  ObjectRow row; /* the one at hand */
  RowTaker take;
  RowRejecter reject; /* NULL: the first error ends the reading */
  Error inner;        /* of a row */
  void *context;
};

static bool wants_shapes(const Reader *reader) {
  return reader->wish == WISH_SHAPES || reader->wish == WISH_MEASURES;
}

static bool wants_boxes_alone(const Reader *reader) {
  return reader->wish == WISH_BOXES || reader->wish == WISH_UNDECIDED;
}

static bool wants_rotated(const Reader *reader) {
  return reader->wish == WISH_ROTATED || reader->wish == WISH_MEASURES;
}

/* The segmentation is wanted for those rows only that have no box: a long one costs to read. */
static void spare_segmentation(TableReader *table, Error *error) {
  bool box = table_reader_has(table, X), bbox = table_reader_has(table, BBOX);
  if (!box && !bbox) return;
  char *expression =
      sqlite3_mprintf("CASE WHEN %s%s%s THEN \"%w\" END", box ? "x IS NULL" : "", box && bbox ? " AND " : "",
                      bbox ? "bbox IS NULL" : "", columns_name(&table->columns, "segmentation"));
  table_reader_replace(table, SEGMENTATION, expression, error);
}

/* Four columns are a box, fewer are none; tracks are told apart by one column and ordered by the other. */
static void choose_columns(Reader *reader, Error *error) {
  TableReader *table = &reader->table;
  bool box = true, tracks = table_reader_has(table, TRACK_ID) && table_reader_has(table, FRAME);
  for (int f = X; f <= HEIGHT; f++) box = box && table_reader_has(table, f);
  for (int f = X; f <= HEIGHT && !box; f++) table_reader_leave_out(table, f);
  for (int f = TRACK_ID; f <= FRAME && !(tracks && reader->wish == WISH_MEASURES); f++)
    table_reader_leave_out(table, f);
  reader->has_segmentation = table_reader_has(table, SEGMENTATION);
  reader->has_keypoints = table_reader_has(table, KEYPOINTS);
  bool posed = reader->has_keypoints && (reader->wish == WISH_UNDECIDED || reader->wish == WISH_KEYPOINTS);
  if (!box && !table_reader_has(table, BBOX) && !reader->has_segmentation && !posed)
    table_reader_lacks_box(table, BOX_MISSING);
  if (box && !table_reader_has(table, BBOX) &&
      missing_box_is_image(&table->columns, &table->layout->fields[IMAGE_ID], error))
    table_reader_lacks_box(table, BOX_OF_IMAGE);
  for (int f = KEYPOINTS; f <= NUM_KEYPOINTS && reader->wish != WISH_KEYPOINTS; f++)
    table_reader_leave_out(table, f);
  if (wants_boxes_alone(reader) || reader->wish == WISH_KEYPOINTS)
    table_reader_leave_out(table, SEGMENTATION);
  else if (reader->has_segmentation && !wants_shapes(reader))
    spare_segmentation(table, error);
}

Reader *reader_open(Connection *connection, const char *table, ObjectKind kind, Protocol protocol,
                    sqlite3_value *filter, GeometryWish wish, Error *error) {
  Reader *reader = memory_allocate_zeroed(1, sizeof *reader, error);
  if (!reader) return NULL;
  reader->wish = wish;
  bool of_keypoints = wish == WISH_KEYPOINTS;
  const TableLayout *layout =
      kind == LABELS ? &label_layouts[protocol][of_keypoints] : &prediction_layouts[of_keypoints];
  table_reader_open(&reader->table, connection, table, layout, error);
  if (ok(error)) choose_columns(reader, error);
  bool filtered = filter && table_reader_has(&reader->table, MODEL);
  table_reader_filter(&reader->table, MODEL, filtered);
  table_reader_prepare(&reader->table, error);
  if (filtered && ok(error))
    table_reader_check(&reader->table, sqlite3_bind_value(reader->table.statement, 2, filter), error);
  return reader;
}

void reader_close(Reader *reader) {
  if (!reader) return;
  table_reader_close(&reader->table);
  memory_release(reader);
}

/* A row that is all NULL where a geometry should be. */
static void refuse_no_geometry(Reader *reader, Error *error) {
  reader->lacks_boxes = wants_boxes_alone(reader) && reader->has_segmentation;
  const TableReader *table = &reader->table;
  bool box = table_reader_reads(table, X), bbox = table_reader_reads(table, BBOX),
       more = table_reader_reads(table, SEGMENTATION);
  error_input(error, "%s: has no geometry:%s%s%s %s NULL", table_reader_row_name(table).text,
              box ? " x, y, width, height" : "", bbox ? (box ? ", bbox" : " bbox") : "",
              more ? (box || bbox ? ", segmentation" : " segmentation") : "",
              box + bbox + more > 1 || box ? "are" : "is");
}

/* Hands a notation on, to be read where the row is put in its place. [] is how COCO files say that there is
** none. */
static void take_geometry(const Reader *reader, int f, ObjectRow *row, Error *error) {
  size_t length;
  const char *bytes = table_reader_bytes(&reader->table, f, &length, error);
  bool is_blob = sqlite3_value_type(table_reader_value(&reader->table, f)) == SQLITE_BLOB;
  if (!bytes || (!is_blob && length == 2 && bytes[0] == '[' && bytes[1] == ']')) return;
  row->geometry = bytes;
  row->geometry_length = length;
  row->geometry_is_blob = is_blob;
}

/* The box of four columns that are not plain numbers: numbers as text, or something wrong. */
static Box read_columns(const Reader *reader, Error *error) {
  Box box = {0};
  double *const numbers[] = {&box.x, &box.y, &box.width, &box.height};
  for (int f = X; f <= HEIGHT; f++) *numbers[f - X] = table_reader_number(&reader->table, f, 0, error);
  return box;
}

/* A bbox as JSON; with five numbers it is a rotated box, which only their own iou_type takes. */
static void read_bbox(const Reader *reader, ObjectRow *row, Error *error) {
  size_t length;
  const char *text = table_reader_bytes(&reader->table, BBOX, &length, error);
  Error inner = {0};
  if (!ok(error)) return;
  row->box = box_parse(text, length, table_reader_row_name(&reader->table).text, &inner);
  row->has_box = ok(&inner);
  if (row->has_box) return;
  if (wants_rotated(reader))
    take_geometry(reader, BBOX, row, error);
  else
    *error = inner;
}

static void read_geometry(Reader *reader, ObjectRow *row, Error *error) {
  const TableReader *table = &reader->table;
  int nulls = 0;
  for (int f = X; f <= HEIGHT; f++) nulls += table_reader_is_null(table, f);
  if (nulls < 4) {
    row->box = read_columns(reader, error);
    row->has_box = true;
  } else if (!table_reader_is_null(table, BBOX)) {
    read_bbox(reader, row, error);
  }
  bool wanted = wants_shapes(reader) || (!row->has_box && !row->geometry);
  if (ok(error) && wanted) take_geometry(reader, SEGMENTATION, row, error);
  if (ok(error) && !row->has_box && !row->geometry && !row->keypoints) refuse_no_geometry(reader, error);
}

/* The value of a number where nothing is wrong with it; else NaN, and the slow way says what. */
static inline double plain_number(const TableReader *table, int f) {
  sqlite3_value *value = table_reader_value(table, f);
  int type = sqlite3_value_type(value);
  return type == SQLITE_FLOAT || type == SQLITE_INTEGER ? sqlite3_value_double(value) : (double)NAN;
}

static inline bool read_plain_box(const TableReader *table, Box *box) {
  *box = (Box){plain_number(table, X), plain_number(table, Y), plain_number(table, WIDTH),
               plain_number(table, HEIGHT)};
  return box_is_sound(*box);
}

/* An object without a frame is in no track. */
static void read_track(const TableReader *table, ObjectRow *row, Error *error) {
  row->track = table_reader_id(table, TRACK_ID, error);
  row->frame = table_reader_number(table, FRAME, (double)NAN, error);
  if (isnan(row->frame)) row->track = (Id){.kind = ID_NULL};
}

static void take_row(void *context, Error *error) {
  Reader *reader = context;
  const TableReader *table = &reader->table;
  ObjectRow *row = &reader->row;
  row->id = table_reader_id(table, ID, error);
  row->image = table_reader_id(table, IMAGE_ID, error);
  row->class = table_reader_id(table, CLASS, error);
  row->model = table_reader_id(table, MODEL, error);
  row->score = table_reader_number(table, SCORE, 0, error);
  row->geometry = NULL;
  row->keypoints = table_reader_reads(table, KEYPOINTS)
                       ? table_reader_bytes(table, KEYPOINTS, &row->keypoints_length, error)
                       : NULL;
  row->num_keypoints = table_reader_number(table, NUM_KEYPOINTS, (double)NAN, error);
  row->has_box = read_plain_box(table, &row->box);
  if ((!row->has_box || wants_shapes(reader)) && ok(error)) read_geometry(reader, row, error);
  row->area = table_reader_number(table, AREA, (double)NAN, error);
  row->crowd = table_reader_number(table, ISCROWD, 0, error) != 0;
  if (!table_reader_reads(table, CATEGORY_ID) ||
      !value_real(table_reader_value(table, CATEGORY_ID), &row->category))
    row->category = (double)NAN;
  if (table_reader_reads(table, TRACK_ID)) read_track(table, row, error);
  if (ok(error)) reader->take(reader->context, row, error);
}

static bool take_cells(void *context, const Cell *cells, Error *error) {
  Reader *reader = context;
  if (!object_of_cells(&reader->table, cells, wants_shapes(reader), &reader->row)) return false;
  reader->take(reader->context, &reader->row, error);
  return true;
}

void reader_run(Reader *reader, RowTaker take, void *context, Error *error) {
  if (!ok(error)) return;
  reader->take = take;
  reader->context = context;
  reader->table.take_cells = take_cells;
  table_reader_run(&reader->table, take_row, reader, error);
}

/* ---- leniently ---- */

const char *reader_without_name(const char *table, const Id *id, const char *message) {
  RowName name = objects_row_name(table, id);
  size_t length = strlen(name.text);
  bool begins =
      strncmp(message, name.text, length) == 0 && message[length] == ':' && message[length + 1] == ' ';
  return begins ? message + length + 2 : message;
}

static void take_row_leniently(void *context, Error *error) {
  Reader *reader = context;
  Error *inner = &reader->inner;
  take_row(reader, inner);
  if (ok(inner)) return;
  const char *table = reader->table.columns.table;
  if (inner->kind == ERROR_INPUT && !inner->host_code)
    reader->reject(reader->context, &reader->row, reader_without_name(table, &reader->row.id, inner->text),
                   error);
  else
    *error = *inner;
  inner->kind = ERROR_NONE;
  inner->host_code = 0;
}

void reader_run_leniently(Reader *reader, RowTaker take, RowRejecter reject, void *context, Error *error) {
  if (!ok(error)) return;
  reader->take = take;
  reader->reject = reject;
  reader->context = context;
  table_reader_run(&reader->table, take_row_leniently, reader, error);
}

static void copy_text(Id *id, Arena *texts, Error *error) {
  if (id->kind == ID_TEXT) id->text = arena_copy(texts, id->text, id->length, error);
}

/* The row lives as long as SQLite is at it, so its texts are copied. */
void reader_hand_row(void *pipeline, const ObjectRow *row, Error *error) {
  Arena *texts;
  ObjectRow *item = pipeline_item(pipeline, &texts, error);
  if (!item) return;
  *item = *row;
  copy_text(&item->id, texts, error);
  copy_text(&item->image, texts, error);
  copy_text(&item->class, texts, error);
  copy_text(&item->model, texts, error);
  copy_text(&item->track, texts, error);
  if (row->geometry) item->geometry = arena_copy(texts, row->geometry, row->geometry_length, error);
  if (row->keypoints) item->keypoints = arena_copy(texts, row->keypoints, row->keypoints_length, error);
}

/* ---- what decides by itself ---- */

/* Whether a first row without a box has keypoints and no segmentation. */
static bool first_is_posed(const Reader *reader, Error *error) {
  const TableColumns *columns = &reader->table.columns;
  sqlite3_stmt *statement = NULL;
  bool posed = false;
  if (!reader->has_keypoints || !ok(error)) return false;
  char *sql = sqlite3_mprintf("SELECT %s\"%w\" IS NOT NULL FROM %s",
                              reader->has_segmentation ? "segmentation IS NULL AND " : "",
                              columns_name(columns, "keypoints"), columns->quoted);
  int code = sql ? sqlite3_prepare_v2(reader->table.connection->db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  if (code == SQLITE_ROW)
    posed = sqlite3_column_int(statement, 0);
  else if (code != SQLITE_DONE)
    table_reader_check(&reader->table, code, error);
  if (ok(error)) sources_note(reader->table.connection, sql);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return posed;
}

FirstGeometry reader_first(Reader *reader, Error *error) {
  sqlite3_stmt *first = ok(error) ? table_reader_first(&reader->table, error) : NULL;
  if (!first) return FIRST_NONE;
  for (int f = X; f <= HEIGHT; f++)
    if (sqlite3_column_type(first, table_reader_column(&reader->table, f)) != SQLITE_NULL) return FIRST_BOX;
  const char *bbox = (const char *)sqlite3_column_text(first, table_reader_column(&reader->table, BBOX));
  if (!bbox && first_is_posed(reader, error)) return FIRST_KEYPOINTS;
  if (!bbox) return reader->has_segmentation ? FIRST_SEGMENTATION : FIRST_BOX;
  Error inner = {0};
  rotated_box_parse(bbox, strlen(bbox), "", &inner);
  return ok(&inner) ? FIRST_ROTATED : FIRST_BOX;
}

IouType iou_type_of_first(FirstGeometry labels, FirstGeometry predictions) {
  if (labels == FIRST_ROTATED || predictions == FIRST_ROTATED) return IOU_ROTATED;
  if (labels == FIRST_KEYPOINTS || predictions == FIRST_KEYPOINTS) return IOU_KEYPOINTS;
  return labels == FIRST_SEGMENTATION || predictions == FIRST_SEGMENTATION ? IOU_SEGM : IOU_BBOX;
}

GeometryWish geometry_wish_for(IouType type) {
  if (type == IOU_BBOX) return WISH_BOXES;
  if (type == IOU_KEYPOINTS) return WISH_KEYPOINTS;
  return type == IOU_ROTATED ? WISH_ROTATED : WISH_SHAPES;
}

bool reader_lacks_boxes(const Reader *reader) {
  return reader && reader->lacks_boxes;
}

const TableReader *reader_table(const Reader *reader) {
  return &reader->table;
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
