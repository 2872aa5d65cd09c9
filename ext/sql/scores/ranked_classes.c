#include "sql/scores/ranked_classes.h"

#include "evaluation/curves/matched_ious.h"

static void rank_class(RankedClasses *at, Call *call, void (*add)(const RankedClasses *at, Call *call)) {
  const Task task = {.poll = &call->watch.poll};
  uint32_t label_counts[AREAS_MOST];
  if (!evaluation_has_class(&at->evaluation, at->model, at->class)) return;
  ranked_fill(&at->ranked, &at->matches, at->model, at->class, &task, call->error);
  count_labels(&at->matches, at->class, label_counts);
  at->label_count = label_counts[0];
  if (ok(call->error)) add(at, call);
}

void ranked_classes_run(Call *call, bool with_ious, void (*add)(const RankedClasses *at, Call *call)) {
  Error *error = call->error;
  RankedClasses at = {0};
  const Evaluation *evaluation = &at.evaluation;
  evaluation_begin(&at.evaluation, call, false);
  if (!ok(error)) return;
  const Dataset *data = evaluation->data;
  matches_make(&at.matches, data, &evaluation->rules, with_ious, &evaluation->workers, error);
  if (with_ious) at.ious = matched_ious_make(&at.matches, &evaluation->workers, error);
  ranked_make(&at.ranked, data, error);
  for (at.model = 0; at.model < data->models.count && ok(error); at.model++) {
    evaluation_begin_model(evaluation, call, at.model);
    for (at.class = 0; at.class < data->classes.count && ok(error); at.class ++) rank_class(&at, call, add);
  }
  ranked_release(&at.ranked);
  memory_release(at.ious);
  matches_release(&at.matches);
}
