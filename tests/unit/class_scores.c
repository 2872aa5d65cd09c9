/* Scores of classes, points of curves and the figures of a summary: of a data set small enough to be counted by hand. */
#include "evaluation/class_scores.h"

#include "data.h"
#include "evaluation/curve_points.h"
#include "evaluation/summary.h"

static const Box here = {0, 0, 10, 10}, there = {50, 50, 10, 10}, nowhere = {90, 90, 10, 10};

/* Cats: two labels, of which the first is found; ranked FP, TP, FP. Dogs: a label and nothing else. Birds: no label. */
static void fill(Dataset *data) {
  *data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  data_label(data, 1, "a", "cat", here);
  data_label(data, 2, "b", "cat", here);
  data_label(data, 3, "a", "dog", there);
  data_prediction(data, 1, "a", "cat", 0.9, nowhere);
  data_prediction(data, 2, "a", "cat", 0.8, here);
  data_prediction(data, 3, "b", "cat", 0.3, nowhere);
  data_prediction(data, 4, "b", "bird", 0.5, here);
  data_finish(data);
}

static MatchRules rules_at(double threshold) {
  return (MatchRules){.threshold_count = 1,
                      .area_count = 1,
                      .thresholds = {threshold},
                      .areas = {coco_areas[0]},
                      .max_detections = 100,
                      .score_threshold = (double)-INFINITY};
}

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12;
}

static void check_scores(const Dataset *data) {
  enum { BIRD, CAT, DOG };
  const uint32_t classes[] = {BIRD, CAT, DOG};
  Error error = {0};
  MatchRules rules = rules_at(0.5);
  Matches matches;
  ClassScorer scorer;
  ClassScore scores[3];
  matches_make(&matches, data, &rules, false, &data_workers, &error);
  class_scorer_make(&scorer, &matches, &data_workers, &error);
  class_scores(&scorer, 0, classes, 3, scores, &error);
  CHECK(ok(&error));
  CHECK(isnan(scores[BIRD].ap) && isnan(scores[BIRD].ar) && scores[BIRD].fp == 1);
  CHECK(class_score_precision(&scores[BIRD]) == 0 && isnan(class_score_recall(&scores[BIRD])));
  CHECK(class_score_f1(&scores[BIRD]) == 0);
  CHECK(scores[CAT].label_count == 2 && scores[CAT].tp == 1 && scores[CAT].fp == 2);
  CHECK(close_to(scores[CAT].ap, 51 * 0.5 / 101) && scores[CAT].ar == 0.5);
  CHECK(close_to(class_score_precision(&scores[CAT]), 1.0 / 3) && class_score_recall(&scores[CAT]) == 0.5);
  CHECK(close_to(class_score_f1(&scores[CAT]), 0.4));
  CHECK(scores[DOG].ap == 0 && scores[DOG].ar == 0 && class_score_f1(&scores[DOG]) == 0);
  CHECK(isnan(class_score_precision(&scores[DOG])));
  class_scorer_release(&scorer);
  matches_release(&matches);
}

static void check_points(const Dataset *data) {
  enum { CAT = 1 };
  Error error = {0};
  MatchRules rules = rules_at(0.5);
  Matches matches;
  Ranked ranked;
  Curve curve;
  CurvePoint all[3], envelope[COCO_RECALLS];
  matches_make(&matches, data, &rules, false, &data_workers, &error);
  ranked_make(&ranked, data, &error);
  CHECK(ok(&error));
  class_curves(&matches, 0, CAT, &ranked, &curve, NULL, 0, NULL, &(Task){0}, &error);
  curve_all_points(&matches, &ranked, &curve, all);
  CHECK(all[0].recall == 0 && all[0].precision == 0 && all[0].score == 0.9);
  CHECK(all[1].recall == 0.5 && all[1].precision == 0.5 && all[1].score == 0.8);
  CHECK(all[2].recall == 0.5 && close_to(all[2].precision, 1.0 / 3) && all[2].score == 0.3);
  curve_envelope(&curve, 1, envelope);
  CHECK(envelope[0].score == 0.9 && envelope[50].recall == 0.5 && envelope[50].score == 0.8);
  CHECK(close_to(envelope[0].precision, 0.5) && close_to(envelope[50].precision, 0.5));
  CHECK(envelope[51].precision == 0 && isnan(envelope[51].score));
  Curve both[2] = {curve, curve};
  for (int r = 0; r < COCO_RECALLS; r++) both[1].precision[r] = 0;
  curve_envelope(both, 2, envelope);
  CHECK(close_to(envelope[0].precision, 0.25) && isnan(envelope[0].score));
  ranked_release(&ranked);
  matches_release(&matches);
}

static void check_figures(void) {
  const size_t limits[] = {1, 7};
  Summary summary = {.ap = 0.1,
                     .ap50 = 0.2,
                     .ap75 = 0.3,
                     .ap_by_size = {0.4, 0.5, 0.6},
                     .ar_by_limit = {0.7, 0.8},
                     .ar50 = 0.9,
                     .ar75 = 0.3,
                     .ar_by_size = {0.9, 1, (double)NAN}};
  SummaryFigure figures[SUMMARY_FIGURES_MOST];
  CHECK(summary_figures(&summary, limits, 2, figures) == 11);
  CHECK_TEXT(figures[1].metric, "AP50");
  CHECK(figures[1].iou_threshold == 0.5 && figures[1].value == 0.2 && figures[1].limit == 7);
  CHECK_TEXT(figures[3].area_range, "small");
  CHECK_TEXT(figures[6].metric, "AR");
  CHECK(figures[6].numbered && figures[6].limit == 1 && figures[7].limit == 7 && figures[7].value == 0.8);
  CHECK_TEXT(figures[10].metric, "ARl");
  CHECK(isnan(figures[10].value) && figures[10].limit == 7);
  CHECK(summary_figures_of_keypoints(&summary, limits, 2, figures) == 11);
  CHECK_TEXT(figures[3].metric, "APm");
  CHECK(figures[3].value == 0.5 && figures[5].numbered && !figures[6].numbered && figures[5].value == 0.7);
  CHECK_TEXT(figures[6].metric, "AR");
  CHECK_TEXT(figures[8].metric, "AR75");
  CHECK(figures[6].value == 0.8 && figures[8].value == 0.3 && figures[8].iou_threshold == 0.75);
}

int main(void) {
  Dataset data;
  unit_begin();
  fill(&data);
  check_scores(&data);
  check_points(&data);
  check_figures();
  dataset_release(&data);
  return unit_end("class_scores");
}
