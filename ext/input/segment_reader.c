#include "input/segment_reader.h"

#include "base/sort.h"
#include "host/connection.h"
#include "input/table_reader.h"

/* ---- segments ---- */

enum { IMAGE_ID, SEGMENT_ID, CLASS, IS_CROWD, IS_THING, FIELDS };

static const Field fields[FIELDS] = {
    [IMAGE_ID] = {"image_id", FIELD_ID, REQUIRED, .synonyms = "imageid image imgid filename file id"},
    [SEGMENT_ID] = {"segment_id", FIELD_NUMBER, REQUIRED, .synonyms = "segmentid segment id value"},
    [CLASS] = {"class", FIELD_ID, REQUIRED,
               .synonyms = "classname category categoryname label labelname name categoryid classid"},
    [IS_CROWD] = {"iscrowd", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL},
    [IS_THING] = {"isthing", FIELD_NUMBER, OPTIONAL, MAY_BE_NULL},
};

/* "label_segments image 7 segment 5" */
static RowName name_segment(const TableReader *table) {
  RowName out;
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s image %s segment %s", table->columns.table,
                   value_excerpt(table_reader_value(table, IMAGE_ID)).text,
                   value_excerpt(table_reader_value(table, SEGMENT_ID)).text);
  return out;
}

static const TableLayout segment_layout = {fields, FIELDS, name_segment};

typedef struct SegmentReading {
  TableReader table;
  SegmentInput *input;
  SegmentTable *out;
  bool crowds;
} SegmentReading;

static uint32_t read_segment_id(const TableReader *table, Error *error) {
  double id = table_reader_number(table, SEGMENT_ID, 0, error);
  if (ok(error) && !(id >= 1 && id <= UINT32_MAX && id == (double)(uint32_t)id))
    table_reader_refuse(table, SEGMENT_ID, "not a whole number from 1", error);
  return ok(error) ? (uint32_t)id : 0;
}

/* Whether a class is a thing must be the same in all rows. */
static void take_thing(const SegmentReading *reading, uint32_t class, Error *error) {
  SegmentInput *input = reading->input;
  size_t known = input->things_room;
  memory_reserve((void **)&input->things, &input->things_room, input->classes.count, sizeof *input->things,
                 error);
  if (!ok(error)) return;
  for (size_t k = known; k < input->things_room; k++) input->things[k] = -1;
  double value = table_reader_number(&reading->table, IS_THING, -1, error);
  if (!ok(error) || value < 0) return;
  int8_t thing = value != 0, *held = &input->things[class];
  if (*held >= 0 && *held != thing)
    error_input(error, "%s: the class %s has isthing %d, and %d in a row before",
                table_reader_row_name(&reading->table).text, id_excerpt(&input->classes.items[class]).text,
                thing, *held);
  *held = thing;
}

static void take_segment(void *context, Error *error) {
  SegmentReading *reading = context;
  const TableReader *table = &reading->table;
  SegmentTable *out = reading->out;
  size_t count = out->count;
  Id image = table_reader_id(table, IMAGE_ID, error), class = table_reader_id(table, CLASS, error);
  Segment segment = {.id = read_segment_id(table, error)};
  segment.crowd = reading->crowds && table_reader_number(table, IS_CROWD, 0, error) != 0;
  memory_reserve((void **)&out->items, &out->capacity[0], count + 1, sizeof *out->items, error);
  memory_reserve((void **)&out->image, &out->capacity[1], count + 1, sizeof *out->image, error);
  if (!ok(error)) return;
  out->image[count] = names_add(&reading->input->images, &image, error);
  segment.class = names_add(&reading->input->classes, &class, error);
  if (ok(error)) take_thing(reading, segment.class, error);
  if (!ok(error)) return;
  out->items[count] = segment;
  out->count++;
}

static void read_segments(SegmentInput *input, Connection *connection, const char *name, SegmentTable *out,
                          bool crowds, Error *error) {
  SegmentReading reading = {.input = input, .out = out, .crowds = crowds};
  out->table = name;
  table_reader_open(&reading.table, connection, name, &segment_layout, error);
  if (!crowds) table_reader_leave_out(&reading.table, IS_CROWD);
  table_reader_prepare(&reading.table, error);
  table_reader_run(&reading.table, take_segment, &reading, error);
  table_reader_close(&reading.table);
}

static int by_image_and_id(const void *context, uint32_t a, uint32_t b) {
  const SegmentTable *table = context;
  if (table->image[a] != table->image[b]) return table->image[a] < table->image[b] ? -1 : 1;
  return (table->items[a].id > table->items[b].id) - (table->items[a].id < table->items[b].id);
}

static void number_images(SegmentTable *table, const uint32_t *image_ranks, const uint32_t *class_ranks) {
  for (size_t i = 0; i < table->count; i++) {
    table->image[i] = image_ranks[table->image[i]];
    table->items[i].class = class_ranks[table->items[i].class];
  }
}

/* By image and id; rejects a segment that stands twice. */
static void order_segments(const Names *images, SegmentTable *table, Error *error) {
  size_t count = table->count;
  uint32_t *rows = memory_allocate(count, sizeof *rows, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  Segment *items = memory_allocate(count, sizeof *items, error);
  table->starts = memory_allocate_zeroed(images->count + 1, sizeof *table->starts, error);
  for (size_t i = 0; i < count && ok(error); i++) rows[i] = (uint32_t)i;
  if (ok(error)) sort_by_comparison(rows, scratch, count, by_image_and_id, table);
  for (size_t i = 0; i < count && ok(error); i++) {
    items[i] = table->items[rows[i]];
    table->starts[table->image[rows[i]] + 1]++;
    if (i && by_image_and_id(table, rows[i - 1], rows[i]) == 0)
      error_input(error, "%s has the segment %u of image %s twice", table->table, items[i].id,
                  id_excerpt(&images->items[table->image[rows[i]]]).text);
  }
  for (size_t i = 0; i < images->count && ok(error); i++) table->starts[i + 1] += table->starts[i];
  memory_release(table->items);
  table->items = items;
  memory_release(rows);
  memory_release(scratch);
}

/* Images and classes get their numbers in their own order. */
static void number_names(SegmentInput *input, Error *error) {
  size_t classes = input->classes.count;
  uint32_t *images = memory_allocate(input->images.count, sizeof *images, error);
  uint32_t *ranks = memory_allocate(classes, sizeof *ranks, error);
  int8_t *things = memory_allocate(classes, sizeof *things, error);
  if (ok(error)) names_sort(&input->images, images, error);
  if (ok(error)) names_sort(&input->classes, ranks, error);
  if (ok(error)) {
    number_images(&input->labels, images, ranks);
    number_images(&input->predictions, images, ranks);
    for (size_t k = 0; k < classes; k++) things[ranks[k]] = input->things[k];
    memory_release(input->things);
    input->things = things;
    things = NULL;
  }
  memory_release(things);
  memory_release(images);
  memory_release(ranks);
}

void segments_read(SegmentInput *input, Connection *connection, const char *labels, const char *predictions,
                   Error *error) {
  read_segments(input, connection, labels, &input->labels, true, error);
  read_segments(input, connection, predictions, &input->predictions, false, error);
  if (ok(error)) number_names(input, error);
  if (ok(error)) order_segments(&input->images, &input->labels, error);
  if (ok(error)) order_segments(&input->images, &input->predictions, error);
}

static void release_table(SegmentTable *table) {
  memory_release(table->items);
  memory_release(table->image);
  memory_release(table->starts);
}

void segments_release(SegmentInput *input) {
  release_table(&input->labels);
  release_table(&input->predictions);
  names_release(&input->images);
  names_release(&input->classes);
  memory_release(input->things);
  *input = (SegmentInput){0};
}

/* ---- PNGs ---- */

enum { PNG_IMAGE_ID, PNG_BYTES, PNG_FIELDS };

static const Field png_fields[PNG_FIELDS] = {
    [PNG_IMAGE_ID] = {"image_id", FIELD_ID, REQUIRED, .synonyms = "imageid image imgid filename file id"},
    [PNG_BYTES] = {"png", FIELD_BLOB, REQUIRED, .synonyms = "data mask blob bytes content image pixels"},
};

static RowName name_png(const TableReader *table) {
  RowName out;
  sqlite3_snprintf(sizeof out.text, out.text, "%.70s image %s", table->columns.table,
                   value_excerpt(table_reader_value(table, PNG_IMAGE_ID)).text);
  return out;
}

static const TableLayout png_layout = {png_fields, PNG_FIELDS, name_png};

typedef struct PngReading {
  sqlite3 *db;
  TableReader labels, predictions;
  /* Of the second table: all its rows while they are in the order of the first one, then one by its image. */
  sqlite3_stmt *next, *lookup;
  bool in_order;
  Names images; /* of the first table, so far */
  void (*take)(void *context, const PngPairRow *row, Error *error);
  void *context;
} PngReading;

static sqlite3_stmt *prepare(const PngReading *reading, const char *condition, Error *error) {
  const TableReader *table = &reading->predictions;
  const TableColumns *columns = &table->columns;
  sqlite3_stmt *statement = NULL;
  if (!ok(error)) return NULL;
  const char *image = columns_name(columns, "image_id"), *png = columns_name(columns, "png");
  char *sql = sqlite3_mprintf(condition, image, png, columns->quoted, image);
  int code = sql ? sqlite3_prepare_v2(reading->db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  table_reader_check(table, code, error);
  sqlite3_free(sql);
  return statement;
}

/* Whether a statement of the second table has a row, and it is of this image. */
static bool step_to(const PngReading *reading, sqlite3_stmt *statement, const Id *image, Error *error) {
  int code = ok(error) ? sqlite3_step(statement) : SQLITE_DONE;
  if (code != SQLITE_ROW && code != SQLITE_DONE) table_reader_check(&reading->predictions, code, error);
  if (code != SQLITE_ROW) return false;
  Id found = column_id(statement, 0);
  return id_equal(&found, image);
}

static sqlite3_stmt *find_prediction(PngReading *reading, const Id *image, Error *error) {
  if (reading->in_order && step_to(reading, reading->next, image, error)) return reading->next;
  reading->in_order = false;
  sqlite3_reset(reading->next);
  if (!reading->lookup)
    reading->lookup = prepare(reading, "SELECT \"%w\", \"%w\" FROM %s WHERE \"%w\" = ?1", error);
  if (!ok(error)) return NULL;
  sqlite3_reset(reading->lookup);
  int code = sqlite3_bind_value(reading->lookup, 1, table_reader_value(&reading->labels, PNG_IMAGE_ID));
  table_reader_check(&reading->predictions, code, error);
  return step_to(reading, reading->lookup, image, error) ? reading->lookup : NULL;
}

static void take_label_png(void *context, Error *error) {
  PngReading *reading = context;
  const TableReader *labels = &reading->labels;
  PngPairRow row = {.image = table_reader_id(labels, PNG_IMAGE_ID, error)};
  if (ok(error) && names_add(&reading->images, &row.image, error) + 1 < labels->row_number)
    error_input(error, "%s has the image %s twice", labels->columns.table, id_excerpt(&row.image).text);
  if (ok(error) && sqlite3_value_type(table_reader_value(labels, PNG_BYTES)) != SQLITE_BLOB)
    table_reader_refuse_kind(labels, PNG_BYTES, error);
  row.label = table_reader_bytes(labels, PNG_BYTES, &row.label_length, error);
  sqlite3_stmt *found = ok(error) ? find_prediction(reading, &row.image, error) : NULL;
  const char *other = reading->predictions.columns.table;
  if (!found)
    error_input(error, "%s has no PNG of image %s, which %s has", other, id_excerpt(&row.image).text,
                labels->columns.table);
  else if (sqlite3_column_type(found, 1) != SQLITE_BLOB)
    error_input(error, "%s image %s: png is not a BLOB", other, id_excerpt(&row.image).text);
  if (!ok(error)) return;
  row.prediction = sqlite3_column_blob(found, 1);
  row.prediction_length = (size_t)sqlite3_column_bytes(found, 1);
  if (row.prediction_length && !row.prediction) error_memory(error);
  if (ok(error)) reading->take(reading->context, &row, error);
}

void png_tables_read(Connection *connection, const PngTables *tables,
                     void (*take)(void *context, const PngPairRow *row, Error *error), void *context,
                     Error *error) {
  PngReading reading = {.db = connection->db, .in_order = true, .take = take, .context = context};
  table_reader_open(&reading.labels, connection, tables->labels, &png_layout, error);
  table_reader_open(&reading.predictions, connection, tables->predictions, &png_layout, error);
  table_reader_prepare(&reading.labels, error);
  table_reader_prepare(&reading.predictions, error);
  reading.next = prepare(&reading, "SELECT \"%w\", \"%w\" FROM %s", error);
  table_reader_run(&reading.labels, take_label_png, &reading, error);
  sqlite3_finalize(reading.next);
  sqlite3_finalize(reading.lookup);
  names_release(&reading.images);
  table_reader_close(&reading.predictions);
  table_reader_close(&reading.labels);
}
