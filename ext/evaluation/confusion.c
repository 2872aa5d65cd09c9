#include "evaluation/confusion.h"

#include <string.h>

#include "base/sort.h"
#include "dataset/rows_by_image.h"

/* What a prediction that no label of its class holds is paired with, if it is not a label. */
enum { PARTNER_BACKGROUND = MATCH_NONE, PARTNER_CROWD = MATCH_NONE - 1 };

typedef struct ConfusionJob {
  const Matches *matches;
  const Dataset *data;
  uint32_t first, end;               /* the predictions of the model */
  uint8_t *is_left;                  /* of each prediction: the first pass leaves it without a label */
  uint8_t *offers;                   /* of each label: it is free after the first pass, or a crowd */
  uint8_t *taken;                    /* of each label */
  RowsByImage labels, predictions;   /* those */
  uint32_t *partners, *sort_scratch; /* of predictions.rows */
} ConfusionJob;

enum { IMAGES_OF_A_TASK = 64 };

/* ---- the first pass: what the matches leave ---- */

static void look_at_group(ConfusionJob *job, const Group *group) {
  const Matches *matches = job->matches;
  const Objects *labels = &job->data->labels;
  uint32_t end = matches_kept_end(job->data, &matches->rules, group);
  for (uint32_t row = group->predictions; row < end; row++) {
    if (matches->ignored[row]) continue;
    job->is_left[row] = !matches->matched[row];
    if (matches->matched[row]) job->taken[matches->label[row]] = true;
  }
  for (uint32_t row = group->labels; row < group->labels_end; row++) {
    bool counts = labels->crowd[row] || matches_label_areas(job->data, &matches->rules, row);
    job->offers[row] = counts && !job->taken[row];
  }
}

static void find_what_is_left(ConfusionJob *job, size_t model, Error *error) {
  for (size_t k = 0; k < job->data->classes.count && ok(error); k++) {
    GroupWalk walk = dataset_groups(job->data, model, k);
    Group group;
    if (!matches_class_selected(&job->matches->rules, k)) continue;
    while (group_next(&walk, &group)) look_at_group(job, &group);
  }
}

/* ---- the second pass: without regard to the class ---- */

static int compare_ranks(const void *context, uint32_t a, uint32_t b) {
  const Objects *predictions = context;
  if (predictions->score[a] != predictions->score[b])
    return predictions->score[a] > predictions->score[b] ? -1 : 1;
  Id one = id_column_get(&predictions->ids, a), other = id_column_get(&predictions->ids, b);
  return id_compare(&one, &other);
}

static bool is_later(const Objects *labels, uint32_t row, uint32_t other) {
  Id one = id_column_get(&labels->ids, row), held = id_column_get(&labels->ids, other);
  return id_compare(&one, &held) > 0;
}

static uint32_t find_partner(const ConfusionJob *job, uint32_t image, uint32_t prediction, const Task *task,
                             Error *error) {
  const Objects *labels = &job->data->labels;
  const MatchRules *rules = &job->matches->rules;
  double reach = matches_reach(rules, job->data->predictions.class[prediction], 0), best = reach;
  uint32_t partner = PARTNER_BACKGROUND, held = MATCH_NONE;
  for (uint32_t i = job->labels.starts[image]; i < job->labels.starts[image + 1]; i++) {
    uint32_t row = job->labels.rows[i];
    if (job->taken[row]) continue;
    double iou = matches_iou(job->data, rules, task, prediction, row, error);
    if (labels->crowd[row]) {
      if (iou >= reach) partner = PARTNER_CROWD;
    } else if (iou > best || (iou == best && (held == MATCH_NONE || is_later(labels, row, held)))) {
      best = iou;
      held = row;
    }
  }
  if (held == MATCH_NONE) return partner;
  job->taken[held] = true;
  return held;
}

static void pair_images(void *context, const Task *task, Error *error) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  const ConfusionJob *job = context;
  uint32_t first = (uint32_t)task->index * IMAGES_OF_A_TASK, end = (uint32_t)job->data->images.count;
  size_t pairs = 0;
  if (end - first > IMAGES_OF_A_TASK) end = first + IMAGES_OF_A_TASK;
  for (uint32_t image = first; image < end && ok(error); image++) {
    uint32_t start = job->predictions.starts[image];
    size_t count = rows_of_image(&job->predictions, image);
    uint32_t *rows = job->predictions.rows + start;
    sort_by_comparison(rows, job->sort_scratch + start, count, compare_ranks, &job->data->predictions);
    for (size_t i = 0; i < count && ok(error); i++) {
      job->partners[start + i] = find_partner(job, image, rows[i], task, error);
      pairs += 1 + rows_of_image(&job->labels, image);
      if (pairs < PAIRS_BETWEEN_CHECKS) continue;
      pairs = 0;
      task_check(task, error);
    }
  }
}

static void pair_what_is_left(ConfusionJob *job, const Workers *workers, Error *error) {
  const Dataset *data = job->data;
  rows_by_image_make(&job->labels, data, &data->labels, 0, (uint32_t)data->labels.count, job->offers, error);
  rows_by_image_make(&job->predictions, data, &data->predictions, job->first, job->end, job->is_left, error);
  size_t count = ok(error) ? job->predictions.starts[data->images.count] : 0;
  job->partners = memory_allocate(count, sizeof *job->partners, error);
  job->sort_scratch = memory_allocate(count, sizeof *job->sort_scratch, error);
  workers_run(workers, (data->images.count + IMAGES_OF_A_TASK - 1) / IMAGES_OF_A_TASK, pair_images, job,
              error);
}

/* ---- counting ---- */

/* A key for each pair, so that sorting brings the pairs of a cell together. */
typedef struct PairKeys {
  uint64_t *keys;
  size_t count;
  uint64_t classes; /* the background is the one behind the last */
} PairKeys;

static void add_pair(PairKeys *pairs, uint64_t label_class, uint64_t prediction_class) {
  pairs->keys[pairs->count++] = label_class * (pairs->classes + 1) + prediction_class;
}

static void list_pairs(const ConfusionJob *job, PairKeys *pairs) {
  const Dataset *data = job->data;
  const uint32_t *class = data->predictions.class;
  for (uint32_t row = 0; row < data->labels.count; row++) {
    if (job->offers[row] && !job->taken[row] && !data->labels.crowd[row])
      add_pair(pairs, data->labels.class[row], pairs -> classes);
    else if (job->taken[row] && !job->offers[row])
      add_pair(pairs, data->labels.class[row], data -> labels.class[row]);
  }
  for (uint32_t i = 0; i < job->predictions.starts[data->images.count]; i++) {
    uint32_t partner = job->partners[i];
    if (partner == PARTNER_CROWD) continue;
    uint64_t label_class = partner == PARTNER_BACKGROUND ? pairs->classes : data->labels.class[partner];
    add_pair(pairs, label_class, class[job->predictions.rows[i]]);
  }
}

static uint32_t class_of_key(const PairKeys *pairs, uint64_t class) {
  return class == pairs->classes ? CONFUSION_BACKGROUND : (uint32_t) class;
}

static void count_cells(Confusion *confusion, const PairKeys *pairs, Error *error) {
  size_t cells = 0;
  for (size_t i = 0; i < pairs->count; i++) cells += i == 0 || pairs->keys[i] != pairs->keys[i - 1];
  confusion->cells = memory_allocate(cells, sizeof *confusion->cells, error);
  for (size_t i = 0; i < pairs->count && ok(error); i++) {
    uint64_t key = pairs->keys[i];
    if (i == 0 || key != pairs->keys[i - 1])
      confusion->cells[confusion->count++] =
          (ConfusionCell){class_of_key(pairs, key / (pairs->classes + 1)),
                          class_of_key(pairs, key % (pairs->classes + 1)), 0};
    confusion->cells[confusion->count - 1].count++;
  }
}

static void make_cells(const ConfusionJob *job, Confusion *confusion, const Task *task, Error *error) {
  size_t most = job->data->labels.count + (ok(error) ? job->predictions.starts[job->data->images.count] : 0);
  PairKeys pairs = {.keys = memory_allocate(most, 2 * sizeof *pairs.keys, error),
                    .classes = job->data->classes.count};
  uint32_t *rows = memory_allocate(most, 2 * sizeof *rows, error);
  if (ok(error)) {
    list_pairs(job, &pairs);
    memset(rows, 0, most * sizeof *rows);
    sort_by_key_checked(pairs.keys, rows, pairs.keys + most, rows + most, pairs.count, task, error);
    count_cells(confusion, &pairs, error);
  }
  memory_release(rows);
  memory_release(pairs.keys);
}

void confusion_make(Confusion *confusion, const Matches *matches, size_t model, const Workers *workers,
                    Error *error) {
  const Dataset *data = matches->data;
  *confusion = (Confusion){0};
  if (!ok(error)) return;
  const uint32_t *starts = data->predictions.starts;
  const Task here = {.poll = workers->poll};
  ConfusionJob job = {.matches = matches,
                      .data = data,
                      .first = starts[dataset_segment(data, model, 0)],
                      .end = starts[dataset_segment(data, model + 1, 0)]};
  job.is_left = memory_allocate_zeroed(data->predictions.count, 1, error);
  job.offers = memory_allocate_zeroed(data->labels.count, 1, error);
  job.taken = memory_allocate_zeroed(data->labels.count, 1, error);
  find_what_is_left(&job, model, error);
  pair_what_is_left(&job, workers, error);
  make_cells(&job, confusion, &here, error);
  memory_release(job.is_left);
  memory_release(job.offers);
  memory_release(job.taken);
  memory_release(job.partners);
  memory_release(job.sort_scratch);
  rows_by_image_release(&job.labels);
  rows_by_image_release(&job.predictions);
}

void confusion_release(Confusion *confusion) {
  memory_release(confusion->cells);
  *confusion = (Confusion){0};
}
