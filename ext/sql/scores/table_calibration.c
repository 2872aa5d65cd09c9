/*
** calibration: compares the scores of predictions with the share that is correct.
**
**     SELECT class, low, high, n, precision, mean_score, gap FROM calibration WHERE n > 0;
**
** There is a row for each class, bin and model: bins of equal width over the scores 0 to 1. With by_class = 0
** there is one for each bin, of all classes together. Predictions that are ignored are left out. The view
** calibration_summary has ECE and MCE (numbers.md, section 9).
*/
#include <math.h>

#include "evaluation/curves/calibration.h"
#include "host/function.h"
#include "host/value.h"
#include "sql/scores/ranked_classes.h"

enum { CLASS, BIN, LOW, HIGH, N, PRECISION, MEAN_SCORE, MEAN_IOU, GAP, MODEL };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, "by_class is 0", "the class"},
    [BIN] = {"bin", 0, "INTEGER", NULL, NULL, "the number of the bin, from 1 at the lowest scores"},
    [LOW] = {"low", 0, "REAL", "0 to 1", NULL, "the lowest score of the bin"},
    [HIGH] = {"high", 0, "REAL", "0 to 1", NULL, "where the next bin begins; the last one includes 1"},
    [N] = {"n", 0, "INTEGER", "predictions", NULL, "the true and false positives in the bin"},
    [PRECISION] = {"precision", 0, "REAL", "0 to 1", "n is 0", "the share that is correct"},
    [MEAN_SCORE] = {"mean_score", 0, "REAL", "0 to 1", "n is 0", "the mean of their scores"},
    [MEAN_IOU] = {"mean_iou", 0, "REAL", "0 to 1", "no true positive is in the bin",
                  "the mean IoU of the true positives"},
    [GAP] = {"gap", 0, "REAL", "0 to 1", "n is 0", "the distance of precision and mean_score"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    MATCHING_PARAMETERS,
    {"bins", "10", false, "an integer from 1 to 1000", "how many bins of equal width"},
    {"by_class", "1", false, "0 or 1", "0: all classes together, and class is NULL"},
};

typedef struct BinRow {
  Id class, model; /* of the data set */
  int number;
  CalibrationBin bin;
} BinRow;

enum { BINS_MOST = 1000 };

static int read_bins(Call *call) {
  sqlite3_value *value = call_parameter(call, "bins");
  double bins = 10;
  if (value && (!value_real(value, &bins) || bins < 1 || bins > BINS_MOST || bins != floor(bins)))
    error_input(call->error, "bins is not a whole number from 1 to %d: %s", BINS_MOST,
                value_excerpt(value).text);
  return ok(call->error) ? (int)bins : 0;
}

static bool read_by_class(const Call *call) {
  sqlite3_value *value = call_parameter(call, "by_class");
  double by_class = 1;
  if (value && (!value_real(value, &by_class) || (by_class != 0 && by_class != 1)))
    error_input(call->error, "by_class is neither 0 nor 1: %s", value_excerpt(value).text);
  return by_class != 0;
}

static void add_rows(const RankedClasses *at, Call *call, Id class, const CalibrationBin *bins, int count) {
  BinRow *rows = run_append(call->run, (size_t)count, call->error);
  for (int b = 0; rows && b < count; b++) rows[b] = (BinRow){class, ranked_model_id(at), b + 1, bins[b]};
}

static void add_class(const RankedClasses *at, Call *call) {
  CalibrationBin bins[BINS_MOST];
  int count = read_bins(call);
  calibration_fill(&at->matches, at->model, at->class, at->ious, bins, count, call->error);
  add_rows(at, call, ranked_class_id(at), bins, count);
}

/* Adds the bins of a class to those of its model, which are the last rows from its first class on. */
static void add_to_model(const RankedClasses *at, Call *call) {
  CalibrationBin bins[BINS_MOST];
  Run *run = call->run;
  int count = read_bins(call);
  calibration_fill(&at->matches, at->model, at->class, at->ious, bins, count, call->error);
  if (run->row_count == run->models[run->model_count - 1].row) {
    add_rows(at, call, (Id){.kind = ID_NULL}, bins, count);
    return;
  }
  BinRow *rows = (BinRow *)(void *)run->rows + run->row_count - (size_t)count;
  for (int b = 0; b < count && ok(call->error); b++) {
    rows[b].bin.n += bins[b].n;
    rows[b].bin.tp += bins[b].tp;
    rows[b].bin.score_sum += bins[b].score_sum;
    rows[b].bin.iou_sum += bins[b].iou_sum;
  }
}

static void run(Call *call) {
  bool by_class = read_by_class(call);
  read_bins(call);
  if (ok(call->error)) ranked_classes_run(call, true, by_class ? add_class : add_to_model);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const BinRow *at = row;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case BIN: cell_integer(out, at->number); break;
  case LOW: cell_real(out, at->bin.low); break;
  case HIGH: cell_real(out, at->bin.high); break;
  case N: cell_integer(out, at->bin.n); break;
  case PRECISION: cell_real(out, calibration_precision(&at->bin)); break;
  case MEAN_SCORE: cell_real(out, calibration_mean_score(&at->bin)); break;
  case MEAN_IOU: cell_real(out, calibration_mean_iou(&at->bin)); break;
  case GAP: cell_real(out, calibration_gap(&at->bin)); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_calibration = {
    .kind = TABLE,
    .name = "calibration",
    .arguments = "labels, predictions, images",
    .summary = "compares the scores of predictions with the share that is correct",
    .example = "SELECT class, low, high, n, precision, mean_score, gap FROM calibration WHERE class = 'bus'",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(BinRow),
            .run = run,
            .cell = cell,
        },
};
