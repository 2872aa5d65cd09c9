#include "evaluation/curves/matched_ious.h"

typedef struct IouJob {
  const Matches *matches;
  Stretches stretches;
  double *ious;
} IouJob;

static void measure_stretch(void *context, const Task *task, Error *error) {
  enum { MATCHES_BETWEEN_CHECKS = 1000 };
  const IouJob *job = context;
  const Matches *matches = job->matches;
  GroupWalk walk = job->stretches.items[task->index];
  size_t measured = 0;
  Group group;
  while (ok(error) && group_next(&walk, &group)) {
    uint32_t end = matches_kept_end(matches->data, &matches->rules, &group);
    for (uint32_t row = group.predictions; row < end && ok(error); row++) {
      if (!matches->matched[row] || matches->ignored[row]) continue;
      job->ious[row] = matches_iou(matches->data, &matches->rules, task, row, matches->label[row], error);
      if (++measured % MATCHES_BETWEEN_CHECKS == 0) task_check(task, error);
    }
  }
}

double *matched_ious_make(const Matches *matches, const Workers *workers, Error *error) {
  if (!ok(error)) return NULL;
  IouJob job = {.matches = matches};
  job.ious = memory_allocate(matches->data->predictions.count, sizeof *job.ious, error);
  stretches_make(&job.stretches, matches->data, matches->rules.classes, matches->rules.image, error);
  workers_run(workers, job.stretches.count, measure_stretch, &job, error);
  stretches_release(&job.stretches);
  if (ok(error)) return job.ious;
  memory_release(job.ious);
  return NULL;
}
