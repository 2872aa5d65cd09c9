/*
** How much a slice of the data stands out by its errors: two measures of one, each with the bound that says
** how much the slices inside of a slice could stand out at most (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_SLICES_SLICE_MEASURE_H
#define BOXSCORE_STATISTICS_SLICES_SLICE_MEASURE_H

#include "base/memory.h"

/*
** SLICE_EVIDENCE: the logarithm of the likelihood ratio of "the slice has a rate of errors of its own" to "it
** has that of all rows", less a toll for each condition. SLICE_LINE: the score of SliceLine (Sagadeeva and
** Boehm, 2021) with alpha .95.
*/
typedef enum SliceMeasureKind { SLICE_EVIDENCE, SLICE_LINE } SliceMeasureKind;

typedef struct SliceMeasure {
  SliceMeasureKind kind;
  size_t rows, errors; /* of all data that is searched */
  size_t rows_least;   /* of a slice */
  double toll;         /* of SLICE_EVIDENCE */
  const double *logs;  /* of SLICE_EVIDENCE: n ln n of each n from 0 to at least `rows` */
} SliceMeasure;

/* n ln n of each n from 0 to `most`; NULL where memory is out. */
double *slice_logs_make(size_t most, Error *error);

/* Of a slice of that many rows, errors among them and conditions. Not above 0 where it does not stand out. */
double slice_measure(const SliceMeasure *measure, size_t rows, size_t errors, size_t conditions);

/* No slice with at least `conditions` conditions inside of such a slice has more. */
double slice_measure_bound(const SliceMeasure *measure, size_t rows, size_t errors, size_t conditions);

#endif
