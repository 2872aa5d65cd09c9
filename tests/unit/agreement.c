/* Whether labels and predictions agree on images, classes and boxes. */
#include "dataset/agreement.h"

#include "data.h"

static const Box pixels = {100, 40, 30, 30};

static Dataset data_of(const char *label_image, const char *label_class, const char *prediction_image,
                       const char *prediction_class) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  data_label(&data, 1, label_image, label_class, pixels);
  data_label(&data, 2, "shared", "both", pixels);
  data_prediction(&data, 1, prediction_image, prediction_class, 0.5, pixels);
  return data;
}

static void check_meeting(void) {
  Error error = {0};
  Dataset data = data_of("a", "cat", "b", "dog");
  CHECK(!dataset_images_meet(&data, &error));
  CHECK(!dataset_classes_meet(&data, &error));
  dataset_release(&data);
  data = data_of("a", "cat", "shared", "both");
  CHECK(dataset_images_meet(&data, &error));
  CHECK(dataset_classes_meet(&data, &error));
  dataset_release(&data);
  Dataset empty = {.labels.table = "labels", .predictions.table = "predictions"};
  data_label(&empty, 1, "a", "cat", pixels);
  CHECK(dataset_images_meet(&empty, &error));
  CHECK(dataset_classes_meet(&empty, &error));
  CHECK(ok(&error));
  dataset_release(&empty);
}

static bool alike(const char *label_class, const char *prediction_class, uint32_t pair[2]) {
  Error error = {0};
  Dataset data = data_of("a", label_class, "a", prediction_class);
  bool found = dataset_classes_alike(&data, pair, &error);
  CHECK(ok(&error));
  dataset_release(&data);
  return found;
}

static void check_alike(void) {
  uint32_t pair[2] = {9, 9};
  CHECK(alike("Traffic Light", "traffic_light", pair));
  CHECK(pair[0] == 0 && pair[1] == 2);
  CHECK(alike("trafficlight", "TRAFFIC-LIGHT", pair));
  CHECK(!alike("car", "cart", pair));
  CHECK(!alike("1.5", "15", pair));
  CHECK(!alike("cat", "cat", pair));
  CHECK(alike("cat", "Both", pair));
  CHECK(pair[0] == 1 && pair[1] == 2);
}

static uint32_t spelled(const char *text, int64_t number) {
  Names names = {0};
  Error error = {0};
  uint32_t integer = 9;
  Id ids[] = {id_integer(77), id_text(text, (uint32_t)strlen(text)), id_integer(number)};
  for (int i = 0; i < 3; i++) names_add(&names, &ids[i], &error);
  uint32_t found = names_spelled(&names, &integer);
  CHECK(found == NAMES_NONE || (found == 1 && integer == 2));
  names_release(&names);
  return found;
}

static void check_spelled(void) {
  CHECK(spelled("7", 7) == 1);
  CHECK(spelled("-7", -7) == 1);
  CHECK(spelled("0", 0) == 1);
  CHECK(spelled("123456789012345678", 123456789012345678) == 1);
  CHECK(spelled("07", 7) == NAMES_NONE);
  CHECK(spelled("-0", 0) == NAMES_NONE);
  CHECK(spelled("7.0", 7) == NAMES_NONE);
  CHECK(spelled("", 7) == NAMES_NONE);
  CHECK(spelled("-", 7) == NAMES_NONE);
  CHECK(spelled("8", 7) == NAMES_NONE);
  CHECK(spelled("9223372036854775807", INT64_MAX) == NAMES_NONE);
}

static BoxScale scale_of(const Box *boxes, size_t count) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  for (size_t i = 0; i < count; i++) data_label(&data, (int64_t)i, "a", "cat", boxes[i]);
  BoxScale scale = objects_scale(&data.labels);
  dataset_release(&data);
  return scale;
}

static void check_scales(void) {
  const Box in_pixels[] = {{0.5, 0.5, 0.2, 0.2}, {100, 40, 30, 30}}, whole[] = {{0, 0, 1, 1}, {1, 0, 1, 1}},
            between[] = {{0.5, 0.5, 5, 5}}, corners[] = {{0, 0.1, 0.5, 0.5}, {0.5, 0.5, 0.5, 0.5}},
            beyond[] = {{0, 0, 0.5, 0.5}, {0.51, 0.5, 0.5, 0.5}, {0.1, 0.1, 0.5, 0.5}},
            centers[] = {{0.5, 0.5, 1, 0.9}, {0.9, 0.5, 0.2, 0.2}};
  CHECK(scale_of(NULL, 0) == SCALE_UNKNOWN);
  CHECK(scale_of(in_pixels, 2) == SCALE_PIXELS);
  CHECK(scale_of(whole, 2) == SCALE_UNKNOWN);
  CHECK(scale_of(between, 1) == SCALE_UNKNOWN);
  CHECK(scale_of(corners, 2) == SCALE_SHARES);
  CHECK(scale_of(beyond, 3) == SCALE_SHARES);
  CHECK(scale_of(centers, 2) == SCALE_SHARES_OF_CENTERS);
}

int main(void) {
  unit_begin();
  check_meeting();
  check_alike();
  check_spelled();
  check_scales();
  return unit_end("agreement");
}
