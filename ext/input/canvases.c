#include "input/canvases.h"

#include <math.h>

#include "input/image_reader.h"

static void take_image(void *data, const ImageRow *row, Error *error) {
  bool whole = row->width >= 1 && row->height >= 1 && row->width == floor(row->width) &&
               row->height == floor(row->height);
  if (whole) dataset_add_canvas(data, &row->id, (Canvas){(uint32_t)row->width, (uint32_t)row->height}, error);
}

void canvases_read(sqlite3 *db, const char *table, bool asked_for, Dataset *data, Error *error) {
  Error inner = {0};
  if (!ok(error)) return;
  image_table_read(db, table, false, take_image, data, &inner);
  if (!ok(&inner) && (asked_for || inner.kind != ERROR_INPUT)) *error = inner;
}
