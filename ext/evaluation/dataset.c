#include "evaluation/dataset.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"

/* Row numbers are 32 bits; the sum of both tables must be one too. */
enum { ROWS_MOST = 2000000000 };

static void add_common(Dataset *data, Objects *objects, const char *table, const ObjectRow *row,
                       Error *error) {
  size_t needed = objects->count + 1;
  if (needed > ROWS_MOST) error_input(error, "%s has more than %d rows", table, ROWS_MOST);
  memory_reserve((void **)&objects->image, &objects->capacity[0], needed, sizeof *objects->image, error);
  memory_reserve((void **)&objects->class, &objects->capacity[1], needed, sizeof *objects->class, error);
  memory_reserve((void **)&objects->box, &objects->capacity[2], needed, sizeof *objects->box, error);
  uint32_t image = names_add(&data->images, &row->image, error);
  uint32_t class = names_add(&data->classes, &row->class, error);
  id_column_add(&objects->ids, &row->id, error);
  if (!ok(error)) return;
  objects->image[objects->count] = image;
  objects->class[objects->count] = class;
  objects->box[objects->count] = row->box;
}

void dataset_add_label(Dataset *data, const ObjectRow *row, Error *error) {
  Objects *labels = &data->labels;
  size_t needed = labels->count + 1, categories = labels->capacity[5];
  add_common(data, labels, data->labels_name, row, error);
  memory_reserve((void **)&labels->area, &labels->capacity[3], needed, sizeof *labels->area, error);
  memory_reserve((void **)&labels->crowd, &labels->capacity[4], needed, sizeof *labels->crowd, error);
  memory_reserve((void **)&data->category, &labels->capacity[5], data->classes.count, sizeof *data->category,
                 error);
  if (!ok(error)) return;
  for (size_t i = categories; i < labels->capacity[5]; i++) data->category[i] = (double)NAN;
  double *category = &data->category[labels->class[labels->count]];
  if (isnan(*category) || row->category < *category) *category = row->category;
  labels->area[labels->count] = isnan(row->area) ? box_area(row->box) : row->area;
  labels->crowd[labels->count] = row->crowd;
  labels->count = needed;
}

void dataset_add_prediction(Dataset *data, const ObjectRow *row, Error *error) {
  Objects *predictions = &data->predictions;
  size_t needed = predictions->count + 1;
  add_common(data, predictions, data->predictions_name, row, error);
  memory_reserve((void **)&predictions->score, &predictions->capacity[3], needed, sizeof *predictions->score,
                 error);
  uint32_t model = names_add(&data->models, &row->model, error);
  if (model > 0 || predictions->model) {
    /* The rows before the second model are of model 0, and nothing was kept for them. */
    size_t before = predictions->capacity[6];
    memory_reserve((void **)&predictions->model, &predictions->capacity[6], needed,
                   sizeof *predictions->model, error);
    if (!ok(error)) return;
    if (!before) memset(predictions->model, 0, predictions->count * sizeof *predictions->model);
    predictions->model[predictions->count] = model;
  }
  if (!ok(error)) return;
  predictions->score[predictions->count] = row->score;
  predictions->count = needed;
}

static int by_id(const void *context, uint32_t a, uint32_t b) {
  Id one = id_column_get(context, a), other = id_column_get(context, b);
  return id_compare(&one, &other);
}

/* Sorts objects->order by id and refuses an id that stands twice. */
static void order_by_id(Objects *objects, const char *table, uint32_t *rows, Error *error) {
  const IdColumn *ids = &objects->ids;
  size_t count = objects->count;
  if (!ok(error) || count == 0 || ids->ascending) return;
  if (ids->texts) {
    sort_by_comparison(objects->order, rows, count, by_id, ids);
  } else {
    uint64_t *keys = memory_allocate(count, 2 * sizeof *keys, error);
    if (!keys) return;
    for (size_t i = 0; i < count; i++) keys[i] = sort_key_of_integer(ids->integers[i]);
    sort_by_key(keys, objects->order, keys + count, rows, count);
    memory_release(keys);
  }
  for (size_t i = 1; i < count && ok(error); i++) {
    Id before = id_column_get(ids, objects->order[i - 1]), id = id_column_get(ids, objects->order[i]);
    if (id_equal(&before, &id)) error_input(error, "%s has the id %s twice", table, id_excerpt(&id).text);
  }
}

static void replace(uint32_t *numbers, size_t count, const uint32_t *ranks) {
  for (size_t i = 0; i < count; i++) numbers[i] = ranks[numbers[i]];
}

/* Gives the names of one kind their numbers in order, in the rows that hold them. */
static void number_names(Names *names, uint32_t *labels, size_t label_count, uint32_t *predictions,
                         size_t prediction_count, uint32_t *ranks, Error *error) {
  if (!ok(error)) return;
  names_sort(names, ranks, error);
  if (!ok(error)) return;
  if (labels) replace(labels, label_count, ranks);
  if (predictions) replace(predictions, prediction_count, ranks);
}

static void order_rows(const Dataset *data, Objects *objects, const char *table, size_t models,
                       Error *error) {
  size_t images = data->images.count, classes = data->classes.count, count = objects->count;
  size_t segments = models * classes, buckets = (images > classes ? images : classes) + models;
  objects->order = memory_allocate(count, sizeof *objects->order, error);
  objects->starts = memory_allocate_zeroed(segments + 1, sizeof *objects->starts, error);
  uint32_t *rows = memory_allocate(count, sizeof *rows, error);
  uint32_t *starts = memory_allocate(buckets + 1, sizeof *starts, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) objects->order[i] = (uint32_t)i;
  order_by_id(objects, table, rows, error);
  if (!ok(error)) goto done;
  sort_by_bucket(objects->order, rows, count, objects->image, images, starts);
  sort_by_bucket(objects->order, rows, count, objects->class, classes, starts);
  if (objects->model) sort_by_bucket(objects->order, rows, count, objects->model, models, starts);
  for (size_t i = 0; i < count; i++) {
    size_t model = objects->model ? objects->model[i] : 0;
    objects->starts[model * classes + objects->class[i] + 1]++;
  }
  for (size_t s = 0; s < segments; s++) objects->starts[s + 1] += objects->starts[s];
done:
  memory_release(rows);
  memory_release(starts);
}

typedef struct Ranking {
  Dataset *data;
  size_t most; /* predictions in one group */
  uint64_t *keys;
  uint32_t *rows;
} Ranking;

/* Within an image, by descending score; equal scores stay in the order of their ids. */
static void rank_segment(void *context, const Task *task, Error *error) {
  Ranking *ranking = context;
  Objects *predictions = &ranking->data->predictions;
  uint64_t *keys = ranking->keys + task->worker * 2 * ranking->most;
  uint32_t *scratch = ranking->rows + task->worker * ranking->most;
  uint32_t end = predictions->starts[task->index + 1];
  for (uint32_t start = predictions->starts[task->index], next; start < end && ok(error); start = next) {
    uint32_t *rows = predictions->order + start;
    uint32_t image = predictions->image[rows[0]];
    for (next = start + 1; next < end && predictions->image[predictions->order[next]] == image;) next++;
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
    uint32_t end = objects->starts[s + 1];
    for (uint32_t start = objects->starts[s], next; start < end; start = next) {
      uint32_t image = objects->image[objects->order[start]];
      for (next = start + 1; next < end && objects->image[objects->order[next]] == image;) next++;
      if (next - start > most) most = next - start;
    }
  }
  return most;
}

static void rank_predictions(Dataset *data, const Workers *workers, Error *error) {
  if (!ok(error)) return;
  size_t segments = data->models.count * data->classes.count;
  Ranking ranking = {.data = data, .most = largest_group(&data->predictions, segments)};
  ranking.keys = memory_allocate(workers->count, 2 * ranking.most * sizeof *ranking.keys, error);
  ranking.rows = memory_allocate(workers->count, ranking.most * sizeof *ranking.rows, error);
  workers_run(workers, segments, rank_segment, &ranking, error);
  memory_release(ranking.keys);
  memory_release(ranking.rows);
}

static int by_category(const void *context, uint32_t a, uint32_t b) {
  const double *category = context;
  if (isnan(category[a]) || isnan(category[b])) return isnan(category[a]) - isnan(category[b]);
  return (category[a] > category[b]) - (category[a] < category[b]);
}

/* Moves the categories to the new numbers of their classes, and orders the classes by them; ties in class order. */
static void order_sums(Dataset *data, const uint32_t *ranks, Error *error) {
  size_t classes = data->classes.count, known = data->labels.capacity[5];
  double *category = memory_allocate(classes, sizeof *category, error);
  uint32_t *scratch = memory_allocate(classes, sizeof *scratch, error);
  data->classes_in_sums = memory_allocate(classes, sizeof *data->classes_in_sums, error);
  if (ok(error)) {
    for (size_t k = 0; k < classes; k++) category[ranks[k]] = k < known ? data->category[k] : (double)NAN;
    for (size_t k = 0; k < classes; k++) data->classes_in_sums[k] = (uint32_t)k;
    sort_by_comparison(data->classes_in_sums, scratch, classes, by_category, category);
    memory_release(data->category);
    data->category = category;
    category = NULL;
  }
  memory_release(category);
  memory_release(scratch);
}

/* The kinds of names that a table uses: bits of ID_INTEGER and ID_TEXT. */
static unsigned kinds(const Names *names, const uint32_t *numbers, size_t count) {
  unsigned found = 0;
  for (size_t i = 0; i < count && found != 3; i++) {
    IdKind kind = names->items[numbers[i]].kind;
    found |= kind == ID_INTEGER ? 1U : 2U;
  }
  return found;
}

static bool kinds_differ(const Dataset *data, const Names *names, const uint32_t *labels,
                         const uint32_t *predictions, bool *labels_are_text) {
  unsigned ours = kinds(names, labels, data->labels.count);
  unsigned theirs = kinds(names, predictions, data->predictions.count);
  *labels_are_text = ours == 2;
  return ours + theirs == 3 && ours && theirs;
}

const char *dataset_kinds_differ(const Dataset *data, bool *labels_are_text) {
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  if (kinds_differ(data, &data->images, labels->image, predictions->image, labels_are_text))
    return "image_id";
  if (kinds_differ(data, &data->classes, labels->class, predictions->class, labels_are_text)) return "class";
  return NULL;
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
  number_names(&data->models, NULL, 0, predictions->model, predictions->count, ranks, error);
  number_names(&data->classes, labels->class, labels->count, predictions->class, predictions->count, ranks,
               error);
  if (ok(error)) order_sums(data, ranks, error);
  order_rows(data, labels, data->labels_name, 1, error);
  order_rows(data, predictions, data->predictions_name, data->models.count, error);
  rank_predictions(data, workers, error);
  memory_release(ranks);
}

static void objects_release(Objects *objects) {
  id_column_release(&objects->ids);
  memory_release(objects->image);
  memory_release(objects->class);
  memory_release(objects->box);
  memory_release(objects->score);
  memory_release(objects->model);
  memory_release(objects->area);
  memory_release(objects->crowd);
  memory_release(objects->order);
  memory_release(objects->starts);
}

void dataset_release(Dataset *data) {
  objects_release(&data->labels);
  objects_release(&data->predictions);
  names_release(&data->images);
  names_release(&data->classes);
  names_release(&data->models);
  memory_release(data->category);
  memory_release(data->classes_in_sums);
}

GroupWalk dataset_groups(const Dataset *data, size_t model, size_t class) {
  const uint32_t *predictions = &data->predictions.starts[dataset_segment(data, model, class)];
  const uint32_t *labels = &data->labels.starts[class];
  return (GroupWalk){data,           (uint32_t)model, (uint32_t) class, predictions[0],
                     predictions[1], labels[0],       labels[1]};
}

static uint32_t image_at(const Objects *objects, uint32_t position, uint32_t end) {
  return position < end ? objects->image[objects->order[position]] : UINT32_MAX;
}

bool group_next(GroupWalk *walk, Group *group) {
  const Objects *predictions = &walk->data->predictions, *labels = &walk->data->labels;
  uint32_t image = image_at(predictions, walk->prediction, walk->predictions_end);
  uint32_t other = image_at(labels, walk->label, walk->labels_end);
  if (other < image) image = other;
  if (image == UINT32_MAX) return false;
  *group =
      (Group){.class = walk->class, .image = image, .predictions = walk->prediction, .labels = walk->label};
  while (image_at(predictions, walk->prediction, walk->predictions_end) == image) walk->prediction++;
  while (image_at(labels, walk->label, walk->labels_end) == image) walk->label++;
  group->predictions_end = walk->prediction;
  group->labels_end = walk->label;
  return true;
}

static void add_stretch(Stretches *stretches, GroupWalk stretch, Error *error) {
  memory_reserve((void **)&stretches->items, &stretches->capacity, stretches->count + 1, sizeof stretch,
                 error);
  if (ok(error)) stretches->items[stretches->count++] = stretch;
}

static void cut_segment(Stretches *stretches, GroupWalk walk, Error *error) {
  enum { ROWS = 4000 };
  GroupWalk stretch = walk;
  Group group;
  while (ok(error) && group_next(&walk, &group)) {
    size_t labels = group.labels_end - group.labels;
    if (labels > stretches->labels_most) stretches->labels_most = labels;
    if (walk.prediction - stretch.prediction + walk.label - stretch.label < ROWS) continue;
    stretch.predictions_end = walk.prediction;
    stretch.labels_end = walk.label;
    add_stretch(stretches, stretch, error);
    stretch = walk;
  }
  if (stretch.prediction < walk.prediction || stretch.label < walk.label)
    add_stretch(stretches, stretch, error);
}

void stretches_make(Stretches *stretches, const Dataset *data, const bool *classes, Error *error) {
  *stretches = (Stretches){0};
  for (size_t m = 0; m < data->models.count; m++) {
    for (size_t k = 0; k < data->classes.count && ok(error); k++) {
      if (!classes || classes[k]) cut_segment(stretches, dataset_groups(data, m, k), error);
    }
  }
}

void stretches_release(Stretches *stretches) {
  memory_release(stretches->items);
}
