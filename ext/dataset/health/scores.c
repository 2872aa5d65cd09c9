/* What is wrong with the scores of predictions. */
#include "dataset/health/health.h"

enum { PREDICTIONS_TO_JUDGE_BY = 3 };

typedef struct ScoreRange {
  size_t count;
  double low, high;
} ScoreRange;

static void check_range(Health *health, size_t outside, Error *error) {
  const Objects *predictions = &health->data.predictions;
  bool by_row = outside * 2 <= predictions->count;
  Issue all = {.kind = ISSUE_SCORE_RANGE,
               .table = HEALTH_PREDICTIONS,
               .count = outside,
               .whole = predictions->count,
               .value = predictions->score[0],
               .limit = predictions->score[0]};
  for (uint32_t row = 0; row < predictions->count && ok(error); row++) {
    double score = predictions->score[row];
    if (score < all.value) all.value = score;
    if (score > all.limit) all.limit = score;
    if (!by_row || (score >= 0 && score <= 1)) continue;
    Issue issue = health_row_issue(health, ISSUE_SCORE_RANGE, HEALTH_PREDICTIONS, row);
    issue.value = score;
    issues_add(&health->issues, &issue, error);
  }
  if (!by_row) issues_add(&health->issues, &all, error);
}

static void check_equal(Health *health, const ScoreRange *ranges, Error *error) {
  for (size_t m = 0; m < health->data.models.count && ok(error); m++) {
    if (ranges[m].count < PREDICTIONS_TO_JUDGE_BY || ranges[m].low != ranges[m].high) continue;
    Issue issue = {.kind = ISSUE_EQUAL_SCORES,
                   .table = HEALTH_PREDICTIONS,
                   .other = health->data.models.items[m],
                   .count = ranges[m].count,
                   .value = ranges[m].low};
    issues_add(&health->issues, &issue, error);
  }
}

void health_check_scores(Health *health, Poll *poll, Error *error) {
  const Objects *predictions = &health->data.predictions;
  size_t outside = 0;
  if (!predictions->count) return;
  ScoreRange *ranges = memory_allocate_zeroed(health->data.models.count, sizeof *ranges, error);
  for (size_t row = 0; row < predictions->count && ok(error); row++) {
    ScoreRange *range = &ranges[predictions->model ? predictions->model[row] : 0];
    double score = predictions->score[row];
    if (!range->count || score < range->low) range->low = score;
    if (!range->count || score > range->high) range->high = score;
    range->count++;
    outside += !(score >= 0 && score <= 1);
    if (row % 100000 == 0) poll_check(poll, error);
  }
  if (ok(error) && outside) check_range(health, outside, error);
  if (ok(error)) check_equal(health, ranges, error);
  memory_release(ranges);
}
