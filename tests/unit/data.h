/*
** A data set for unit tests, row by row.
**
**     Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
**     data_label(&data, 1, "1.jpg", "cat", (Box){0, 0, 10, 10});
**     data_prediction(&data, 1, "1.jpg", "cat", 0.9, (Box){0, 0, 10, 9});
**     data_finish(&data);
*/
#ifndef BOXSCORE_TESTS_UNIT_DATA_H
#define BOXSCORE_TESTS_UNIT_DATA_H

#include <math.h>

#include "dataset/arrange.h"
#include "unit.h"

static const Workers data_workers = {1, NULL};

static inline ObjectRow data_row(int64_t id, const char *image, const char *class, Box box) {
  return (ObjectRow){.id = id_integer(id),
                     .image = id_text(image, (uint32_t)strlen(image)),
                     .class = id_text(class, (uint32_t)strlen(class)),
                     .has_box = true,
                     .box = box,
                     .area = (double)NAN,
                     .category = (double)NAN};
}

static inline void data_label(Dataset *data, int64_t id, const char *image, const char *class, Box box) {
  Error error = {0};
  ObjectRow row = data_row(id, image, class, box);
  dataset_add_label(data, &row, NULL, &error);
  CHECK(ok(&error));
}

static inline void data_prediction(Dataset *data, int64_t id, const char *image, const char *class,
                                   double score, Box box) {
  Error error = {0};
  ObjectRow row = data_row(id, image, class, box);
  row.score = score;
  dataset_add_prediction(data, &row, NULL, &error);
  CHECK(ok(&error));
}

static inline void data_finish(Dataset *data) {
  Error error = {0};
  dataset_finish(data, &data_workers, &error);
  CHECK(ok(&error));
}

#endif
