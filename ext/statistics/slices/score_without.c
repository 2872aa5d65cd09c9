#include "statistics/slices/score_without.h"

#include <math.h>

#include "evaluation/scored_rows.h"

enum { ROWS_BETWEEN_POLLS = 4096 };

static void add_row(ScoredRows *rows, const Dataset *data, const Objects *objects, uint32_t row,
                    OutcomeKind kind, Error *error) {
  bool is_label = kind == OUTCOME_FN;
  ScoredRow scored = {.class = data->classes.items[objects->class[row]],
                      .kind = kind,
                      .score = is_label ? (double)NAN : objects->score[row],
                      .image = data->images.items[objects->image[row]],
                      .id = id_column_get(&objects->ids, row)};
  scored_rows_add(rows, &scored, error);
}

double score_without(const MetricAnalysis *analysis, const uint8_t *labels_left_out,
                     const uint8_t *predictions_left_out, Error *error) {
  const Dataset *data = analysis->data;
  const OutcomeRows *predictions = &analysis->sides[SIDE_PREDICTIONS],
                    *labels = &analysis->sides[SIDE_LABELS];
  ScoredRows rows = {.count = 0};
  for (size_t i = 0; i < predictions->count && ok(error); i++) {
    if (i % ROWS_BETWEEN_POLLS == 0) poll_check(analysis->workers->poll, error);
    uint32_t row = predictions->rows[i];
    bool is_true = predictions->hit[i];
    bool is_out = predictions_left_out[row] || (is_true && labels_left_out[analysis->matches.label[row]]);
    if (!is_out) add_row(&rows, data, &data->predictions, row, is_true ? OUTCOME_TP : OUTCOME_FP, error);
  }
  for (size_t i = 0; i < labels->count && ok(error); i++) {
    if (i % ROWS_BETWEEN_POLLS == 0) poll_check(analysis->workers->poll, error);
    uint32_t row = labels->rows[i];
    if (labels->hit[i] && !labels_left_out[row]) add_row(&rows, data, &data->labels, row, OUTCOME_FN, error);
  }
  double mean = scored_rows_mean_precision(&rows, analysis->workers->poll, error);
  scored_rows_release(&rows);
  return mean;
}
