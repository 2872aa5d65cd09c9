/*
** best_threshold: finds the score threshold with the best F1 for each class.
**
**     SELECT class, score, precision, recall, f1 FROM best_threshold;
**
** There is a row for each class and model: the score threshold with the highest F1, and precision, recall, F1
** and counts at that threshold; and the one with the lowest LRP. Ties go to the higher score. score and
** precision are NULL if no threshold finds anything; recall and f1 are NULL if the class has no labels that
** count (numbers.md, section 9).
*/
#include "evaluation/best_threshold.h"
#include "evaluation/class_scores.h"
#include "evaluation/curves/lrp.h"
#include "host/function.h"
#include "sql/scores/ranked_classes.h"

enum { CLASS, SCORE, PRECISION, RECALL, F1, TP, FP, FN, LRP_SCORE, LRP, MODEL };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [SCORE] = {"score", 0, "REAL", NULL, "no threshold finds anything",
               "the best score threshold: the lowest score that is kept"},
    [PRECISION] = {"precision", 0, "REAL", "0 to 1", "score is NULL", "tp / (tp + fp) at that threshold"},
    [RECALL] = {"recall", 0, "REAL", "0 to 1", "the class has no labels", "tp / (tp + fn) at that threshold"},
    [F1] = {"f1", 0, "REAL", "0 to 1", "the class has no labels",
            "2 tp / (2 tp + fp + fn) at that threshold"},
    [TP] = {"tp", 0, "INTEGER", "predictions", NULL, "correct predictions from that score up"},
    [FP] = {"fp", 0, "INTEGER", "predictions", NULL, "false positives from that score up"},
    [FN] = {"fn", 0, "INTEGER", "labels", NULL, "labels that are missed at that threshold"},
    [LRP_SCORE] = {"lrp_score", 0, "REAL", NULL, "no threshold finds anything; iou_threshold is 1",
                   "the score threshold with the lowest LRP"},
    [LRP] = {"lrp", 0, "REAL", "0 to 1", "the class has no labels; iou_threshold is 1",
             "the LRP at that threshold, which counts how far boxes are off, too"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS, PROTOCOL_PARAMETERS};

typedef struct ClassThreshold {
  Id class, model; /* of the data set */
  BestThreshold best;
  LeastLrp lrp;
} ClassThreshold;

static void add_class(const RankedClasses *at, Call *call) {
  ClassThreshold *row = run_append(call->run, 1, call->error);
  if (!row) return;
  *row = (ClassThreshold){.class = ranked_class_id(at),
                          .model = ranked_model_id(at),
                          .best = best_threshold(&at->matches, &at->ranked, 0, at->label_count)};
  if (at->ious) row->lrp = least_lrp(&at->matches, &at->ranked, at->ious, at->class, at->label_count, true);
}

static void run(Call *call) {
  bool wants_lrp = call->wanted & (UINT64_C(1) << LRP_SCORE | UINT64_C(1) << LRP);
  ranked_classes_run(call, wants_lrp, add_class);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const ClassThreshold *threshold = row;
  const BestThreshold *best = &threshold->best;
  const ClassScore counts = {.label_count = best->label_count, .tp = best->tp, .fp = best->fp};
  switch (column) {
  case CLASS: cell_id(out, threshold->class); break;
  case SCORE: cell_real(out, best->score); break;
  case PRECISION: cell_real(out, class_score_precision(&counts)); break;
  case RECALL: cell_real(out, class_score_recall(&counts)); break;
  case F1: cell_real(out, class_score_f1(&counts)); break;
  case TP: cell_integer(out, best->tp); break;
  case FP: cell_integer(out, best->fp); break;
  case FN: cell_integer(out, best->label_count - best->tp); break;
  case LRP_SCORE: cell_real(out, threshold->lrp.score); break;
  case LRP: cell_real(out, threshold->lrp.lrp); break;
  case MODEL: cell_id(out, threshold->model); break;
  }
}

const Function function_best_threshold = {
    .kind = TABLE,
    .name = "best_threshold",
    .arguments = "labels, predictions, images",
    .summary = "finds the score threshold with the best F1 for each class",
    .example = "SELECT class, score, precision, recall, f1 FROM best_threshold",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ClassThreshold),
            .run = run,
            .cell = cell,
            .skipped_columns = UINT64_C(1) << LRP_SCORE | UINT64_C(1) << LRP,
        },
};
