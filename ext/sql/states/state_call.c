#include "sql/states/state_call.h"

#include <math.h>
#include <string.h>

#include "host/value.h"
#include "input/parameters.h"

/* Rows are made for each class and model: so many at most. */
enum { CLASSES_AND_MODELS_MOST = 1 << 22 };

static size_t class_count(const State *state) {
  size_t count = 0;
  for (size_t i = 0; i < state->part_count; i++)
    count += !i || !id_equal(&state->parts[i - 1].class, &state->parts[i].class);
  return count;
}

void state_call_begin(StateCall *at, Call *call, StateNeed need) {
  Error *error = call->error;
  sqlite3_value *value = call_parameter(call, "state");
  *at = (StateCall){.workers = {1, &call->watch.poll}};
  run_drop_filter(call->run);
  evaluation_threads(call);
  if (!value || sqlite3_value_type(value) != SQLITE_BLOB)
    error_input(error, "the state is not a BLOB: %s", value ? value_excerpt(value).text : "NULL");
  if (!ok(error)) return;
  const void *blob = sqlite3_value_blob(value);
  size_t length = (size_t)sqlite3_value_bytes(value);
  at->workers.count = workers_that_pay(length / 16, call->threads);
  state_read(&at->state, blob, length, error);
  if (ok(error)) state_check_complete(&at->state, need, error);
  if (ok(error)) at->models = state_models(&at->state, &at->model_count, error);
  if (ok(error) && at->model_count > CLASSES_AND_MODELS_MOST / (class_count(&at->state) + 1))
    error_input(error, "the state has too many classes and models");
}

void state_call_end(StateCall *at) {
  memory_release(at->models);
  state_release(&at->state);
}

static void read_threshold(Call *call, StateCells *cells) {
  sqlite3_value *value = call_parameter(call, "iou_threshold");
  double threshold = 0.5;
  cells->threshold_count = 1;
  if (value && sqlite3_value_type(value) == SQLITE_TEXT &&
      strcmp(call_text(call, "iou_threshold", ""), "0.50:0.95") == 0) {
    cells->threshold_count = COCO_THRESHOLDS;
    return;
  }
  bool is_known = !value || value_real(value, &threshold);
  threshold = match_threshold(PROTOCOL_COCO, threshold);
  while (cells->first_threshold < COCO_THRESHOLDS && coco_threshold(cells->first_threshold) != threshold)
    cells->first_threshold++;
  if (!is_known || cells->first_threshold == COCO_THRESHOLDS)
    error_input(call->error,
                "iou_threshold is not one of 0.5, 0.55, ... 0.95, which a state has, or "
                "'0.50:0.95': %s",
                value_excerpt(value).text);
}

static void read_area(Call *call, StateCells *cells) {
  static const char *const names[] = {"all", "small", "medium", "large"};
  const char *text = call_text(call, "area_range", "all");
  cells->area_count = 1;
  for (int a = 0; a < STATE_AREAS; a++) {
    cells->first_area = a;
    if (strcmp(text, names[a]) == 0) return;
  }
  error_input(call->error, "area_range is not 'all', 'small', 'medium' or 'large', which a state has: %s",
              value_excerpt(call_parameter(call, "area_range")).text);
}

static size_t detections_of(const State *state) {
  return state->rules.max_detections < SIZE_MAX ? (size_t)state->rules.max_detections : SIZE_MAX;
}

static void read_limits(const State *state, Call *call, StateCells *cells) {
  sqlite3_value *value = call_parameter(call, "max_detections");
  double limit = 0, score = 0;
  cells->max_detections = detections_of(state);
  cells->score_threshold = -INFINITY;
  if (value && (!value_real(value, &limit) || limit < 0 || limit != floor(limit) ||
                limit > (double)state->rules.max_detections))
    error_input(call->error, "max_detections is not a whole number up to %llu, which the state keeps: %s",
                (unsigned long long)state->rules.max_detections, value_excerpt(value).text);
  else if (value)
    cells->max_detections = limit < 4e9 ? (size_t)limit : cells->max_detections;
  value = call_parameter(call, "score_threshold");
  if (!value) return;
  if (!value_real(value, &score) || !isfinite(score))
    error_input(call->error, "score_threshold is not a finite number: %s", value_excerpt(value).text);
  else if (score < state->rules.score_threshold)
    error_input(call->error, "score_threshold is below that of the state: %s", value_excerpt(value).text);
  else
    cells->score_threshold = score;
}

void state_call_cells(const StateCall *at, Call *call, StateCells *cells) {
  *cells = (StateCells){0};
  if (!ok(call->error)) return;
  read_threshold(call, cells);
  read_area(call, cells);
  read_limits(&at->state, call, cells);
}

StateCells state_call_all_cells(const StateCall *at) {
  return (StateCells){.threshold_count = COCO_THRESHOLDS,
                      .area_count = STATE_AREAS,
                      .max_detections = detections_of(&at->state),
                      .score_threshold = -INFINITY};
}

Id state_call_keep(Call *call, Id id) {
  if (id.kind == ID_TEXT) id.text = arena_copy(&call->run->arena, id.text, id.length, call->error);
  return id;
}

void state_call_scores(const StateCall *at, Call *call, size_t model, const StateCells *cells,
                       StateScores *scores) {
  const Task task = {.poll = &call->watch.poll};
  run_begin_model(call->run, at->models[model], call->error);
  state_scores_make(scores, &at->state, &at->models[model], cells, &task, call->error);
}
