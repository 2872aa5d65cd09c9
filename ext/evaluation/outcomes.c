#include "evaluation/outcomes.h"

#include <math.h>
#include <string.h>

#include "dataset/rows_by_image.h"
#include "evaluation/protocol/standings.h"

static const char *const kind_names[] = {NULL, "TP", "FP", "FN", "ignored"};

const char *outcome_kind_name(OutcomeKind kind) {
  return kind_names[kind];
}

OutcomeKind outcome_kind_of_name(const char *name, size_t length) {
  for (int kind = OUTCOME_TP; kind <= OUTCOME_IGNORED; kind++) {
    if (strlen(kind_names[kind]) == length && memcmp(kind_names[kind], name, length) == 0)
      return (OutcomeKind)kind;
  }
  return OUTCOME_NONE;
}

const char *reason_name(Reason reason) {
  static const char *const names[] = {
      NULL,        "no_overlap", "low_iou",        "duplicate",   "taken",
      "crowd",     "area",       "max_detections", "region",      "no_keypoints",
      "difficult", "group",      "not_exhaustive", "not_verified"};
  return names[reason];
}

/* A label of the current group. */
typedef struct LabelFate {
  uint32_t holder; /* the prediction that holds it */
  uint32_t best;   /* the one that fits it best */
  double best_iou; /* with that one */
  double kept_iou; /* the best with a prediction that max_detections keeps */
} LabelFate;

typedef struct OutcomeJob {
  const Dataset *data;
  const Matches *matches;
  Outcome *outcomes;
  Stretches stretches;
  LabelFate *labels; /* stretches.labels_most for each worker */
  RowsByImage labels_by_image,
      predictions_by_image; /* of all classes; only predictions that the rules keep */
} OutcomeJob;

/* The state of explaining one group. */
typedef struct GroupWork {
  const OutcomeJob *job;
  const Group *group;
  uint32_t model;
  /* Of the predictions that max_detections keeps, and of those that the score threshold keeps. */
  uint32_t kept_end, end;
  double reach; /* the lowest IoU that reaches the threshold */
  double least; /* a lower one counts as no overlap, unless it reaches the threshold */
  LabelFate *states;
  const Task *task;
  Error *error;
  size_t pairs; /* compared since the last look whether to stop */
} GroupWork;

static void count_pairs(GroupWork *work, size_t pairs) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  work->pairs += pairs;
  if (work->pairs < PAIRS_BETWEEN_CHECKS) return;
  work->pairs = 0;
  task_check(work->task, work->error);
}

static double iou_of(const GroupWork *work, uint32_t prediction, uint32_t label) {
  const OutcomeJob *job = work->job;
  double iou = matches_iou(job->data, &job->matches->rules, work->task, prediction, label, work->error);
  return iou < work->least && iou < work->reach ? 0 : iou;
}

size_t outcomes_most(const Dataset *data) {
  return data->predictions.count + data->models.count * data->labels.count;
}

/* Where the outcomes of a group begin: earlier groups have one place for each prediction and each label. */
static size_t outcomes_before(const Dataset *data, uint32_t model, const Group *group) {
  return (size_t)group->predictions + (size_t)model * data->labels.count + group->labels;
}

/* The label of its class that a prediction fits best; on equal IoU the one that matching takes, which is
** the later one of COCO's. Crowds on request. */
static void find_best(const GroupWork *work, Outcome *outcome, bool crowds) {
  const Objects *labels = &work->job->data->labels;
  bool first_wins = protocol_takes_best_label(work->job->matches->rules.protocol);
  outcome->iou = 0;
  for (uint32_t row = work->group->labels; row < work->group->labels_end; row++) {
    if ((labels->crowd[row] || label_is_unlabelled(labels, row)) && !crowds) continue;
    double iou = iou_of(work, outcome->prediction, row);
    if (iou <= 0 || iou < outcome->iou || (first_wins && iou == outcome->iou)) continue;
    outcome->iou = iou;
    outcome->best = row;
  }
}

/* The best label of another class that the prediction reaches the threshold with; on equal IoU the one with
** the later id. */
static void find_confused(const GroupWork *work, Outcome *outcome) {
  const OutcomeJob *job = work->job;
  const Group *group = work->group;
  const Objects *labels = &job->data->labels;
  double best = work->reach;
  const RowsByImage *by_image = &job->labels_by_image;
  for (uint32_t i = by_image->starts[group->image]; i < by_image->starts[group->image + 1]; i++) {
    uint32_t row = by_image->rows[i];
    if (labels->class[row] == group->class || labels->crowd[row]) continue;
    if (label_is_unlabelled(labels, row)) continue;
    double iou = iou_of(work, outcome->prediction, row);
    if (iou < best) continue;
    if (outcome->confused != OUTCOME_NO_ROW && iou == best) {
      Id id = id_column_get(&labels->ids, row), held = id_column_get(&labels->ids, outcome->confused);
      if (id_compare(&id, &held) < 0) continue;
    }
    best = iou;
    outcome->confused_iou = iou;
    outcome->confused = row;
  }
}

/* Whether a prediction ranks before another: a higher score, or the same and an earlier id. */
static bool ranks_before(const Objects *predictions, uint32_t a, uint32_t b) {
  if (predictions->score[a] != predictions->score[b]) return predictions->score[a] > predictions->score[b];
  Id one = id_column_get(&predictions->ids, a), other = id_column_get(&predictions->ids, b);
  return id_compare(&one, &other) < 0;
}

/* The first of the rows of an image that is not before `row`. */
static uint32_t first_from(const RowsByImage *by_image, uint32_t image, uint32_t row) {
  uint32_t low = by_image->starts[image], high = by_image->starts[image + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (by_image->rows[middle] < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The best prediction of another class and the same model that reaches the threshold with a missed label; on
** equal IoU the one that ranks first. The rows of a model are contiguous. */
static void find_seen_as(const GroupWork *work, Outcome *outcome) {
  const OutcomeJob *job = work->job;
  const Group *group = work->group;
  const Objects *predictions = &job->data->predictions;
  const RowsByImage *by_image = &job->predictions_by_image;
  uint32_t model_end = predictions->starts[dataset_segment(job->data, work->model + 1, 0)];
  uint32_t i =
      first_from(by_image, group->image, predictions->starts[dataset_segment(job->data, work->model, 0)]);
  double best = work->reach;
  for (; i < by_image->starts[group->image + 1] && by_image->rows[i] < model_end; i++) {
    uint32_t row = by_image->rows[i];
    if (predictions->class[row] == group->class) continue;
    double iou = iou_of(work, row, outcome->label);
    if (iou < best) continue;
    if (outcome->confused != OUTCOME_NO_ROW && iou == best &&
        !ranks_before(predictions, row, outcome->confused))
      continue;
    best = iou;
    outcome->confused_iou = iou;
    outcome->confused = row;
  }
}

/* Why a label that stands for several objects, or is difficult, does not count. */
static Reason reason_of_kind(Protocol protocol) {
  if (protocol_is_voc(protocol)) return REASON_DIFFICULT;
  return protocol == PROTOCOL_OPEN_IMAGES ? REASON_GROUP : REASON_CROWD;
}

/* Why a label does not count. */
static Reason reason_of_label(const Matches *matches, uint32_t row) {
  const Objects *labels = &matches->data->labels;
  if (labels->crowd[row]) return reason_of_kind(matches->rules.protocol);
  if (label_is_unlabelled(labels, row)) return REASON_NO_KEYPOINTS;
  return labels->ignored && labels->ignored[row] ? REASON_REGION : REASON_AREA;
}

/* Why a prediction without a label is ignored. */
static Reason reason_of_prediction(const Matches *matches, uint32_t row, bool kept) {
  uint8_t standing = matches->rules.standings ? matches->rules.standings[row] : STANDING_COUNTS;
  if (!kept) return standing == STANDING_UNVERIFIED ? REASON_NOT_VERIFIED : REASON_MAX_DETECTIONS;
  if (matches->matched[row]) return REASON_REGION;
  return standing == STANDING_LENIENT ? REASON_NOT_EXHAUSTIVE : REASON_AREA;
}

/* The label that a prediction holds: a TP, or ignored with its label. */
static void explain_held(const GroupWork *work, Outcome *outcome) {
  const OutcomeJob *job = work->job;
  uint32_t row = job->matches->label[outcome->prediction];
  bool ignored = job->matches->ignored[outcome->prediction];
  outcome->iou = iou_of(work, outcome->prediction, row);
  outcome->best = row;
  outcome->held = true;
  outcome->kind = ignored ? OUTCOME_IGNORED : OUTCOME_TP;
  if (ignored) outcome->reason = reason_of_label(job->matches, row) & 15;
  if (!ignored) outcome->label = row;
}

static void explain_false(const GroupWork *work, Outcome *outcome) {
  outcome->kind = OUTCOME_FP;
  find_best(work, outcome, false);
  find_confused(work, outcome);
  outcome->reason = outcome->iou <= 0 ? REASON_NO_OVERLAP : REASON_LOW_IOU;
  if (outcome->iou < work->reach) return;
  outcome->reason = REASON_DUPLICATE;
  outcome->holds = work->states[outcome->best - work->group->labels].holder;
}

static void explain_prediction(const GroupWork *work, Outcome *outcome) {
  const Matches *matches = work->job->matches;
  uint32_t row = outcome->prediction;
  bool kept = row < work->kept_end;
  if (kept && matches->label[row] != MATCH_NONE) {
    explain_held(work, outcome);
  } else if (kept && !matches->ignored[row]) {
    explain_false(work, outcome);
  } else {
    outcome->kind = OUTCOME_IGNORED;
    outcome->reason = reason_of_prediction(matches, row, kept) & 15;
    find_best(work, outcome, true);
  }
}

static void explain_label(const GroupWork *work, uint32_t row, const LabelFate *state, Outcome *outcome) {
  const OutcomeJob *job = work->job;
  const MatchRules *rules = &job->matches->rules;
  bool in_range = matches_label_areas(job->data, rules, row);
  bool set_aside = matches_sets_aside(job->data, rules, row);
  outcome->label = row;
  outcome->iou = state->best_iou;
  outcome->best = state->best;
  outcome->held = state->best < work->kept_end;
  if (outcome->held) outcome->holds = job->matches->label[state->best];
  if (set_aside || !in_range) {
    outcome->kind = OUTCOME_IGNORED;
    outcome->reason = reason_of_label(job->matches, row) & 15;
    return;
  }
  outcome->kind = OUTCOME_FN;
  outcome->reason = state->kept_iou <= 0 ? REASON_NO_OVERLAP : REASON_LOW_IOU;
  if (state->kept_iou >= work->reach) outcome->reason = REASON_TAKEN;
  find_seen_as(work, outcome);
}

/* Finds the best predictions of the labels of a group. */
static void look_from_labels(GroupWork *work) {
  const Group *group = work->group;
  for (uint32_t row = group->labels; row < group->labels_end && ok(work->error); row++) {
    LabelFate *state = &work->states[row - group->labels];
    *state = (LabelFate){.holder = MATCH_NONE, .best = OUTCOME_NO_ROW};
    count_pairs(work, work->end - group->predictions);
    for (uint32_t p = group->predictions; p < work->end; p++) {
      double iou = iou_of(work, p, row);
      if (p < work->kept_end && iou > state->kept_iou) state->kept_iou = iou;
      if (iou <= state->best_iou) continue;
      state->best_iou = iou;
      state->best = p;
    }
  }
  for (uint32_t p = group->predictions; p < work->kept_end; p++) {
    uint32_t label = work->job->matches->label[p];
    if (label == MATCH_NONE) continue;
    LabelFate *state = &work->states[label - group->labels];
    if (state->holder == MATCH_NONE) state->holder = p;
  }
}

static void explain_group(GroupWork *work) {
  const OutcomeJob *job = work->job;
  const Group *group = work->group;
  const Outcome blank = {.iou = 0,
                         .confused_iou = (double)NAN,
                         .prediction = OUTCOME_NO_ROW,
                         .label = OUTCOME_NO_ROW,
                         .best = OUTCOME_NO_ROW,
                         .holds = OUTCOME_NO_ROW,
                         .confused = OUTCOME_NO_ROW,
                         .model = work->model & 0xFFFFFF};
  Outcome *outcome = job->outcomes + outcomes_before(job->data, work->model, group);
  size_t labels_of_image = 1 + rows_of_image(&job->labels_by_image, group->image);
  size_t predictions_of_image = 1 + rows_of_image(&job->predictions_by_image, group->image);
  look_from_labels(work);
  for (uint32_t row = group->predictions; row < group->predictions_end && ok(work->error); row++, outcome++) {
    *outcome = blank;
    outcome->prediction = row;
    if (row < work->end) explain_prediction(work, outcome);
    count_pairs(work, labels_of_image);
  }
  for (uint32_t row = group->labels; row < group->labels_end && ok(work->error); row++, outcome++) {
    const LabelFate *state = &work->states[row - group->labels];
    *outcome = blank;
    bool true_positive = state->holder != MATCH_NONE && !job->matches->ignored[state->holder];
    if (!true_positive) explain_label(work, row, state, outcome);
    count_pairs(work, true_positive ? 1 : predictions_of_image);
  }
}

static void explain_stretch(void *context, const Task *task, Error *error) {
  const OutcomeJob *job = context;
  GroupWalk walk = job->stretches.items[task->index];
  MatchRules without_limit = job->matches->rules;
  without_limit.max_detections = SIZE_MAX;
  without_limit.standings = NULL;
  Group group;
  while (ok(error) && group_next(&walk, &group)) {
    GroupWork work = {.job = job,
                      .group = &group,
                      .model = walk.model,
                      .kept_end = matches_kept_end(job->data, &job->matches->rules, &group),
                      .end = matches_kept_end(job->data, &without_limit, &group),
                      .reach = matches_reach(&without_limit, group.class, 0),
                      .least = shapes_least(without_limit.shapes),
                      .states = job->labels + task->worker * job->stretches.labels_most,
                      .task = task,
                      .error = error};
    explain_group(&work);
  }
}

/* The predictions of all classes that the limits of detections and score keep. */
static void list_kept_predictions(OutcomeJob *job, Error *error) {
  const Dataset *data = job->data;
  uint8_t *kept = memory_allocate_zeroed(data->predictions.count, sizeof *kept, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    for (size_t k = 0; k < data->classes.count; k++) {
      GroupWalk walk = dataset_groups_in(data, m, k, job->matches->rules.image);
      Group group;
      while (group_next(&walk, &group)) {
        uint32_t end = matches_kept_end(data, &job->matches->rules, &group);
        memset(kept + group.predictions, 1, end - group.predictions);
      }
    }
  }
  rows_by_image_make(&job->predictions_by_image, data, &data->predictions, 0,
                     (uint32_t)data->predictions.count, kept, error);
  memory_release(kept);
}

/* Closes the gaps and notes where each model begins. */
static size_t compact(const Dataset *data, Outcome *outcomes, size_t *model_starts) {
  size_t kept = 0, place = 0;
  for (size_t m = 0; m < data->models.count; m++) {
    size_t end = data->predictions.starts[dataset_segment(data, m + 1, 0)] + (m + 1) * data->labels.count;
    model_starts[m] = kept;
    for (; place < end; place++) {
      if (outcomes[place].kind != OUTCOME_NONE) outcomes[kept++] = outcomes[place];
    }
  }
  model_starts[data->models.count] = kept;
  return kept;
}

size_t outcomes_make(const Dataset *data, const MatchRules *rules, const Workers *workers, Outcome *outcomes,
                     size_t *model_starts, Error *error) {
  Matches matches;
  OutcomeJob job = {.data = data, .matches = &matches, .outcomes = outcomes};
  size_t count = 0;
  if (ok(error) && outcomes) memset(outcomes, 0, outcomes_most(data) * sizeof *outcomes);
  matches_make(&matches, data, rules, true, workers, error);
  rows_by_image_make(&job.labels_by_image, data, &data->labels, 0, (uint32_t)data->labels.count, NULL, error);
  list_kept_predictions(&job, error);
  stretches_make(&job.stretches, data, rules->classes, rules->image, error);
  job.labels = memory_allocate(workers->count, job.stretches.labels_most * sizeof *job.labels, error);
  workers_run(workers, job.stretches.count, explain_stretch, &job, error);
  if (ok(error)) count = compact(data, outcomes, model_starts);
  stretches_release(&job.stretches);
  memory_release(job.labels);
  rows_by_image_release(&job.labels_by_image);
  rows_by_image_release(&job.predictions_by_image);
  matches_release(&matches);
  return count;
}
