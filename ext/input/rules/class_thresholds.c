#include "input/rules/class_thresholds.h"

#include <math.h>

#include "input/rules/rule_table.h"

enum { CLASS, SCORE_THRESHOLD, IOU_THRESHOLD, FIELDS };

static const Field fields[FIELDS] = {
    [CLASS] = {"class", FIELD_ID, REQUIRED, .synonyms = "category label name"},
    [SCORE_THRESHOLD] = {"score_threshold", FIELD_NUMBER, REQUIRED,
                         .synonyms = "score threshold confidence conf"},
    [IOU_THRESHOLD] = {"iou_threshold", FIELD_NUMBER, OPTIONAL},
};

static const TableLayout layout = {fields, FIELDS, NULL};

typedef struct ClassThresholds {
  double *scores, *ious; /* of each class; NaN: the table does not have it */
  bool has_ious, of_shard;
} ClassThresholds;

/* Of a part of a data set: whether other parts may have the class that this one lacks. */
static bool is_elsewhere(const RuleRow *row, Error *error) {
  Id id = table_reader_id(&row->table, CLASS, error);
  const Names *classes = &row->data->classes;
  IdKind kind = names_kind(classes);
  return ok(error) && names_find(classes, &id) == NAMES_NONE && (kind == ID_NULL || kind == id.kind);
}

static void take_rule(void *context, const RuleRow *row, Error *error) {
  ClassThresholds *thresholds = context;
  bool elsewhere = thresholds->of_shard && is_elsewhere(row, error);
  uint32_t class = elsewhere ? NAMES_NONE : rule_class(row, CLASS, error);
  double score = table_reader_number(&row->table, SCORE_THRESHOLD, 0, error), iou = (double)NAN;
  thresholds->has_ious = table_reader_reads(&row->table, IOU_THRESHOLD);
  if (thresholds->has_ious) {
    iou = table_reader_number(&row->table, IOU_THRESHOLD, 0, error);
    if (ok(error) && !(iou > 0 && iou <= 1))
      table_reader_refuse(&row->table, IOU_THRESHOLD, "not a number above 0 up to 1", error);
  }
  if (!ok(error) || elsewhere) return;
  if (!isnan(thresholds->scores[class]))
    error_input(error, "%s: %s has this class twice", table_reader_row_name(&row->table).text,
                row->table.columns.table);
  thresholds->scores[class] = score;
  thresholds->ious[class] = iou;
}

void class_thresholds_read(Call *call, const Dataset *data, bool of_shard, MatchRules *rules) {
  size_t count = data->classes.count;
  Error *error = call->error;
  ClassThresholds thresholds = {.of_shard = of_shard};
  if (!call_parameter(call, "class_thresholds") || !ok(error)) return;
  thresholds.scores = arena_allocate(&call->run->arena, (count + 1) * sizeof *thresholds.scores, error);
  thresholds.ious = arena_allocate(&call->run->arena, (count + 1) * sizeof *thresholds.ious, error);
  for (size_t k = 0; k < count && ok(error); k++) thresholds.scores[k] = thresholds.ious[k] = (double)NAN;
  rule_table_read(call, "class_thresholds", &layout, data, take_rule, &thresholds);
  rules->class_scores = thresholds.scores;
  rules->class_ious = thresholds.has_ious ? thresholds.ious : NULL;
  for (size_t k = 0; k < count && ok(error); k++) {
    if (isnan(thresholds.scores[k])) thresholds.scores[k] = (double)-INFINITY;
    thresholds.ious[k] = isnan(thresholds.ious[k]) ? rules->thresholds[0]
                                                   : match_threshold(rules->protocol, thresholds.ious[k]);
  }
  if (rules->threshold_count > 1) class_thresholds_refuse_ious(call, rules);
}

void class_thresholds_refuse_ious(const Call *call, const MatchRules *rules) {
  if (!rules->class_ious) return;
  error_input(call->error,
              "class_thresholds: %s has a column iou_threshold, which several IoU thresholds leave no room "
              "for: name a view without it",
              call_text(call, "class_thresholds", ""));
}
