#include "evaluation/state/state_make.h"

#include <math.h>

#include "evaluation/summary.h"

void state_ask(MatchRules *rules) {
  rules->threshold_count = COCO_THRESHOLDS;
  rules->area_count = STATE_AREAS;
  for (int t = 0; t < COCO_THRESHOLDS; t++) rules->thresholds[t] = coco_threshold(t);
  for (int a = 0; a < STATE_AREAS; a++) rules->areas[a] = coco_areas[a];
}

/* What is written for a row of the result. */
typedef struct RowPlan {
  bool of_images, with_labels, with_predictions;
  uint32_t class, model;
  size_t hash_at; /* of the shard, in the BLOB; 0: it has none */
} RowPlan;

typedef struct StateMaking {
  const StateSource *source;
  StateRows *rows;
  RowPlan *plans;
  size_t plan_count, plan_capacity;
} StateMaking;

static void add_plan(StateMaking *making, const RowPlan *plan, Error *error) {
  size_t count = making->plan_count + 1;
  memory_reserve((void **)&making->plans, &making->plan_capacity, count, sizeof *making->plans, error);
  if (!ok(error)) return;
  making->plans[making->plan_count] = *plan;
  making->plan_count = count;
}

static bool has_predictions(const Dataset *data, size_t model, size_t class) {
  const uint32_t *starts = &data->predictions.starts[dataset_segment(data, model, class)];
  return starts[1] > starts[0];
}

/* The models that have predictions of a class. */
static size_t models_of_class(const Dataset *data, size_t class) {
  size_t count = 0;
  for (size_t m = 0; m < data->models.count; m++) count += has_predictions(data, m, class);
  return count;
}

static void plan_class(StateMaking *making, uint32_t class, Error *error) {
  const Dataset *data = making->source->matches->data;
  bool one_row = data->models.items[0].kind == ID_NULL;
  RowPlan labels = {.with_labels = true, .class = class};
  labels.with_predictions = one_row && has_predictions(data, 0, class);
  add_plan(making, &labels, error);
  for (uint32_t m = one_row; m < data->models.count; m++) {
    RowPlan predictions = {.with_predictions = true, .class = class, .model = m};
    if (has_predictions(data, m, class)) add_plan(making, &predictions, error);
  }
}

static void plan_rows(StateMaking *making, Error *error) {
  const Dataset *data = making->source->matches->data;
  const RowPlan images = {.of_images = true};
  add_plan(making, &images, error);
  for (uint32_t k = 0; k < data->classes.count && ok(error); k++) plan_class(making, k, error);
}

/* ---- one row ---- */

/* A row on its way. */
typedef struct RowWriter {
  const StateSource *source;
  const RowPlan *plan;
  uint32_t *images; /* of the data set; those of the row, ascending */
  size_t image_count, image_capacity;
  Buffer groups; /* of the part at hand */
} RowWriter;

/* The rows of a group that are written. */
static Group group_kept(const RowWriter *writer, Group group) {
  const Matches *matches = writer->source->matches;
  if (!writer->plan->with_labels) group.labels_end = group.labels;
  group.predictions_end = writer->plan->with_predictions
                              ? matches_kept_end(matches->data, &matches->rules, &group)
                              : group.predictions;
  return group;
}

static void find_images(RowWriter *writer, const Task *task, Error *error) {
  GroupWalk walk = dataset_groups(writer->source->matches->data, writer->plan->model, writer->plan->class);
  Group found;
  while (ok(error) && group_next(&walk, &found)) {
    Group group = group_kept(writer, found);
    if (group.labels == group.labels_end && group.predictions == group.predictions_end) continue;
    memory_reserve((void **)&writer->images, &writer->image_capacity, writer->image_count + 1,
                   sizeof *writer->images, error);
    if (ok(error)) writer->images[writer->image_count++] = group.image;
    if (writer->image_count % 10000 == 0) task_check(task, error);
  }
}

static void put_label(const Matches *matches, uint32_t label, Buffer *out, Error *error) {
  bool aside = matches_sets_aside(matches->data, &matches->rules, label);
  bytes_put(aside ? STATE_CROWD : matches_label_areas(matches->data, &matches->rules, label), 1, out, error);
}

static void put_prediction(const Matches *matches, uint32_t prediction, Buffer *out, Error *error) {
  StatePrediction put = {.score = matches->data->predictions.score[prediction],
                         .matched = matches->matched[prediction],
                         .ignored = matches->ignored[prediction]};
  for (int a = 0; a < STATE_AREAS; a++)
    put.areas |= (unsigned)!(put.ignored >> (a * COCO_THRESHOLDS) & 1) << a;
  state_put_prediction(&put, out, error);
}

/* The groups of labels or predictions; returns their number. */
static uint64_t put_groups(RowWriter *writer, bool of_labels, const Task *task, Error *error) {
  const Matches *matches = writer->source->matches;
  GroupWalk walk = dataset_groups(matches->data, writer->plan->model, writer->plan->class);
  Group found;
  uint64_t count = 0;
  size_t at = 0, next = 0;
  writer->groups.length = 0;
  while (ok(error) && group_next(&walk, &found)) {
    Group group = group_kept(writer, found);
    uint32_t row = of_labels ? group.labels : group.predictions;
    uint32_t end = of_labels ? group.labels_end : group.predictions_end;
    if (row == end) continue;
    while (writer->images[at] != group.image) at++;
    bytes_put_varint(at - next, &writer->groups, error);
    bytes_put_varint(end - row, &writer->groups, error);
    next = at + 1;
    for (; row < end; row++) (of_labels ? put_label : put_prediction)(matches, row, &writer->groups, error);
    if (++count % 1000 == 0) task_check(task, error);
  }
  return count;
}

static void put_part(RowWriter *writer, bool of_labels, Buffer *out, const Task *task, Error *error) {
  const Matches *matches = writer->source->matches;
  const RowPlan *plan = writer->plan;
  const Dataset *data = matches->data;
  StatePart part = {.of_labels = of_labels,
                    .class = data->classes.items[plan->class],
                    .model = data->models.items[plan->model],
                    .shard_count = data->images.count > 0};
  const StatePresence presence = {0, models_of_class(data, plan->class)};
  part.number = of_labels ? data->category[plan->class] : matches_least_score(&matches->rules, plan->class);
  part.group_count = put_groups(writer, of_labels, task, error);
  if (!ok(error)) return;
  const char *groups = writer->groups.length ? writer->groups.bytes : "";
  part.groups = (const unsigned char *)groups;
  part.groups_end = part.groups + writer->groups.length;
  state_put_part(&part, &presence, out, error);
  buffer_add(out, groups, writer->groups.length, error);
}

static void put_images(const RowWriter *writer, Buffer *out, Error *error) {
  const Dataset *data = writer->source->matches->data;
  StateImage before = {0};
  bytes_put_varint(writer->image_count, out, error);
  for (size_t i = 0; i < writer->image_count && ok(error); i++) {
    StateImage image = {data->images.items[writer->images[i]], 0};
    state_put_image(&image, i ? &before : NULL, out, error);
    before = image;
  }
}

/* Whether a model has nothing in this shard but what regions leave out. A table without predictions has no
** models. */
static bool is_left_out(const Dataset *data, size_t model) {
  const uint32_t *starts = data->predictions.starts;
  size_t first = dataset_segment(data, model, 0);
  return data->predictions.count + data->predictions.left_out > 0 &&
         starts[first] == starts[first + data->classes.count];
}

/* The models that no row of a class names. */
static void put_left_out_models(const Dataset *data, Buffer *out, Error *error) {
  size_t count = 0;
  for (size_t m = 0; m < data->models.count; m++) count += is_left_out(data, m);
  bytes_put_varint(count, out, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    if (!is_left_out(data, m)) continue;
    const StatePart part = {.model = data->models.items[m], .number = (double)-INFINITY};
    state_put_part(&part, NULL, out, error);
  }
}

/* All images of the shard, and the others, in one order. */
static void put_all_images(const RowWriter *writer, Buffer *out, Error *error) {
  const Names *own = &writer->source->matches->data->images, *others = writer->source->others;
  StateImage before = {0};
  bytes_put_varint(own->count + others->count, out, error);
  for (size_t i = 0, k = 0; i + k < own->count + others->count && ok(error);) {
    bool is_own = k == others->count || (i < own->count && id_compare(&own->items[i], &others->items[k]) < 0);
    StateImage image =
        is_own ? (StateImage){own->items[i], 0} : (StateImage){others->items[k], STATE_NO_SHARD};
    state_put_image(&image, i + k ? &before : NULL, out, error);
    before = image;
    i += is_own;
    k += !is_own;
  }
}

static void write_row(void *context, const Task *task, Error *error) {
  const StateMaking *making = context;
  RowPlan *plan = &making->plans[task->index];
  Buffer *out = &making->rows->items[task->index].blob;
  const Dataset *data = making->source->matches->data;
  RowWriter writer = {.source = making->source, .plan = plan};
  StateShard shard = {.is_listed = plan->of_images};
  for (size_t i = 1; i < making->plan_count; i++) shard.classes += making->plans[i].with_labels;
  state_put_rules(&making->source->rules, out, error);
  bytes_put_varint(data->images.count > 0, out, error);
  plan->hash_at = out->length;
  if (data->images.count) state_put_shard(&shard, out, error);
  if (!plan->of_images) find_images(&writer, task, error);
  if (plan->of_images) {
    put_all_images(&writer, out, error);
    put_left_out_models(data, out, error);
  } else {
    put_images(&writer, out, error);
    bytes_put_varint((uint64_t)plan->with_labels + plan->with_predictions, out, error);
  }
  if (plan->with_labels) put_part(&writer, true, out, task, error);
  if (plan->with_predictions) put_part(&writer, false, out, task, error);
  memory_release(writer.images);
  buffer_release(&writer.groups);
}

/* ---- all ---- */

/* Of all rows: what tells this shard from others. */
static uint64_t hash_of_rows(const StateRows *rows, Poll *poll, Error *error) {
  uint64_t hash = 0x9E3779B97F4A7C15u;
  for (size_t i = 0; i < rows->count && ok(error); i++) {
    const Buffer *blob = &rows->items[i].blob;
    poll_check(poll, error);
    for (size_t at = 0; at < blob->length; at += 8) {
      uint64_t word = 0;
      for (size_t b = at; b < at + 8 && b < blob->length; b++)
        word = word << 8 | (unsigned char)blob->bytes[b];
      hash = (hash ^ word) * 0xBF58476D1CE4E5B9u;
      hash ^= hash >> 29;
    }
  }
  return hash;
}

static void set_hashes(const StateMaking *making, Poll *poll, Error *error) {
  uint64_t hash = hash_of_rows(making->rows, poll, error);
  for (size_t i = 0; i < making->plan_count; i++) {
    char *bytes = making->rows->items[i].blob.bytes + making->plans[i].hash_at;
    for (int b = 0; b < 8; b++) bytes[b] = (char)(hash >> 8 * b);
  }
}

void state_rows_make(StateRows *rows, const StateSource *source, const Workers *workers, Error *error) {
  const Dataset *data = source->matches->data;
  StateMaking making = {.source = source, .rows = rows};
  *rows = (StateRows){0};
  if (!ok(error)) return;
  plan_rows(&making, error);
  rows->items = memory_allocate_zeroed(making.plan_count, sizeof *rows->items, error);
  if (rows->items) rows->count = making.plan_count;
  for (size_t i = 1; i < rows->count; i++) {
    rows->items[i].class = data->classes.items[making.plans[i].class];
    if (!making.plans[i].with_labels) rows->items[i].model = data->models.items[making.plans[i].model];
  }
  workers_run(workers, rows->count, write_row, &making, error);
  if (ok(error) && data->images.count) set_hashes(&making, workers->poll, error);
  memory_release(making.plans);
}

void state_rows_release(StateRows *rows) {
  for (size_t i = 0; i < rows->count; i++) buffer_release(&rows->items[i].blob);
  memory_release(rows->items);
  *rows = (StateRows){0};
}
