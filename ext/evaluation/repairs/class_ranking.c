#include "evaluation/repairs/class_ranking.h"

#include <math.h>
#include <string.h>

/* Below this many TPs, going through all of them is as quick as looking them up. */
enum { WORD = 64, FEW_TRUE = 128, MOVES = 3 };

static size_t place_of_moves(int more, int trues, int falses) {
  return (size_t)(((more + 1) * MOVES + trues + 1) * MOVES + falses + 1) * COCO_RECALLS;
}

/* The best precision of the TPs `from` to `to` with the counts moved. TPs count from 1. */
static double best_between(const ThresholdRanking *threshold, int64_t from, int64_t to, int trues,
                           int falses) {
  double best = 0;
  for (int64_t i = from; i <= to; i++) {
    double precision =
        precision_at((uint32_t)(i + trues), (uint32_t)((int64_t)threshold->false_at[i - 1] + falses));
    if (precision > best) best = precision;
  }
  return best;
}

/* Where a count would fall below 0, no stretch with these moves reaches. */
static int64_t first_that_moves(const ThresholdRanking *threshold, int trues, int falses) {
  int64_t first = trues < 0 ? 2 : 1;
  while (falses < 0 && first <= threshold->true_count && !threshold->false_at[first - 1]) first++;
  return first;
}

static void fill_best(const ClassRanking *ranking, ThresholdRanking *threshold, int more, int trues,
                      int falses) {
  const uint32_t *needed = ranking->needed[more + 1];
  double *best = threshold->best + place_of_moves(more, trues, falses);
  int64_t first = first_that_moves(threshold, trues, falses);
  for (int r = 0; r < COCO_RECALLS; r++) {
    int64_t from = (int64_t)needed[r] - trues, to = (int64_t)needed[r + 1] - 1 - trues;
    if (from < first) from = first;
    if (to > threshold->true_count) to = threshold->true_count;
    best[r] = best_between(threshold, from, to, trues, falses);
  }
}

static void *take(ClassRanking *ranking, size_t count, size_t size, Error *error) {
  void *items = arena_allocate(&ranking->arena, count * size + 1, error);
  if (items) memset(items, 0, count * size);
  return items;
}

static void read_outcomes(ClassRanking *ranking, int t, const Matches *matches, const Ranked *ranked,
                          Error *error) {
  ThresholdRanking *threshold = &ranking->thresholds[t];
  size_t words = ranked->count / WORD + 1;
  threshold->is_true = take(ranking, words, sizeof(uint64_t), error);
  threshold->is_false = take(ranking, words, sizeof(uint64_t), error);
  threshold->true_before = take(ranking, words, sizeof(uint32_t), error);
  threshold->false_before = take(ranking, words, sizeof(uint32_t), error);
  if (!ok(error)) return;
  uint32_t trues = 0, falses = 0;
  for (size_t i = 0; i < ranked->count; i++) {
    if (i % WORD == 0) {
      threshold->true_before[i / WORD] = trues;
      threshold->false_before[i / WORD] = falses;
    }
    if (matches->ignored[ranked->rows[i]] >> t & 1) continue;
    bool is_true = matches->matched[ranked->rows[i]] >> t & 1;
    uint64_t bit = (uint64_t)1 << (i % WORD);
    threshold->is_true[i / WORD] |= is_true ? bit : 0;
    threshold->is_false[i / WORD] |= is_true ? 0 : bit;
    trues += is_true;
    falses += !is_true;
  }
  if (ranked->count % WORD == 0) {
    threshold->true_before[words - 1] = trues;
    threshold->false_before[words - 1] = falses;
  }
  threshold->true_count = trues;
}

/* The FPs before each TP. */
static void list_true(ClassRanking *ranking, ThresholdRanking *threshold, Error *error) {
  threshold->false_at = take(ranking, threshold->true_count, sizeof(uint32_t), error);
  if (!ok(error)) return;
  uint32_t listed = 0;
  for (size_t w = 0; w <= ranking->prediction_count / WORD; w++) {
    for (uint64_t left = threshold->is_true[w]; left; left &= left - 1) {
      uint64_t before = (left & -left) - 1;
      threshold->false_at[listed++] =
          threshold->false_before[w] + (uint32_t)__builtin_popcountll(threshold->is_false[w] & before);
    }
  }
}

static void prepare_moves(ClassRanking *ranking, ThresholdRanking *threshold, const Task *task,
                          Error *error) {
  if (threshold->true_count < FEW_TRUE) return;
  threshold->best = take(ranking, place_of_moves(1, 1, 1) + COCO_RECALLS, sizeof(double), error);
  for (int more = -1; more <= 1; more++) {
    for (int trues = -1; trues <= 1; trues++) {
      task_check(task, error);
      for (int falses = -1; falses <= 1 && ok(error); falses++)
        fill_best(ranking, threshold, more, trues, falses);
    }
  }
}

static void find_needed(ClassRanking *ranking) {
  for (int more = -1; more <= 1; more++) {
    uint32_t *needed = ranking->needed[more + 1];
    int64_t labels = (int64_t)ranking->label_count + more;
    for (int r = 0; r < COCO_RECALLS; r++)
      needed[r] = labels > 0 ? curve_needed(coco_recall(r), (uint32_t)labels) : UINT32_MAX;
    needed[COCO_RECALLS] = UINT32_MAX;
  }
}

void class_ranking_make(ClassRanking *ranking, const Matches *matches, size_t model, size_t class,
                        Ranked *ranked, uint32_t *ranks, const Task *task, Error *error) {
  uint32_t label_counts[AREAS_MOST];
  *ranking = (ClassRanking){.threshold_count = matches->rules.threshold_count};
  if (!ok(error)) return;
  count_labels(matches, class, label_counts);
  ranked_fill(ranked, matches, model, class, task, error);
  if (!ok(error)) return;
  ranking->label_count = label_counts[0];
  ranking->prediction_count = (uint32_t)ranked->count;
  for (size_t i = 0; i < ranked->count; i++) ranks[ranked->rows[i]] = (uint32_t)i;
  find_needed(ranking);
  for (int t = 0; t < ranking->threshold_count && ok(error); t++) {
    read_outcomes(ranking, t, matches, ranked, error);
    task_check(task, error);
    if (ok(error)) list_true(ranking, &ranking->thresholds[t], error);
    if (ok(error)) prepare_moves(ranking, &ranking->thresholds[t], task, error);
  }
  double *cells = take(ranking, (size_t)ranking->threshold_count * COCO_RECALLS, sizeof(double), error);
  if (ok(error)) ranking->ap = class_ranking_try(ranking, 0, NULL, 0, cells);
  ranking->cells = cells;
}

void class_ranking_release(ClassRanking *ranking) {
  arena_release(&ranking->arena);
}

/* ---- the curve of one threshold, with changes ---- */

typedef struct Retrial {
  const ThresholdRanking *threshold;
  const uint32_t *needed;
  int more, trues, falses; /* how far the counts have moved */
  int64_t next;            /* the first TP, from 1, that is still to come */
  double *cells;
} Retrial;

/* The recall point behind which a count of TPs lies. */
static int point_of(const uint32_t *needed, uint32_t trues) {
  int low = 0, high = COCO_RECALLS;
  while (high - low > 1) {
    int middle = (low + high) / 2;
    if (needed[middle] <= trues)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* The TPs up to `last`, whose counts have all moved by the same numbers. */
static void add_stretch(Retrial *retrial, int64_t last) {
  const ThresholdRanking *threshold = retrial->threshold;
  int trues = retrial->trues, falses = retrial->falses;
  bool is_known = threshold->best && trues >= -1 && trues <= 1 && falses >= -1 && falses <= 1;
  const double *best = is_known ? threshold->best + place_of_moves(retrial->more, trues, falses) : NULL;
  int64_t first = retrial->next;
  if (first > last) return;
  int r = point_of(retrial->needed, (uint32_t)(first + trues));
  for (; r < COCO_RECALLS && (int64_t)retrial->needed[r] - trues <= last; r++) {
    int64_t from = (int64_t)retrial->needed[r] - trues, to = (int64_t)retrial->needed[r + 1] - 1 - trues;
    if (from < 1) from = 1;
    if (to > threshold->true_count) to = threshold->true_count;
    bool is_whole = best && from >= first && to <= last;
    double value =
        is_whole ? best[r]
                 : best_between(threshold, from > first ? from : first, to < last ? to : last, trues, falses);
    if (value > retrial->cells[r]) retrial->cells[r] = value;
  }
}

static void apply_change(Retrial *retrial, const RankChange *change, int t) {
  const ThresholdRanking *threshold = retrial->threshold;
  size_t word = change->rank / WORD;
  uint64_t before = ((uint64_t)1 << (change->rank % WORD)) - 1;
  int64_t trues =
      (int64_t)threshold->true_before[word] + __builtin_popcountll(threshold->is_true[word] & before);
  int64_t falses =
      (int64_t)threshold->false_before[word] + __builtin_popcountll(threshold->is_false[word] & before);
  bool counted = !(change->ignored_before >> t & 1), counts = !(change->ignored >> t & 1);
  bool was_true = counted && (change->matched_before >> t & 1), was_false = counted && !was_true;
  bool is_true = counts && (change->matched >> t & 1), is_false = counts && !is_true;
  if (was_true == is_true && was_false == is_false) return;
  add_stretch(retrial, trues);
  retrial->next = trues + 1 + was_true;
  if (is_true) {
    uint32_t tp = (uint32_t)(trues + retrial->trues + 1), fp = (uint32_t)(falses + retrial->falses);
    double *cell = &retrial->cells[point_of(retrial->needed, tp)];
    if (precision_at(tp, fp) > *cell) *cell = precision_at(tp, fp);
  }
  retrial->trues += is_true - was_true;
  retrial->falses += is_false - was_false;
}

static bool is_touched(const RankChange *changes, size_t count, int t) {
  uint64_t touched = 0;
  for (size_t i = 0; i < count; i++) {
    touched |= changes[i].matched ^ changes[i].matched_before;
    touched |= changes[i].ignored ^ changes[i].ignored_before;
  }
  return touched >> t & 1;
}

double class_ranking_try(const ClassRanking *ranking, int more, const RankChange *changes, size_t count,
                         double *cells) {
  size_t size = (size_t)ranking->threshold_count * COCO_RECALLS;
  memset(cells, 0, size * sizeof *cells);
  if ((int64_t)ranking->label_count + more <= 0) return (double)NAN;
  for (int t = 0; t < ranking->threshold_count; t++) {
    const ThresholdRanking *threshold = &ranking->thresholds[t];
    Retrial retrial = {threshold, ranking->needed[more + 1], more, 0, 0, 1, cells + t * COCO_RECALLS};
    if (ranking->cells && !more && !is_touched(changes, count, t)) {
      memcpy(retrial.cells, ranking->cells + t * COCO_RECALLS, COCO_RECALLS * sizeof *cells);
      continue;
    }
    for (size_t i = 0; i < count; i++) apply_change(&retrial, &changes[i], t);
    add_stretch(&retrial, threshold->true_count);
    for (int r = COCO_RECALLS - 1; r > 0; r--) {
      if (retrial.cells[r] > retrial.cells[r - 1]) retrial.cells[r - 1] = retrial.cells[r];
    }
  }
  return sum_pairwise(cells, size) / (double)size;
}
