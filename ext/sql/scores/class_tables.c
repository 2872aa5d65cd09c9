#include "sql/scores/class_tables.h"

#include <string.h>

#include "host/value.h"

void class_score_cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const ClassScoreRow *at = row;
  const ClassScore *score = &at->score;
  if (!at->counted && column >= SCORE_PRECISION && column <= SCORE_FN) return;
  switch (column) {
  case SCORE_CLASS: cell_id(out, at->class); break;
  case SCORE_AP: cell_real(out, score->ap); break;
  case SCORE_AR: cell_real(out, score->ar); break;
  case SCORE_PRECISION: cell_real(out, class_score_precision(score)); break;
  case SCORE_RECALL: cell_real(out, class_score_recall(score)); break;
  case SCORE_F1: cell_real(out, class_score_f1(score)); break;
  case SCORE_LABEL_COUNT: cell_integer(out, score->label_count); break;
  case SCORE_PREDICTION_COUNT: cell_integer(out, (sqlite3_int64)score->tp + score->fp); break;
  case SCORE_TP: cell_integer(out, score->tp); break;
  case SCORE_FP: cell_integer(out, score->fp); break;
  case SCORE_FN: cell_integer(out, score->label_count - score->tp); break;
  case SCORE_MODEL: cell_id(out, at->model); break;
  }
}

bool curve_wants_all_points(Call *call) {
  sqlite3_value *value = call_parameter(call, "points");
  double number = 101;
  if (strcmp(call_text(call, "points", ""), "all") == 0) return true;
  if (value && (!value_real(value, &number) || number != 101))
    error_input(call->error, "points is neither 101 nor 'all': %s", value_excerpt(value).text);
  return false;
}

void curve_cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const CurveRow *point = row;
  switch (column) {
  case CURVE_CLASS: cell_id(out, point->class); break;
  case CURVE_RECALL: cell_real(out, point->at.recall); break;
  case CURVE_PRECISION: cell_real(out, point->at.precision); break;
  case CURVE_SCORE: cell_real(out, point->at.score); break;
  case CURVE_MODEL: cell_id(out, point->model); break;
  case CURVE_LABEL_COUNT: cell_integer(out, point->label_count); break;
  }
}
