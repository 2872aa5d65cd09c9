#include "measure/objects.h"

#include <math.h>

#include "base/sort.h"

Canvas objects_canvas(const MeasuredObjects *objects, size_t row, const char *what, Error *error) {
  uint32_t image = objects->image[row];
  Canvas canvas = objects->canvases ? objects->canvases[image] : (Canvas){0, 0};
  if (canvas.width || !ok(error)) return canvas;
  Id id = id_column_get(objects->ids, row);
  error_input(error, "%.70s row %s: %s needs the size of image %s, and there is none in %s", objects->table,
              id_excerpt(&id).text, what, id_excerpt(&objects->images[image]).text, objects->images_table);
  return canvas;
}

void objects_by_image(const MeasuredObjects *objects, uint32_t *rows, uint32_t *starts, Error *error) {
  uint32_t *scratch = memory_allocate(objects->count, sizeof *scratch, error);
  if (!scratch) return;
  for (size_t row = 0; row < objects->count; row++) rows[row] = (uint32_t)row;
  sort_by_bucket(rows, scratch, objects->count, objects->image, objects->image_count, starts);
  memory_release(scratch);
}

void objects_refuse(const MeasuredObjects *objects, size_t row, const Error *inner, Error *error) {
  if (ok(inner) || !ok(error)) return;
  Id id = id_column_get(objects->ids, row);
  if (inner->kind == ERROR_INPUT)
    error_input(error, "%.70s row %s: %s", objects->table, id_excerpt(&id).text, inner->text);
  else
    *error = *inner;
}

typedef struct Moments {
  const MeasuredObjects *objects;
  HuMoments *out;
} Moments;

static void find_moments(void *context, const Task *task, Error *error) {
  const Moments *moments = context;
  size_t end = objects_task_end(moments->objects, task->index);
  for (size_t row = objects_task_start(task->index); row < end && ok(error); row++) {
    HuMoments *hu = &moments->out[row];
    if (!hu_moments(&moments->objects->geometry[row], hu)) *hu = (HuMoments){{(double)NAN}};
    if (row % 64 == 0) task_check(task, error); /* masks may be large */
  }
}

HuMoments *objects_hu_moments(const MeasuredObjects *objects, const Workers *workers, Error *error) {
  Moments moments = {objects, memory_allocate(objects->count, sizeof *moments.out, error)};
  workers_run(workers, objects_tasks(objects), find_moments, &moments, error);
  if (ok(error)) return moments.out;
  memory_release(moments.out);
  return NULL;
}
