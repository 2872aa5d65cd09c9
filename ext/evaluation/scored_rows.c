#include "evaluation/scored_rows.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "evaluation/precision_recall.h"

static void add_prediction(ScoredRows *rows, uint32_t class, const ScoredRow *row, Error *error) {
  size_t count = rows->count, needed = count + 1;
  memory_reserve((void **)&rows->scores, &rows->capacity[0], needed, sizeof *rows->scores, error);
  memory_reserve((void **)&rows->class, &rows->capacity[1], needed, sizeof *rows->class, error);
  memory_reserve((void **)&rows->is_true, &rows->capacity[2], needed, sizeof *rows->is_true, error);
  if (row->id.kind != ID_NULL) {
    memory_reserve((void **)&rows->image, &rows->capacity[3], needed, sizeof *rows->image, error);
    uint32_t image = names_add(&rows->images, &row->image, error);
    id_column_add(&rows->ids, &row->id, error);
    if (ok(error)) rows->image[count] = image;
  }
  if (!ok(error)) return;
  rows->scores[count] = row->score;
  rows->class[count] = class;
  rows->is_true[count] = row->kind == OUTCOME_TP;
  rows->count = needed;
}

static void add_label(ScoredRows *rows, uint32_t class, const ScoredRow *row, Error *error) {
  size_t count = rows->label_count;
  memory_reserve((void **)&rows->label_class, &rows->label_capacity[0], count + 1, sizeof *rows->label_class,
                 error);
  memory_reserve((void **)&rows->label_image, &rows->label_capacity[1], count + 1, sizeof *rows->label_image,
                 error);
  uint32_t image = names_add(&rows->images, &row->image, error);
  if (!ok(error)) return;
  rows->label_class[count] = class;
  rows->label_image[count] = image;
  rows->label_count = count + 1;
}

void scored_rows_add(ScoredRows *rows, const ScoredRow *row, Error *error) {
  if (row->kind == OUTCOME_NONE || row->kind == OUTCOME_IGNORED) return;
  size_t before = rows->capacity[4];
  uint32_t class = names_add(&rows->classes, &row->class, error);
  memory_reserve((void **)&rows->labels, &rows->capacity[4], rows->classes.count, sizeof *rows->labels,
                 error);
  if (!ok(error)) return;
  for (size_t k = before; k < rows->capacity[4]; k++) rows->labels[k] = 0;
  if (row->kind != OUTCOME_FP) rows->labels[class]++;
  if (row->kind != OUTCOME_FN) add_prediction(rows, class, row, error);
  if (row->kind != OUTCOME_FP && rows->keeps_labels) add_label(rows, class, row, error);
}

void scored_rows_release(ScoredRows *rows) {
  names_release(&rows->classes);
  names_release(&rows->images);
  id_column_release(&rows->ids);
  memory_release(rows->scores);
  memory_release(rows->class);
  memory_release(rows->image);
  memory_release(rows->labels);
  memory_release(rows->is_true);
  memory_release(rows->label_class);
  memory_release(rows->label_image);
}

/* Scratch for sorting. */
typedef struct Scratch {
  uint32_t *rows, *ranks, *starts, *labels;
  uint64_t *keys;
} Scratch;

static void scratch_make(Scratch *scratch, const ScoredRows *rows, Error *error) {
  size_t images = rows->images.count, classes = rows->classes.count;
  size_t most = rows->count > rows->label_count ? rows->count : rows->label_count;
  *scratch = (Scratch){
      .rows = memory_allocate(most, sizeof *scratch->rows, error),
      .ranks = memory_allocate((images > classes ? images : classes) + 1, sizeof *scratch->ranks, error),
      .starts = memory_allocate(images + 1, sizeof *scratch->starts, error),
      .labels = memory_allocate(classes, sizeof *scratch->labels, error),
      .keys = memory_allocate(rows->count, 2 * sizeof *scratch->keys, error)};
}

static void scratch_release(Scratch *scratch) {
  memory_release(scratch->rows);
  memory_release(scratch->ranks);
  memory_release(scratch->starts);
  memory_release(scratch->labels);
  memory_release(scratch->keys);
}

static void order_by_image_and_id(ScoredRows *rows, uint32_t *order, Scratch *scratch, Poll *poll,
                                  Error *error) {
  size_t count = rows->count;
  names_sort(&rows->images, scratch->ranks, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < rows->ids.count; i++) rows->image[i] = scratch->ranks[rows->image[i]];
  for (size_t i = 0; i < rows->label_count; i++) rows->label_image[i] = scratch->ranks[rows->label_image[i]];
  if (!rows->ids.ascending) id_column_sort(&rows->ids, order, scratch->rows, count, error);
  poll_check(poll, error);
  if (!ok(error)) return;
  sort_by_bucket(order, scratch->rows, count, rows->image, rows->images.count, scratch->starts);
  poll_check(poll, error);
}

/* By class and image. */
static void order_labels(ScoredRows *rows, ScoredOrder *order, Scratch *scratch) {
  size_t count = rows->label_count;
  for (size_t i = 0; i < count; i++) order->labels[i] = (uint32_t)i;
  for (size_t i = 0; i < count; i++) rows->label_class[i] = scratch->ranks[rows->label_class[i]];
  sort_by_bucket(order->labels, scratch->rows, count, rows->label_image, rows->images.count, scratch->starts);
  sort_by_bucket(order->labels, scratch->rows, count, rows->label_class, rows->classes.count,
                 order->label_starts);
}

/* Sorts the rows by class, then score, and the classes. */
static void order_rows(ScoredRows *rows, ScoredOrder *order, Scratch *scratch, Poll *poll, Error *error) {
  size_t count = rows->count, classes = rows->classes.count;
  for (size_t i = 0; i < count; i++) order->rows[i] = (uint32_t)i;
  if (rows->ids.count || rows->keeps_labels) order_by_image_and_id(rows, order->rows, scratch, poll, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) scratch->keys[i] = sort_key_descending(rows->scores[order->rows[i]]);
  sort_by_key(scratch->keys, order->rows, scratch->keys + count, scratch->rows, count);
  poll_check(poll, error);
  names_sort(&rows->classes, scratch->ranks, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) rows->class[i] = scratch->ranks[rows->class[i]];
  for (size_t k = 0; k < classes; k++) scratch->labels[scratch->ranks[k]] = rows->labels[k];
  if (classes) memcpy(rows->labels, scratch->labels, classes * sizeof *rows->labels);
  sort_by_bucket(order->rows, scratch->rows, count, rows->class, classes, order->starts);
  if (rows->keeps_labels) order_labels(rows, order, scratch);
}

void scored_rows_order(ScoredRows *rows, ScoredOrder *order, Poll *poll, Error *error) {
  Scratch scratch;
  *order = (ScoredOrder){.rows = memory_allocate(rows->count, sizeof *order->rows, error),
                         .starts = memory_allocate(rows->classes.count + 1, sizeof *order->starts, error)};
  if (rows->keeps_labels) {
    order->labels = memory_allocate(rows->label_count, sizeof *order->labels, error);
    order->label_starts = memory_allocate(rows->classes.count + 1, sizeof *order->label_starts, error);
  }
  scratch_make(&scratch, rows, error);
  if (ok(error)) order_rows(rows, order, &scratch, poll, error);
  scratch_release(&scratch);
}

void scored_order_release(ScoredOrder *order) {
  memory_release(order->rows);
  memory_release(order->starts);
  memory_release(order->labels);
  memory_release(order->label_starts);
}

static void follow_class(const ScoredRows *rows, size_t class, const uint32_t *order, const uint32_t *starts,
                         Curve *curve) {
  curve_begin(curve, rows->labels[class]);
  for (uint32_t i = starts[class]; i < starts[class + 1]; i++) {
    uint32_t row = order[i];
    if (i == starts[class]) curve_first(curve, rows->scores[row]);
    if (rows->is_true[row])
      curve_true(curve, rows->scores[row]);
    else
      curve_false(curve, 1);
  }
  curve_finish(curve);
}

double scored_rows_mean_of(const ScoredRows *rows, const ScoredOrder *order, Poll *poll, Error *error) {
  size_t classes = rows->classes.count, present = 0, at = 0;
  double mean = (double)NAN, *cells = NULL;
  for (size_t k = 0; k < classes && ok(error); k++) present += rows->labels[k] > 0;
  if (present) cells = memory_allocate(present, COCO_RECALLS * sizeof *cells, error);
  for (size_t k = 0; k < classes && cells && ok(error); k++) {
    Curve curve;
    if (!rows->labels[k]) continue;
    follow_class(rows, k, order->rows, order->starts, &curve);
    poll_check(poll, error);
    for (size_t r = 0; r < COCO_RECALLS; r++) cells[r * present + at] = curve.precision[r];
    at++;
  }
  if (cells && ok(error))
    mean = sum_pairwise(cells, present * COCO_RECALLS) / (double)(present * COCO_RECALLS);
  memory_release(cells);
  return mean;
}

double scored_rows_mean_precision(ScoredRows *rows, Poll *poll, Error *error) {
  ScoredOrder order;
  scored_rows_order(rows, &order, poll, error);
  double mean = scored_rows_mean_of(rows, &order, poll, error);
  scored_order_release(&order);
  return mean;
}
