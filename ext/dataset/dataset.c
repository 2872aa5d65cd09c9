#include "dataset/dataset.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "dataset/regions.h"

/* Row numbers have 32 bits, and so must the sum of both tables. */
enum { ROWS_MOST = 2000000000 };

/* Room for that many rows in all arrays of a table at once. */
static void reserve(const Dataset *data, Objects *objects, bool is_label, size_t rows, Error *error) {
  struct {
    void **array;
    size_t size;
  } arrays[] = {{(void **)&objects->image, sizeof *objects->image},
                {(void **)&objects->class, sizeof *objects->class},
                {(void **)&objects->box, sizeof *objects->box},
                {data->has_shapes ? (void **)&objects->geometry : NULL, sizeof *objects->geometry},
                {data->has_keypoints ? (void **)&objects->keypoints : NULL, sizeof *objects->keypoints},
                {is_label ? NULL : (void **)&objects->score, sizeof *objects->score},
                {objects->model ? (void **)&objects->model : NULL, sizeof *objects->model},
                {is_label || objects->area ? (void **)&objects->area : NULL, sizeof *objects->area},
                {is_label ? (void **)&objects->crowd : NULL, sizeof *objects->crowd},
                {objects->unlabelled ? (void **)&objects->unlabelled : NULL, sizeof *objects->unlabelled},
                {objects->track ? (void **)&objects->track : NULL, sizeof *objects->track},
                {objects->track ? (void **)&objects->frame : NULL, sizeof *objects->frame}};
  size_t grown = objects->capacity;
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
    size_t capacity = objects->capacity;
    if (!arrays[i].array) continue;
    memory_reserve(arrays[i].array, &capacity, rows, arrays[i].size, error);
    grown = capacity;
  }
  if (ok(error)) objects->capacity = grown;
}

/* Room for one more row, where a table may have one more. */
static void make_room(const Dataset *data, Objects *objects, bool is_label, Error *error) {
  if (objects->count == ROWS_MOST) error_input(error, "%s has more than %d rows", objects->table, ROWS_MOST);
  if (ok(error) && objects->count == objects->capacity)
    reserve(data, objects, is_label, objects->count + 1, error);
}

RowName objects_row_name(const char *table, const Id *id) {
  RowName out;
  snprintf(out.text, sizeof out.text, "%.70s row %s", table, id_excerpt(id).text);
  return out;
}

static Geometry read_notation(const ObjectRow *row, const char *who, Arena *arena, Poll *poll, Error *error) {
  return row->geometry_is_blob
             ? geometry_read_blob(row->geometry, row->geometry_length, who, arena, poll, error)
             : geometry_read_text(row->geometry, row->geometry_length, who, arena, poll, error);
}

/* The geometry of a row, or its box if it has none. The name of the row is written for a message alone: it
** would take a tenth of the time of reading. */
static Geometry read_geometry(const ObjectRow *row, const char *table, Arena *arena, Poll *poll,
                              Error *error) {
  if (!row->geometry) return (Geometry){.kind = GEOMETRY_BOX, .box = row->box};
  Error first = {0};
  Geometry geometry = read_notation(row, table, arena, poll, &first);
  if (first.kind == ERROR_INPUT)
    read_notation(row, objects_row_name(table, &row->id).text, arena, poll, error);
  else if (!ok(&first))
    *error = first;
  return geometry;
}

static Keypoints read_keypoints(Dataset *data, const char *table, bool is_label, const ObjectRow *row,
                                Box *box, Error *error) {
  RowName who = objects_row_name(table, &row->id);
  KeypointRow pose = {who.text, row->keypoints, row->keypoints_length, is_label, row->has_box, row->area};
  return keypoints_take(&data->skeleton, &pose, box, &data->geometries, error);
}

/* The area of a geometry without a box; NaN: it has one only as a shape on a canvas. */
static double area_of(const Geometry *geometry) {
  switch (geometry->kind) {
  case GEOMETRY_BOX: return box_area(geometry->box);
  case GEOMETRY_ROTATED_BOX: return rotated_box_area(geometry->rotated_box);
  case GEOMETRY_MASK: return (double)mask_area(&geometry->mask);
  case GEOMETRY_POLYGON: break;
  }
  return (double)NAN;
}

/* From the first row with a track on, each row has an entry, perhaps none. */
static void begin_tracks(Objects *objects, Error *error) {
  objects->frame = memory_allocate_zeroed(objects->capacity, sizeof *objects->frame, error);
  objects->track = memory_allocate(objects->capacity, sizeof *objects->track, error);
  for (size_t i = 0; i < objects->count && ok(error); i++) objects->track[i] = TRACK_NONE;
}

static void add_track(Dataset *data, Objects *objects, const ObjectRow *row, Error *error) {
  if (row->track.kind == ID_NULL && !objects->track) return;
  if (!objects->track) begin_tracks(objects, error);
  uint32_t track = row->track.kind == ID_NULL ? TRACK_NONE : names_add(&data->tracks, &row->track, error);
  if (!ok(error)) return;
  objects->track[objects->count] = track;
  objects->frame[objects->count] = row->frame;
}

/* The box of a row, and the area of its geometry. */
static Box measure_row(Dataset *data, Objects *objects, bool is_label, const ObjectRow *row, double *area,
                       Poll *poll, Error *error) {
  Box box = row->box;
  *area = box_area(box);
  if (ok(error) && data->has_keypoints) {
    objects->keypoints[objects->count] = read_keypoints(data, objects->table, is_label, row, &box, error);
    *area = box_area(box);
  } else if (ok(error) && (data->has_shapes || !row->has_box)) {
    Arena passing = {0};
    Geometry geometry =
        read_geometry(row, objects->table, data->has_shapes ? &data->geometries : &passing, poll, error);
    if (ok(error) && !row->has_box) box = geometry_bounds(&geometry);
    if (ok(error) && (!row->has_box || (is_label && row->geometry))) *area = area_of(&geometry);
    if (ok(error) && !data->has_shapes && isnan(*area)) *area = polygon_drawn_area(&geometry.polygon);
    if (ok(error) && data->has_shapes) objects->geometry[objects->count] = geometry;
    arena_release(&passing);
  }
  return box;
}

/* Adds what both tables store of a row. *area is that of the geometry. False where an error is set, and where
** regions leave the row out, of which the class alone stays. */
static bool add_common(Dataset *data, Objects *objects, bool is_label, const ObjectRow *row, double *area,
                       Poll *poll, Error *error) {
  size_t count = objects->count;
  make_room(data, objects, is_label, error);
  uint32_t class = names_add(&data->classes, &row->class, error);
  Box box = measure_row(data, objects, is_label, row, area, poll, error);
  if (!ok(error)) return false;
  if (data->regions && !regions_hold(data->regions, &row->image, &row->class, box)) {
    objects->left_out++;
    return false;
  }
  uint32_t image = names_add(&data->images, &row->image, error);
  id_column_add(&objects->ids, &row->id, error);
  if (ok(error)) add_track(data, objects, row, error);
  if (!ok(error)) return false;
  objects->image[count] = image;
  objects->class[count] = class;
  objects->box[count] = box;
  return true;
}

/* From the first label without labelled keypoints on, each row has an entry. */
static void mark_unlabelled(Objects *labels, const ObjectRow *row, Error *error) {
  bool unlabelled = isnan(row->num_keypoints) ? !keypoints_labelled(labels->keypoints[labels->count])
                                              : row->num_keypoints == 0;
  if (unlabelled && !labels->unlabelled)
    labels->unlabelled = memory_allocate_zeroed(labels->capacity, sizeof *labels->unlabelled, error);
  if (labels->unlabelled) labels->unlabelled[labels->count] = unlabelled;
}

void dataset_add_label(Dataset *data, const ObjectRow *row, Poll *poll, Error *error) {
  Objects *labels = &data->labels;
  size_t count = labels->count, categories = data->category_capacity;
  double area;
  bool kept = add_common(data, labels, true, row, &area, poll, error);
  memory_reserve((void **)&data->category, &data->category_capacity, data->classes.count,
                 sizeof *data->category, error);
  if (!ok(error)) return;
  for (size_t i = categories; i < data->category_capacity; i++) data->category[i] = (double)NAN;
  if (!kept) return;
  double *category = &data->category[labels->class[count]];
  if (isnan(*category) || row->category < *category) *category = row->category;
  labels->area[count] = isnan(row->area) ? area : row->area;
  labels->crowd[count] = row->crowd;
  if (data->has_keypoints) mark_unlabelled(labels, row, error);
  labels->count++;
}

/* From the second model on, each row has its own; earlier rows belong to model 0. */
static void begin_models(Objects *predictions, Error *error) {
  predictions->model = memory_allocate_zeroed(predictions->capacity, sizeof *predictions->model, error);
}

/* From the first prediction without a box on, each has its own area. */
static void begin_areas(Objects *predictions, Error *error) {
  predictions->area = memory_allocate(predictions->capacity, sizeof *predictions->area, error);
  for (size_t i = 0; i < predictions->count && predictions->area; i++)
    predictions->area[i] = box_area(predictions->box[i]);
}

void dataset_add_prediction(Dataset *data, const ObjectRow *row, Poll *poll, Error *error) {
  Objects *predictions = &data->predictions;
  double area;
  bool kept = add_common(data, predictions, false, row, &area, poll, error);
  uint32_t model = names_add(&data->models, &row->model, error);
  if (ok(error) && model > 0 && !predictions->model) begin_models(predictions, error);
  if (kept && ok(error) && !row->has_box && !predictions->area) begin_areas(predictions, error);
  if (!kept || !ok(error)) return;
  if (predictions->model) predictions->model[predictions->count] = model;
  if (predictions->area) predictions->area[predictions->count] = area;
  predictions->score[predictions->count] = row->score;
  predictions->count++;
}

void dataset_reserve_predictions(Dataset *data, size_t rows, Error *error) {
  if (rows <= ROWS_MOST) reserve(data, &data->predictions, false, rows, error);
}

void dataset_add_box(Dataset *data, const Id *id, uint32_t image, uint32_t class, Box box, double score,
                     Error *error) {
  Objects *predictions = &data->predictions;
  size_t count = predictions->count;
  if (!count) names_add(&data->models, &(Id){.kind = ID_NULL}, error);
  make_room(data, predictions, false, error);
  id_column_add(&predictions->ids, id, error);
  if (!ok(error)) return;
  predictions->image[count] = image;
  predictions->class[count] = class;
  predictions->box[count] = box;
  predictions->score[count] = score;
  predictions->count++;
}

void dataset_add_canvas(Dataset *data, const Id *image, Canvas canvas, Error *error) {
  uint32_t number = names_find(&data->images, image);
  if (!data->canvases)
    data->canvases = memory_allocate_zeroed(data->images.count, sizeof *data->canvases, error);
  if (ok(error) && number != NAMES_NONE) data->canvases[number] = canvas;
}

/* Appends a row once more, as one of another class. */
static void repeat_row(const Dataset *data, Objects *objects, bool is_label, size_t row, uint32_t class,
                       Error *error) {
  size_t count = objects->count;
  make_room(data, objects, is_label, error);
  Id id = id_column_get(&objects->ids, row);
  id_column_add(&objects->ids, &id, error);
  if (!ok(error)) return;
  objects->image[count] = objects->image[row];
  objects->class[count] = class;
  objects->box[count] = objects->box[row];
  if (objects->geometry) objects->geometry[count] = objects->geometry[row];
  if (objects->keypoints) objects->keypoints[count] = objects->keypoints[row];
  if (objects->unlabelled) objects->unlabelled[count] = objects->unlabelled[row];
  if (objects->score) objects->score[count] = objects->score[row];
  if (objects->model) objects->model[count] = objects->model[row];
  if (objects->area) objects->area[count] = objects->area[row];
  if (objects->crowd) objects->crowd[count] = objects->crowd[row];
  if (objects->track) objects->track[count] = objects->track[row];
  if (objects->track) objects->frame[count] = objects->frame[row];
  objects->count++;
}

static void repeat_rows(const Dataset *data, Objects *objects, bool is_label, const uint32_t *starts,
                        const uint32_t *classes, Poll *poll, Error *error) {
  enum { ROWS_BETWEEN_CHECKS = 10000 };
  size_t own = objects->count;
  objects->own_count = own;
  for (size_t row = 0; row < own && ok(error); row++) {
    uint32_t class = objects->class[row];
    for (uint32_t i = starts[class]; i < starts[class + 1] && ok(error); i++)
      repeat_row(data, objects, is_label, row, classes[i], error);
    if (row % ROWS_BETWEEN_CHECKS == 0) poll_check(poll, error);
  }
}

void dataset_repeat(Dataset *data, const uint32_t *starts, const uint32_t *classes, Poll *poll,
                    Error *error) {
  if (!ok(error)) return;
  repeat_rows(data, &data->labels, true, starts, classes, poll, error);
  repeat_rows(data, &data->predictions, false, starts, classes, poll, error);
}

static void objects_release(Objects *objects) {
  id_column_release(&objects->ids);
  memory_release(objects->image);
  memory_release(objects->class);
  memory_release(objects->box);
  memory_release(objects->geometry);
  memory_release(objects->score);
  memory_release(objects->model);
  memory_release(objects->area);
  memory_release(objects->crowd);
  memory_release(objects->ignored);
  memory_release(objects->absorbed);
  memory_release(objects->unlabelled);
  memory_release(objects->keypoints);
  memory_release(objects->track);
  memory_release(objects->frame);
  memory_release(objects->starts);
}

void dataset_release(Dataset *data) {
  objects_release(&data->labels);
  objects_release(&data->predictions);
  names_release(&data->images);
  names_release(&data->classes);
  names_release(&data->models);
  names_release(&data->tracks);
  arena_release(&data->geometries);
  memory_release(data->canvases);
  memory_release(data->category);
  memory_release(data->classes_in_sums);
}

static size_t objects_footprint(const Objects *objects, size_t segments) {
  const struct {
    const void *array;
    size_t size;
  } arrays[] = {{objects->image, sizeof *objects->image},
                {objects->class, sizeof *objects->class},
                {objects->box, sizeof *objects->box},
                {objects->geometry, sizeof *objects->geometry},
                {objects->score, sizeof *objects->score},
                {objects->model, sizeof *objects->model},
                {objects->area, sizeof *objects->area},
                {objects->crowd, sizeof *objects->crowd},
                {objects->ignored, sizeof *objects->ignored},
                {objects->absorbed, sizeof *objects->absorbed},
                {objects->unlabelled, sizeof *objects->unlabelled},
                {objects->keypoints, sizeof *objects->keypoints},
                {objects->track, sizeof *objects->track},
                {objects->frame, sizeof *objects->frame}};
  size_t bytes = id_column_footprint(&objects->ids) + (segments + 1) * sizeof *objects->starts;
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    if (arrays[i].array) bytes += objects->count * arrays[i].size;
  return bytes;
}

size_t dataset_footprint(const Dataset *data) {
  size_t classes = data->classes.count;
  return objects_footprint(&data->labels, classes) +
         objects_footprint(&data->predictions, classes * data->models.count) +
         names_footprint(&data->images) + names_footprint(&data->classes) + names_footprint(&data->models) +
         names_footprint(&data->tracks) + arena_footprint(&data->geometries) +
         (data->canvases ? data->images.count * sizeof *data->canvases : 0) +
         classes * (sizeof *data->category + sizeof *data->classes_in_sums);
}

GroupWalk dataset_groups(const Dataset *data, size_t model, size_t class) {
  const uint32_t *predictions = &data->predictions.starts[dataset_segment(data, model, class)];
  const uint32_t *labels = &data->labels.starts[class];
  return (GroupWalk){data,           (uint32_t)model, (uint32_t) class, predictions[0],
                     predictions[1], labels[0],       labels[1]};
}

/* The first row from `start` on that is not in an image before this one. */
static uint32_t first_in_image(const Objects *objects, uint32_t start, uint32_t end, uint32_t image) {
  while (start < end) {
    uint32_t middle = start + (end - start) / 2;
    if (objects->image[middle] < image)
      start = middle + 1;
    else
      end = middle;
  }
  return start;
}

GroupWalk dataset_groups_in(const Dataset *data, size_t model, size_t class, const uint32_t *image) {
  GroupWalk walk = dataset_groups(data, model, class);
  if (!image) return walk;
  const Objects *predictions = &data->predictions, *labels = &data->labels;
  walk.prediction = first_in_image(predictions, walk.prediction, walk.predictions_end, *image);
  walk.predictions_end = first_in_image(predictions, walk.prediction, walk.predictions_end, *image + 1);
  walk.label = first_in_image(labels, walk.label, walk.labels_end, *image);
  walk.labels_end = first_in_image(labels, walk.label, walk.labels_end, *image + 1);
  return walk;
}

bool group_next(GroupWalk *walk, Group *group) {
  const Objects *predictions = &walk->data->predictions, *labels = &walk->data->labels;
  uint32_t p = walk->prediction, l = walk->label;
  bool has_predictions = p < walk->predictions_end, has_labels = l < walk->labels_end;
  if (!has_predictions && !has_labels) return false;
  uint32_t image = has_predictions ? predictions->image[p] : labels->image[l];
  if (has_labels && labels->image[l] < image) image = labels->image[l];
  if (has_predictions && predictions->image[p] == image)
    walk->prediction = objects_group_end(predictions, p, walk->predictions_end);
  if (has_labels && labels->image[l] == image) walk->label = objects_group_end(labels, l, walk->labels_end);
  *group = (Group){walk->class, image, p, walk->prediction, l, walk->label};
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

void stretches_make(Stretches *stretches, const Dataset *data, const bool *classes, const uint32_t *image,
                    Error *error) {
  *stretches = (Stretches){0};
  for (size_t m = 0; m < data->models.count; m++) {
    for (size_t k = 0; k < data->classes.count && ok(error); k++) {
      if (!classes || classes[k]) cut_segment(stretches, dataset_groups_in(data, m, k, image), error);
    }
  }
}

void stretches_release(Stretches *stretches) {
  memory_release(stretches->items);
}
