#include "dataset/arrange.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"

/* Sorts row numbers by id and rejects duplicate ids. */
static void order_by_id(const Objects *objects, uint32_t *order, uint32_t *scratch, Error *error) {
  const IdColumn *ids = &objects->ids;
  size_t count = objects->count;
  if (!ok(error) || count == 0 || ids->ascending) return;
  id_column_sort(ids, order, scratch, count, error);
  for (size_t i = 1; i < count && ok(error); i++) {
    Id before = id_column_get(ids, order[i - 1]), id = id_column_get(ids, order[i]);
    if (!id_equal(&before, &id) || (objects->own_count && order[i] >= objects->own_count)) continue;
    bool of_two_models = objects->model && objects->model[order[i - 1]] != objects->model[order[i]];
    error_input(error, "%s has the id %s twice%s", objects->table, id_excerpt(&id).text,
                of_two_models ? ", in two models: ids must be unique over all models" : "");
  }
}

/* Row numbers by (model,) class, image and id; counts the segments. */
static void order_rows(const Dataset *data, Objects *objects, size_t models, uint32_t *order, Error *error) {
  size_t images = data->images.count, classes = data->classes.count, count = objects->count;
  size_t segments = models * classes, buckets = (images > classes ? images : classes) + models;
  objects->starts = memory_allocate_zeroed(segments + 1, sizeof *objects->starts, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  uint32_t *starts = memory_allocate(buckets + 1, sizeof *starts, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  order_by_id(objects, order, scratch, error);
  if (!ok(error)) goto done;
  sort_by_bucket(order, scratch, count, objects->image, images, starts);
  sort_by_bucket(order, scratch, count, objects->class, classes, starts);
  if (objects->model) sort_by_bucket(order, scratch, count, objects->model, models, starts);
  for (size_t i = 0; i < count; i++) {
    size_t model = objects->model ? objects->model[i] : 0;
    objects->starts[model * classes + objects->class[i] + 1]++;
  }
  for (size_t s = 0; s < segments; s++) objects->starts[s + 1] += objects->starts[s];
done:
  memory_release(scratch);
  memory_release(starts);
}

/* Puts one array in order, in pieces for workers. */
typedef struct Gathering {
  const uint32_t *order;
  size_t count, size;
  const char *from;
  char *to;
} Gathering;

enum { GATHERED_AT_ONCE = 50000 };

static void gather_piece(void *context, const Task *task, Error *error) {
  const Gathering *g = context;
  size_t start = task->index * GATHERED_AT_ONCE,
         end = start + GATHERED_AT_ONCE < g->count ? start + GATHERED_AT_ONCE : g->count;
  (void)error;
  /* The sizes are spelled out so that each copy is a move or two. */
  if (g->size == 4) {
    for (size_t i = start; i < end; i++) memcpy(g->to + i * 4, g->from + (size_t)g->order[i] * 4, 4);
  } else if (g->size == 8) {
    for (size_t i = start; i < end; i++) memcpy(g->to + i * 8, g->from + (size_t)g->order[i] * 8, 8);
  } else if (g->size == sizeof(Box)) {
    for (size_t i = start; i < end; i++)
      memcpy(g->to + i * sizeof(Box), g->from + (size_t)g->order[i] * sizeof(Box), sizeof(Box));
  } else {
    for (size_t i = start; i < end; i++)
      memcpy(g->to + i * g->size, g->from + g->order[i] * g->size, g->size);
  }
}

static void gather(void *array, size_t size, const uint32_t *order, size_t count, const Workers *workers,
                   Error *error) {
  void **held = array;
  if (!*held || !ok(error)) return;
  Gathering gathering = {order, count, size, *held, memory_allocate(count, size, error)};
  workers_run(workers, (count + GATHERED_AT_ONCE - 1) / GATHERED_AT_ONCE, gather_piece, &gathering, error);
  if (gathering.to) {
    memory_release(*held);
    *held = gathering.to;
  }
}

typedef struct Ranking {
  const Objects *predictions;
  uint32_t *order;
  size_t most; /* predictions in one group */
  uint64_t *keys;
  uint32_t *rows;
} Ranking;

/* Within an image, by descending score; equal scores stay in the order of their ids. Images are in order
** already, scores are not. */
static void rank_segment(void *context, const Task *task, Error *error) {
  const Ranking *ranking = context;
  const Objects *predictions = ranking->predictions;
  uint64_t *keys = ranking->keys + task->worker * 2 * ranking->most;
  uint32_t *scratch = ranking->rows + task->worker * ranking->most;
  uint32_t end = predictions->starts[task->index + 1];
  for (uint32_t start = predictions->starts[task->index], next; start < end && ok(error); start = next) {
    uint32_t *rows = ranking->order + start;
    next = objects_group_end(predictions, start, end);
    size_t count = next - start;
    if (count == 1) continue;
    for (size_t i = 0; i < count; i++) keys[i] = sort_key_descending(predictions->score[rows[i]]);
    sort_by_key(keys, rows, keys + ranking->most, scratch, count);
    if (count > 10000) task_check(task, error);
  }
}

static size_t largest_group(const Objects *objects, size_t segments) {
  size_t most = 0;
  for (size_t s = 0; s < segments; s++) {
    for (uint32_t start = objects->starts[s], end = objects->starts[s + 1], next; start < end; start = next) {
      next = objects_group_end(objects, start, end);
      if (next - start > most) most = next - start;
    }
  }
  return most;
}

static void rank(const Objects *predictions, size_t segments, uint32_t *order, const Workers *workers,
                 Error *error) {
  if (!ok(error)) return;
  Ranking ranking = {
      .predictions = predictions, .order = order, .most = largest_group(predictions, segments)};
  ranking.keys = memory_allocate(workers->count, 2 * ranking.most * sizeof *ranking.keys, error);
  ranking.rows = memory_allocate(workers->count, ranking.most * sizeof *ranking.rows, error);
  workers_run(workers, segments, rank_segment, &ranking, error);
  memory_release(ranking.keys);
  memory_release(ranking.rows);
}

static void objects_arrange(Dataset *data, Objects *objects, size_t models, const Workers *workers,
                            Error *error) {
  size_t count = objects->count;
  uint32_t *order = memory_allocate(count, sizeof *order, error);
  if (order) order_rows(data, objects, models, order, error);
  gather(&objects->image, sizeof *objects->image, order, count, workers, error);
  gather(&objects->class, sizeof *objects->class, order, count, workers, error);
  gather(&objects->model, sizeof *objects->model, order, count, workers, error);
  if (objects->score) rank(objects, models * data->classes.count, order, workers, error);
  gather(&objects->score, sizeof *objects->score, order, count, workers, error);
  gather(&objects->area, sizeof *objects->area, order, count, workers, error);
  gather(&objects->keypoints, sizeof *objects->keypoints, order, count, workers, error);
  gather(&objects->unlabelled, sizeof *objects->unlabelled, order, count, workers, error);
  gather(&objects->crowd, sizeof *objects->crowd, order, count, workers, error);
  gather(&objects->track, sizeof *objects->track, order, count, workers, error);
  gather(&objects->frame, sizeof *objects->frame, order, count, workers, error);
  gather(&objects->geometry, sizeof *objects->geometry, order, count, workers, error);
  gather(&objects->box, sizeof *objects->box, order, count, workers, error);
  gather(&objects->ids.integers, sizeof *objects->ids.integers, order, count, workers, error);
  gather(&objects->ids.records, sizeof *objects->ids.records, order, count, workers, error);
  memory_release(order);
}

/* Moves the canvases to the new numbers of their images. */
static void order_canvases(Dataset *data, const uint32_t *ranks, Error *error) {
  if (!data->canvases || !ok(error)) return;
  Canvas *ordered = memory_allocate_zeroed(data->images.count, sizeof *ordered, error);
  if (!ordered) return;
  for (size_t i = 0; i < data->images.count; i++) ordered[ranks[i]] = data->canvases[i];
  memory_release(data->canvases);
  data->canvases = ordered;
}

static void replace(uint32_t *numbers, size_t count, const uint32_t *ranks) {
  for (size_t i = 0; i < count; i++) numbers[i] = ranks[numbers[i]];
}

/* Renumbers the names of one kind in order, in all rows. */
static void number_names(Names *names, uint32_t *labels, size_t label_count, uint32_t *predictions,
                         size_t prediction_count, uint32_t *ranks, Error *error) {
  if (!ok(error)) return;
  names_sort(names, ranks, error);
  if (!ok(error)) return;
  if (labels) replace(labels, label_count, ranks);
  if (predictions) replace(predictions, prediction_count, ranks);
}

static int by_category(const void *context, uint32_t a, uint32_t b) {
  const double *category = context;
  if (isnan(category[a]) || isnan(category[b])) return isnan(category[a]) - isnan(category[b]);
  return (category[a] > category[b]) - (category[a] < category[b]);
}

void dataset_order_sums(Dataset *data, Error *error) {
  size_t classes = data->classes.count;
  uint32_t *scratch = memory_allocate(classes, sizeof *scratch, error);
  data->classes_in_sums = memory_allocate(classes, sizeof *data->classes_in_sums, error);
  if (ok(error)) {
    for (size_t k = 0; k < classes; k++) data->classes_in_sums[k] = (uint32_t)k;
    sort_by_comparison(data->classes_in_sums, scratch, classes, by_category, data->category);
  }
  memory_release(scratch);
}

/* Moves the categories to the new numbers of their classes. */
static void order_categories(Dataset *data, const uint32_t *ranks, Error *error) {
  size_t classes = data->classes.count, known = data->category_capacity;
  double *category = memory_allocate(classes, sizeof *category, error);
  if (!category) return;
  for (size_t k = 0; k < classes; k++) category[ranks[k]] = k < known ? data->category[k] : (double)NAN;
  memory_release(data->category);
  data->category = category;
}

void dataset_finish(Dataset *data, const Workers *workers, Error *error) {
  Objects *labels = &data->labels, *predictions = &data->predictions;
  Id none = {.kind = ID_NULL};
  uint32_t *ranks = NULL;
  if (!data->models.count) names_add(&data->models, &none, error);
  if (!ok(error)) return;
  size_t most = data->images.count;
  if (data->classes.count > most) most = data->classes.count;
  if (data->models.count > most) most = data->models.count;
  ranks = memory_allocate(most, sizeof *ranks, error);
  number_names(&data->images, labels->image, labels->count, predictions->image, predictions->count, ranks,
               error);
  order_canvases(data, ranks, error);
  number_names(&data->models, NULL, 0, predictions->model, predictions->count, ranks, error);
  number_names(&data->classes, labels->class, labels->count, predictions->class, predictions->count, ranks,
               error);
  if (ok(error)) order_categories(data, ranks, error);
  if (ok(error)) dataset_order_sums(data, error);
  objects_arrange(data, labels, 1, workers, error);
  objects_arrange(data, predictions, data->models.count, workers, error);
  memory_release(ranks);
}
