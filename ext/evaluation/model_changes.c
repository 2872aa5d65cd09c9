#include "evaluation/model_changes.h"

const char *change_name(ChangeKind kind) {
  static const char *const names[] = {"found",
                                      "missed",
                                      "lost",
                                      "gained",
                                      "kept_false_positive",
                                      "gone_false_positive",
                                      "new_false_positive"};
  return names[kind];
}

/* The outcome of each label; NULL where it is ignored. */
static void by_label(const ModelOutcomes *model, const Outcome **rows) {
  for (size_t i = 0; i < model->data->labels.count; i++) rows[i] = NULL;
  for (size_t i = model->start; i < model->end; i++) {
    const Outcome *outcome = &model->outcomes[i];
    if (outcome->kind == OUTCOME_TP || outcome->kind == OUTCOME_FN) rows[outcome->label] = outcome;
  }
}

static size_t compare_labels(const ModelOutcomes models[2], ModelChange *changes, Error *error) {
  size_t labels = models[0].data->labels.count, count = 0;
  const Outcome **rows = memory_allocate(labels, 2 * sizeof *rows, error);
  if (!ok(error)) return 0;
  by_label(&models[0], rows);
  by_label(&models[1], rows + labels);
  for (size_t i = 0; i < labels; i++) {
    const Outcome *first = rows[i], *second = rows[labels + i];
    if (!first || !second) continue;
    bool before = first->kind == OUTCOME_TP, after = second->kind == OUTCOME_TP;
    ChangeKind kind = before ? after ? CHANGE_FOUND : CHANGE_LOST : after ? CHANGE_GAINED : CHANGE_MISSED;
    changes[count++] = (ModelChange){{first, second}, kind};
  }
  memory_release(rows);
  return count;
}

/* Outcomes are sorted by class and image, predictions by descending score. */
static bool is_false_positive(const ModelOutcomes *model, size_t row) {
  return model->outcomes[row].kind == OUTCOME_FP;
}

static const Id *image_of(const ModelOutcomes *model, size_t row) {
  const Dataset *data = model->data;
  return &data->images.items[data->predictions.image[model->outcomes[row].prediction]];
}

static const Id *class_of(const ModelOutcomes *model, size_t row) {
  const Dataset *data = model->data;
  return &data->classes.items[data->predictions.class[model->outcomes[row].prediction]];
}

static int compare_places(const ModelOutcomes *a, size_t row_a, const ModelOutcomes *b, size_t row_b) {
  int order = id_compare(class_of(a, row_a), class_of(b, row_b));
  return order ? order : id_compare(image_of(a, row_a), image_of(b, row_b));
}

static size_t next_false_positive(const ModelOutcomes *model, size_t row) {
  while (row < model->end && !is_false_positive(model, row)) row++;
  return row;
}

/* The row after the last false positive of the class and image of `row`. */
static size_t group_end(const ModelOutcomes *model, size_t row) {
  size_t end = row;
  for (size_t at = row; at < model->end && compare_places(model, at, model, row) == 0;
       at = next_false_positive(model, at + 1))
    end = at + 1;
  return end;
}

typedef struct Pairing {
  const ModelOutcomes *models;
  double reach;
  ModelChange *changes;
  size_t count;
  uint8_t *taken; /* of the second model's rows */
  Poll *poll;
  size_t pairs;
} Pairing;

static const Box *box_of(const ModelOutcomes *model, size_t row) {
  return &model->data->predictions.box[model->outcomes[row].prediction];
}

static void add(Pairing *pairing, const Outcome *first, const Outcome *second, ChangeKind kind) {
  pairing->changes[pairing->count++] = (ModelChange){{first, second}, kind};
}

/* The free false positive of the second model that overlaps most; `end`: none reaches the threshold. */
static size_t find_pair(Pairing *pairing, size_t row, size_t start, size_t end, Error *error) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  const ModelOutcomes *first = &pairing->models[0], *second = &pairing->models[1];
  size_t best = end;
  double most = 0;
  for (size_t at = start; at < end; at++) {
    if (!is_false_positive(second, at) || pairing->taken[at - second->start]) continue;
    double iou = box_iou(*box_of(first, row), *box_of(second, at), false);
    if (iou < pairing->reach || iou <= most) continue;
    most = iou;
    best = at;
  }
  pairing->pairs += end - start;
  if (pairing->pairs > PAIRS_BETWEEN_CHECKS) {
    pairing->pairs = 0;
    poll_check(pairing->poll, error);
  }
  return best;
}

/* The false positives of one class and image; an empty range where a model has none there. */
static void pair_group(Pairing *pairing, const size_t start[2], const size_t end[2], Error *error) {
  const ModelOutcomes *first = &pairing->models[0], *second = &pairing->models[1];
  for (size_t row = start[0]; row < end[0] && ok(error); row++) {
    if (!is_false_positive(first, row)) continue;
    size_t pair = find_pair(pairing, row, start[1], end[1], error);
    if (pair == end[1]) {
      add(pairing, &first->outcomes[row], NULL, CHANGE_GONE_FALSE_POSITIVE);
      continue;
    }
    pairing->taken[pair - second->start] = 1;
    add(pairing, &first->outcomes[row], &second->outcomes[pair], CHANGE_KEPT_FALSE_POSITIVE);
  }
  for (size_t row = start[1]; row < end[1] && ok(error); row++) {
    if (is_false_positive(second, row) && !pairing->taken[row - second->start])
      add(pairing, NULL, &second->outcomes[row], CHANGE_NEW_FALSE_POSITIVE);
  }
}

static void pair_false_positives(Pairing *pairing, Error *error) {
  const ModelOutcomes *models = pairing->models;
  size_t at[2] = {next_false_positive(&models[0], models[0].start),
                  next_false_positive(&models[1], models[1].start)};
  while ((at[0] < models[0].end || at[1] < models[1].end) && ok(error)) {
    int order = at[0] == models[0].end   ? 1
                : at[1] == models[1].end ? -1
                                         : compare_places(&models[0], at[0], &models[1], at[1]);
    size_t end[2] = {order <= 0 ? group_end(&models[0], at[0]) : at[0],
                     order >= 0 ? group_end(&models[1], at[1]) : at[1]};
    pair_group(pairing, at, end, error);
    for (int side = 0; side < 2; side++) at[side] = next_false_positive(&models[side], end[side]);
  }
}

size_t model_changes(const ModelOutcomes models[2], double iou_threshold, ModelChange *changes,
                     const Workers *workers, Error *error) {
  Pairing pairing = {.models = models,
                     .reach = protocol_reach(PROTOCOL_COCO, iou_threshold),
                     .changes = changes,
                     .count = compare_labels(models, changes, error),
                     .taken = memory_allocate_zeroed(models[1].end - models[1].start, 1, error),
                     .poll = workers->poll};
  if (ok(error)) pair_false_positives(&pairing, error);
  memory_release(pairing.taken);
  return pairing.count;
}
