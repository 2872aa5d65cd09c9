#include "evaluation/repairs/cell_mean.h"

#include <math.h>
#include <string.h>

enum { VALUES_TO_A_LEAF_MARK = 8 };

/* Appends the tree of a range; returns its number. */
static uint32_t add_node(CellMean *mean, size_t start, size_t count, uint32_t parent, Error *error) {
  uint32_t number = (uint32_t)mean->node_count;
  memory_reserve((void **)&mean->nodes, &mean->node_capacity, mean->node_count + 1, sizeof *mean->nodes,
                 error);
  if (!ok(error)) return 0;
  mean->node_count++;
  mean->nodes[number] = (SumNode){.start = start, .count = count, .parent = parent};
  if (count <= PAIRWISE_BLOCK) {
    for (size_t i = start; i < start + count; i += VALUES_TO_A_LEAF_MARK)
      mean->leaves[i / VALUES_TO_A_LEAF_MARK] = number;
    return number;
  }
  size_t half = sum_pairwise_half(count);
  uint32_t left = add_node(mean, start, half, number, error);
  uint32_t right = add_node(mean, start + half, count - half, number, error);
  if (!ok(error)) return 0;
  mean->nodes[number].left = left;
  mean->nodes[number].right = right;
  return number;
}

/* Children have higher numbers than their parents. */
static void sum_nodes(CellMean *mean) {
  for (size_t n = mean->node_count; n-- > 0;) {
    SumNode *node = &mean->nodes[n];
    node->sum = node->left ? mean->nodes[node->left].sum + mean->nodes[node->right].sum
                           : sum_pairwise(mean->values + node->start, node->count);
  }
}

static void place_classes(CellMean *mean, const uint32_t *counts) {
  for (size_t i = 0; i < mean->order_count; i++) {
    uint32_t class = mean->order[i];
    bool counts_in = mean->classes[class] && counts[class];
    mean->places[class] = counts_in ? (uint32_t)mean->class_count++ : CELL_MEAN_NONE;
  }
}

void cell_mean_make(CellMean *mean, const Dataset *data, const double **classes, const uint32_t *counts,
                    size_t cells, const Task *task, Error *error) {
  *mean = (CellMean){.cells = cells,
                     .classes = classes,
                     .order = data->classes_in_sums,
                     .order_count = data->classes.count,
                     .mean = (double)NAN};
  mean->places = memory_allocate(mean->order_count, sizeof *mean->places, error);
  if (ok(error)) place_classes(mean, counts);
  size_t count = mean->class_count * cells;
  mean->values = memory_allocate(count, sizeof *mean->values, error);
  mean->leaves = memory_allocate(count / VALUES_TO_A_LEAF_MARK + 1, sizeof *mean->leaves, error);
  for (size_t k = 0; k < mean->order_count && ok(error); k++) {
    uint32_t place = mean->places[k];
    for (size_t c = 0; c < cells && place != CELL_MEAN_NONE; c++)
      mean->values[c * mean->class_count + place] = classes[k][c];
    task_check(task, error);
  }
  if (!count || !ok(error)) return;
  add_node(mean, 0, count, 0, error);
  if (!ok(error)) return;
  sum_nodes(mean);
  mean->mean = mean->nodes[0].sum / (double)count;
}

void cell_mean_release(CellMean *mean) {
  memory_release(mean->places);
  memory_release(mean->values);
  memory_release(mean->leaves);
  memory_release(mean->nodes);
}

void cell_trial_make(CellTrial *trial, const CellMean *mean, Error *error) {
  size_t count = mean->class_count * mean->cells;
  *trial = (CellTrial){.values = memory_allocate(count, sizeof *trial->values, error)};
  trial->sums = memory_allocate(mean->node_count, sizeof *trial->sums, error);
  trial->stamps = memory_allocate_zeroed(mean->node_count, sizeof *trial->stamps, error);
  if (ok(error) && count) memcpy(trial->values, mean->values, count * sizeof *trial->values);
}

void cell_trial_release(CellTrial *trial) {
  memory_release(trial->values);
  memory_release(trial->sums);
  memory_release(trial->stamps);
}

/* ---- with the same classes ---- */

/* Puts the cells of a class in place, and marks the sums that change. */
static void put_cells(const CellMean *mean, CellTrial *trial, const CellChange *change) {
  const double *own = mean->classes[change->class];
  size_t place = mean->places[change->class];
  for (size_t c = 0; c < mean->cells; c++) {
    if (change->cells[c] == own[c]) continue;
    size_t at = c * mean->class_count + place;
    trial->values[at] = change->cells[c];
    uint32_t node = mean->leaves[at / VALUES_TO_A_LEAF_MARK];
    while (trial->stamps[node] != trial->stamp) {
      trial->stamps[node] = trial->stamp;
      node = mean->nodes[node].parent;
    }
  }
}

static void put_back(const CellMean *mean, CellTrial *trial, const CellChange *change) {
  const double *own = mean->classes[change->class];
  size_t place = mean->places[change->class];
  for (size_t c = 0; c < mean->cells; c++) {
    if (change->cells[c] != own[c]) trial->values[c * mean->class_count + place] = own[c];
  }
}

static double sum_of(const CellMean *mean, const CellTrial *trial, uint32_t number) {
  const SumNode *node = &mean->nodes[number];
  if (trial->stamps[number] != trial->stamp) return node->sum;
  if (!node->left) return sum_pairwise(trial->values + node->start, node->count);
  return sum_of(mean, trial, node->left) + sum_of(mean, trial, node->right);
}

/* ---- with a class more or fewer ---- */

typedef struct OtherClasses {
  const double **cells;
  size_t count;
} OtherClasses;

static void fill_cells(const void *context, size_t start, size_t count, double *out) {
  const OtherClasses *classes = context;
  for (size_t n = 0; n < count; n++)
    out[n] = classes->cells[(start + n) % classes->count][(start + n) / classes->count];
}

static const double *cells_with(const CellMean *mean, uint32_t class, const CellChange *changes,
                                size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (changes[i].class == class) return changes[i].cells;
  }
  return mean->places[class] == CELL_MEAN_NONE ? NULL : mean->classes[class];
}

static double mean_of_others(const CellMean *mean, const CellChange *changes, size_t count, const Task *task,
                             Error *error) {
  OtherClasses classes = {memory_allocate(mean->order_count, sizeof *classes.cells, error), 0};
  double value = (double)NAN;
  for (size_t i = 0; i < mean->order_count && ok(error); i++) {
    const double *cells = cells_with(mean, mean->order[i], changes, count);
    if (cells) classes.cells[classes.count++] = cells;
  }
  size_t total = classes.count * mean->cells;
  if (total && ok(error))
    value = sum_pairwise_of(fill_cells, &classes, 0, total, task, error) / (double)total;
  memory_release(classes.cells);
  return value;
}

double cell_mean_try(const CellMean *mean, CellTrial *trial, const CellChange *changes, size_t count,
                     const Task *task, Error *error) {
  bool same_classes = mean->class_count > 0;
  for (size_t i = 0; i < count; i++) {
    bool had_labels = mean->places[changes[i].class] != CELL_MEAN_NONE;
    same_classes = same_classes && had_labels && changes[i].cells;
  }
  if (!ok(error)) return (double)NAN;
  if (!same_classes) return mean_of_others(mean, changes, count, task, error);
  trial->stamp++;
  for (size_t i = 0; i < count; i++) put_cells(mean, trial, &changes[i]);
  double value = sum_of(mean, trial, 0) / (double)(mean->class_count * mean->cells);
  for (size_t i = 0; i < count; i++) put_back(mean, trial, &changes[i]);
  return value;
}
