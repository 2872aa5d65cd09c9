#include "evaluation/repairs/rematch.h"

#include <string.h>

/* The most labels and predictions of one class in one image. */
static void find_sizes(const Dataset *data, size_t model, size_t *labels_most, size_t *predictions_most) {
  *labels_most = *predictions_most = 0;
  for (size_t k = 0; k < data->classes.count; k++) {
    GroupWalk walk = dataset_groups(data, model, k);
    Group group;
    while (group_next(&walk, &group)) {
      size_t labels = group.labels_end - group.labels,
             predictions = group.predictions_end - group.predictions;
      if (labels > *labels_most) *labels_most = labels;
      if (predictions > *predictions_most) *predictions_most = predictions;
    }
  }
}

void rematch_make(Rematch *rematch, const Matches *matches, size_t model, const uint32_t *ranks,
                  Error *error) {
  size_t labels, predictions;
  find_sizes(matches->data, model, &labels, &predictions);
  labels++;
  *rematch = (Rematch){.matches = matches, .model = model, .ranks = ranks};
  rematch->is_label_in = memory_allocate_zeroed(labels, 1, error);
  rematch->is_prediction_in = memory_allocate_zeroed(predictions, 1, error);
  rematch->waiting = memory_allocate(labels + predictions + 1, sizeof *rematch->waiting, error);
  rematch->labels = memory_allocate(labels, sizeof *rematch->labels, error);
  rematch->predictions = memory_allocate(predictions, sizeof *rematch->predictions, error);
  rematch->states = memory_allocate(labels, sizeof *rematch->states, error);
  rematch->candidates = memory_allocate(labels, sizeof *rematch->candidates, error);
  rematch->matched = memory_allocate(predictions, sizeof *rematch->matched, error);
  rematch->ignored = memory_allocate(predictions, sizeof *rematch->ignored, error);
  rematch->changes = memory_allocate(predictions, sizeof *rematch->changes, error);
}

void rematch_release(Rematch *rematch) {
  memory_release(rematch->is_label_in);
  memory_release(rematch->is_prediction_in);
  memory_release(rematch->waiting);
  memory_release(rematch->labels);
  memory_release(rematch->predictions);
  memory_release(rematch->states);
  memory_release(rematch->candidates);
  memory_release(rematch->matched);
  memory_release(rematch->ignored);
  memory_release(rematch->changes);
}

/* The first row of a segment whose image is not before `image`. */
static uint32_t first_of_image(const Objects *objects, size_t segment, uint32_t image) {
  uint32_t low = objects->starts[segment], high = objects->starts[segment + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (objects->image[middle] < image)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static uint32_t end_of_image(const Objects *objects, size_t segment, uint32_t image, uint32_t start) {
  bool has_rows = start < objects->starts[segment + 1] && objects->image[start] == image;
  return has_rows ? objects_group_end(objects, start, objects->starts[segment + 1]) : start;
}

/* One run. Labels are numbered in the order that they have with the new one among them. */
typedef struct Run {
  Rematch *rematch;
  const LabelChange *change;
  const Task *task;
  Group group;
  uint32_t end;         /* of the predictions that the rules keep */
  uint32_t label_count; /* with the new one and the removed one */
  uint32_t added;       /* number of the new label; label_count: there is none */
  double reach;         /* the lowest IoU that reaches a threshold */
  uint32_t waiting_count;
  size_t pairs; /* compared since the last look whether to stop */
} Run;

static void find_group(Run *run) {
  const Matches *matches = run->rematch->matches;
  const Dataset *data = matches->data;
  const LabelChange *change = run->change;
  size_t segment = dataset_segment(data, run->rematch->model, change->class);
  Group *group = &run->group;
  *group = (Group){.class = change->class, .image = change->image};
  group->predictions = first_of_image(&data->predictions, segment, change->image);
  group->predictions_end = end_of_image(&data->predictions, segment, change->image, group->predictions);
  group->labels = first_of_image(&data->labels, change->class, change->image);
  group->labels_end = end_of_image(&data->labels, change->class, change->image, group->labels);
  run->end = matches_kept_end(data, &matches->rules, group);
  run->reach = matches_reach(&matches->rules, change->class, 0);
  run->label_count = run->added = group->labels_end - group->labels;
  if (change->added == REMATCH_NONE) return;
  uint32_t row = group->labels;
  for (; row < group->labels_end; row++) {
    Id id = id_column_get(&data->labels.ids, row);
    if (id_compare(&id, &change->added_id) > 0) break;
  }
  run->added = row - group->labels;
  run->label_count++;
}

static uint32_t row_of_label(const Run *run, uint32_t number) {
  return run->group.labels + number - (number > run->added);
}

static bool is_removed(const Run *run, uint32_t number) {
  return number != run->added && row_of_label(run, number) == run->change->removed;
}

static double iou_of(Run *run, uint32_t prediction, uint32_t number, Error *error) {
  const Matches *matches = run->rematch->matches;
  const Dataset *data = matches->data;
  const LabelChange *change = run->change;
  bool is_added = number == run->added;
  if (!is_added || !change->added_is_prediction) {
    uint32_t row = is_added ? change->added : row_of_label(run, number);
    return matches_iou(data, &matches->rules, run->task, prediction, row, error);
  }
  if (matches->rules.shapes)
    return shapes_iou_of_predictions(matches->rules.shapes, run->task, prediction, change->added, error);
  return box_iou(data->predictions.box[prediction], data->predictions.box[change->added], false);
}

static void count_pairs(Run *run, size_t pairs, Error *error) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  run->pairs += pairs;
  if (run->pairs < PAIRS_BETWEEN_CHECKS) return;
  run->pairs = 0;
  task_check(run->task, error);
}

/* Labels wait by their numbers, predictions behind them. */
static void add_label(Run *run, uint32_t number) {
  run->rematch->is_label_in[number] = true;
  run->rematch->waiting[run->waiting_count++] = number;
}

static void look_from_label(Run *run, uint32_t number, Error *error) {
  Rematch *rematch = run->rematch;
  for (uint32_t p = run->group.predictions; p < run->end; p++) {
    uint8_t *is_in = &rematch->is_prediction_in[p - run->group.predictions];
    if (*is_in || iou_of(run, p, number, error) < run->reach) continue;
    *is_in = true;
    rematch->waiting[run->waiting_count++] = run->label_count + p - run->group.predictions;
  }
  count_pairs(run, run->end - run->group.predictions, error);
}

static void look_from_prediction(Run *run, uint32_t prediction, Error *error) {
  for (uint32_t number = 0; number < run->label_count; number++) {
    if (run->rematch->is_label_in[number]) continue;
    if (iou_of(run, prediction, number, error) >= run->reach) add_label(run, number);
  }
  count_pairs(run, run->label_count, error);
}

/* Marks the labels and predictions that may change. */
static void find_reached(Run *run, Error *error) {
  Rematch *rematch = run->rematch;
  memset(rematch->is_label_in, 0, run->label_count);
  memset(rematch->is_prediction_in, 0, run->end - run->group.predictions);
  if (run->added < run->label_count) add_label(run, run->added);
  for (uint32_t number = 0; number < run->label_count; number++) {
    if (is_removed(run, number)) add_label(run, number);
  }
  while (run->waiting_count && ok(error)) {
    uint32_t next = rematch->waiting[--run->waiting_count];
    if (next < run->label_count)
      look_from_label(run, next, error);
    else
      look_from_prediction(run, run->group.predictions + next - run->label_count, error);
  }
}

static double iou_in_trial(void *context, uint32_t prediction, uint32_t label, Error *error) {
  Run *run = context;
  count_pairs(run, 1, error);
  return iou_of(run, prediction, run->rematch->labels[label], error);
}

/* The new label as matching sees it. */
static LabelState state_of_added(const Run *run) {
  const Matches *matches = run->rematch->matches;
  const LabelChange *change = run->change;
  LabelState state = {.counts =
                          change->added_is_ignored ? 0 : ((uint64_t)1 << matches->rules.threshold_count) - 1};
  return state;
}

/* Lists what may change, in the order of the protocol. */
static void list_reached(Run *run, Trial *trial) {
  Rematch *rematch = run->rematch;
  for (uint32_t number = 0; number < run->label_count; number++) {
    if (!rematch->is_label_in[number] || is_removed(run, number)) continue;
    rematch->states[trial->label_count] = number == run->added
                                              ? state_of_added(run)
                                              : matching_label(rematch->matches, row_of_label(run, number));
    rematch->labels[trial->label_count++] = number;
  }
  for (uint32_t p = run->group.predictions; p < run->end; p++) {
    if (rematch->is_prediction_in[p - run->group.predictions])
      rematch->predictions[trial->prediction_count++] = p;
  }
}

/* The rank follows from the place in the image: the better ones come first. */
static void list_changes(Rematch *rematch, const Trial *trial) {
  const Matches *matches = rematch->matches;
  rematch->change_count = 0;
  for (uint32_t i = 0; i < trial->prediction_count; i++) {
    uint32_t row = trial->predictions[i];
    RankChange change = {rematch->ranks[row], matches->matched[row], matches->ignored[row], trial->matched[i],
                         trial->ignored[i]};
    if (change.matched != change.matched_before || change.ignored != change.ignored_before)
      rematch->changes[rematch->change_count++] = change;
  }
}

int rematch_run(Rematch *rematch, const LabelChange *change, const Task *task, Error *error) {
  Run run = {.rematch = rematch, .change = change, .task = task};
  rematch->change_count = 0;
  if (!ok(error)) return 0;
  find_group(&run);
  find_reached(&run, error);
  Trial trial = {.matches = rematch->matches,
                 .class = change->class,
                 .predictions = rematch->predictions,
                 .labels = rematch->states,
                 .iou = iou_in_trial,
                 .context = &run,
                 .candidates = rematch->candidates,
                 .matched = rematch->matched,
                 .ignored = rematch->ignored};
  if (ok(error)) list_reached(&run, &trial);
  matching_try(&trial, error);
  if (ok(error)) list_changes(rematch, &trial);
  bool less = change->removed != REMATCH_NONE && matching_label(rematch->matches, change->removed).counts;
  bool more = change->added != REMATCH_NONE && !change->added_is_ignored;
  return (int)more - (int)less;
}
