/*
** The precision or recall of matches, image by image, as a proportion with an interval.
*/
#ifndef BOXSCORE_STATISTICS_VERDICT_MATCHED_ROWS_H
#define BOXSCORE_STATISTICS_VERDICT_MATCHED_ROWS_H

#include "evaluation/matches.h"
#include "statistics/proportion.h"

/* What is counted: some classes of one model. */
typedef struct MatchedRows {
  const Matches *matches; /* of one cell */
  size_t model;
  const uint32_t *classes;
  size_t class_count;
  const uint32_t *units; /* of each image its number; NULL: all images count */
  size_t images;         /* the number that stands for images that do not count */
} MatchedRows;

/* Adds the predictions that count, true if they are TPs; or the labels that count, true if they are found. */
void matched_rows_add_predictions(const MatchedRows *rows, Proportion *out, Poll *poll, Error *error);
void matched_rows_add_labels(const MatchedRows *rows, Proportion *out, Poll *poll, Error *error);

#endif
