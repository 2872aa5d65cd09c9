#include "dataset/rows_by_image.h"

#include "base/sort.h"

void rows_by_image_make(RowsByImage *by_image, const Dataset *data, const Objects *objects, uint32_t first,
                        uint32_t end, const uint8_t *is_listed, Error *error) {
  uint32_t *scratch = memory_allocate(end - first, sizeof *scratch, error);
  *by_image = (RowsByImage){
      .rows = memory_allocate(end - first, sizeof *by_image->rows, error),
      .starts = memory_allocate(data->images.count + 1, sizeof *by_image->starts, error),
  };
  size_t count = 0;
  for (uint32_t row = first; row < end && ok(error); row++) {
    if (!is_listed || is_listed[row]) by_image->rows[count++] = row;
  }
  if (ok(error))
    sort_by_bucket(by_image->rows, scratch, count, objects->image, data->images.count, by_image->starts);
  memory_release(scratch);
}

void rows_by_image_release(RowsByImage *by_image) {
  memory_release(by_image->rows);
  memory_release(by_image->starts);
}
