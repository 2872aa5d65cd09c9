#include "evaluation/curves/calibration.h"

#include <math.h>

#include "base/number.h"

double calibration_precision(const CalibrationBin *bin) {
  return bin->n ? (double)bin->tp / bin->n : (double)NAN;
}

double calibration_mean_score(const CalibrationBin *bin) {
  return bin->n ? bin->score_sum / bin->n : (double)NAN;
}

double calibration_mean_iou(const CalibrationBin *bin) {
  return bin->tp ? bin->iou_sum / bin->tp : (double)NAN;
}

double calibration_gap(const CalibrationBin *bin) {
  return fabs(calibration_precision(bin) - calibration_mean_score(bin));
}

/* The last edge i / count that is not above the score; rounding may have put the product on another side. */
static int bin_of(double score, int count) {
  int bin = (int)(score * count);
  while (bin > 0 && (double)bin / count > score) bin--;
  while (bin + 1 < count && (double)(bin + 1) / count <= score) bin++;
  return bin < count ? bin : count - 1;
}

static void refuse_score(const Objects *predictions, uint32_t row, Error *error) {
  Id id = id_column_get(&predictions->ids, row);
  char score[33];
  score[number_format(predictions->score[row], score)] = 0;
  error_input(error, "%s: score is not from 0 to 1, as calibration requires: %s",
              objects_row_name(predictions->table, &id).text, score);
}

void calibration_fill(const Matches *matches, size_t model, size_t class, const double *ious,
                      CalibrationBin *bins, int count, Error *error) {
  const Objects *predictions = &matches->data->predictions;
  GroupWalk walk = dataset_groups(matches->data, model, class);
  Group group;
  for (int b = 0; b < count; b++)
    bins[b] = (CalibrationBin){.low = (double)b / count, .high = (double)(b + 1) / count};
  while (ok(error) && group_next(&walk, &group)) {
    uint32_t end = matches_kept_end(matches->data, &matches->rules, &group);
    for (uint32_t row = group.predictions; row < end && ok(error); row++) {
      double score = predictions->score[row];
      if (matches->ignored[row]) continue;
      if (!(score >= 0 && score <= 1)) {
        refuse_score(predictions, row, error);
        break;
      }
      CalibrationBin *bin = &bins[bin_of(score, count)];
      bin->n++;
      bin->score_sum += score;
      if (!matches->matched[row]) continue;
      bin->tp++;
      bin->iou_sum += ious[row];
    }
  }
}
