#include "evaluation/repairs/candidates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "dataset/regions.h"
#include "dataset/rows_by_image.h"
#include "evaluation/repairs/blame.h"
#include "evaluation/repairs/label_quality.h"

const char *repair_kind_name(RepairKind kind) {
  static const char *const names[] = {"delete_label", "add_label", "change_class", "move_label"};
  return names[kind];
}

/* The kinds of errors that are told apart: a missed label; an FP that fits no label, one near a missed
** label of its class, one that duplicates a found label, and one on a label of another class, by class. */
enum { ERROR_MISSED = BLAME_KINDS, ERROR_ALONE, ERROR_NEAR, ERROR_DUPLICATE, ERROR_ON_CLASS };

/* A label, and an FP that says where it is or which class it has. */
typedef struct LabelPair {
  uint32_t label, prediction;
  double iou;
} LabelPair;

typedef struct Search {
  RepairList *list;
  const Dataset *data;
  const MatchRules *rules;
  const Outcome *outcomes;
  size_t count;
  double least;
  uint32_t *prediction_kinds, *label_kinds;
  double *prediction_blames, *label_blames;
  RowsByImage false_by_image; /* the FPs */
  LabelPair *pairs;
  size_t pair_count, pair_capacity;
  const Task *task;
  size_t work; /* rows looked at since the last look whether to stop */
} Search;

static void count_work(Search *search, size_t rows, Error *error) {
  enum { ROWS_BETWEEN_CHECKS = 50000 };
  search->work += rows;
  if (search->work < ROWS_BETWEEN_CHECKS) return;
  search->work = 0;
  task_check(search->task, error);
}

static bool is_missed(const Search *search, uint32_t label) {
  return search->label_kinds[label] == ERROR_MISSED;
}

/* Whether an FP is near a missed label of its class, as localisation errors are (numbers.md, section 9). */
static bool is_near_missed(const Search *search, const Outcome *outcome) {
  const double background = 0.1;
  return outcome->reason == REASON_LOW_IOU && outcome->iou >= background && is_missed(search, outcome->best);
}

static uint32_t kind_of_false(const Search *search, const Outcome *outcome) {
  if (is_near_missed(search, outcome)) return ERROR_NEAR;
  if (outcome->confused != OUTCOME_NO_ROW)
    return ERROR_ON_CLASS + search->data->labels.class[outcome->confused];
  return outcome->reason == REASON_DUPLICATE ? ERROR_DUPLICATE : ERROR_ALONE;
}

/* The labels first: what an FP is depends on them. */
static void read_kinds(Search *search) {
  for (size_t i = 0; i < search->count; i++) {
    const Outcome *outcome = &search->outcomes[i];
    if (outcome->kind == OUTCOME_TP) {
      search->prediction_kinds[outcome->prediction] = BLAME_TRUE;
      search->label_kinds[outcome->label] = BLAME_TRUE;
    }
    if (outcome->kind == OUTCOME_FN) search->label_kinds[outcome->label] = ERROR_MISSED;
  }
  for (size_t i = 0; i < search->count; i++) {
    const Outcome *outcome = &search->outcomes[i];
    if (outcome->kind == OUTCOME_FP)
      search->prediction_kinds[outcome->prediction] = kind_of_false(search, outcome);
  }
}

/* What regions make of the new label: it lies where the prediction lies, or where it was. */
static void apply_regions(const Search *search, Repair *repair) {
  const Dataset *data = search->data;
  Regions *regions = data->regions;
  if (!regions || repair->kind == REPAIR_DELETE) return;
  bool stays = repair->kind == REPAIR_CHANGE;
  const Objects *objects = stays ? &data->labels : &data->predictions;
  uint32_t row = stays ? repair->label : repair->prediction;
  const Id *image = &data->images.items[objects->image[row]];
  const Id *class = &data->classes.items[stays ? repair->new_class : repair->class];
  repair->is_outside = !regions_hold(regions, image, class, objects->box[row]);
  repair->is_ignored = regions_ignore(regions, regions_of_image(regions, image), class, objects->box[row]);
}

static void add(Search *search, Repair repair, Error *error) {
  RepairList *list = search->list;
  if (!(repair.suspicion >= search->least)) return;
  memory_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof *list->items, error);
  if (!ok(error)) return;
  apply_regions(search, &repair);
  repair.map_gain = repair.ap_gain = repair.new_class_ap_gain = (double)NAN;
  list->items[list->count++] = repair;
}

/* ---- one object ---- */

/* The best IoU of a missed label with an FP of any class. */
static double best_false_iou(Search *search, uint32_t label, Error *error) {
  const RowsByImage *by_image = &search->false_by_image;
  uint32_t image = search->data->labels.image[label];
  double best = 0;
  count_work(search, by_image->starts[image + 1] - by_image->starts[image], error);
  for (uint32_t i = by_image->starts[image]; i < by_image->starts[image + 1]; i++) {
    double iou = matches_iou(search->data, search->rules, search->task, by_image->rows[i], label, error);
    if (iou > best) best = iou;
  }
  return best < 1 ? best : 1;
}

static void add_deletion(Search *search, uint32_t label, Error *error) {
  Repair repair = {.kind = REPAIR_DELETE,
                   .label = label,
                   .prediction = REPAIR_NONE,
                   .class = search->data->labels.class[label],
                   .new_class = REPAIR_NONE,
                   .suspicion = search->label_blames[label]};
  if (repair.suspicion >= search->least) repair.suspicion *= 1 - best_false_iou(search, label, error);
  add(search, repair, error);
}

/* An FP that fits no label. On a label of another class it is a question of the class. */
static void add_addition(Search *search, const Outcome *outcome, Error *error) {
  bool is_alone = search->prediction_kinds[outcome->prediction] == ERROR_ALONE;
  Repair repair = {.kind = REPAIR_ADD,
                   .label = REPAIR_NONE,
                   .prediction = outcome->prediction,
                   .class = search->data->predictions.class[outcome->prediction],
                   .new_class = REPAIR_NONE,
                   .suspicion =
                       is_alone ? search->prediction_blames[outcome->prediction] * (1 - outcome->iou) : 0};
  add(search, repair, error);
}

/* ---- a label and an FP: one repair for each label and class, after the best FP ---- */

static void add_pair(Search *search, LabelPair pair, Error *error) {
  memory_reserve((void **)&search->pairs, &search->pair_capacity, search->pair_count + 1,
                 sizeof *search->pairs, error);
  if (ok(error)) search->pairs[search->pair_count++] = pair;
}

static int compare_pairs(const void *context, uint32_t a, uint32_t b) {
  const Search *search = context;
  const LabelPair *one = &search->pairs[a], *other = &search->pairs[b];
  const Objects *predictions = &search->data->predictions;
  if (one->label != other->label) return one->label < other->label ? -1 : 1;
  uint32_t class = predictions->class[one->prediction], other_class = predictions->class[other->prediction];
  if (class != other_class) return class < other_class ? -1 : 1;
  double score = predictions->score[one->prediction], other_score = predictions->score[other->prediction];
  if (score != other_score) return score > other_score ? -1 : 1;
  return (one->prediction > other->prediction) - (one->prediction < other->prediction);
}

static void add_repair_of_pair(Search *search, const LabelPair *pair, Error *error) {
  const Objects *labels = &search->data->labels, *predictions = &search->data->predictions;
  uint32_t class = labels->class[pair->label], new_class = predictions->class[pair->prediction];
  double likeness = label_similarity(pair->iou, labels->box[pair->label], predictions->box[pair->prediction]);
  bool moves = class == new_class;
  Repair repair = {.kind = moves ? REPAIR_MOVE : REPAIR_CHANGE,
                   .label = pair->label,
                   .prediction = pair->prediction,
                   .class = class,
                   .new_class = moves ? REPAIR_NONE : new_class};
  repair.suspicion = search->prediction_blames[pair->prediction] * (moves ? 1 - likeness : likeness);
  add(search, repair, error);
}

static void add_repairs_of_pairs(Search *search, Error *error) {
  const uint32_t *class = search->data->predictions.class;
  uint32_t *order = memory_allocate(search->pair_count, sizeof *order, error);
  uint32_t *scratch = memory_allocate(search->pair_count, sizeof *scratch, error);
  for (size_t i = 0; i < search->pair_count && ok(error); i++) order[i] = (uint32_t)i;
  if (ok(error))
    sort_by_comparison_checked(order, scratch, search->pair_count, compare_pairs, search, search->task,
                               error);
  const LabelPair *last = NULL;
  for (size_t i = 0; i < search->pair_count && ok(error); i++) {
    const LabelPair *pair = &search->pairs[order[i]];
    bool is_next = last && last->label == pair->label && class[last->prediction] == class[pair->prediction];
    if (!is_next) add_repair_of_pair(search, pair, error);
    last = pair;
  }
  memory_release(order);
  memory_release(scratch);
}

/* Keypoints are labelled one by one: no prediction can stand in for that. */
static void read_false(Search *search, const Outcome *outcome, Error *error) {
  bool has_keypoints = search->data->has_keypoints;
  if (is_near_missed(search, outcome) && !has_keypoints)
    add_pair(search, (LabelPair){outcome->best, outcome->prediction, outcome->iou}, error);
  else if (outcome->reason != REASON_DUPLICATE && !has_keypoints)
    add_addition(search, outcome, error);
  if (outcome->confused != OUTCOME_NO_ROW && search->label_kinds[outcome->confused] != BLAME_NONE)
    add_pair(search, (LabelPair){outcome->confused, outcome->prediction, outcome->confused_iou}, error);
}

static void read_errors(Search *search, Error *error) {
  for (size_t i = 0; i < search->count && ok(error); i++) {
    const Outcome *outcome = &search->outcomes[i];
    count_work(search, 1, error);
    if (outcome->kind == OUTCOME_FN) add_deletion(search, outcome->label, error);
    if (outcome->kind == OUTCOME_FP) read_false(search, outcome, error);
  }
}

void candidates_find(RepairList *list, const Dataset *data, const MatchRules *rules, size_t model,
                     const Outcome *outcomes, size_t count, double least, const Workers *workers,
                     Error *error) {
  const Task task = {.poll = workers->poll};
  Search search = {.list = list,
                   .data = data,
                   .rules = rules,
                   .outcomes = outcomes,
                   .count = count,
                   .least = least,
                   .task = &task};
  size_t predictions = data->predictions.count, labels = data->labels.count;
  uint32_t first = data->predictions.starts[dataset_segment(data, model, 0)],
           end = data->predictions.starts[dataset_segment(data, model + 1, 0)];
  uint8_t *is_false = memory_allocate_zeroed(predictions, sizeof *is_false, error);
  search.prediction_kinds = memory_allocate_zeroed(predictions, sizeof *search.prediction_kinds, error);
  search.label_kinds = memory_allocate_zeroed(labels, sizeof *search.label_kinds, error);
  search.prediction_blames = memory_allocate(predictions, sizeof *search.prediction_blames, error);
  search.label_blames = memory_allocate(labels, sizeof *search.label_blames, error);
  if (ok(error)) read_kinds(&search);
  for (uint32_t row = first; row < end && ok(error); row++)
    is_false[row] = search.prediction_kinds[row] >= BLAME_KINDS;
  rows_by_image_make(&search.false_by_image, data, &data->predictions, first, end, is_false, error);
  blame_predictions(data, model, search.prediction_kinds, search.prediction_blames, workers, error);
  blame_labels(data, search.label_kinds, search.label_blames, workers, error);
  if (ok(error)) read_errors(&search, error);
  if (ok(error)) add_repairs_of_pairs(&search, error);
  rows_by_image_release(&search.false_by_image);
  memory_release(is_false);
  memory_release(search.prediction_kinds);
  memory_release(search.label_kinds);
  memory_release(search.prediction_blames);
  memory_release(search.label_blames);
  memory_release(search.pairs);
}

Id repair_new_id(const Dataset *data, uint32_t prediction, Arena *arena, Error *error) {
  enum { DIGITS_MOST = 24 };
  static const char prefix[] = "added-";
  const IdColumn *ids = &data->labels.ids;
  if (!ids->count || id_column_kind(ids) == ID_INTEGER) return id_integer(INT64_MAX);
  Id id = id_column_get(&data->predictions.ids, prediction);
  size_t length = id.kind == ID_TEXT ? id.length : DIGITS_MOST;
  char *text = arena_bytes(arena, sizeof prefix + length, error);
  if (!text) return id_integer(INT64_MAX);
  memcpy(text, prefix, sizeof prefix - 1);
  if (id.kind == ID_TEXT) {
    memcpy(text + sizeof prefix - 1, id.text, length);
    text[sizeof prefix - 1 + length] = 0;
  } else {
    length = (size_t)snprintf(text + sizeof prefix - 1, DIGITS_MOST, "%lld", (long long)id.integer);
  }
  return id_text(text, (uint32_t)(sizeof prefix - 1 + length));
}
