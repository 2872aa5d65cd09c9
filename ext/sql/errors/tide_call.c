#include "sql/errors/tide_call.h"

#include <math.h>

#include "host/value.h"

/* The lowest IoU threshold of any class. */
static double lowest_threshold(const Evaluation *evaluation) {
  double lowest = evaluation->rules.thresholds[0];
  for (size_t k = 0; k < evaluation->data->classes.count; k++)
    lowest = fmin(lowest, matches_threshold(&evaluation->rules, k, 0));
  return lowest;
}

static double read_background(const Evaluation *evaluation, Call *call) {
  double background = 0.1, threshold = lowest_threshold(evaluation);
  sqlite3_value *value = call_parameter(call, "background_iou");
  bool fits = !value || value_real(value, &background);
  if (fits && background > 0 && background <= threshold) return background;
  if (value)
    error_input(call->error, "background_iou is not a number above 0 up to iou_threshold: %s",
                value_excerpt(value).text);
  else
    error_input(call->error, "an IoU threshold is below background_iou, which is 0.1 unless you set it");
  return background;
}

void tide_call(Call *call, Evaluation *evaluation, Tide *tide) {
  *tide = (Tide){0};
  evaluation_begin(evaluation, call, false);
  if (!ok(call->error)) return;
  double background = read_background(evaluation, call);
  if (ok(call->error))
    tide_make(tide, evaluation->data, &evaluation->rules, background, &evaluation->workers, call->error);
}
