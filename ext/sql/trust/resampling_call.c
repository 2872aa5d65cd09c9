#include "sql/trust/resampling_call.h"

#include <math.h>
#include <string.h>

#include "host/value.h"
#include "input/table_reader.h"

static double read_number(Call *call, const char *name, double fallback, double low, double high,
                          bool is_whole, const char *wanted) {
  sqlite3_value *value = call_parameter(call, name);
  double number = fallback;
  if (!value || !ok(call->error)) return fallback;
  if (!value_real(value, &number) || !(number >= low && number <= high) ||
      (is_whole && number != floor(number)))
    error_input(call->error, "%s is not %s: %s", name, wanted, value_excerpt(value).text);
  return number;
}

static const Field fields[] = {{"id", FIELD_ID, OPTIONAL, ELSE_ROWID, .synonyms = "imageid image"}};

/* Images that the table has and the data sets have not. */
typedef struct OtherImages {
  TableReader table;
  const Dataset *data, *second; /* NULL: there is one only */
  Names names;
} OtherImages;

static void take_image(void *context, Error *error) {
  OtherImages *others = context;
  Id id = table_reader_id(&others->table, 0, error);
  if (ok(error) && names_find(&others->data->images, &id) == NAMES_NONE)
    names_add(&others->names, &id, error);
}

static size_t count_others(Call *call, const Dataset *data, const Dataset *second) {
  const char *usual = "images", *name = call_text(call, "images", usual);
  sqlite3 *db = call->connection->db;
  OtherImages others = {.data = data, .second = second};
  if (strcmp(name, usual) == 0 && !columns_table_exists(db, name, call->error)) return 0;
  table_reader_open(&others.table, call->connection, name, &(TableLayout){fields, LENGTH(fields), NULL},
                    call->error);
  table_reader_prepare(&others.table, call->error);
  table_reader_run(&others.table, take_image, &others, call->error);
  table_reader_close(&others.table);
  size_t count = others.names.count;
  names_release(&others.names);
  return count;
}

void resampling_settings_of(Call *call, size_t images, BootstrapSettings *settings) {
  const double most = 9007199254740991; /* above it a double is not each whole number */
  *settings = (BootstrapSettings){
      .resamples = (size_t)read_number(call, "resamples", 1000, 100, 100000, true,
                                       "a whole number from 100 to 100000"),
      .confidence = read_number(call, "confidence", 0.95, 1e-9, 1 - 1e-9, false, "a number between 0 and 1"),
      .seed = (uint64_t)(int64_t)read_number(call, "seed", 0, -most, most, true,
                                             "a whole number between -2^53 and 2^53"),
      .images = images};
}

void resampling_settings(Call *call, const Dataset *data, const Dataset *second,
                         BootstrapSettings *settings) {
  resampling_settings_of(call, 0, settings);
  if (ok(call->error)) settings->images = data->images.count + count_others(call, data, second);
  for (size_t i = 0; second && i < second->images.count; i++)
    settings->images += names_find(&data->images, &second->images.items[i]) == NAMES_NONE;
}
