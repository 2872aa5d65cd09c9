#include "evaluation/protocol/best_label.h"

#include <string.h>

/* The best label of a prediction, the first of equal ones; and the cells whose threshold it reaches. */
typedef struct Best {
  double iou;
  uint32_t label; /* MATCH_NONE: nothing overlaps */
  uint64_t cells;
} Best;

typedef enum Kind { ANY_LABEL, SINGLE_OBJECT, GROUP_OF_OBJECTS } Kind;

static Best find_best(const Matches *matches, const Group *group, uint32_t prediction, Kind kind,
                      const Task *task, Error *error) {
  const Dataset *data = matches->data;
  const MatchRules *rules = &matches->rules;
  Best best = {.label = MATCH_NONE};
  for (uint32_t row = group->labels; row < group->labels_end; row++) {
    if (kind != ANY_LABEL && data->labels.crowd[row] != (kind == GROUP_OF_OBJECTS)) continue;
    double iou = matches_iou(data, rules, task, prediction, row, error);
    if (iou <= best.iou) continue;
    best.iou = iou;
    best.label = row;
  }
  for (int t = 0; t < rules->threshold_count && best.label != MATCH_NONE; t++) {
    if (best.iou >= matches_reach(rules, group->class, t)) best.cells |= (uint64_t)1 << t;
  }
  return best;
}

/* What has been decided of a prediction. */
typedef struct Fate {
  uint64_t matched, ignored;
  uint32_t label;
} Fate;

/* The prediction takes the label in the cells where it is free. */
static void take(Fate *fate, const Best *best, uint64_t *taken) {
  uint64_t cells = best->cells & ~*taken & ~fate->matched;
  if (!cells) return;
  *taken |= cells;
  fate->matched |= cells;
  fate->label = best->label;
}

/* The label absorbs the prediction in all further cells that it reaches. */
static void absorb(Fate *fate, const Best *best) {
  uint64_t cells = best->cells & ~fate->matched;
  if (!cells) return;
  fate->matched |= cells;
  fate->ignored |= cells;
  fate->label = best->label;
}

/* A label that does not count because of where it lies. */
static bool lies_in_ignored_region(const Matches *matches, uint32_t label) {
  const uint8_t *ignored = matches->data->labels.ignored;
  return ignored && ignored[label];
}

/* An ignored region absorbs what has found no label. */
static void absorb_by_region(const Matches *matches, const Group *group, uint32_t prediction, Fate *fate) {
  const double *absorbed = matches->data->predictions.absorbed;
  for (int t = 0; absorbed && t < matches->rules.threshold_count; t++) {
    uint64_t cell = (uint64_t)1 << t & ~fate->matched;
    if (absorbed[prediction] < matches_reach(&matches->rules, group->class, t)) continue;
    fate->matched |= cell;
    fate->ignored |= cell;
  }
}

/* VOC: a difficult label absorbs whatever fits it best. */
static void match_voc(const Matches *matches, const Group *group, uint32_t prediction, uint64_t *taken,
                      Fate *fate, const Task *task, Error *error) {
  Best best = find_best(matches, group, prediction, ANY_LABEL, task, error);
  if (!best.cells) return;
  if (matches->data->labels.crowd[best.label] || lies_in_ignored_region(matches, best.label))
    absorb(fate, &best);
  else
    take(fate, &best, &taken[best.label - group->labels]);
}

/* Open Images: first the objects, then the groups; the first prediction in a group is its true positive where
** groups count. */
static void match_open_images(const Matches *matches, const Group *group, uint32_t prediction,
                              uint64_t *taken, Fate *fate, const Task *task, Error *error) {
  Best best = find_best(matches, group, prediction, SINGLE_OBJECT, task, error);
  if (best.cells && lies_in_ignored_region(matches, best.label))
    absorb(fate, &best);
  else if (best.cells)
    take(fate, &best, &taken[best.label - group->labels]);
  best = find_best(matches, group, prediction, GROUP_OF_OBJECTS, task, error);
  if (!best.cells) return;
  if (matches->rules.groups_count && !lies_in_ignored_region(matches, best.label))
    take(fate, &best, &taken[best.label - group->labels]);
  absorb(fate, &best);
}

void best_label_match(const Matches *matches, const Group *group, uint64_t *taken, const Task *task,
                      Error *error) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  const MatchRules *rules = &matches->rules;
  uint32_t end = matches_kept_end(matches->data, rules, group);
  size_t label_count = group->labels_end - group->labels, pairs = 0;
  memset(taken, 0, label_count * sizeof *taken);
  for (uint32_t at = group->predictions; at < end && ok(error); at++) {
    Fate fate = {.label = MATCH_NONE};
    if (protocol_is_voc(rules->protocol))
      match_voc(matches, group, at, taken, &fate, task, error);
    else
      match_open_images(matches, group, at, taken, &fate, task, error);
    absorb_by_region(matches, group, at, &fate);
    matches->matched[at] = fate.matched;
    matches->ignored[at] = fate.ignored;
    if (matches->label) matches->label[at] = fate.label;
    pairs += 2 * label_count + 1;
    if (pairs < PAIRS_BETWEEN_CHECKS) continue;
    pairs = 0;
    task_check(task, error);
  }
}
