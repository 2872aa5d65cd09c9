/* LRP, calibration, operating points and the summary of a class: of a data set small enough to be counted by hand. */
#include "data.h"
#include "evaluation/curves/calibration.h"
#include "evaluation/curves/class_summary.h"
#include "evaluation/curves/lrp.h"
#include "evaluation/curves/matched_ious.h"
#include "evaluation/curves/operating_points.h"
#include "evaluation/summary.h"

static const Box here = {0, 0, 10, 10}, shorter = {0, 0, 10, 8}, nowhere = {90, 90, 10, 10};

/* Cats: three labels; ranked TP of IoU 0.8, FP, TP of IoU 1, and one is missed. Dogs: a label and nothing else. */
static void fill(Dataset *data) {
  *data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  data_label(data, 1, "a", "cat", here);
  data_label(data, 2, "b", "cat", here);
  data_label(data, 3, "c", "cat", here);
  data_label(data, 4, "c", "dog", here);
  data_prediction(data, 1, "a", "cat", 0.9, shorter);
  data_prediction(data, 2, "a", "cat", 0.8, nowhere);
  data_prediction(data, 3, "b", "cat", 0.8, here);
  data_finish(data);
}

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12;
}

static MatchRules rules_at(double threshold) {
  return (MatchRules){.threshold_count = 1,
                      .area_count = 1,
                      .thresholds = {threshold},
                      .areas = {coco_areas[0]},
                      .max_detections = 100,
                      .score_threshold = (double)-INFINITY};
}

static void check_lrp(const Matches *matches, Ranked *ranked, const double *ious) {
  enum { CAT, DOG };
  Error error = {0};
  ranked_fill(ranked, matches, 0, CAT, &(Task){0}, &error);
  LeastLrp by_rank = least_lrp(matches, ranked, ious, CAT, 3, false);
  CHECK(close_to(by_rank.lrp, (0.2 / 0.5 + 1 + 1) / 4) && by_rank.score == 0.8);
  CHECK(close_to(by_rank.localisation, 0.1) && close_to(by_rank.false_positives, 1.0 / 3));
  CHECK(close_to(by_rank.false_negatives, 1.0 / 3));
  LeastLrp by_score = least_lrp(matches, ranked, ious, CAT, 3, true);
  CHECK(by_score.lrp == by_rank.lrp);
  ranked_fill(ranked, matches, 0, DOG, &(Task){0}, &error);
  LeastLrp none = least_lrp(matches, ranked, ious, DOG, 1, false);
  CHECK(none.lrp == 1 && isnan(none.localisation) && isnan(none.score));
  CHECK(isnan(least_lrp(matches, ranked, ious, DOG, 0, false).lrp));
  CHECK(ok(&error));
}

static void check_calibration(const Matches *matches, const double *ious) {
  Error error = {0};
  CalibrationBin bins[10];
  calibration_fill(matches, 0, 0, ious, bins, 10, &error);
  CHECK(ok(&error));
  CHECK(bins[8].low == 0.8 && bins[8].high == 0.9 && bins[8].n == 2 && bins[8].tp == 1);
  CHECK(close_to(calibration_gap(&bins[8]), 0.3) && calibration_mean_iou(&bins[8]) == 1);
  CHECK(bins[9].n == 1 && close_to(calibration_mean_iou(&bins[9]), 0.8) && bins[9].high == 1);
  CHECK(bins[0].n == 0 && isnan(calibration_precision(&bins[0])) && isnan(calibration_gap(&bins[0])));
}

static void check_points(const Matches *matches, Ranked *ranked) {
  Error error = {0};
  OperatingPoint points[] = {{0, 9, 9}, {0.8, 9, 9}, {0.85, 9, 9}, {0.95, 9, 9}};
  ranked_fill(ranked, matches, 0, 0, &(Task){0}, &error);
  operating_points_count(matches, ranked, points, 4);
  CHECK(points[0].tp == 2 && points[0].fp == 1 && points[1].tp == 2 && points[1].fp == 1);
  CHECK(points[2].tp == 1 && points[2].fp == 0 && points[3].tp == 0 && points[3].fp == 0);
}

static void check_one_threshold(const Dataset *data) {
  Error error = {0};
  MatchRules rules = rules_at(0.5);
  Matches matches;
  Ranked ranked;
  matches_make(&matches, data, &rules, true, &data_workers, &error);
  ranked_make(&ranked, data, &error);
  double *ious = matched_ious_make(&matches, &data_workers, &error);
  CHECK(ok(&error));
  check_lrp(&matches, &ranked, ious);
  check_calibration(&matches, ious);
  check_points(&matches, &ranked);
  memory_release(ious);
  ranked_release(&ranked);
  matches_release(&matches);
}

static void check_summary(const Dataset *data) {
  const uint32_t classes[] = {0, 1};
  Error error = {0};
  MatchRules rules = rules_at(0.5);
  Matches matches;
  ClassScorer scorer;
  ClassSummary summaries[2];
  rules.threshold_count = COCO_THRESHOLDS;
  for (int t = 0; t < COCO_THRESHOLDS; t++) rules.thresholds[t] = coco_threshold(t);
  matches_make(&matches, data, &rules, false, &data_workers, &error);
  class_scorer_make(&scorer, &matches, &data_workers, &error);
  class_summaries(&scorer, 0, classes, 2, summaries, &error);
  CHECK(ok(&error));
  CHECK(summaries[0].ap50 == summaries[0].ap75 && summaries[0].score.ap < summaries[0].ap50);
  CHECK(close_to(summaries[0].ap50, (34 + 33 * 2.0 / 3) / 101));
  CHECK(summaries[0].best.score == 0.8 && summaries[0].best.tp == 2 && summaries[0].best.fp == 1);
  CHECK(summaries[1].score.ap == 0 && summaries[1].ap50 == 0 && isnan(summaries[1].best.score));
  class_scorer_release(&scorer);
  matches_release(&matches);
}

int main(void) {
  Dataset data;
  unit_begin();
  fill(&data);
  check_one_threshold(&data);
  check_summary(&data);
  dataset_release(&data);
  return unit_end("curves");
}
