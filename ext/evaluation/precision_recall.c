#include "evaluation/precision_recall.h"

#include <math.h>

#include "base/sort.h"

double sum_pairwise_of(FillValues *fill, const void *context, size_t start, size_t count, const Task *task,
                       Error *error) {
  enum { LARGE = 16384 };
  double values[PAIRWISE_BLOCK];
  if (count <= PAIRWISE_BLOCK) {
    fill(context, start, count, values);
    return sum_pairwise(values, count);
  }
  if (count > LARGE) task_check(task, error);
  if (!ok(error)) return 0;
  size_t half = sum_pairwise_half(count);
  return sum_pairwise_of(fill, context, start, half, task, error) +
         sum_pairwise_of(fill, context, start + half, count - half, task, error);
}

uint32_t curve_needed(double recall, uint32_t label_count) {
  if (recall > 1 || !label_count) return UINT32_MAX;
  /* Where the product is not close to a whole number, its rounding does not matter. */
  const double close = 1e-5;
  double product = recall * label_count;
  uint32_t needed = (uint32_t)product;
  double part = product - needed;
  if (part > close && part < 1 - close) return needed + 1;
  while (needed > 0 && (double)(needed - 1) / label_count >= recall) needed--;
  while ((double)needed / label_count < recall) needed++;
  return needed;
}

static void reach(Curve *curve, double score) {
  while (curve->reached < COCO_RECALLS && curve->next <= curve->tp) {
    curve->score[curve->reached++] = score;
    if (curve->reached < COCO_RECALLS)
      curve->next = curve_needed(coco_recall(curve->reached), curve->label_count);
  }
}

void curve_begin(Curve *curve, uint32_t label_count) {
  *curve = (Curve){.label_count = label_count};
  for (int i = 0; i < COCO_RECALLS; i++) curve->score[i] = (double)NAN;
}

void curve_first(Curve *curve, double score) {
  if (curve->reached == 0 && curve->label_count) reach(curve, score);
}

void curve_true(Curve *curve, double score) {
  curve->tp++;
  if (curve->next <= curve->tp) reach(curve, score);
  if (!curve->reached) return;
  double *best = &curve->precision[curve->reached - 1];
  double precision = precision_at(curve->tp, curve->fp);
  if (precision > *best) *best = precision;
}

void curve_finish(Curve *curve) {
  for (int i = curve->reached - 1; i > 0; i--) {
    if (curve->precision[i] > curve->precision[i - 1]) curve->precision[i - 1] = curve->precision[i];
  }
}

void ranked_make(Ranked *ranked, const Dataset *data, Error *error) {
  *ranked = (Ranked){0};
  const uint32_t *starts = data->predictions.starts;
  for (size_t s = 0; s < data->models.count * data->classes.count; s++) {
    if (starts[s + 1] - starts[s] > ranked->capacity) ranked->capacity = starts[s + 1] - starts[s];
  }
  ranked->keys = memory_allocate(ranked->capacity, sizeof *ranked->keys, error);
  ranked->scratch_keys = memory_allocate(ranked->capacity, sizeof *ranked->keys, error);
  ranked->rows = memory_allocate(ranked->capacity, sizeof *ranked->rows, error);
  ranked->scratch_rows = memory_allocate(ranked->capacity, sizeof *ranked->rows, error);
}

void ranked_release(Ranked *ranked) {
  memory_release(ranked->keys);
  memory_release(ranked->scratch_keys);
  memory_release(ranked->rows);
  memory_release(ranked->scratch_rows);
}

void ranked_fill(Ranked *ranked, const Matches *matches, size_t model, size_t class, const Task *task,
                 Error *error) {
  const Objects *predictions = &matches->data->predictions;
  GroupWalk walk = dataset_groups(matches->data, model, class);
  Group group;
  ranked->count = 0;
  while (group_next(&walk, &group)) {
    uint32_t end = matches_kept_end(matches->data, &matches->rules, &group);
    for (uint32_t at = group.predictions; at < end; at++) {
      ranked->keys[ranked->count] = sort_key_descending(predictions->score[at]);
      ranked->rows[ranked->count++] = at;
    }
  }
  sort_by_key_checked(ranked->keys, ranked->rows, ranked->scratch_keys, ranked->scratch_rows, ranked->count,
                      task, error);
}

void count_labels(const Matches *matches, size_t class, uint32_t counts[AREAS_MOST]) {
  const Objects *labels = &matches->data->labels;
  for (int a = 0; a < AREAS_MOST; a++) counts[a] = 0;
  for (uint32_t row = labels->starts[class]; row < labels->starts[class + 1]; row++) {
    if (matches_sets_aside(matches->data, &matches->rules, row)) continue;
    unsigned areas = matches_label_areas(matches->data, &matches->rules, row);
    for (int a = 0; a < matches->rules.area_count; a++) counts[a] += areas >> a & 1;
  }
}

/* True positives within the smaller limits of detections per image, for area range 0. */
static void count_within(const Matches *matches, size_t model, size_t class, const size_t *limits,
                         int limit_count, uint32_t *tp_within) {
  int thresholds = matches->rules.threshold_count;
  for (int i = 0; i < limit_count * thresholds; i++) tp_within[i] = 0;
  if (!limit_count) return;
  GroupWalk walk = dataset_groups(matches->data, model, class);
  Group group;
  while (group_next(&walk, &group)) {
    uint32_t end = matches_kept_end(matches->data, &matches->rules, &group);
    for (uint32_t at = group.predictions; at < end && at - group.predictions < limits[limit_count - 1];
         at++) {
      uint64_t tp = matches->matched[at] & ~matches->ignored[at];
      for (int limit = limit_count - 1; tp && limit >= 0 && at - group.predictions < limits[limit]; limit--) {
        for (int t = 0; t < thresholds; t++) tp_within[limit * thresholds + t] += (uint32_t)(tp >> t & 1);
      }
    }
  }
}

/* An unmatched prediction is an FP in whole area ranges. */
static void show_unmatched(const Matches *matches, uint64_t ignored, uint32_t *unmatched) {
  for (int a = 0; a < matches->rules.area_count; a++)
    unmatched[a] += !(ignored >> (a * matches->rules.threshold_count) & 1);
}

/* A prediction matched in some cell: the FPs that came before it in its area range count first. */
static void show_matched(const Matches *matches, uint64_t matched, uint64_t ignored, double score,
                         const uint32_t *unmatched, uint32_t *seen, Curve *curves) {
  int thresholds = matches->rules.threshold_count, cells = matches_cells(&matches->rules);
  for (int c = 0; c < cells; c++) {
    if (ignored >> c & 1) continue;
    if (!(matched >> c & 1)) {
      curve_false(&curves[c], 1);
      continue;
    }
    uint32_t before = unmatched[c / thresholds];
    curve_false(&curves[c], before - seen[c]);
    seen[c] = before;
    curve_true(&curves[c], score);
  }
}

void class_curves(const Matches *matches, size_t model, size_t class, Ranked *ranked, Curve *curves,
                  const size_t *smaller_limits, int limit_count, uint32_t *tp_within, const Task *task,
                  Error *error) {
  enum { ROWS_BETWEEN_CHECKS = 1 << 14 };
  const Objects *predictions = &matches->data->predictions;
  int thresholds = matches->rules.threshold_count, cells = matches_cells(&matches->rules);
  uint32_t label_counts[AREAS_MOST], unmatched[AREAS_MOST] = {0}, seen[CELLS_MOST] = {0};
  count_labels(matches, class, label_counts);
  count_within(matches, model, class, smaller_limits, limit_count, tp_within);
  task_check(task, error);
  ranked_fill(ranked, matches, model, class, task, error);
  for (int c = 0; c < cells; c++) {
    curve_begin(&curves[c], label_counts[c / thresholds]);
    if (ranked->count) curve_first(&curves[c], predictions->score[ranked->rows[0]]);
  }
  for (size_t i = 0; i < ranked->count && ok(error); i++) {
    uint32_t row = ranked->rows[i];
    if (i % ROWS_BETWEEN_CHECKS == ROWS_BETWEEN_CHECKS - 1) task_check(task, error);
    uint64_t matched = matches->matched[row], ignored = matches->ignored[row];
    if (!matched)
      show_unmatched(matches, ignored, unmatched);
    else
      show_matched(matches, matched, ignored, predictions->score[row], unmatched, seen, curves);
  }
  for (int c = 0; c < cells; c++) {
    curve_false(&curves[c], unmatched[c / thresholds] - seen[c]);
    curve_finish(&curves[c]);
  }
}
