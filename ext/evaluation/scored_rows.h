/*
** Rows of match_outcomes, collected one by one in any order, and the average precision over them: equal to
** that of the evaluation to the last bit (numbers.md, section 4). Start with {0}.
*/
#ifndef BOXSCORE_EVALUATION_SCORED_ROWS_H
#define BOXSCORE_EVALUATION_SCORED_ROWS_H

#include "base/names.h"
#include "base/workers.h"
#include "evaluation/outcomes.h"

typedef struct ScoredRow {
  Id class;
  OutcomeKind kind; /* TP and FN rows are the labels, TP and FP rows the predictions */
  double score;     /* of a prediction; finite */
  Id image, id;     /* NULL in all rows: unknown; the image of an FN is needed where labels are kept */
} ScoredRow;

typedef struct ScoredRows {
  Names classes, images;
  IdColumn ids; /* empty if unknown */
  double *scores;
  uint32_t *class, *image, *labels; /* the number of labels of each class */
  uint8_t *is_true;
  size_t count, capacity[5];
  bool keeps_labels; /* set before the first row: where each label lies is kept too */
  uint32_t *label_class, *label_image;
  size_t label_count, label_capacity[2];
} ScoredRows;

void scored_rows_add(ScoredRows *rows, const ScoredRow *row, Error *error);
void scored_rows_release(ScoredRows *rows);

/* The rows in order. Classes and images have their numbers in their own order then. */
typedef struct ScoredOrder {
  uint32_t *rows, *starts;         /* predictions by class, best first; those of class k from starts[k] on */
  uint32_t *labels, *label_starts; /* label rows by class and image; NULL where labels are not kept */
} ScoredOrder;

/* Orders the rows; the rows are renumbered, so call it once. Release it in every case. */
void scored_rows_order(ScoredRows *rows, ScoredOrder *order, Poll *poll, Error *error);
void scored_order_release(ScoredOrder *order);

/* The same as below, of rows that were ordered. */
double scored_rows_mean_of(const ScoredRows *rows, const ScoredOrder *order, Poll *poll, Error *error);

/* The mean over the cells [recall, class] of the classes that have labels; NaN if none has. Equal scores are
** ordered by image and id, or in the order of arrival if these are unknown. Call it once. */
double scored_rows_mean_precision(ScoredRows *rows, Poll *poll, Error *error);

#endif
