#include "statistics/significance/discordant.h"

#include <string.h>

void labels_found(const Matches *matches, size_t model, uint8_t *found) {
  const Dataset *data = matches->data;
  const uint32_t *starts = data->predictions.starts;
  memset(found, 0, data->labels.count);
  uint32_t end = starts[dataset_segment(data, model + 1, 0)];
  for (uint32_t row = starts[dataset_segment(data, model, 0)]; row < end; row++) {
    if ((matches->matched[row] & ~matches->ignored[row]) & 1) found[matches->label[row]] = 1;
  }
}

Discordant discordant_labels(const Dataset *data, size_t class, const uint8_t *first, const uint8_t *second) {
  const Objects *labels = &data->labels;
  Discordant pairs = {0};
  uint32_t end = labels->starts[class + 1];
  for (uint32_t row = labels->starts[class]; row < end;) {
    uint32_t group_end = objects_group_end(labels, row, end);
    size_t won = 0, lost = 0;
    for (; row < group_end; row++) {
      won += second[row] > first[row];
      lost += second[row] < first[row];
    }
    discordant_add(&pairs, won, lost);
  }
  return pairs;
}

Discordant discordant_of_classes(const Dataset *data, const uint32_t *classes, size_t count,
                                 const uint8_t *first, const uint8_t *second, Error *error) {
  typedef struct {
    size_t won, lost;
  } OfImage;
  const Objects *labels = &data->labels;
  Discordant pairs = {0};
  OfImage *by_image = memory_allocate_zeroed(data->images.count, sizeof *by_image, error);
  for (size_t k = 0; k < count && ok(error); k++) {
    for (uint32_t row = labels->starts[classes[k]]; row < labels->starts[classes[k] + 1]; row++) {
      by_image[labels->image[row]].won += second[row] > first[row];
      by_image[labels->image[row]].lost += second[row] < first[row];
    }
  }
  for (size_t i = 0; i < data->images.count && ok(error); i++)
    discordant_add(&pairs, by_image[i].won, by_image[i].lost);
  memory_release(by_image);
  return pairs;
}
