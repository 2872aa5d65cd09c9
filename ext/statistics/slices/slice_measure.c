#include "statistics/slices/slice_measure.h"

#include <math.h>

static const double alpha = 0.95;

double *slice_logs_make(size_t most, Error *error) {
  double *logs = memory_allocate(most + 1, sizeof *logs, error);
  if (!logs) return NULL;
  logs[0] = 0;
  for (size_t n = 1; n <= most; n++) logs[n] = (double)n * log((double)n);
  return logs;
}

/* The largest logarithm of the likelihood of so many errors among so many rows. */
static double likelihood(const double *logs, size_t rows, size_t errors) {
  return logs[errors] + logs[rows - errors] - logs[rows];
}

static double evidence(const SliceMeasure *measure, size_t rows, size_t errors) {
  const double *logs = measure->logs;
  if ((double)errors * (double)measure->rows <= (double)measure->errors * (double)rows) return 0;
  return likelihood(logs, rows, errors) + likelihood(logs, measure->rows - rows, measure->errors - errors) -
         likelihood(logs, measure->rows, measure->errors);
}

static double line(const SliceMeasure *measure, size_t rows, size_t errors) {
  double all = (double)measure->rows, share = (double)errors / (double)rows;
  return alpha * (share / ((double)measure->errors / all) - 1) - (1 - alpha) * (all / (double)rows - 1);
}

double slice_measure(const SliceMeasure *measure, size_t rows, size_t errors, size_t conditions) {
  if (!rows || !errors) return 0;
  if (measure->kind == SLICE_LINE) return line(measure, rows, errors);
  return evidence(measure, rows, errors) - measure->toll * (double)conditions;
}

/* The best slice would hold all errors and no other row, as far as it has to have no more rows than that. */
static double evidence_bound(const SliceMeasure *measure, size_t errors, size_t conditions) {
  size_t rows = errors > measure->rows_least ? errors : measure->rows_least;
  if (rows > measure->rows || measure->rows - rows < measure->errors - errors) return INFINITY;
  return evidence(measure, rows, errors) - measure->toll * (double)conditions;
}

/* With s rows at most s of them are errors: the score falls or rises throughout on either side of the sizes
** that are tried. */
static double line_bound(const SliceMeasure *measure, size_t rows, size_t errors) {
  size_t least = measure->rows_least ? measure->rows_least : 1;
  const size_t sizes[] = {least, errors > least ? errors : least, rows};
  double best = -INFINITY;
  for (int i = 0; i < 3; i++) {
    double score = line(measure, sizes[i], errors < sizes[i] ? errors : sizes[i]);
    if (score > best) best = score;
  }
  return best;
}

double slice_measure_bound(const SliceMeasure *measure, size_t rows, size_t errors, size_t conditions) {
  if (!rows || !errors || rows < measure->rows_least) return 0;
  return measure->kind == SLICE_LINE ? line_bound(measure, rows, errors)
                                     : evidence_bound(measure, errors, conditions);
}
