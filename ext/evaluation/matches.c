#include "evaluation/matches.h"

#include <math.h>

#include "evaluation/protocol/standings.h"

/* numpy.linspace(.5, .95, 10): the step is computed once, and the last value is the end itself. */
double coco_threshold(int i) {
  if (i == COCO_THRESHOLDS - 1) return 0.95;
  return 0.5 + i * ((0.95 - 0.5) / 9);
}

/* numpy.linspace(0, 1, 101); i / 100 differs in the last bit at ten places. */
double coco_recall(int i) {
  return i == COCO_RECALLS - 1 ? 1.0 : i * 0.01;
}

double match_threshold(Protocol protocol, double threshold) {
  const double close = 1e-12;
  for (int t = 0; t < COCO_THRESHOLDS && !protocol_takes_best_label(protocol); t++) {
    if (fabs(threshold - coco_threshold(t)) <= close) return coco_threshold(t);
  }
  return threshold;
}

double matches_label_area(const Dataset *data, const Shapes *shapes, uint32_t label) {
  double area = data->labels.area[label];
  return isnan(area) ? shapes_area(shapes, false, label) : area;
}

double matches_prediction_area(const Dataset *data, const Shapes *shapes, uint32_t prediction) {
  const Objects *predictions = &data->predictions;
  if (!predictions->area) return box_area(predictions->box[prediction]);
  double area = predictions->area[prediction];
  return isnan(area) ? shapes_area(shapes, true, prediction) : area;
}

static unsigned areas_with(const MatchRules *rules, double area) {
  unsigned areas = 0;
  for (int a = 0; a < rules->area_count; a++) {
    if (area >= rules->areas[a].low && area <= rules->areas[a].high) areas |= 1U << a;
  }
  return areas;
}

unsigned matches_label_areas(const Dataset *data, const MatchRules *rules, uint32_t label) {
  if (data->labels.ignored && data->labels.ignored[label]) return 0;
  if (label_is_unlabelled(&data->labels, label)) return 0;
  return areas_with(rules, matches_label_area(data, rules->shapes, label));
}

unsigned matches_unmatched_areas(const Dataset *data, const MatchRules *rules, uint32_t prediction) {
  if (rules->standings && rules->standings[prediction] == STANDING_LENIENT) return 0;
  return areas_with(rules, matches_prediction_area(data, rules->shapes, prediction));
}

uint32_t matches_kept_end(const Dataset *data, const MatchRules *rules, const Group *group) {
  const Objects *predictions = &data->predictions;
  uint32_t end = group->predictions_end;
  if (end - group->predictions > rules->max_detections)
    end = group->predictions + (uint32_t)rules->max_detections;
  while (rules->standings && end > group->predictions && standing_is_out(rules->standings[end - 1])) end--;
  double least = matches_least_score(rules, group->class);
  if (least == -INFINITY) return end;
  while (end > group->predictions && predictions->score[end - 1] < least) end--;
  return end;
}

void matches_release(Matches *matches) {
  memory_release(matches->matched);
  memory_release(matches->ignored);
  memory_release(matches->label);
  *matches = (Matches){0};
}
