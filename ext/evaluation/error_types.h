/*
** What each type of error costs: how many there are, and how much AP repairing them would gain (numbers.md,
** section 9).
*/
#ifndef BOXSCORE_EVALUATION_ERROR_TYPES_H
#define BOXSCORE_EVALUATION_ERROR_TYPES_H

#include "evaluation/protocol/tide.h"

/* Types 0 to 5 are the mistakes from classification to missed; the two special ones are every false positive
** and every false negative. */
enum {
  ERROR_TYPES_MAIN = MISTAKES - 1,
  ERROR_FALSE_POSITIVES = ERROR_TYPES_MAIN,
  ERROR_FALSE_NEGATIVES,
  ERROR_TYPES
};

typedef struct ErrorTypes {
  double ap; /* with no repair; NaN: there is nothing to score */
  size_t counts[ERROR_TYPES];
  double gains[ERROR_TYPES]; /* NaN: with this type repaired nothing is left to score */
} ErrorTypes;

/* "classification", ..., "missed", "false_positives", "false_negatives" */
const char *error_type_name(int type);
static inline const char *mistake_name(Mistake mistake) {
  return mistake == MISTAKE_NONE ? NULL : error_type_name((int)mistake - 1);
}

/* One ErrorTypes for each model, over the selected classes (NULL: all). */
void error_types_make(const Tide *tide, const bool *classes, const Workers *workers, ErrorTypes *types,
                      Error *error);

#endif
