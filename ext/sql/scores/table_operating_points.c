/*
** operating_points: computes precision, recall and false positives per image at score thresholds.
**
**     SELECT class, score, precision, recall, f1 FROM operating_points WHERE score_threshold IN (0.3, 0.5);
**
** There is a row for each class, model and threshold. The thresholds are those that score_threshold is set
** to; where it is not set, 0, 0.01, ... 1, and score_threshold comes back as the threshold of the row
** (numbers.md, section 9).
*/
#include "evaluation/class_scores.h"
#include "evaluation/curves/operating_points.h"
#include "host/function.h"
#include "sql/scores/ranked_classes.h"
#include "input/input.h"

enum { CLASS, SCORE, PRECISION, RECALL, F1, TP, FP, FN, FALSE_POSITIVES_PER_IMAGE, MODEL };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [SCORE] = {"score", 0, "REAL", NULL, NULL, "the threshold: predictions of this score and above are kept"},
    [PRECISION] = {"precision", 0, "REAL", "0 to 1", "no prediction is kept", "tp / (tp + fp)"},
    [RECALL] = {"recall", 0, "REAL", "0 to 1", "the class has no labels", "tp / (tp + fn)"},
    [F1] = {"f1", 0, "REAL", "0 to 1", "nothing counts in the class", "2 tp / (2 tp + fp + fn)"},
    [TP] = {"tp", 0, "INTEGER", "predictions", NULL, "correct predictions"},
    [FP] = {"fp", 0, "INTEGER", "predictions", NULL, "false positives"},
    [FN] = {"fn", 0, "INTEGER", "labels", NULL, "missed labels"},
    [FALSE_POSITIVES_PER_IMAGE] = {"false_positives_per_image", 0, "REAL", "predictions", "there is no image",
                                   "fp by the number of images"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS};

enum { GRID = 101 };

typedef struct PointRow {
  Id class, model; /* of the data set */
  OperatingPoint point;
  uint32_t label_count;
} PointRow;

static void add_class(const RankedClasses *at, Call *call) {
  OperatingPoint points[GRID];
  bool is_set = call_parameter(call, "score_threshold") != NULL;
  size_t count = is_set ? 1 : GRID;
  for (size_t i = 0; i < count; i++) points[i].score = (double)i / (GRID - 1);
  if (is_set) points[0].score = at->evaluation.rules.score_threshold;
  operating_points_count(&at->matches, &at->ranked, points, count);
  PointRow *rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++)
    rows[i] = (PointRow){ranked_class_id(at), ranked_model_id(at), points[i], at->label_count};
}

static void run(Call *call) {
  ranked_classes_run(call, false, add_class);
  size_t *images = arena_allocate(&call->run->arena, sizeof *images, call->error);
  if (!ok(call->error)) return;
  *images = call_image_count(call);
  call->run->state = images;
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const PointRow *at = row;
  const OperatingPoint *point = &at->point;
  const ClassScore counts = {.label_count = at->label_count, .tp = point->tp, .fp = point->fp};
  size_t images = *(const size_t *)run->state;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case SCORE: cell_real(out, point->score); break;
  case PRECISION: cell_real(out, class_score_precision(&counts)); break;
  case RECALL: cell_real(out, class_score_recall(&counts)); break;
  case F1: cell_real(out, class_score_f1(&counts)); break;
  case TP: cell_integer(out, point->tp); break;
  case FP: cell_integer(out, point->fp); break;
  case FN: cell_integer(out, at->label_count - point->tp); break;
  case FALSE_POSITIVES_PER_IMAGE:
    if (images) cell_real(out, (double)point->fp / (double)images);
    break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_operating_points = {
    .kind = TABLE,
    .name = "operating_points",
    .arguments = "labels, predictions, images",
    .summary = "computes precision, recall and false positives per image at score thresholds",
    .example =
        "SELECT class, score, precision, recall, f1 FROM operating_points WHERE score_threshold IN (0.3, 0.5)",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(PointRow),
            .run = run,
            .cell = cell,
            .spread_parameter = "score_threshold",
            .spread_column = SCORE,
        },
};
