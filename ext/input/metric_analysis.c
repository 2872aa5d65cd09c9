#include "input/metric_analysis.h"

#include "input/kept_metrics.h"

static void check_kinds(const MetricAnalysis *analysis, const MetricInput *input, const Call *call,
                        Error *error) {
  const Dataset *data = analysis->data;
  sqlite3 *db = call->connection->db;
  char ids[200];
  sqlite3_snprintf(sizeof ids, ids, "image_id of %.60s and %.60s", data->labels.table,
                   data->predictions.table);
  metric_input_check_kind(input, db, LEVEL_IMAGE, names_kind(&data->images), ids, error);
  sqlite3_snprintf(sizeof ids, ids, "%.100s.id", data->predictions.table);
  metric_input_check_kind(input, db, LEVEL_PREDICTION, id_column_kind(&data->predictions.ids), ids, error);
  sqlite3_snprintf(sizeof ids, ids, "%.100s.id", data->labels.table);
  if (analysis->with_labels)
    metric_input_check_kind(input, db, LEVEL_LABEL, id_column_kind(&data->labels.ids), ids, error);
}

void call_metric_analysis(MetricAnalysis *analysis, const Evaluation *evaluation, Call *call,
                          bool with_labels) {
  MetricInput *input = call_metrics(call);
  *analysis = (MetricAnalysis){.data = evaluation->data,
                               .rules = &evaluation->rules,
                               .workers = &evaluation->workers,
                               .with_labels = with_labels};
  if (!input) return;
  analysis->table = metric_input_data(input);
  analysis->wanted = &input->wanted;
  analysis->kept = input->whole ? &input->whole->items : &input->items;
  check_kinds(analysis, input, call, call->error);
  metric_analysis_make(analysis, &call->run->arena, call->error);
}
