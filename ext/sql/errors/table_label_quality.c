/*
** label_quality: judges how well each label fits what a model sees.
**
**     SELECT label_id, issue, suspicion FROM label_quality WHERE suspicion > 0.5 ORDER BY suspicion DESC;
**
** There is a row for each label that is no crowd, once for each model. Boxes are compared, whatever else the
** tables have (numbers.md, section 9b).
*/
#include "evaluation/repairs/label_quality.h"
#include "host/function.h"
#include "host/value.h"
#include "input/parameters.h"

enum {
  LABEL_ID,
  IMAGE_ID,
  CLASS,
  BADLY_LOCATED,
  WRONG_CLASS,
  SUSPICION,
  ISSUE,
  PREDICTION_ID,
  PREDICTED_CLASS,
  SCORE,
  MODEL
};

static const Column columns[] = {
    [LABEL_ID] = {"label_id", KEY | UNIQUE, NULL, NULL, NULL, "the label"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "its class"},
    [BADLY_LOCATED] =
        {"badly_located", 0, "REAL", "0 to 1", NULL,
         "1: the label lies where the model sees the object, or the model says nothing; lower is "
         "worse"},
    [WRONG_CLASS] = {"wrong_class", 0, "REAL", "0 to 1", NULL,
                     "1: no confident prediction of another class lies on the label; lower is worse"},
    [SUSPICION] = {"suspicion", 0, "REAL", "0 to 1", NULL, "1 minus the lower of the two: higher is worse"},
    [ISSUE] = {"issue", KEY, "TEXT", NULL, "suspicion is 0",
               "which of the two is lower: badly_located or wrong_class"},
    [PREDICTION_ID] = {"prediction_id", KEY, NULL, NULL,
                       "issue is NULL, or a label of another class lies on this one",
                       "the prediction that says so"},
    [PREDICTED_CLASS] = {"predicted_class", 0, NULL, NULL, "prediction_id is NULL", "its class"},
    [SCORE] = {"score", 0, "REAL", NULL, "prediction_id is NULL", "its score"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    {"likely_score", "0.5", false, "a number",
     "predictions of the label's class with a higher score tell where it should be"},
    {"confident_score", "0.95", false, "a number",
     "predictions of other classes with a higher score tell that its class is wrong"},
    {"max_detections", "100", false, "a whole number from 0, or 'all'",
     "the predictions kept for each image and class, highest scores first"},
    SELECTION_PARAMETERS,
};

typedef struct QualityRow {
  LabelQuality quality;
  uint32_t model;
} QualityRow;

static double read_score(Call *call, const char *name, double fallback) {
  double score = fallback;
  sqlite3_value *value = call_parameter(call, name);
  if (value && !value_real(value, &score))
    error_input(call->error, "%s is not a number: %s", name, value_excerpt(value).text);
  return score;
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  evaluation_begin(&evaluation, call, false);
  const QualitySettings settings = {read_score(call, "likely_score", 0.5),
                                    read_score(call, "confident_score", 0.95)};
  if (!ok(error)) return;
  const Dataset *data = evaluation.data;
  call->run->state = (void *)(uintptr_t)data;
  LabelQuality *qualities = memory_allocate(data->labels.count, sizeof *qualities, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&evaluation, call, m);
    size_t count =
        label_qualities(data, &evaluation.rules, m, &settings, qualities, &evaluation.workers, error);
    QualityRow *rows = run_append(call->run, count, error);
    for (size_t i = 0; rows && i < count; i++) rows[i] = (QualityRow){qualities[i], (uint32_t)m};
  }
  memory_release(qualities);
}

static void cell_evidence(Cell *out, const Dataset *data, uint32_t prediction, int column) {
  const Objects *predictions = &data->predictions;
  if (prediction == QUALITY_NO_ROW) return;
  switch (column) {
  case PREDICTION_ID: cell_id(out, id_column_get(&predictions->ids, prediction)); break;
  case PREDICTED_CLASS: cell_id(out, data->classes.items[predictions->class[prediction]]); break;
  default: cell_real(out, predictions->score[prediction]);
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const Dataset *data = run->state;
  const QualityRow *item = row;
  const LabelQuality *quality = &item->quality;
  bool is_located_worse = quality->located < quality->class;
  double lower = is_located_worse ? quality->located : quality->class;
  switch (column) {
  case LABEL_ID: cell_id(out, id_column_get(&data->labels.ids, quality->label)); break;
  case IMAGE_ID: cell_id(out, data->images.items[data->labels.image[quality->label]]); break;
  case CLASS: cell_id(out, data->classes.items[data->labels.class[quality->label]]); break;
  case BADLY_LOCATED: cell_real(out, quality->located); break;
  case WRONG_CLASS: cell_real(out, quality->class); break;
  case SUSPICION: cell_real(out, 1 - lower); break;
  case ISSUE:
    if (lower < 1) cell_text(out, is_located_worse ? "badly_located" : "wrong_class");
    break;
  case MODEL: cell_id(out, data->models.items[item->model]); break;
  default:
    if (lower < 1)
      cell_evidence(out, data, is_located_worse ? quality->located_by : quality->class_by, column);
  }
}

const Function function_label_quality = {
    .kind = TABLE,
    .name = "label_quality",
    .arguments = "labels, predictions, images",
    .summary = "judges whether each label has the right place and the right class",
    .example = "SELECT label_id, issue, suspicion FROM label_quality ORDER BY suspicion DESC LIMIT 3",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(QualityRow),
            .run = run,
            .cell = cell,
        },
};
