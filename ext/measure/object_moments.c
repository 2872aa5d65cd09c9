#include "measure/object_moments.h"

#include <math.h>

#include "dataset/object_rows.h"

typedef struct MomentsJob {
  const Objects *objects;
  HuMoments *out;
} MomentsJob;

static void find_moments(void *context, const Task *task, Error *error) {
  const MomentsJob *moments = context;
  size_t end = objects_task_end(moments->objects, task->index);
  for (size_t row = objects_task_start(task->index); row < end && ok(error); row++) {
    HuMoments *hu = &moments->out[row];
    if (!hu_moments(&moments->objects->geometry[row], hu)) *hu = (HuMoments){{(double)NAN}};
    if (row % 64 == 0) task_check(task, error); /* masks may be large */
  }
}

HuMoments *objects_hu_moments(const Objects *objects, const Workers *workers, Error *error) {
  MomentsJob moments = {objects, memory_allocate(objects->count, sizeof *moments.out, error)};
  workers_run(workers, objects_tasks(objects), find_moments, &moments, error);
  if (ok(error)) return moments.out;
  memory_release(moments.out);
  return NULL;
}
