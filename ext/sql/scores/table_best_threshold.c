/*
** best_threshold: finds the score threshold with the best F1 for each class.
**
**     SELECT class, score, precision, recall, f1 FROM best_threshold;
**
** There is a row for each class and model: the score threshold with the highest F1, and precision, recall, F1
** and counts at that threshold. Ties go to the higher score. score and precision are NULL if no threshold
** finds anything; recall and f1 are NULL if the class has no labels that count (numbers.md, section 4).
*/
#include "evaluation/best_threshold.h"
#include "evaluation/class_scores.h"
#include "host/function.h"
#include "input/parameters.h"

enum { CLASS, SCORE, PRECISION, RECALL, F1, TP, FP, FN, MODEL };

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
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS};

typedef struct ClassThreshold {
  Id class, model; /* of the data set */
  BestThreshold best;
} ClassThreshold;

static void add_class(const Evaluation *evaluation, const Matches *matches, Ranked *ranked, size_t model,
                      size_t class, Call *call) {
  uint32_t label_counts[AREAS_MOST];
  ClassThreshold *row = run_append(call->run, 1, call->error);
  const Task task = {.poll = &call->watch.poll};
  if (!ok(call->error)) return;
  ranked_fill(ranked, matches, model, class, &task, call->error);
  count_labels(matches, class, label_counts);
  *row = (ClassThreshold){.class = evaluation->data->classes.items[class],
                          .model = evaluation->data->models.items[model],
                          .best = best_threshold(matches, ranked, label_counts[0])};
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Matches matches = {0};
  Ranked ranked = {0};
  evaluation_begin(&evaluation, call, false);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  matches_make(&matches, data, &evaluation.rules, false, &evaluation.workers, error);
  ranked_make(&ranked, data, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    for (size_t k = 0; k < data->classes.count && ok(error); k++) {
      if (evaluation_has_class(&evaluation, m, k)) add_class(&evaluation, &matches, &ranked, m, k, call);
    }
  }
  ranked_release(&ranked);
  matches_release(&matches);
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
        },
};
