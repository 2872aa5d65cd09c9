/* Error types of a data set small enough to be judged by hand, and that ties fall as in TIDE. */
#include "evaluation/error_types.h"

#include "data.h"

static const Box here = {0, 0, 10, 10}, shifted = {4, 0, 10, 10}, there = {50, 50, 10, 10},
                 nowhere = {90, 90, 10, 10};

static const MatchRules rules = {.threshold_count = 1,
                                 .area_count = 1,
                                 .thresholds = {0.5},
                                 .max_detections = 100,
                                 .score_threshold = (double)-INFINITY};

static void judge(const Dataset *data, Tide *tide, ErrorTypes *types) {
  Error error = {0};
  tide_make(tide, data, &rules, 0.1, &data_workers, &error);
  error_types_make(tide, NULL, &data_workers, types, &error);
  CHECK(ok(&error));
}

static bool near(double a, double b) {
  return fabs(a - b) < 1e-12;
}

/* A badly located cat, a dog detected as a cat, a cat where nothing is, and a bird that nobody finds. */
static void check_types(void) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  Tide tide;
  ErrorTypes types;
  data_label(&data, 1, "a", "cat", here);
  data_label(&data, 2, "a", "dog", there);
  data_label(&data, 3, "b", "bird", here);
  data_prediction(&data, 1, "a", "cat", 0.9, shifted);
  data_prediction(&data, 2, "a", "cat", 0.8, there);
  data_prediction(&data, 3, "b", "cat", 0.7, nowhere);
  data_finish(&data);
  judge(&data, &tide, &types);
  CHECK(types.ap == 0);
  CHECK(types.counts[MISTAKE_LOCALISATION - 1] == 1);
  CHECK(types.counts[MISTAKE_CLASSIFICATION - 1] == 1);
  CHECK(types.counts[MISTAKE_BACKGROUND - 1] == 1);
  CHECK(types.counts[MISTAKE_MISSED - 1] == 1);
  CHECK(types.counts[ERROR_FALSE_POSITIVES] == 3 && types.counts[ERROR_FALSE_NEGATIVES] == 3);
  CHECK(near(types.gains[MISTAKE_LOCALISATION - 1], 1.0 / 3));
  CHECK(near(types.gains[MISTAKE_CLASSIFICATION - 1], 1.0 / 3));
  CHECK(types.gains[MISTAKE_BACKGROUND - 1] == 0);
  CHECK(types.gains[MISTAKE_MISSED - 1] == 0);
  tide_release(&tide);
  dataset_release(&data);
}

/* Equal scores: as it is the earlier image comes first, after a repair the false positive. */
static void check_ties(void) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  Tide tide;
  ErrorTypes types;
  data_label(&data, 1, "a", "cat", here);
  data_prediction(&data, 1, "a", "cat", 0.5, here);
  data_prediction(&data, 2, "b", "cat", 0.5, here);
  data_finish(&data);
  judge(&data, &tide, &types);
  CHECK(types.ap == 1);
  CHECK(types.gains[MISTAKE_MISSED - 1] == 0);
  CHECK(types.gains[ERROR_FALSE_POSITIVES] == 0);
  CHECK(near(types.gains[ERROR_FALSE_NEGATIVES], -0.5));
  tide_release(&tide);
  dataset_release(&data);
}

int main(void) {
  unit_begin();
  CHECK(strcmp(error_type_name(ERROR_FALSE_NEGATIVES), "false_negatives") == 0);
  CHECK(!mistake_name(MISTAKE_NONE) && strcmp(mistake_name(MISTAKE_MISSED), "missed") == 0);
  check_types();
  check_ties();
  return unit_end("error_types");
}
