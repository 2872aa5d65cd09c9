/* The confusion matrix of a data set small enough to be counted by hand. */
#include "evaluation/confusion.h"

#include "data.h"
#include "evaluation/summary.h"

enum { BIRD, CAT, DOG };

static const Box here = {0, 0, 10, 10}, there = {50, 50, 10, 10}, nowhere = {90, 90, 10, 10};

/* A cat found, a dog called a cat, a bird that is missed, a dog where nothing is. */
static void fill(Dataset *data) {
  *data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  data_label(data, 1, "a", "cat", here);
  data_label(data, 2, "a", "dog", there);
  data_label(data, 3, "b", "bird", here);
  data_prediction(data, 1, "a", "cat", 0.9, here);
  data_prediction(data, 2, "a", "cat", 0.8, there);
  data_prediction(data, 3, "b", "dog", 0.7, nowhere);
  data_finish(data);
}

static uint32_t count_of(const Confusion *confusion, uint32_t label_class, uint32_t prediction_class) {
  for (size_t i = 0; i < confusion->count; i++) {
    const ConfusionCell *cell = &confusion->cells[i];
    if (cell->label_class == label_class && cell->prediction_class == prediction_class) return cell->count;
  }
  return 0;
}

static void check_counts(const Dataset *data) {
  Error error = {0};
  MatchRules rules = {.threshold_count = 1,
                      .area_count = 1,
                      .thresholds = {0.5},
                      .areas = {coco_areas[0]},
                      .max_detections = 100,
                      .score_threshold = (double)-INFINITY};
  Matches matches;
  Confusion confusion;
  matches_make(&matches, data, &rules, true, &data_workers, &error);
  confusion_make(&confusion, &matches, 0, &data_workers, &error);
  CHECK(ok(&error));
  CHECK(confusion.count == 4);
  CHECK(count_of(&confusion, CAT, CAT) == 1);
  CHECK(count_of(&confusion, DOG, CAT) == 1);
  CHECK(count_of(&confusion, BIRD, CONFUSION_BACKGROUND) == 1);
  CHECK(count_of(&confusion, CONFUSION_BACKGROUND, DOG) == 1);
  CHECK(confusion.cells[0].label_class == BIRD && confusion.cells[3].label_class == CONFUSION_BACKGROUND);
  confusion_release(&confusion);
  matches_release(&matches);
}

int main(void) {
  Dataset data;
  unit_begin();
  fill(&data);
  check_counts(&data);
  dataset_release(&data);
  return unit_end("confusion");
}
