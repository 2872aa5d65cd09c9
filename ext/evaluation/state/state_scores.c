#include "evaluation/state/state_scores.h"

#include <math.h>

#include "dataset/arrange.h"
#include "evaluation/summary.h"

/* ---- what a state must have ---- */

/* Of each shard, while the parts of a class are counted. */
typedef struct ShardCounts {
  uint64_t *models, *classes; /* models: still expected */
  uint8_t *has_labels;
} ShardCounts;

static void begin_class(const State *state, const StatePart *labels, const ShardCounts *counts) {
  for (size_t i = 0; i < labels->shard_count; i++) {
    const StatePresence *presence = &state->presences[labels->first_shard + i];
    counts->models[presence->shard] = presence->models;
    counts->has_labels[presence->shard] = 1;
    counts->classes[presence->shard]++;
  }
}

static void count_model(const State *state, const StatePart *part, const ShardCounts *counts, Error *error) {
  for (size_t i = 0; i < part->shard_count; i++) {
    uint32_t shard = state->presences[part->first_shard + i].shard;
    if (!counts->has_labels[shard])
      error_input(error,
                  "the state has predictions of the class %s without the labels: merge the row of the class "
                  "that has no model too",
                  id_excerpt(&part->class).text);
    counts->models[shard]--;
  }
}

static void end_class(const State *state, const StatePart *labels, const ShardCounts *counts, Error *error) {
  for (size_t i = 0; i < labels->shard_count; i++) {
    uint32_t shard = state->presences[labels->first_shard + i].shard;
    if (counts->models[shard])
      error_input(error, "the state lacks predictions of the class %s: merge the rows of all of its models",
                  id_excerpt(&labels->class).text);
    counts->has_labels[shard] = 0;
  }
}

static void check_classes(const State *state, const ShardCounts *counts, Error *error) {
  const StatePart *labels = NULL;
  for (size_t i = 0; i < state->part_count && ok(error); i++) {
    const StatePart *part = &state->parts[i];
    if (labels && !id_equal(&labels->class, &part->class)) {
      end_class(state, labels, counts, error);
      labels = NULL;
    }
    if (part->of_labels) {
      labels = part;
      begin_class(state, part, counts);
    } else {
      count_model(state, part, counts, error);
    }
  }
  if (labels && ok(error)) end_class(state, labels, counts, error);
}

void state_check_complete(const State *state, StateNeed need, Error *error) {
  size_t count = state->shard_count;
  ShardCounts counts = {.models = memory_allocate_zeroed(count, sizeof *counts.models, error),
                        .classes = memory_allocate_zeroed(count, sizeof *counts.classes, error),
                        .has_labels = memory_allocate_zeroed(count, 1, error)};
  if (ok(error)) check_classes(state, &counts, error);
  for (size_t s = 0; s < count && ok(error) && need == NEED_ALL; s++) {
    if (!state->shards[s].is_listed)
      error_input(error, "the state lacks the images of a shard: merge the row whose class is NULL too");
    else if (state->shards[s].classes != counts.classes[s])
      error_input(error, "the state lacks classes of a shard: merge the rows of all classes");
  }
  memory_release(counts.models);
  memory_release(counts.classes);
  memory_release(counts.has_labels);
}

/* ---- names ---- */

Id *state_models(const State *state, size_t *count, Error *error) {
  Names models = {0};
  const Id none = {.kind = ID_NULL};
  for (size_t i = 0; i < state->part_count && ok(error); i++) {
    if (!state->parts[i].of_labels) names_add(&models, &state->parts[i].model, error);
  }
  if (!models.count) names_add(&models, &none, error);
  uint32_t *ranks = memory_allocate(models.count, sizeof *ranks, error);
  Id *items = memory_allocate(models.count, sizeof *items, error);
  if (ok(error)) names_sort(&models, ranks, error);
  /* The texts of the state last longer than those of the names. */
  for (size_t i = 0; i < state->part_count && ok(error); i++) {
    const StatePart *part = &state->parts[i];
    if (!part->of_labels) items[names_find(&models, &part->model)] = part->model;
  }
  if (ok(error) && models.items[0].kind == ID_NULL) items[0] = none;
  *count = models.count;
  names_release(&models);
  memory_release(ranks);
  if (ok(error)) return items;
  memory_release(items);
  return NULL;
}

/* ---- unpacking ---- */

typedef struct Unpacking {
  StateScores *scores;
  const State *state;
  const Id *model;
  const StateCells *cells;
  const Task *task;
  uint32_t *images;           /* of each image of the state: its number among those with a shard */
  size_t labels, predictions; /* rows so far */
} Unpacking;

static void number_state_images(Unpacking *unpacking, Error *error) {
  const State *state = unpacking->state;
  uint32_t count = 0;
  unpacking->images = memory_allocate(state->image_count, sizeof *unpacking->images, error);
  for (size_t i = 0; i < state->image_count && ok(error); i++) {
    unpacking->images[i] = count;
    count += state->images[i].shard != STATE_NO_SHARD;
  }
  unpacking->scores->data.images.count = count;
}

static bool is_of_model(const Unpacking *unpacking, const StatePart *part) {
  return part->of_labels || (part->class.kind != ID_NULL && id_equal(&part->model, unpacking->model));
}

/* The classes, and how many rows there are at most, by the bytes of the groups. */
static void number_classes(Unpacking *unpacking, size_t *labels, size_t *predictions, Error *error) {
  const State *state = unpacking->state;
  Names *classes = &unpacking->scores->data.classes;
  *labels = *predictions = 0;
  for (size_t i = 0; i < state->part_count && ok(error); i++) {
    const StatePart *part = &state->parts[i];
    size_t bytes = (size_t)(part->groups_end - part->groups);
    if (part->class.kind != ID_NULL) names_add(classes, &part->class, error);
    if (!is_of_model(unpacking, part)) continue;
    if (part->of_labels)
      *labels += bytes;
    else
      *predictions += bytes / STATE_PREDICTION_LEAST;
  }
}

static void allocate_rows(StateScores *scores, size_t labels, size_t predictions, Error *error) {
  Dataset *data = &scores->data;
  size_t classes = data->classes.count;
  data->labels.image = memory_allocate(labels, sizeof *data->labels.image, error);
  data->labels.crowd = memory_allocate(labels, sizeof *data->labels.crowd, error);
  data->labels.area = memory_allocate(labels, sizeof *data->labels.area, error);
  data->labels.starts = memory_allocate_zeroed(classes + 1, sizeof *data->labels.starts, error);
  data->predictions.image = memory_allocate(predictions, sizeof *data->predictions.image, error);
  data->predictions.score = memory_allocate(predictions, sizeof *data->predictions.score, error);
  data->predictions.starts = memory_allocate_zeroed(classes + 1, sizeof *data->predictions.starts, error);
  scores->matches.matched = memory_allocate(predictions, sizeof *scores->matches.matched, error);
  scores->matches.ignored = memory_allocate(predictions, sizeof *scores->matches.ignored, error);
  scores->has_class = memory_allocate_zeroed(classes, sizeof *scores->has_class, error);
  data->category = memory_allocate(classes, sizeof *data->category, error);
  for (size_t k = 0; k < classes && ok(error); k++) data->category[k] = (double)NAN;
}

/* An area that lies in just these ranges of COCO; NaN: there is none. */
static double area_in(unsigned areas) {
  enum { ALL = 1, SMALL = 2, MEDIUM = 4, LARGE = 8 };
  switch (areas) {
  case 0: return 2e10;
  case ALL | SMALL: return 100;
  case ALL | SMALL | MEDIUM: return 1024;
  case ALL | MEDIUM: return 5000;
  case ALL | MEDIUM | LARGE: return 9216;
  case ALL | LARGE: return 20000;
  default: return (double)NAN;
  }
}

static void unpack_labels(Unpacking *unpacking, const StateGroup *group, Error *error) {
  Objects *labels = &unpacking->scores->data.labels;
  for (const unsigned char *row = group->rows; row < group->end && ok(error); row++) {
    size_t at = unpacking->labels++;
    labels->image[at] = unpacking->images[group->image];
    labels->crowd[at] = *row == STATE_CROWD;
    labels->area[at] = labels->crowd[at] ? 0 : area_in(*row);
    if (isnan(labels->area[at])) error_input(error, "the state has a label in areas that there are not");
  }
}

/* The cells that were asked for, of all. */
static uint64_t cells_asked(const StateCells *asked, uint64_t cells) {
  uint64_t all = ((uint64_t)1 << asked->threshold_count) - 1, out = 0;
  for (int a = 0; a < asked->area_count; a++) {
    int from = (asked->first_area + a) * COCO_THRESHOLDS + asked->first_threshold;
    out |= (cells >> from & all) << (a * asked->threshold_count);
  }
  return out;
}

static uint64_t cells_outside(unsigned areas) {
  uint64_t all = ((uint64_t)1 << COCO_THRESHOLDS) - 1, out = 0;
  for (int a = 0; a < STATE_AREAS; a++) {
    if (!(areas >> a & 1)) out |= all << (a * COCO_THRESHOLDS);
  }
  return out;
}

static void unpack_predictions(Unpacking *unpacking, const StateGroup *group) {
  StateScores *scores = unpacking->scores;
  Objects *predictions = &scores->data.predictions;
  const unsigned char *row = group->rows;
  for (uint32_t i = 0; i < group->count; i++) {
    StatePrediction prediction = state_prediction(&row);
    uint64_t ignored = prediction.matched ? prediction.ignored : cells_outside(prediction.areas);
    size_t at = unpacking->predictions++;
    predictions->image[at] = unpacking->images[group->image];
    predictions->score[at] = prediction.score;
    scores->matches.matched[at] = cells_asked(unpacking->cells, prediction.matched);
    scores->matches.ignored[at] = cells_asked(unpacking->cells, ignored);
  }
}

static void unpack_part(Unpacking *unpacking, const StatePart *part, Error *error) {
  StateScores *scores = unpacking->scores;
  Dataset *data = &scores->data;
  uint32_t class = names_find(&data->classes, &part->class);
  StateWalk walk = state_walk(unpacking->state, part);
  StateGroup group;
  while (state_next(&walk, &group, error)) {
    if (part->of_labels)
      unpack_labels(unpacking, &group, error);
    else
      unpack_predictions(unpacking, &group);
    if (walk.left % 1000 == 0) task_check(unpacking->task, error);
  }
  if (part->of_labels) {
    data->category[class] = part->number;
    data->labels.starts[class + 1] = (uint32_t)unpacking->labels;
  } else {
    data->predictions.starts[class + 1] = (uint32_t)unpacking->predictions;
  }
  scores->has_class[class] |= !part->of_labels || part->group_count > 0;
}

/* A class without a part of its own begins where the next one does. */
static void close_starts(uint32_t *starts, size_t classes) {
  for (size_t k = 0; k < classes; k++) {
    if (starts[k + 1] < starts[k]) starts[k + 1] = starts[k];
  }
}

/* More true positives than labels would be matches that no evaluation makes. */
static void check_group(const Matches *matches, const Group *group, Error *error) {
  uint32_t found[CELLS_MOST] = {0}, labels[AREAS_MOST] = {0};
  int thresholds = matches->rules.threshold_count;
  for (uint32_t row = group->labels; row < group->labels_end; row++) {
    if (matches->data->labels.crowd[row]) continue;
    unsigned areas = matches_label_areas(matches->data, &matches->rules, row);
    for (int a = 0; a < matches->rules.area_count; a++) labels[a] += areas >> a & 1;
  }
  for (uint32_t row = group->predictions; row < group->predictions_end; row++) {
    for (uint64_t left = matches->matched[row] & ~matches->ignored[row]; left; left &= left - 1) {
      int cell = __builtin_ctzll(left);
      if (++found[cell] > labels[cell / thresholds])
        error_input(error, "the state has more true positives than labels in an image");
    }
  }
}

static void check_groups(const Unpacking *unpacking, Error *error) {
  const Matches *matches = &unpacking->scores->matches;
  for (size_t k = 0; k < matches->data->classes.count && ok(error); k++) {
    GroupWalk walk = dataset_groups(matches->data, 0, k);
    Group group;
    for (size_t i = 1; ok(error) && group_next(&walk, &group); i++) {
      check_group(matches, &group, error);
      if (i % 1000 == 0) task_check(unpacking->task, error);
    }
  }
}

static void set_rules(Unpacking *unpacking) {
  const StateCells *cells = unpacking->cells;
  const StateRules *own = &unpacking->state->rules;
  MatchRules *rules = &unpacking->scores->matches.rules;
  *rules = (MatchRules){.threshold_count = cells->threshold_count,
                        .area_count = cells->area_count,
                        .max_detections = cells->max_detections,
                        .score_threshold = own->score_threshold};
  for (int t = 0; t < cells->threshold_count; t++)
    rules->thresholds[t] = coco_threshold(cells->first_threshold + t);
  for (int a = 0; a < cells->area_count; a++) rules->areas[a] = coco_areas[cells->first_area + a];
  if (cells->score_threshold > rules->score_threshold) rules->score_threshold = cells->score_threshold;
}

void state_scores_make(StateScores *scores, const State *state, const Id *model, const StateCells *cells,
                       const Task *task, Error *error) {
  Unpacking unpacking = {.scores = scores, .state = state, .model = model, .cells = cells, .task = task};
  Dataset *data = &scores->data;
  size_t labels, predictions;
  *scores = (StateScores){.matches.data = data};
  names_add(&data->models, model, error);
  number_state_images(&unpacking, error);
  number_classes(&unpacking, &labels, &predictions, error);
  allocate_rows(scores, labels, predictions, error);
  set_rules(&unpacking);
  for (size_t i = 0; i < state->part_count && ok(error); i++) {
    if (is_of_model(&unpacking, &state->parts[i])) unpack_part(&unpacking, &state->parts[i], error);
  }
  if (ok(error)) {
    close_starts(data->labels.starts, data->classes.count);
    close_starts(data->predictions.starts, data->classes.count);
    data->labels.count = unpacking.labels;
    data->predictions.count = unpacking.predictions;
    dataset_order_sums(data, error);
    check_groups(&unpacking, error);
  }
  memory_release(unpacking.images);
}

void state_scores_release(StateScores *scores) {
  matches_release(&scores->matches);
  memory_release(scores->has_class);
  scores->data.images.count = 0;
  dataset_release(&scores->data);
}
