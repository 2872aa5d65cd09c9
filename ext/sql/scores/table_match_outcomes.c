/*
** match_outcomes: says what happened to every prediction and label, and why.
**
**     SELECT explanation, image_id, score FROM match_outcomes
**     WHERE outcome = 'FP' ORDER BY score DESC LIMIT 20;
**
** Every prediction is the prediction_id of one row, and every label the label_id of one row of each model; a
** TP row has both. The contract is numbers.md, section 5. Rows are sorted by model, class and image,
** predictions by descending score.
*/
#include <math.h>

#include "host/function.h"
#include "evaluation/local_precision.h"
#include "evaluation/outcomes.h"
#include "host/value.h"
#include "input/parameters.h"

enum {
  OUTCOME,
  REASON,
  EXPLANATION,
  IMAGE_ID,
  CLASS,
  PREDICTION_ID,
  LABEL_ID,
  SCORE,
  IOU,
  BEST_LABEL_ID,
  BEST_PREDICTION_ID,
  DUPLICATE_OF,
  CONFUSED_CLASS,
  CONFUSED_LABEL_ID,
  CONFUSED_PREDICTION_ID,
  CONFUSED_IOU,
  MODEL,
  HELD_LABEL_ID,
  PRECISION_AT_SCORE
};

static const Column columns[] = {
    [OUTCOME] = {"outcome", 0, "TEXT", NULL, NULL, "TP, FP, FN or ignored"},
    [REASON] =
        {"reason", 0, "TEXT", NULL, "TP",
         "of an FP: no_overlap, low_iou or duplicate; of an FN: no_overlap, low_iou or taken; of an ignored "
         "row: crowd, no_keypoints, area, region or max_detections, and with other protocols difficult, group, not_exhaustive or not_verified"},
    [EXPLANATION] = {"explanation", 0, "TEXT", NULL, NULL,
                     "the reason in words: what was compared with what"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL,
               "the class of the prediction; without a prediction, of the label"},
    [PREDICTION_ID] = {"prediction_id", KEY | UNIQUE, NULL, NULL, "FN, an ignored label", "the prediction"},
    [LABEL_ID] = {"label_id", KEY | UNIQUE, NULL, NULL, "FP, an ignored prediction", "the label"},
    [SCORE] = {"score", 0, "REAL", NULL, "prediction_id is NULL", "the prediction's score"},
    [IOU] = {"iou", 0, "REAL", "0 to 1", NULL,
             "TP: with its label; FP, FN: the best within the class and image, 0 without overlap"},
    [BEST_LABEL_ID] = {"best_label_id", 0, NULL, NULL, "nothing overlaps; the row of a label",
                       "the label with that IoU"},
    [BEST_PREDICTION_ID] = {"best_prediction_id", 0, NULL, NULL, "nothing overlaps; the row of a prediction",
                            "the prediction of its class that fits a label best"},
    [DUPLICATE_OF] = {"duplicate_of", 0, NULL, NULL, "the reason is not duplicate",
                      "the prediction that was matched to the label first"},
    [CONFUSED_CLASS] =
        {"confused_class", 0, NULL, NULL, "there is no such object",
         "the class of a label of another class that overlaps an FP by at least the threshold; of an FN, of such a "
         "prediction"},
    [CONFUSED_LABEL_ID] = {"confused_label_id", 0, NULL, NULL, "confused_class is NULL; FN", "that label"},
    [CONFUSED_PREDICTION_ID] = {"confused_prediction_id", 0, NULL, NULL, "confused_class is NULL; FP",
                                "that prediction"},
    [CONFUSED_IOU] = {"confused_iou", 0, "REAL", "0 to 1", "confused_class is NULL", "the IoU with it"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
    [HELD_LABEL_ID] = {"held_label_id", HIDDEN, NULL, NULL,
                       "the prediction is not matched; the row of a label",
                       "the label that the prediction is matched to, also where both are ignored"},
    [PRECISION_AT_SCORE] =
        {"precision_at_score", HIDDEN, "REAL", "0 to 1", "FN, ignored",
         "the share of TPs among the 31 predictions of the class around the score, or around a lower score if it is "
         "higher there"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, MATCHING_PARAMETERS, PROTOCOL_PARAMETERS};

/* What the explanations quote. */
typedef struct State {
  const Dataset *data;
  const Shapes *shapes;
  const char *measure; /* "IoU" */
  MatchRules rules;
  size_t max_detections; /* of a class in an image; under LVIS, of an image */
  double *precision;     /* at the score of each prediction; NULL: not asked for */
} State;

static bool wants_precision(const Call *call) {
  return call->wanted >> PRECISION_AT_SCORE & 1;
}

/* Asked for one image or class, the others are not matched; each object still sees those of other
** classes. The values of the column are compared as they are only where all of them are of one kind. A
** shape that cannot be compared is an error in whatever image it is. */
static void narrow(Evaluation *evaluation, Call *call) {
  int column;
  Id id;
  sqlite3_value *only = call_only(call, &column);
  const Dataset *data = evaluation->data;
  if (!only) return;
  const Names *names = column == IMAGE_ID ? &data->images : &data->classes;
  bool same_kind = value_id(only, &id) && id.kind != ID_NULL && names_kind(names) == id.kind;
  bool looks_further = column == IMAGE_ID && wants_precision(call);
  if (!same_kind || evaluation->rules.shapes || looks_further) {
    call_all(call);
    return;
  }
  uint32_t *number = arena_allocate(&call->run->arena, sizeof *number, call->error);
  bool *classes = arena_allocate(&call->run->arena, data->classes.count + 1, call->error);
  if (!ok(call->error)) return;
  *number = names_find(names, &id);
  for (size_t k = 0; k < data->classes.count; k++)
    classes[k] = matches_class_selected(&evaluation->rules, k) && k == *number;
  if (column == CLASS)
    evaluation->rules.classes = classes;
  else
    evaluation->rules.image = number;
}

static double *find_precision(const Evaluation *evaluation, Call *call, const Outcome *outcomes,
                              size_t count) {
  Error *error = call->error;
  double *precision =
      arena_allocate(&call->run->arena, (evaluation->data->predictions.count + 1) * sizeof *precision, error);
  if (precision) local_precision(evaluation->data, outcomes, count, &evaluation->workers, precision, error);
  return precision;
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  evaluation_begin(&evaluation, call, false);
  if (ok(error)) narrow(&evaluation, call);
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  const MatchRules *rules = &evaluation.rules;
  State *state = arena_allocate(&call->run->arena, sizeof *state, error);
  size_t *starts = memory_allocate(data->models.count + 1, sizeof *starts, error);
  Outcome *outcomes = run_append(call->run, outcomes_most(data), error);
  size_t count = outcomes_make(data, rules, &evaluation.workers, outcomes, starts, error);
  if (ok(error)) {
    *state =
        (State){data, rules->shapes, shapes_measure(rules->shapes), *rules, evaluation.max_detections, NULL};
    if (wants_precision(call)) state->precision = find_precision(&evaluation, call, outcomes, count);
    call->run->state = state;
    for (size_t m = 0; m < data->models.count; m++) {
      call->run->row_count = starts[m];
      evaluation_begin_model(&evaluation, call, m);
    }
    call->run->row_count = count;
  }
  memory_release(starts);
}

static Excerpt label_name(const State *state, uint32_t row) {
  Id id = id_column_get(&state->data->labels.ids, row);
  return id_excerpt(&id);
}

static Excerpt prediction_name(const State *state, uint32_t row) {
  Id id = id_column_get(&state->data->predictions.ids, row);
  return id_excerpt(&id);
}

static Excerpt class_name(const State *state, const Objects *objects, uint32_t row) {
  return id_excerpt(&state->data->classes.items[objects->class[row]]);
}

/* The IoU threshold of the object that an outcome is of. */
static double threshold_of(const State *state, const Outcome *outcome) {
  bool is_prediction = outcome->prediction != OUTCOME_NO_ROW;
  const Objects *own = is_prediction ? &state->data->predictions : &state->data->labels;
  return matches_threshold(&state->rules, own->class[is_prediction ? outcome->prediction : outcome->label],
                           0);
}

/* Truncated to three digits, not rounded: an IoU just below the threshold must not look equal to it. */
static double shown(double iou) {
  return iou < 0.001 ? iou : floor(iou * 1000 + 1e-9) / 1000;
}

/* How an IoU relates to a threshold that it does not reach. */
static const char *short_of(const State *state) {
  return protocol_is_voc(state->rules.protocol) ? "not above" : "below";
}

/* Why a prediction is incorrect. */
static void explain_false(const State *state, const Outcome *outcome, Cell *out) {
  const Objects *predictions = &state->data->predictions;
  Excerpt name = class_name(state, predictions, outcome->prediction), label;
  switch (outcome->reason) {
  case REASON_NO_OVERLAP: cell_format(out, "no label of class %s overlaps it", name.text); break;
  case REASON_LOW_IOU:
    label = label_name(state, outcome->best);
    cell_format(out, "%s %.3g with label %s is %s %.6g", state->measure, shown(outcome->iou), label.text,
                short_of(state), threshold_of(state, outcome));
    break;
  default:
    label = label_name(state, outcome->best);
    cell_format(out, "%s %.3g with label %s, which prediction %s (score %.3g) already holds", state->measure,
                shown(outcome->iou), label.text, prediction_name(state, outcome->holds).text,
                predictions->score[outcome->holds]);
  }
  if (outcome->confused == OUTCOME_NO_ROW) return;
  Excerpt other = class_name(state, &state->data->labels, outcome->confused);
  cell_append(out, "; %s %.3g with label %s of class %s", state->measure, shown(outcome->confused_iou),
              label_name(state, outcome->confused).text, other.text);
}

/* What max_detections is a limit of. */
static const char *limited_by(const State *state) {
  return state->rules.protocol == PROTOCOL_LVIS ? "the image" : "its class in the image";
}

/* How the predictions of its class relate to a missed label. */
static void explain_unmatched(const State *state, const Outcome *outcome, Cell *out) {
  if (outcome->best == OUTCOME_NO_ROW) {
    cell_format(out, "no prediction of class %s overlaps it",
                class_name(state, &state->data->labels, outcome->label).text);
    return;
  }
  Excerpt best = prediction_name(state, outcome->best);
  double score = state->data->predictions.score[outcome->best];
  Protocol protocol = state->rules.protocol;
  if (!outcome->held)
    cell_format(out, "%s %.3g with prediction %s (score %.3g), which is beyond the %lld best of %s",
                state->measure, shown(outcome->iou), best.text, score, (sqlite3_int64)state->max_detections,
                limited_by(state));
  else if (outcome->iou < protocol_reach(protocol, threshold_of(state, outcome)) ||
           (outcome->holds == OUTCOME_NO_ROW && !protocol_takes_best_label(protocol)))
    cell_format(out, "best %s %.3g, with prediction %s (score %.3g), is %s %.6g", state->measure,
                shown(outcome->iou), best.text, score, short_of(state), threshold_of(state, outcome));
  else if (outcome->holds == OUTCOME_NO_ROW)
    cell_format(out, "%s %.3g with prediction %s (score %.3g), which fits another label better",
                state->measure, shown(outcome->iou), best.text, score);
  else
    cell_format(out, "%s %.3g with prediction %s (score %.3g), which holds label %s", state->measure,
                shown(outcome->iou), best.text, score, label_name(state, outcome->holds).text);
}

static void explain_missed(const State *state, const Outcome *outcome, Cell *out) {
  const Objects *predictions = &state->data->predictions;
  explain_unmatched(state, outcome, out);
  if (outcome->confused == OUTCOME_NO_ROW) return;
  Excerpt other = class_name(state, predictions, outcome->confused);
  cell_append(out, "; %s %.3g with prediction %s of class %s (score %.3g)", state->measure,
              shown(outcome->confused_iou), prediction_name(state, outcome->confused).text, other.text,
              predictions->score[outcome->confused]);
}

static void explain_crowd(const State *state, const Outcome *outcome, Cell *out) {
  Excerpt label = label_name(state, outcome->best);
  if (state->shapes && shapes_least(state->shapes) > 0)
    cell_format(out, "%s %.3g with the crowd label %s", state->measure, shown(outcome->iou), label.text);
  else
    cell_format(out, "%.3g %% of it lies in the crowd label %s", 100 * shown(outcome->iou), label.text);
}

static void explain_ignored(const State *state, const Outcome *outcome, Cell *out) {
  bool is_label = outcome->prediction == OUTCOME_NO_ROW;
  Excerpt label = {{0}};
  if (!is_label && outcome->best != OUTCOME_NO_ROW) label = label_name(state, outcome->best);
  switch (outcome->reason) {
  case REASON_CROWD:
    if (is_label)
      cell_format(out, "it stands for a crowd");
    else
      explain_crowd(state, outcome, out);
    break;
  case REASON_NO_KEYPOINTS:
    if (is_label)
      cell_format(out, "none of its keypoints is labelled");
    else
      cell_format(out, "it matches label %s, none of whose keypoints is labelled", label.text);
    break;
  case REASON_REGION:
    if (is_label)
      cell_format(out, "it lies in an ignored region");
    else if (outcome->held)
      cell_format(out, "it holds label %s, which lies in an ignored region", label.text);
    else
      cell_format(out, "%.3g %% of it lies in an ignored region",
                  100 * shown(state->data->predictions.absorbed[outcome->prediction]));
    break;
  case REASON_MAX_DETECTIONS:
    cell_format(out, "beyond the %lld best predictions of %s", (sqlite3_int64)state->max_detections,
                limited_by(state));
    break;
  case REASON_DIFFICULT:
    if (is_label)
      cell_format(out, "it is difficult");
    else
      cell_format(out, "IoU %.3g with the difficult label %s", shown(outcome->iou), label.text);
    break;
  case REASON_GROUP:
    if (is_label)
      cell_format(out, "it stands for a group");
    else
      cell_format(out, "%.3g %% of it lies in the group label %s", 100 * shown(outcome->iou), label.text);
    break;
  case REASON_NOT_EXHAUSTIVE:
    cell_format(out, "class %s is not labelled exhaustively in the image",
                class_name(state, &state->data->predictions, outcome->prediction).text);
    break;
  case REASON_NOT_VERIFIED:
    cell_format(out, "class %s is not verified in the image",
                class_name(state, &state->data->predictions, outcome->prediction).text);
    break;
  default: {
    double area = is_label ? matches_label_area(state->data, state->shapes, outcome->label)
                           : matches_prediction_area(state->data, state->shapes, outcome->prediction);
    if (is_label || !outcome->held)
      cell_format(out, "its area %.6g lies outside %.6g to %.6g", area, state->rules.areas[0].low,
                  state->rules.areas[0].high);
    else
      cell_format(out, "it holds label %s, whose area lies outside %.6g to %.6g", label.text,
                  state->rules.areas[0].low, state->rules.areas[0].high);
  }
  }
}

static void explain(const State *state, const Outcome *outcome, Cell *out) {
  switch (outcome->kind) {
  case OUTCOME_TP:
    if (state->data->labels.crowd[outcome->label])
      cell_format(out, "%.3g %% of it lies in the group label %s", 100 * shown(outcome->iou),
                  label_name(state, outcome->label).text);
    else
      cell_format(out, "%s %.3g with label %s %s %.6g", state->measure, shown(outcome->iou),
                  label_name(state, outcome->label).text,
                  protocol_is_voc(state->rules.protocol) ? "is above" : "reaches",
                  threshold_of(state, outcome));
    break;
  case OUTCOME_FP: explain_false(state, outcome, out); break;
  case OUTCOME_FN: explain_missed(state, outcome, out); break;
  default: explain_ignored(state, outcome, out);
  }
}

static void cell_object_id(Cell *out, const Objects *objects, uint32_t row) {
  if (row != OUTCOME_NO_ROW) cell_id(out, id_column_get(&objects->ids, row));
}

/* The number of a prediction of its model, or of a label behind those. */
static uint32_t row_number(const Run *run, const void *row) {
  const Outcome *outcome = row;
  const Dataset *data = ((const State *)run->state)->data;
  const uint32_t *starts = data->predictions.starts;
  uint32_t first = starts[dataset_segment(data, outcome->model, 0)];
  if (outcome->prediction != OUTCOME_NO_ROW) return outcome->prediction - first;
  return starts[dataset_segment(data, outcome->model + 1, 0)] - first + outcome->label;
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const Outcome *outcome = row;
  const Dataset *data = state->data;
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  bool is_prediction = outcome->prediction != OUTCOME_NO_ROW;
  const Objects *own = is_prediction ? predictions : labels, *other = is_prediction ? labels : predictions;
  uint32_t own_row = is_prediction ? outcome->prediction : outcome->label;
  switch (column) {
  case OUTCOME: cell_text(out, outcome_kind_name((OutcomeKind)outcome->kind)); break;
  case REASON:
    if (outcome->reason) cell_text(out, reason_name((Reason)outcome->reason));
    break;
  case EXPLANATION: explain(state, outcome, out); break;
  case IMAGE_ID: cell_id(out, data->images.items[own->image[own_row]]); break;
  case CLASS: cell_id(out, data->classes.items[own->class[own_row]]); break;
  case PREDICTION_ID: cell_object_id(out, predictions, outcome->prediction); break;
  case LABEL_ID: cell_object_id(out, labels, outcome->label); break;
  case SCORE: cell_real(out, is_prediction ? predictions->score[own_row] : (double)NAN); break;
  case IOU: cell_real(out, outcome->iou); break;
  case BEST_LABEL_ID: cell_object_id(out, labels, is_prediction ? outcome->best : OUTCOME_NO_ROW); break;
  case BEST_PREDICTION_ID:
    cell_object_id(out, predictions, is_prediction ? OUTCOME_NO_ROW : outcome->best);
    break;
  case DUPLICATE_OF: cell_object_id(out, predictions, is_prediction ? outcome->holds : OUTCOME_NO_ROW); break;
  case CONFUSED_CLASS:
    if (outcome->confused != OUTCOME_NO_ROW)
      cell_id(out, data->classes.items[other->class[outcome->confused]]);
    break;
  case CONFUSED_LABEL_ID:
    cell_object_id(out, labels, is_prediction ? outcome->confused : OUTCOME_NO_ROW);
    break;
  case CONFUSED_PREDICTION_ID:
    cell_object_id(out, predictions, is_prediction ? OUTCOME_NO_ROW : outcome->confused);
    break;
  case CONFUSED_IOU: cell_real(out, outcome->confused_iou); break;
  case MODEL: cell_id(out, data->models.items[outcome->model]); break;
  case HELD_LABEL_ID:
    cell_object_id(out, labels, is_prediction && outcome->held ? outcome->best : OUTCOME_NO_ROW);
    break;
  case PRECISION_AT_SCORE:
    cell_real(out, is_prediction && state->precision ? state->precision[own_row] : (double)NAN);
    break;
  }
}

const Function function_match_outcomes = {
    .kind = TABLE,
    .name = "match_outcomes",
    .arguments = "labels, predictions, images",
    .summary = "says what happened to every prediction and label, and why",
    .example = "SELECT outcome, reason, class, score, explanation FROM match_outcomes WHERE image_id = 2",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Outcome),
            .run = run,
            .cell = cell,
            .skipped_columns = UINT64_C(1) << PRECISION_AT_SCORE,
            .narrowing_columns = 1U << IMAGE_ID | 1U << CLASS,
            .row_number = row_number,
        },
};
