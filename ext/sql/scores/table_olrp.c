/*
** olrp: finds the lowest LRP error of each class, and what it is made of.
**
**     SELECT class, olrp, localisation, false_positives, false_negatives, best_score FROM olrp ORDER BY olrp;
**
** There is a row for each class and model. LRP adds up false positives, missed labels and how far the true
** positives are off; olrp is its minimum over the ranked predictions (numbers.md, section 9).
*/
#include "evaluation/curves/lrp.h"
#include "host/function.h"
#include "sql/scores/ranked_classes.h"

enum { CLASS, OLRP, LOCALISATION, FALSE_POSITIVES, FALSE_NEGATIVES, BEST_SCORE, MODEL };

#define NO_TP "the class has no labels, or no true positive"

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [OLRP] = {"olrp", 0, "REAL", "0 to 1", "the class has no labels",
              "the lowest LRP error, lower is better; 1 without a true positive"},
    [LOCALISATION] = {"localisation", 0, "REAL", "0 to 1", NO_TP,
                      "the mean of 1 - IoU over the true positives there"},
    [FALSE_POSITIVES] = {"false_positives", 0, "REAL", "0 to 1", NO_TP, "fp / (tp + fp) there"},
    [FALSE_NEGATIVES] = {"false_negatives", 0, "REAL", "0 to 1", NO_TP, "fn / labels there"},
    [BEST_SCORE] = {"best_score", 0, "REAL", NULL, NO_TP,
                    "the score of the last prediction that is kept there"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS};

typedef struct ClassLrp {
  Id class, model; /* of the data set */
  LeastLrp least;
} ClassLrp;

static void add_class(const RankedClasses *at, Call *call) {
  const Id class = ranked_class_id(at);
  if (matches_threshold(&at->matches.rules, at->class, 0) >= 1)
    error_input(call->error,
                "iou_threshold is 1 for the class %s, where no box may be off and LRP is undefined",
                id_excerpt(&class).text);
  ClassLrp *row = run_append(call->run, 1, call->error);
  if (!ok(call->error)) return;
  *row = (ClassLrp){class, ranked_model_id(at),
                    least_lrp(&at->matches, &at->ranked, at->ious, at->class, at->label_count, false)};
}

static void run(Call *call) {
  ranked_classes_run(call, true, add_class);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const ClassLrp *at = row;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case OLRP: cell_real(out, at->least.lrp); break;
  case LOCALISATION: cell_real(out, at->least.localisation); break;
  case FALSE_POSITIVES: cell_real(out, at->least.false_positives); break;
  case FALSE_NEGATIVES: cell_real(out, at->least.false_negatives); break;
  case BEST_SCORE: cell_real(out, at->least.score); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_olrp = {
    .kind = TABLE,
    .name = "olrp",
    .arguments = "labels, predictions, images",
    .summary = "finds the lowest LRP error of each class, and what it is made of",
    .example = "SELECT class, olrp, localisation, false_positives, false_negatives FROM olrp",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ClassLrp),
            .run = run,
            .cell = cell,
        },
};
