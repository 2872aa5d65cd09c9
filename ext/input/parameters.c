#include "input/parameters.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "evaluation/summary.h"
#include "input/input.h"
#include "host/value.h"
#include "host/value_list.h"

static void refuse(Error *error, const char *name, const char *wanted, sqlite3_value *value) {
  error_input(error, "%s is not %s: %s", name, wanted, value_excerpt(value).text);
}

static void read_threshold(Evaluation *evaluation, const Call *call, bool may_average) {
  MatchRules *rules = &evaluation->rules;
  sqlite3_value *value = call_parameter(call, "iou_threshold");
  double threshold = 0.5;
  rules->threshold_count = 1;
  if (value && sqlite3_value_type(value) == SQLITE_TEXT &&
      strcmp(call_text(call, "iou_threshold", ""), "0.50:0.95") == 0) {
    if (!may_average) refuse(call->error, "iou_threshold", "a number here", value);
    evaluation->over_thresholds = true;
    rules->threshold_count = COCO_THRESHOLDS;
    for (int t = 0; t < COCO_THRESHOLDS; t++) rules->thresholds[t] = coco_threshold(t);
    return;
  }
  if (value && (!value_real(value, &threshold) || !(threshold > 0 && threshold <= 1)))
    refuse(call->error, "iou_threshold",
           may_average ? "a number above 0 up to 1, or '0.50:0.95'" : "a number above 0 up to 1", value);
  rules->thresholds[0] = match_threshold(rules->protocol, threshold);
}

/* "low-high" */
static bool parse_range(const char *text, size_t length, AreaRange *range) {
  Number low, high;
  size_t at = number_read(text, length, &low);
  if (!at || at >= length || text[at] != '-') return false;
  if (!number_read_whole(text + at + 1, length - at - 1, &high)) return false;
  *range = (AreaRange){low.real, high.real};
  return low.real >= 0 && low.real <= high.real;
}

static void read_area_range(Evaluation *evaluation, const Call *call, Protocol protocol) {
  static const char *const names[] = {"all", "small", "medium", "large"};
  MatchRules *rules = &evaluation->rules;
  sqlite3_value *value = call_parameter(call, "area_range");
  const char *text = call_text(call, "area_range", "all");
  rules->area_count = 1;
  if (protocol_takes_best_label(protocol) && strcmp(text, "all") != 0)
    error_input(call->error, "protocol '%s' has no area ranges: %s", protocol_name(protocol),
                value_excerpt(value).text);
  for (int a = 0; a < 4; a++) {
    if (strcmp(text, names[a]) != 0) continue;
    rules->areas[0] = coco_areas[a];
    return;
  }
  if (!parse_range(text, strlen(text), &rules->areas[0]))
    refuse(call->error, "area_range", "'all', 'small', 'medium', 'large' or 'low-high'", value);
}

static void read_limits(Evaluation *evaluation, const Call *call, Protocol protocol) {
  /* A summary has a column of that name, so its parameter has another. */
  const char *name = call_parameter(call, "detection_limit") ? "detection_limit" : "max_detections";
  sqlite3_value *value = call_parameter(call, name);
  double limit = protocol_default_limit(protocol), score = -INFINITY;
  bool is_all =
      value && sqlite3_value_type(value) == SQLITE_TEXT && strcmp(call_text(call, name, ""), "all") == 0;
  if (value && !is_all && (!value_real(value, &limit) || limit < 0 || limit != floor(limit)))
    refuse(call->error, name, "a whole number from 0 or 'all'", value);
  evaluation->max_detections = limit < 4e9 && !is_all ? (size_t)limit : SIZE_MAX;
  evaluation->rules.max_detections = protocol == PROTOCOL_LVIS ? SIZE_MAX : evaluation->max_detections;
  value = call_parameter(call, "score_threshold");
  if (value && (!value_real(value, &score) || !isfinite(score)))
    refuse(call->error, "score_threshold", "a finite number", value);
  evaluation->rules.score_threshold = score;
}

/* False where it is not set. */
static bool read_type(const Call *call, IouType *type) {
  const char *name = call_text(call, "iou_type", NULL);
  if (name && !iou_type_of_name(name, type))
    refuse(call->error, "iou_type", IOU_TYPE_DOMAIN, call_parameter(call, "iou_type"));
  return name != NULL;
}

/* The classes of a data set, and which of them are selected. */
typedef struct Selection {
  const Dataset *data;
  bool *selected;
} Selection;

static void select_class(void *context, const Id *class, Error *error) {
  const Selection *selection = context;
  const Dataset *data = selection->data;
  uint32_t number = names_find(&data->classes, class);
  if (number != NAMES_NONE)
    selection->selected[number] = true;
  else
    error_input(error, "classes: neither %s nor %s has the class %s", data->labels.table,
                data->predictions.table, id_excerpt(class).text);
}

const bool *evaluation_classes(Call *call, const Dataset *data) {
  sqlite3_value *value = call_parameter(call, "classes");
  if (!value || !ok(call->error)) return NULL;
  Selection selection = {data, arena_allocate(&call->run->arena, data->classes.count + 1, call->error)};
  if (!selection.selected) return NULL;
  memset(selection.selected, 0, data->classes.count + 1);
  value_list_read(value, "classes", "a class or a JSON array of classes", select_class, &selection,
                  call->error);
  return selection.selected;
}

void evaluation_threads(Call *call) {
  sqlite3_value *value = call_parameter(call, "threads");
  double threads = 0;
  if (value &&
      (!value_real(value, &threads) || threads < 0 || threads > WORKERS_MOST || threads != floor(threads)))
    refuse(call->error, "threads", "a whole number from 0 to 64", value);
  if (ok(call->error)) call->threads = call->connection->threadsafe ? (unsigned)threads : 1;
}

/* Which predictions take part, where the protocol or its tables leave some out. */
static void find_standings(Evaluation *evaluation, Call *call, const ProtocolFacts *facts) {
  const Dataset *data = evaluation->data;
  bool is_lvis = evaluation->rules.protocol == PROTOCOL_LVIS;
  if (!is_lvis && !facts->knows_verified) return;
  uint8_t *standings = arena_allocate(&call->run->arena, data->predictions.count + 1, call->error);
  if (!standings) return;
  standings_make(standings, data, facts->knows_verified ? &facts->verified : NULL,
                 is_lvis ? evaluation->max_detections : SIZE_MAX, &call->watch.poll, call->error);
  evaluation->rules.standings = standings;
}

static void use_input(Evaluation *evaluation, Call *call, Input *input) {
  evaluation->data = &input->data;
  evaluation->rules.shapes = input->shapes;
  /* Comparing shapes takes some fifty times as long as comparing boxes. */
  size_t work = evaluation->data->predictions.count * (input->shapes ? 50 : 1);
  evaluation->workers = (Workers){workers_that_pay(work, call->threads), &call->watch.poll};
  evaluation->rules.classes = evaluation_classes(call, evaluation->data);
  evaluation->rules.frequencies = input->facts.frequencies;
  class_thresholds_read(call, evaluation->data, evaluation->of_shard, &evaluation->rules);
  find_standings(evaluation, call, &input->facts);
}

static void begin(Evaluation *evaluation, Call *call, bool may_average, const ProtocolChoice *choice,
                  bool of_shard) {
  Protocol protocol = choice->protocol;
  *evaluation = (Evaluation){.rules = {.protocol = protocol, .groups_count = choice->groups_count},
                             .of_shard = of_shard};
  read_threshold(evaluation, call, may_average);
  read_area_range(evaluation, call, protocol);
  read_limits(evaluation, call, protocol);
  IouType type = IOU_BBOX;
  bool typed = read_type(call, &type) || protocol_takes_best_label(protocol);
  if (type != IOU_BBOX && protocol_takes_best_label(protocol))
    error_input(call->error, "protocol '%s' compares boxes, not '%s'", protocol_name(protocol),
                iou_type_name(type));
  if (type == IOU_KEYPOINTS && protocol == PROTOCOL_LVIS)
    error_input(call->error, "protocol 'lvis' does not compare keypoints");
  evaluation_threads(call);
  Input *(*take)(Call *, const IouType *, const ProtocolTables *) = of_shard ? call_shard_input : call_input;
  Input *input = ok(call->error) ? take(call, typed ? &type : NULL, &choice->tables) : NULL;
  if (!input) return;
  run_set_default(call->run, "iou_type", id_string(iou_type_name(input->iou_type)));
  if (input->iou_type == IOU_KEYPOINTS && !call_parameter(call, "max_detections")) {
    evaluation->max_detections = evaluation->rules.max_detections = KEYPOINTS_MAX_DETECTIONS;
    run_set_default(call->run, "max_detections", id_integer(KEYPOINTS_MAX_DETECTIONS));
  }
  use_input(evaluation, call, input);
}

void evaluation_begin(Evaluation *evaluation, Call *call, bool may_average) {
  ProtocolChoice choice;
  protocol_choice_read(&choice, call);
  begin(evaluation, call, may_average, &choice, false);
}

void evaluation_begin_by(Evaluation *evaluation, Call *call, bool may_average, Protocol protocol) {
  ProtocolChoice choice;
  protocol_choice_make(&choice, call, protocol);
  begin(evaluation, call, may_average, &choice, false);
}

void evaluation_begin_shard(Evaluation *evaluation, Call *call) {
  ProtocolChoice choice;
  protocol_choice_make(&choice, call, PROTOCOL_COCO);
  begin(evaluation, call, false, &choice, true);
}

Shared *evaluation_begin_other(Evaluation *other, const Evaluation *evaluation, Call *call,
                               const char *predictions) {
  *other = *evaluation;
  Input *input = ok(call->error) ? call_other_input(call, run_input(call->run)->iou_type, predictions) : NULL;
  if (!input) return NULL;
  use_input(other, call, input);
  return &input->shared;
}

void evaluation_begin_model(const Evaluation *evaluation, Call *call, size_t model) {
  run_begin_model(call->run, evaluation->data->models.items[model], call->error);
}

bool evaluation_has_class(const Evaluation *evaluation, size_t model, size_t class) {
  const Dataset *data = evaluation->data;
  const uint32_t *predictions = &data->predictions.starts[dataset_segment(data, model, class)];
  const uint32_t *labels = &data->labels.starts[class];
  return matches_class_selected(&evaluation->rules, class) &&
         (predictions[1] > predictions[0] || labels[1] > labels[0]);
}
