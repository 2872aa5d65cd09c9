#include "input/image_reader.h"

#include <math.h>

#include "input/table_reader.h"

enum { ID, WIDTH, HEIGHT, FILE_NAME, DATA, FIELDS };

#define SIZES                                                                                                \
  [ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID,                                                              \
          .synonyms = "imageid image imgid filename imagename file name"},                                   \
  [WIDTH] = {"width", FIELD_NUMBER, REQUIRED, .synonyms = "imagewidth imgwidth w cols"},                     \
  [HEIGHT] = {"height", FIELD_NUMBER, REQUIRED, .synonyms = "imageheight imgheight h rows"}

static const Field fields_without_data[FIELDS] = {SIZES, [FILE_NAME] = {"file", FIELD_TEXT, OPTIONAL}};
static const Field fields_with_data[FIELDS] = {
    SIZES, [DATA] = {"data", FIELD_BLOB, REQUIRED,
                     .synonyms = "image blob bytes content imagedata pixels png jpeg"}};

static const TableLayout layouts[] = {{fields_without_data, FIELDS, NULL}, {fields_with_data, FIELDS, NULL}};

typedef struct Reading {
  TableReader table;
  Names ids;
  void (*take)(void *context, const ImageRow *row, Error *error);
  void *context;
} Reading;

static Excerpt excerpt_of(const TableReader *table, int field, Error *error) {
  size_t length;
  table_reader_bytes(table, field, &length, error); /* is there memory for a text? */
  return value_excerpt(table_reader_value(table, field));
}

static double read_size(const TableReader *table, int field, Excerpt *shown, Error *error) {
  enum { LARGEST = INT32_MAX };
  double size;
  if (value_real(table_reader_value(table, field), &size) && size > 0 && size <= LARGEST) return size;
  *shown = excerpt_of(table, field, error);
  return (double)NAN;
}

static void take_values(void *context, Error *error) {
  Reading *reading = context;
  const TableReader *table = &reading->table;
  ImageRow row = {.id = table_reader_id(table, ID, error)};
  row.width = read_size(table, WIDTH, &row.shown_width, error);
  row.height = read_size(table, HEIGHT, &row.shown_height, error);
  if (sqlite3_value_type(table_reader_value(table, FILE_NAME)) == SQLITE_TEXT)
    row.file = table_reader_bytes(table, FILE_NAME, &row.file_length, error);
  if (sqlite3_value_type(table_reader_value(table, DATA)) == SQLITE_BLOB)
    row.data = table_reader_bytes(table, DATA, &row.data_length, error);
  else if (table_reader_reads(table, DATA))
    row.shown_data = excerpt_of(table, DATA, error);
  if (ok(error) && names_add(&reading->ids, &row.id, error) + 1 < table->row_number)
    error_input(error, "%s has the id %s twice", table->columns.table, id_excerpt(&row.id).text);
  if (ok(error)) reading->take(reading->context, &row, error);
}

void image_table_read(Connection *connection, const char *table, bool with_data,
                      void (*take)(void *context, const ImageRow *row, Error *error), void *context,
                      Error *error) {
  Reading reading = {.take = take, .context = context};
  table_reader_open(&reading.table, connection, table, &layouts[with_data], error);
  table_reader_prepare(&reading.table, error);
  table_reader_run(&reading.table, take_values, &reading, error);
  table_reader_close(&reading.table);
  names_release(&reading.ids);
}

static const Field fields_of_ids[FIELDS] = {
    [ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID,
            .synonyms = "imageid image imgid filename imagename file name"}};
static const TableLayout layout_of_ids = {fields_of_ids, FIELDS, NULL};

typedef struct Counting {
  TableReader table;
  const Names *images;
  Names others;
  size_t shared;
} Counting;

static void count_id(void *context, Error *error) {
  Counting *counting = context;
  Id id = table_reader_id(&counting->table, ID, error);
  if (!ok(error)) return;
  if (names_find(counting->images, &id) != NAMES_NONE)
    counting->shared++;
  else
    names_add(&counting->others, &id, error);
}

size_t image_table_count(Connection *connection, const char *table, bool asked_for, const Dataset *data,
                         Error *error) {
  Counting counting = {.images = &data->images};
  if (!ok(error) || (!asked_for && !table_exists(connection, table, error))) return data->images.count;
  table_reader_open(&counting.table, connection, table, &layout_of_ids, error);
  table_reader_prepare(&counting.table, error);
  table_reader_run(&counting.table, count_id, &counting, error);
  table_reader_close(&counting.table);
  if (ok(error) && counting.others.count && data->images.count && !counting.shared)
    error_input(error, "%s has none of the images that %s and %s have, such as %s", table, data->labels.table,
                data->predictions.table, id_excerpt(&data->images.items[0]).text);
  size_t count = data->images.count + counting.others.count;
  names_release(&counting.others);
  return count;
}

static void take_canvas(void *data, const ImageRow *row, Error *error) {
  bool whole = row->width >= 1 && row->height >= 1 && row->width == floor(row->width) &&
               row->height == floor(row->height);
  if (whole) dataset_add_canvas(data, &row->id, (Canvas){(uint32_t)row->width, (uint32_t)row->height}, error);
}

void image_table_read_canvases(Connection *connection, const char *table, bool asked_for, Dataset *data,
                               Error *error) {
  if (ok(error) && (asked_for || table_exists(connection, table, error)))
    image_table_read(connection, table, false, take_canvas, data, error);
}
