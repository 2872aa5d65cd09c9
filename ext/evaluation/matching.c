#include "evaluation/matching.h"

#include <math.h>

#include "evaluation/protocol/best_label.h"

/* Whether some range excludes an object that fits on a canvas. */
static bool areas_matter(const MatchRules *rules) {
  const double most = 2147483648.0;
  for (int a = 0; a < rules->area_count; a++) {
    if (rules->areas[a].low > 0 || rules->areas[a].high < most) return true;
  }
  return false;
}

static uint64_t cells_of_areas(const MatchRules *rules, unsigned areas) {
  uint64_t thresholds = ((uint64_t)1 << rules->threshold_count) - 1, cells = 0;
  for (int a = 0; a < rules->area_count; a++) {
    if (areas >> a & 1) cells |= thresholds << (a * rules->threshold_count);
  }
  return cells;
}

/*
** The candidates of a prediction, in the order of the protocol: higher IoU first, of equal ones the later
** label. A few are kept sorted, worst first. Many are a heap, of which usually only the first is taken, so
** that a crowded scene takes time linear in its pairs: `ordered` of them are at the end of the array; the
** rest is the heap before them.
*/
typedef struct Candidates {
  Candidate *items;
  uint32_t count, ordered;
} Candidates;

enum { FEW_CANDIDATES = 24 };

static bool is_worse(const Candidate *a, const Candidate *b) {
  return a->iou < b->iou || (a->iou == b->iou && a->label < b->label);
}

static void sift_down(Candidate *items, uint32_t at, uint32_t count) {
  Candidate moved = items[at];
  for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && is_worse(&items[child], &items[child + 1])) child++;
    if (!is_worse(&moved, &items[child])) break;
    items[at] = items[child];
  }
  items[at] = moved;
}

/* Labels come in order, so of equal ones the last is the best. */
static void candidates_add(Candidates *candidates, Candidate candidate) {
  uint32_t at = candidates->count++;
  if (at < FEW_CANDIDATES) {
    for (; at > 0 && candidates->items[at - 1].iou > candidate.iou; at--)
      candidates->items[at] = candidates->items[at - 1];
  }
  candidates->items[at] = candidate;
}

static void candidates_close(Candidates *candidates) {
  uint32_t count = candidates->count;
  candidates->ordered = count <= FEW_CANDIDATES ? count : 0;
  for (uint32_t i = candidates->ordered ? 0 : count / 2; i-- > 0;) sift_down(candidates->items, i, count);
}

/* The candidate at a place, best first. Places are requested in order, or again. */
static const Candidate *candidates_at(Candidates *candidates, uint32_t place) {
  Candidate *items = candidates->items;
  if (place >= candidates->ordered) {
    uint32_t left = candidates->count - ++candidates->ordered;
    Candidate best = items[0];
    items[0] = items[left];
    items[left] = best;
    if (left) sift_down(items, 0, left);
  }
  return &items[candidates->count - 1 - place];
}

typedef struct MatchJob {
  Matches *matches;
  uint64_t all_cells;
  Stretches stretches;
  LabelState *labels; /* stretches.labels_most for each worker, as candidates */
  Candidate *candidates;
  uint64_t *taken; /* the same where the protocol takes the best label; else NULL */
} MatchJob;

/* What a group is matched with: the lowest IoU that reaches each threshold. */
typedef struct Reach {
  double of[THRESHOLDS_MOST];
} Reach;

static Reach reach_of_class(const MatchRules *rules, size_t class) {
  Reach reach = {{0}};
  for (int t = 0; t < rules->threshold_count; t++) reach.of[t] = matches_reach(rules, class, t);
  return reach;
}

static uint64_t cells_reached(const MatchRules *rules, const Reach *reach, double iou) {
  int reached = 0;
  while (reached < rules->threshold_count && iou >= reach->of[reached]) reached++;
  uint64_t thresholds = ((uint64_t)1 << reached) - 1, cells = 0;
  for (int a = 0; a < rules->area_count; a++) cells |= thresholds << (a * rules->threshold_count);
  return cells;
}

/* The cells in which an ignored region holds a prediction, as a crowd would. */
static uint64_t cells_absorbed(const Matches *matches, const Reach *reach, uint32_t prediction) {
  const double *absorbed = matches->data->predictions.absorbed;
  return absorbed ? cells_reached(&matches->rules, reach, absorbed[prediction]) : 0;
}

/* Labels that are already taken in all cells that the IoU reaches are left out. */
static Candidates find_candidates(const MatchJob *job, const Group *group, const Reach *reach,
                                  uint32_t prediction, const Task *task, const LabelState *labels,
                                  Error *error) {
  Shapes *shapes = job->matches->rules.shapes;
  Box box = job->matches->data->predictions.box[prediction];
  Candidates candidates = {.items = job->candidates + task->worker * job->stretches.labels_most};
  uint32_t label_count = group->labels_end - group->labels;
  for (uint32_t i = 0; i < label_count; i++) {
    double iou = shapes ? shapes_iou(shapes, task, prediction, group->labels + i, error)
                        : box_iou(box, labels[i].box, labels[i].crowd);
    if (iou < reach->of[0]) continue;
    uint64_t cells = cells_reached(&job->matches->rules, reach, iou);
    if (cells & ~labels[i].taken) candidates_add(&candidates, (Candidate){iou, i, cells});
  }
  candidates_close(&candidates);
  return candidates;
}

/* What a prediction finds: its cells, and the label in the group; MATCH_NONE: none. */
typedef struct Found {
  uint64_t matched, ignored;
  uint32_t label;
} Found;

/*
** The protocol walks the labels that count first and stops at the ignored ones once it holds a match. So of
** the labels that count and are free the best wins, and only in cells without such a label the best ignored
** one. A candidate reaches no cell that those before it do not reach: once one has nothing left to offer, nor
** have the others.
*/
static Found match_prediction(const Matches *matches, uint64_t all_cells, const Reach *reach,
                              uint32_t prediction, LabelState *labels, Candidates *candidates) {
  unsigned areas = matches_unmatched_areas(matches->data, &matches->rules, prediction);
  Found found = {.label = MATCH_NONE};
  for (uint32_t i = 0; i < candidates->count; i++) {
    const Candidate *candidate = candidates_at(candidates, i);
    LabelState *label = &labels[candidate->label];
    if (!(candidate->cells & ~found.matched)) break;
    uint64_t cells = candidate->cells & label->counts & ~label->taken & ~found.matched;
    if (!cells) continue;
    label->taken |= cells;
    found.matched |= cells;
    found.label = candidate->label;
  }
  for (uint32_t i = 0; i < candidates->count; i++) {
    const Candidate *candidate = candidates_at(candidates, i);
    LabelState *label = &labels[candidate->label];
    if (!(candidate->cells & ~found.matched)) break;
    uint64_t cells = candidate->cells & ~label->counts & ~label->taken & ~found.matched;
    if (!cells) continue;
    if (!label->crowd) label->taken |= cells;
    found.matched |= cells;
    found.ignored |= cells;
    found.label = candidate->label;
  }
  uint64_t absorbed = cells_absorbed(matches, reach, prediction) & ~found.matched;
  found.matched |= absorbed;
  found.ignored |= absorbed;
  found.ignored |= ~found.matched & all_cells & ~cells_of_areas(&matches->rules, areas);
  return found;
}

LabelState matching_label(const Matches *matches, uint32_t label) {
  const Objects *labels = &matches->data->labels;
  LabelState state = {.box = labels->box[label], .crowd = labels->crowd[label]};
  if (!state.crowd)
    state.counts =
        cells_of_areas(&matches->rules, matches_label_areas(matches->data, &matches->rules, label));
  return state;
}

static void read_labels(const MatchJob *job, const Group *group, LabelState *states) {
  for (uint32_t row = group->labels; row < group->labels_end; row++)
    *states++ = matching_label(job->matches, row);
}

static void match_group(const MatchJob *job, const Group *group, const Task *task, Error *error) {
  enum { PAIRS_BETWEEN_CHECKS = 50000, PAIRS_OF_AN_EMPTY_IMAGE = 10 };
  Matches *matches = job->matches;
  LabelState *labels = job->labels + task->worker * job->stretches.labels_most;
  uint32_t end = matches_kept_end(matches->data, &matches->rules, group);
  uint32_t label_count = group->labels_end - group->labels;
  size_t pairs = 0;
  Reach reach = reach_of_class(&matches->rules, group->class);
  if (end > group->predictions) read_labels(job, group, labels);
  for (uint32_t at = group->predictions; at < end && ok(error); at++) {
    Candidates candidates = find_candidates(job, group, &reach, at, task, labels, error);
    Found found = match_prediction(matches, job->all_cells, &reach, at, labels, &candidates);
    matches->matched[at] = found.matched;
    matches->ignored[at] = found.ignored;
    if (matches->label)
      matches->label[at] = found.label == MATCH_NONE ? MATCH_NONE : group->labels + found.label;
    pairs += PAIRS_OF_AN_EMPTY_IMAGE + label_count;
    if (pairs < PAIRS_BETWEEN_CHECKS) continue;
    pairs = 0;
    task_check(task, error);
  }
}

void matching_try(const Trial *trial, Error *error) {
  const Matches *matches = trial->matches;
  uint64_t all_cells = cells_of_areas(&matches->rules, (1U << matches->rules.area_count) - 1);
  Reach reach = reach_of_class(&matches->rules, trial->class);
  for (uint32_t p = 0; p < trial->prediction_count && ok(error); p++) {
    Candidates candidates = {.items = trial->candidates};
    for (uint32_t i = 0; i < trial->label_count; i++) {
      double iou = trial->iou(trial->context, trial->predictions[p], i, error);
      if (iou < reach.of[0]) continue;
      uint64_t cells = cells_reached(&matches->rules, &reach, iou);
      if (cells & ~trial->labels[i].taken) candidates_add(&candidates, (Candidate){iou, i, cells});
    }
    candidates_close(&candidates);
    Found found =
        match_prediction(matches, all_cells, &reach, trial->predictions[p], trial->labels, &candidates);
    trial->matched[p] = found.matched;
    trial->ignored[p] = found.ignored;
  }
}

static void match_stretch(void *context, const Task *task, Error *error) {
  const MatchJob *job = context;
  GroupWalk walk = job->stretches.items[task->index];
  Group group;
  while (ok(error) && group_next(&walk, &group)) {
    if (job->taken)
      best_label_match(job->matches, &group, job->taken + task->worker * job->stretches.labels_most, task,
                       error);
    else
      match_group(job, &group, task, error);
  }
}

void matches_make(Matches *matches, const Dataset *data, const MatchRules *rules, bool with_labels,
                  const Workers *workers, Error *error) {
  *matches = (Matches){.data = data, .rules = *rules};
  if (!ok(error)) return;
  MatchJob job = {.matches = matches};
  job.all_cells = cells_of_areas(rules, (1U << rules->area_count) - 1);
  size_t count = data->predictions.count;
  matches->matched = memory_allocate_zeroed(count, sizeof *matches->matched, error);
  matches->ignored = memory_allocate_zeroed(count, sizeof *matches->ignored, error);
  if (with_labels) matches->label = memory_allocate(count, sizeof *matches->label, error);
  if (rules->shapes && areas_matter(rules)) shapes_find_areas(rules->shapes, workers, error);
  stretches_make(&job.stretches, data, rules->classes, rules->image, error);
  size_t labels_most = job.stretches.labels_most;
  job.labels = memory_allocate(workers->count, labels_most * sizeof *job.labels, error);
  job.candidates = memory_allocate(workers->count, labels_most * sizeof *job.candidates, error);
  if (protocol_takes_best_label(rules->protocol))
    job.taken = memory_allocate(workers->count, labels_most * sizeof *job.taken, error);
  workers_run(workers, job.stretches.count, match_stretch, &job, error);
  stretches_release(&job.stretches);
  memory_release(job.labels);
  memory_release(job.candidates);
  memory_release(job.taken);
}
