#include "evaluation/protocol/tide.h"

#include <string.h>

#include "base/sort.h"
#include "dataset/rows_by_image.h"

/* A label of the current image. */
typedef struct Target {
  Box box;
  uint32_t row, class, holder;
} Target;

typedef struct TideJob {
  Tide *tide;
  const MatchRules *rules;
  double background;
  RowsByImage labels, predictions;
  uint32_t labels_most, predictions_most; /* in one image */
  /* Of each worker: labels_most targets, and room for sorting. */
  Target *targets;
  uint32_t *scratch;
} TideJob;

/* An image while its predictions are judged. */
typedef struct Scene {
  const TideJob *job;
  const Task *task;
  Error *error;
  uint32_t image;
  Target *targets; /* in the order of their ids, last those that do not count */
  uint32_t target_count, all_count;
  size_t pairs; /* compared since the last look whether to stop */
} Scene;

/* Of a prediction: the labels that overlap it most, the first of equal ones. Places among the targets. */
typedef struct Overlaps {
  double same, other, free;
  uint32_t same_place, other_place, free_place;
} Overlaps;

static int by_id(const void *context, uint32_t a, uint32_t b) {
  const Objects *objects = context;
  Id one = id_column_get(&objects->ids, a), other = id_column_get(&objects->ids, b);
  return id_compare(&one, &other);
}

/* Those that do not count behind the others. */
static int by_count_and_id(const void *context, uint32_t a, uint32_t b) {
  const Objects *labels = context;
  if (tide_counts(labels, a) != tide_counts(labels, b)) return tide_counts(labels, a) ? -1 : 1;
  return by_id(context, a, b);
}

static int by_score_and_id(const void *context, uint32_t a, uint32_t b) {
  const Objects *predictions = context;
  double one = predictions->score[a], other = predictions->score[b];
  if (one != other) return one > other ? -1 : 1;
  return by_id(context, a, b);
}

static double scene_iou(const Scene *scene, uint32_t prediction, const Target *target) {
  const TideJob *job = scene->job;
  if (job->rules->shapes)
    return matches_iou(job->tide->data, job->rules, scene->task, prediction, target->row, scene->error);
  return box_iou(job->tide->data->predictions.box[prediction], target->box, false);
}

static Overlaps find_overlaps(const Scene *scene, uint32_t prediction) {
  uint32_t class = scene->job->tide->data->predictions.class[prediction];
  Overlaps overlaps = {0};
  for (uint32_t i = 0; i < scene->target_count; i++) {
    const Target *target = &scene->targets[i];
    double iou = scene_iou(scene, prediction, target);
    if (iou <= 0) continue;
    if (target->class != class) {
      if (iou > overlaps.other) overlaps.other = iou, overlaps.other_place = i;
      continue;
    }
    if (iou > overlaps.same) overlaps.same = iou, overlaps.same_place = i;
    if (iou > overlaps.free && target->holder == TIDE_NO_ROW) overlaps.free = iou, overlaps.free_place = i;
  }
  return overlaps;
}

/* The IoU at which a prediction matches a label. */
static double foreground_of(const TideJob *job, uint32_t prediction) {
  return matches_threshold(job->rules, job->tide->data->predictions.class[prediction], 0);
}

/* Whether a crowd or an ignored label of its class, or an ignored region, covers an unmatched prediction. */
static bool is_absorbed(const Scene *scene, uint32_t prediction) {
  const TideJob *job = scene->job;
  const Dataset *data = job->tide->data;
  const double *absorbed = data->predictions.absorbed;
  if (absorbed && absorbed[prediction] >= protocol_reach(PROTOCOL_COCO, foreground_of(job, prediction)))
    return true;
  for (uint32_t i = scene->target_count; i < scene->all_count; i++) {
    const Target *crowd = &scene->targets[i];
    if (crowd->class == data->predictions.class[prediction] &&
        matches_iou(data, job->rules, scene->task, prediction, crowd->row, scene->error) >
            foreground_of(job, prediction))
      return true;
  }
  return false;
}

static void explain_by(TidePrediction *judged, const Scene *scene, Mistake mistake, double iou,
                       uint32_t place) {
  judged->mistake = (uint8_t)mistake;
  judged->iou = iou;
  if (iou > 0) judged->label = scene->targets[place].row;
}

/* The order of the questions is TIDE's. A label of its class that it reaches and does not hold is taken. */
static void judge_false(TidePrediction *judged, const Scene *scene, double foreground,
                        const Overlaps *overlaps) {
  double background = scene->job->background;
  if (overlaps->same >= background && overlaps->same <= foreground) {
    explain_by(judged, scene, MISTAKE_LOCALISATION, overlaps->same, overlaps->same_place);
  } else if (overlaps->other >= foreground) {
    explain_by(judged, scene, MISTAKE_CLASSIFICATION, overlaps->other, overlaps->other_place);
  } else if (overlaps->same >= foreground) {
    explain_by(judged, scene, MISTAKE_DUPLICATE, overlaps->same, overlaps->same_place);
  } else {
    bool same = overlaps->same > overlaps->other ||
                (overlaps->same == overlaps->other && overlaps->same_place < overlaps->other_place);
    double most = same ? overlaps->same : overlaps->other;
    explain_by(judged, scene, most <= background ? MISTAKE_BACKGROUND : MISTAKE_BOTH, most,
               same ? overlaps->same_place : overlaps->other_place);
  }
}

static void judge(const Scene *scene, uint32_t prediction) {
  const TideJob *job = scene->job;
  TidePrediction *judged = &job->tide->predictions[prediction];
  Overlaps overlaps = find_overlaps(scene, prediction);
  double foreground = foreground_of(job, prediction);
  *judged = (TidePrediction){.label = TIDE_NO_ROW, .kept = true};
  if (overlaps.free >= foreground) {
    Target *target = &scene->targets[overlaps.free_place];
    target->holder = prediction;
    *judged = (TidePrediction){.iou = overlaps.free, .label = target->row, .kept = true, .matched = true};
    return;
  }
  judged->ignored = is_absorbed(scene, prediction);
  judge_false(judged, scene, foreground, &overlaps);
}

/* The best prediction with a mistake about a free label would repair it. */
static void find_repair(const Scene *scene, uint32_t model, uint32_t prediction) {
  Tide *tide = scene->job->tide;
  TidePrediction *judged = &tide->predictions[prediction];
  if (judged->mistake != MISTAKE_CLASSIFICATION && judged->mistake != MISTAKE_LOCALISATION) return;
  TideLabel *label = &tide->labels[model * tide->data->labels.count + judged->label];
  if (label->holder != TIDE_NO_ROW || label->repair != TIDE_NO_ROW) return;
  label->repair = prediction;
  judged->repairs = true;
}

static void judge_model(Scene *scene, uint32_t model, uint32_t *rows, uint32_t count) {
  enum { PAIRS_BETWEEN_CHECKS = 50000 };
  const TideJob *job = scene->job;
  Tide *tide = job->tide;
  for (uint32_t i = 0; i < scene->target_count; i++) scene->targets[i].holder = TIDE_NO_ROW;
  sort_by_comparison(rows, job->scratch + scene->task->worker * job->predictions_most, count, by_score_and_id,
                     &tide->data->predictions);
  if (count > job->rules->max_detections) count = (uint32_t)job->rules->max_detections;
  for (uint32_t i = 0; i < count && ok(scene->error); i++) {
    judge(scene, rows[i]);
    scene->pairs += 1 + scene->all_count;
    if (scene->pairs < PAIRS_BETWEEN_CHECKS) continue;
    scene->pairs = 0;
    task_check(scene->task, scene->error);
  }
  if (!ok(scene->error)) return;
  for (uint32_t i = 0; i < scene->target_count; i++)
    tide->labels[model * tide->data->labels.count + scene->targets[i].row].holder = scene->targets[i].holder;
  for (uint32_t i = 0; i < count; i++) find_repair(scene, model, rows[i]);
}

static void set_targets(Scene *scene) {
  const TideJob *job = scene->job;
  const Objects *labels = &job->tide->data->labels;
  uint32_t *rows = job->labels.rows + job->labels.starts[scene->image];
  scene->all_count = job->labels.starts[scene->image + 1] - job->labels.starts[scene->image];
  sort_by_comparison(rows, job->scratch + scene->task->worker * job->predictions_most, scene->all_count,
                     by_count_and_id, labels);
  scene->target_count = 0;
  for (uint32_t i = 0; i < scene->all_count; i++) {
    scene->targets[i] = (Target){labels->box[rows[i]], rows[i], labels->class[rows[i]], TIDE_NO_ROW};
    if (tide_counts(labels, rows[i])) scene->target_count++;
  }
}

enum { IMAGES_AT_ONCE = 16 };

/* The predictions of an image come model by model. */
static void judge_images(void *context, const Task *task, Error *error) {
  const TideJob *job = context;
  const Dataset *data = job->tide->data;
  const Objects *predictions = &data->predictions;
  size_t end = (task->index + 1) * IMAGES_AT_ONCE;
  for (size_t image = task->index * IMAGES_AT_ONCE; image < end && image < data->images.count; image++) {
    Scene scene = {.job = job,
                   .task = task,
                   .error = error,
                   .image = (uint32_t)image,
                   .targets = job->targets + task->worker * job->labels_most};
    uint32_t at = job->predictions.starts[image], last = job->predictions.starts[image + 1];
    if (at < last) set_targets(&scene);
    while (at < last && ok(error)) {
      uint32_t model = predictions->model ? predictions->model[job->predictions.rows[at]] : 0, start = at;
      while (at < last && (!predictions->model || predictions->model[job->predictions.rows[at]] == model))
        at++;
      judge_model(&scene, model, job->predictions.rows + start, at - start);
    }
    task_check(task, error);
  }
}

/* The predictions that the score threshold leaves. */
static void list_predictions(TideJob *job, Error *error) {
  const Dataset *data = job->tide->data;
  MatchRules without_limit = *job->rules;
  uint8_t *listed = memory_allocate_zeroed(data->predictions.count, sizeof *listed, error);
  without_limit.max_detections = SIZE_MAX;
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    for (size_t k = 0; k < data->classes.count; k++) {
      GroupWalk walk = dataset_groups(data, m, k);
      Group group;
      while (group_next(&walk, &group)) {
        uint32_t end = matches_kept_end(data, &without_limit, &group);
        memset(listed + group.predictions, 1, end - group.predictions);
      }
    }
  }
  rows_by_image_make(&job->predictions, data, &data->predictions, 0, (uint32_t)data->predictions.count,
                     listed, error);
  memory_release(listed);
}

static uint32_t largest_image(const Dataset *data, const RowsByImage *list) {
  uint32_t most = 0;
  for (size_t i = 0; i < data->images.count; i++) {
    uint32_t count = list->starts[i + 1] - list->starts[i];
    if (count > most) most = count;
  }
  return most;
}

/* The kept predictions in the order of images and ranks, and that model by model. */
static void list_ranked(TideJob *job, Error *error) {
  Tide *tide = job->tide;
  const Objects *predictions = &tide->data->predictions;
  size_t count = 0, models = tide->data->models.count;
  uint32_t *scratch = memory_allocate(predictions->count, sizeof *scratch, error);
  tide->ranked = memory_allocate(predictions->count, sizeof *tide->ranked, error);
  tide->starts = memory_allocate_zeroed(models + 1, sizeof *tide->starts, error);
  if (ok(error)) {
    for (uint32_t i = 0; i < job->predictions.starts[tide->data->images.count]; i++) {
      uint32_t row = job->predictions.rows[i];
      if (tide->predictions[row].kept) tide->ranked[count++] = row;
    }
    tide->starts[models] = (uint32_t)count;
    if (predictions->model)
      sort_by_bucket(tide->ranked, scratch, count, predictions->model, models, tide->starts);
  }
  memory_release(scratch);
}

void tide_make(Tide *tide, const Dataset *data, const MatchRules *rules, double background,
               const Workers *workers, Error *error) {
  TideJob job = {.tide = tide, .rules = rules, .background = background};
  size_t label_count = data->labels.count, images = data->images.count;
  *tide = (Tide){.data = data};
  tide->predictions = memory_allocate_zeroed(data->predictions.count, sizeof *tide->predictions, error);
  tide->labels = memory_allocate(data->models.count, label_count * sizeof *tide->labels, error);
  if (!ok(error)) goto done;
  memset(tide->labels, 0xFF, data->models.count * label_count * sizeof *tide->labels);
  rows_by_image_make(&job.labels, data, &data->labels, 0, (uint32_t)label_count, NULL, error);
  list_predictions(&job, error);
  if (!ok(error)) goto done;
  job.labels_most = largest_image(data, &job.labels);
  job.predictions_most = largest_image(data, &job.predictions);
  if (job.predictions_most < job.labels_most) job.predictions_most = job.labels_most;
  job.targets = memory_allocate(workers->count, job.labels_most * sizeof *job.targets, error);
  job.scratch = memory_allocate(workers->count, job.predictions_most * sizeof *job.scratch, error);
  workers_run(workers, (images + IMAGES_AT_ONCE - 1) / IMAGES_AT_ONCE, judge_images, &job, error);
  list_ranked(&job, error);
done:
  rows_by_image_release(&job.labels);
  rows_by_image_release(&job.predictions);
  memory_release(job.targets);
  memory_release(job.scratch);
}

void tide_release(Tide *tide) {
  memory_release(tide->predictions);
  memory_release(tide->labels);
  memory_release(tide->ranked);
  memory_release(tide->starts);
  *tide = (Tide){0};
}
