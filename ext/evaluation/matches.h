/*
** What matching is asked for, and what it finds: which prediction holds which label, for all IoU thresholds
** and area ranges at once. A pair of threshold and area range is a cell, and a cell is a bit: area *
** thresholds + threshold. matching.h fills it.
*/
#ifndef BOXSCORE_EVALUATION_MATCHES_H
#define BOXSCORE_EVALUATION_MATCHES_H

#include "dataset/shapes.h"
#include "evaluation/protocol/protocol.h"

enum { THRESHOLDS_MOST = 16, AREAS_MOST = 4, CELLS_MOST = 64 };

typedef struct AreaRange {
  double low, high; /* both ends belong to it */
} AreaRange;

typedef struct MatchRules {
  int threshold_count, area_count;
  double thresholds[THRESHOLDS_MOST]; /* ascending, in (0, 1] */
  AreaRange areas[AREAS_MOST];
  size_t max_detections;  /* a class and image */
  double score_threshold; /* predictions below it are left out; -infinity: none */
  /* Of each class: predictions below it are left out too; NULL: none. */
  const double *class_scores;
  /* Of each class, the IoU threshold in place of the only one of thresholds; NULL: none. */
  const double *class_ious;
  const bool *classes;   /* of each class, whether it is evaluated; NULL: all */
  const uint32_t *image; /* the only one that is matched; NULL: all are */
  Shapes *shapes;        /* what objects are compared by; NULL: their boxes */
  Protocol protocol;
  bool groups_count;        /* Open Images: a label that stands for a group counts, once */
  const uint8_t *standings; /* the Standing of each prediction; NULL: all count */
  /* LVIS: of each class 0 (rare), 1 (common), 2 (frequent) or anything else; NULL: unknown. */
  const uint8_t *frequencies;
} MatchRules;

/* COCO's ten thresholds 0.5, 0.55, ... 0.95 and 101 recalls 0, 0.01, ... 1, with numpy's rounding. */
enum { COCO_THRESHOLDS = 10, COCO_RECALLS = 101 };
double coco_threshold(int i);
double coco_recall(int i);

/* A threshold that somebody writes, such as 0.9, as COCO's ten have it: 0.8999999999999999. Protocols that
** take the best label have no such ten. */
double match_threshold(Protocol protocol, double threshold);

typedef struct Matches {
  const Dataset *data;
  MatchRules rules;
  /* By prediction; no cell of those that the rules leave out. */
  uint64_t *matched; /* the cells in which it holds a label, or an ignored region holds it */
  uint64_t *ignored; /* the cells in which it is ignored */
  /* With one cell: the label that it holds; MATCH_NONE: it holds none, or an ignored region. */
  uint32_t *label;
} Matches;

#define MATCH_NONE UINT32_MAX

void matches_release(Matches *matches);

/* The end of the predictions of a group that the score threshold, max_detections and the standings leave. */
uint32_t matches_kept_end(const Dataset *data, const MatchRules *rules, const Group *group);

/* The area ranges, as bits, that a label lies in: none if it lies in an ignored region. Those in which a
** prediction is a false positive if it finds no label. And the area of a label or a prediction. */
unsigned matches_label_areas(const Dataset *data, const MatchRules *rules, uint32_t label);
unsigned matches_unmatched_areas(const Dataset *data, const MatchRules *rules, uint32_t prediction);
double matches_label_area(const Dataset *data, const Shapes *shapes, uint32_t label);
double matches_prediction_area(const Dataset *data, const Shapes *shapes, uint32_t prediction);

/* The IoU of a prediction with a label, by boxes or shapes. */
static inline double matches_iou(const Dataset *data, const MatchRules *rules, const Task *task,
                                 uint32_t prediction, uint32_t label, Error *error) {
  if (rules->shapes) return shapes_iou(rules->shapes, task, prediction, label, error);
  Box own = data->predictions.box[prediction], other = data->labels.box[label];
  if (protocol_is_voc(rules->protocol)) return box_iou_inclusive(own, other);
  return box_iou(own, other, data->labels.crowd[label]);
}

/* Whether a label is ignored for what it is: a crowd, a difficult one, or a group. */
static inline bool matches_sets_aside(const Dataset *data, const MatchRules *rules, uint32_t label) {
  return data->labels.crowd[label] && !rules->groups_count;
}

static inline int matches_cells(const MatchRules *rules) {
  return rules->threshold_count * rules->area_count;
}
static inline bool matches_class_selected(const MatchRules *rules, size_t class) {
  return !rules->classes || rules->classes[class];
}

/* The score below which predictions of a class are left out; -infinity: none. */
static inline double matches_least_score(const MatchRules *rules, size_t class) {
  bool has_own = rules->class_scores && rules->class_scores[class] > rules->score_threshold;
  return has_own ? rules->class_scores[class] : rules->score_threshold;
}

/* An IoU threshold, by number, as it is for a class; and the lowest IoU that counts as reaching it. */
static inline double matches_threshold(const MatchRules *rules, size_t class, int number) {
  return rules->class_ious ? rules->class_ious[class] : rules->thresholds[number];
}
static inline double matches_reach(const MatchRules *rules, size_t class, int number) {
  return protocol_reach(rules->protocol, matches_threshold(rules, class, number));
}

#endif
