/*
** The mean AP over the cells [threshold, recall, class] of all classes with labels, and what it is with other
** cells in one or two of the classes. numpy's pairwise sum is a tree of sums of up to PAIRWISE_BLOCK values;
** only the sums that a changed cell goes into are made again, so the last bit is that of a full sum.
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_CELL_MEAN_H
#define BOXSCORE_EVALUATION_REPAIRS_CELL_MEAN_H

#include "evaluation/precision_recall.h"

/* A sum of the tree; those of its halves come after it. */
typedef struct SumNode {
  size_t start, count;
  uint32_t left, right, parent; /* left 0: a sum of single values */
  double sum;
} SumNode;

/* Start with {0}. */
typedef struct CellMean {
  size_t class_count, cells; /* classes with labels, in the order of sums; cells of each */
  uint32_t *places;          /* of each class of the data set; CELL_MEAN_NONE: it has no labels */
  const double **classes;    /* the cells of each class of the data set; NULL: it is not evaluated */
  const uint32_t *order;     /* the classes of the data set in the order of sums */
  size_t order_count;
  double *values; /* [cells][class_count] */
  SumNode *nodes;
  size_t node_count, node_capacity;
  uint32_t *leaves; /* of each eight values, the node that sums them */
  double mean;      /* NaN: no class has labels */
} CellMean;

#define CELL_MEAN_NONE UINT32_MAX

/* classes[k]: the cells of a class of the data set, NULL where it is not evaluated; counts[k]: its labels. */
void cell_mean_make(CellMean *mean, const Dataset *data, const double **classes, const uint32_t *counts,
                    size_t cells, const Task *task, Error *error);
void cell_mean_release(CellMean *mean);

/* A class with other cells. */
typedef struct CellChange {
  uint32_t class;
  const double *cells; /* NULL: no label is left */
} CellChange;

/* What one worker changes and puts back. Start with {0}; release it in every case. */
typedef struct CellTrial {
  double *values, *sums;
  uint32_t *stamps, stamp;
} CellTrial;

void cell_trial_make(CellTrial *trial, const CellMean *mean, Error *error);
void cell_trial_release(CellTrial *trial);
double cell_mean_try(const CellMean *mean, CellTrial *trial, const CellChange *changes, size_t count,
                     const Task *task, Error *error);

#endif
