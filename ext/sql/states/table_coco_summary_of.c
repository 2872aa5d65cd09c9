/*
** coco_summary_of: coco_summary of a state.
**
**     SELECT metric, value FROM coco_summary_of((SELECT merge_states(state) FROM shards));
**
** The rows are those of coco_summary over all images of the state, to the last bit. The state must have all
** rows that evaluation_state returned for its shards; the largest of detection_limits is at most the
** max_detections of the state.
*/
#include "evaluation/summary.h"
#include "host/function.h"
#include "host/value_list.h"
#include "input/parameters.h"
#include "sql/scores/summary_table.h"
#include "sql/states/state_call.h"

enum { MODEL = SUMMARY_END };

static const Column columns[] = {
    SUMMARY_COLUMNS(COCO_METRICS),
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {STATE_PARAMETER, DETECTION_LIMITS_PARAMETER, CLASSES_PARAMETER,
                                       THREADS_PARAMETER};

typedef struct Row {
  SummaryFigure figure;
  Id model;
} Row;

/* The classes that are asked for. */
typedef struct Choice {
  const Names *classes;
  bool *chosen;
} Choice;

static void choose_class(void *context, const Id *class, Error *error) {
  const Choice *choice = context;
  uint32_t number = names_find(choice->classes, class);
  if (number != NAMES_NONE)
    choice->chosen[number] = true;
  else
    error_input(error, "classes: the state does not have the class %s", id_excerpt(class).text);
}

static const bool *choose_classes(Call *call, const Names *classes) {
  sqlite3_value *value = call_parameter(call, "classes");
  if (!value || !ok(call->error)) return NULL;
  Choice choice = {classes, arena_allocate(&call->run->arena, classes->count + 1, call->error)};
  if (!choice.chosen) return NULL;
  memset(choice.chosen, 0, classes->count + 1);
  value_list_read(value, "classes", "a class or a JSON array of classes", choose_class, &choice, call->error);
  return choice.chosen;
}

static void add_model(Call *call, const StateCall *at, StateScores *scores, const size_t *limits,
                      int limit_count) {
  SummaryFigure figures[SUMMARY_FIGURES_MOST];
  Summary summary = {0};
  bool of_keypoints = at->state.rules.iou_type == IOU_KEYPOINTS;
  scores->matches.rules.classes = choose_classes(call, &scores->data.classes);
  summarize_matches(&scores->matches, limits, limit_count, &at->workers, &summary, call->error);
  int count =
      (of_keypoints ? summary_figures_of_keypoints : summary_figures)(&summary, limits, limit_count, figures);
  Id model = state_call_keep(call, scores->data.models.items[0]);
  Row *rows = run_append(call->run, (size_t)count, call->error);
  for (int i = 0; rows && i < count; i++) rows[i] = (Row){figures[i], model};
}

static void read_limits(Call *call, const StateCall *at, size_t limits[LIMITS_MOST], int *count) {
  Error *error = call->error;
  *count = 0;
  if (ok(error)) summary_limits(call, at->state.rules.iou_type, limits, count);
  if (ok(error) && limits[*count - 1] > at->state.rules.max_detections)
    error_input(error,
                "detection_limits: the state has no more than %llu predictions of a class in an image: set "
                "max_detections in evaluation_state",
                (unsigned long long)at->state.rules.max_detections);
}

static void run(Call *call) {
  StateCall at;
  size_t limits[LIMITS_MOST];
  int limit_count;
  state_call_begin(&at, call, NEED_ALL);
  read_limits(call, &at, limits, &limit_count);
  StateCells cells = state_call_all_cells(&at);
  for (size_t m = 0; m < at.model_count && ok(call->error); m++) {
    StateScores scores;
    cells.max_detections = limits[limit_count - 1];
    state_call_scores(&at, call, m, &cells, &scores);
    if (ok(call->error)) add_model(call, &at, &scores, limits, limit_count);
    state_scores_release(&scores);
  }
  state_call_end(&at);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  if (column == MODEL)
    cell_id(out, ((const Row *)row)->model);
  else
    summary_cell(&((const Row *)row)->figure, column, out);
}

const Function function_coco_summary_of = {
    .kind = TABLE,
    .name = "coco_summary_of",
    .arguments = "state",
    .summary = "computes the twelve numbers of COCO from a state",
    .example =
        "SELECT metric, value FROM coco_summary_of((SELECT merge_states(state) FROM evaluation_state))",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
        },
};
