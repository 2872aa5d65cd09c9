/*
** What the tables of a class's scores and of its curve share, whether they read tables or a state: columns
** and rows.
*/
#ifndef BOXSCORE_SQL_SCORES_CLASS_TABLES_H
#define BOXSCORE_SQL_SCORES_CLASS_TABLES_H

#include "evaluation/class_scores.h"
#include "evaluation/curve_points.h"
#include "host/call.h"

/* ---- ap_by_class ---- */

typedef struct ClassScoreRow {
  ClassScore score;
  Id class, model;
  bool counted; /* over one threshold */
} ClassScoreRow;

enum {
  SCORE_CLASS,
  SCORE_AP,
  SCORE_AR,
  SCORE_PRECISION,
  SCORE_RECALL,
  SCORE_F1,
  SCORE_LABEL_COUNT,
  SCORE_PREDICTION_COUNT,
  SCORE_TP,
  SCORE_FP,
  SCORE_FN,
  SCORE_MODEL
};

/* clang-format off */
#define CLASS_SCORE_COLUMNS \
    [SCORE_CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"}, \
    [SCORE_AP] = {"ap", 0, "REAL", "0 to 1", "the class has no labels", \
            "average precision: the mean of the 101 points of the precision envelope"}, \
    [SCORE_AR] = {"ar", 0, "REAL", "0 to 1", "the class has no labels", \
            "average recall: the recall at the last prediction kept"}, \
    [SCORE_PRECISION] = {"precision", 0, "REAL", "0 to 1", "there is no TP and no FP; iou_threshold is '0.50:0.95'", \
                   "tp / (tp + fp)"}, \
    [SCORE_RECALL] = {"recall", 0, "REAL", "0 to 1", "the class has no labels; iou_threshold is '0.50:0.95'", \
                "tp / label_count"}, \
    [SCORE_F1] = {"f1", 0, "REAL", "0 to 1", "nothing counts in the class; iou_threshold is '0.50:0.95'", \
            "2 tp / (2 tp + fp + fn)"}, \
    [SCORE_LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", "iou_threshold is '0.50:0.95'", \
                     "labels that count: not crowds, inside the area range"}, \
    [SCORE_PREDICTION_COUNT] = {"prediction_count", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'", \
                          "predictions that count: tp + fp"}, \
    [SCORE_TP] = {"tp", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'", \
            "rows of match_outcomes with outcome TP"}, \
    [SCORE_FP] = {"fp", 0, "INTEGER", "predictions", "iou_threshold is '0.50:0.95'", \
            "rows of match_outcomes with outcome FP"}, \
    [SCORE_FN] = {"fn", 0, "INTEGER", "labels", "iou_threshold is '0.50:0.95'", \
            "rows of match_outcomes with outcome FN"}, \
    [SCORE_MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"}
/* clang-format on */

void class_score_cell(const Run *run, const void *row, int column, Cell *out);

/* ---- pr_curve ---- */

typedef struct CurveRow {
  Id class, model;
  CurvePoint at;
  uint32_t label_count;
} CurveRow;

enum { CURVE_CLASS, CURVE_RECALL, CURVE_PRECISION, CURVE_SCORE, CURVE_MODEL, CURVE_LABEL_COUNT };

/* clang-format off */
#define CURVE_COLUMNS \
    [CURVE_CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"}, \
    [CURVE_RECALL] = {"recall", 0, "REAL", "0 to 1", NULL, "the recall"}, \
    [CURVE_PRECISION] = \
        {"precision", 0, "REAL", "0 to 1", NULL, \
         "with 101 points, the highest precision at this recall or above, and 0 past the last recall"}, \
    [CURVE_SCORE] = {"score", 0, "REAL", NULL, "past the last recall; iou_threshold is '0.50:0.95'", \
               "the score of the prediction that reaches this point"}, \
    [CURVE_MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"}, \
    [CURVE_LABEL_COUNT] = {"label_count", HIDDEN, "INTEGER", "labels", NULL, "how many labels of the class count"}

#define POINTS_PARAMETER \
    {"points", "101", false, "101 or 'all'", \
     "101: COCO's envelope at recall 0, 0.01, ..., 1; 'all': raw precision at each prediction"}
/* clang-format on */

/* Whether every prediction is a point. */
bool curve_wants_all_points(Call *call);
void curve_cell(const Run *run, const void *row, int column, Cell *out);

#endif
