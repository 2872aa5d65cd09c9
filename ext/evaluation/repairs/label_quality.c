#include "evaluation/repairs/label_quality.h"

#include <math.h>
#include <string.h>

#include "dataset/rows_by_image.h"

double label_similarity(double iou, Box label, Box other) {
  const double weight = 0.9, decay = 10;
  double x = label.x + label.width / 2 - (other.x + other.width / 2);
  double y = label.y + label.height / 2 - (other.y + other.height / 2);
  double distance = sqrt(x * x + y * y);
  double diagonal = sqrt(label.width * label.width + label.height * label.height);
  double closeness = distance > 0 ? exp(-decay * distance / diagonal) : 1;
  if (iou > 1) iou = 1;
  return weight * iou + (1 - weight) * closeness;
}

typedef struct QualityJob {
  const Dataset *data;
  const QualitySettings *settings;
  const bool *classes;
  RowsByImage labels, predictions; /* that take part */
  LabelQuality *qualities;         /* of each label; label QUALITY_NO_ROW: it has none */
} QualityJob;

/* Whether a label of another class lies where this one lies. */
static bool is_covered(const QualityJob *job, uint32_t row) {
  const double same_place = 0.95;
  const Objects *labels = &job->data->labels;
  uint32_t image = labels->image[row];
  for (uint32_t i = job->labels.starts[image]; i < job->labels.starts[image + 1]; i++) {
    uint32_t other = job->labels.rows[i];
    if (labels->class[other] == labels->class[row]) continue;
    if (box_iou(labels->box[row], labels->box[other], false) >= same_place) return true;
  }
  return false;
}

static void judge_label(const QualityJob *job, uint32_t row) {
  const Objects *labels = &job->data->labels, *predictions = &job->data->predictions;
  LabelQuality *quality = &job->qualities[row];
  uint32_t image = labels->image[row];
  double located = -1, other = -1;
  *quality = (LabelQuality){row, 1, 1, QUALITY_NO_ROW, QUALITY_NO_ROW};
  for (uint32_t i = job->predictions.starts[image]; i < job->predictions.starts[image + 1]; i++) {
    uint32_t p = job->predictions.rows[i];
    bool is_own = predictions->class[p] == labels->class[row];
    double least = is_own ? job->settings->least_likely : job->settings->least_confident;
    if (!(predictions->score[p] > least)) continue;
    double iou = box_iou(predictions->box[p], labels->box[row], false);
    if (is_own && !(iou > 0)) continue;
    double likeness = label_similarity(iou, labels->box[row], predictions->box[p]);
    double *best = is_own ? &located : &other;
    if (likeness <= *best) continue;
    *best = likeness;
    *(is_own ? &quality->located_by : &quality->class_by) = p;
  }
  if (located >= 0) quality->located = located;
  if (other >= 0) quality->class = other < 1 ? 1 - other : 0;
  if (is_covered(job, row)) quality->class = 0;
}

enum { IMAGES_AT_ONCE = 16 };

static void judge_images(void *context, const Task *task, Error *error) {
  const QualityJob *job = context;
  size_t first = task->index * IMAGES_AT_ONCE, end = first + IMAGES_AT_ONCE;
  if (end > job->data->images.count) end = job->data->images.count;
  enum { PAIRS_BETWEEN_CHECKS = 20000 };
  size_t pairs = 0;
  for (size_t image = first; image < end; image++) {
    size_t others =
        rows_of_image(&job->predictions, (uint32_t)image) + rows_of_image(&job->labels, (uint32_t)image);
    for (uint32_t i = job->labels.starts[image]; i < job->labels.starts[image + 1] && ok(error); i++) {
      uint32_t row = job->labels.rows[i];
      if (!job->classes || job->classes[job->data->labels.class[row]]) judge_label(job, row);
      pairs += others;
      if (pairs < PAIRS_BETWEEN_CHECKS) continue;
      pairs = 0;
      task_check(task, error);
    }
  }
}

/* The predictions that the rules keep. */
static void mark_kept(const Dataset *data, const MatchRules *rules, size_t model, uint8_t *kept) {
  for (size_t k = 0; k < data->classes.count; k++) {
    GroupWalk walk = dataset_groups(data, model, k);
    Group group;
    while (group_next(&walk, &group)) {
      uint32_t end = matches_kept_end(data, rules, &group);
      memset(kept + group.predictions, 1, end - group.predictions);
    }
  }
}

size_t label_qualities(const Dataset *data, const MatchRules *rules, size_t model,
                       const QualitySettings *settings, LabelQuality *qualities, const Workers *workers,
                       Error *error) {
  QualityJob job = {.data = data, .settings = settings, .classes = rules->classes, .qualities = qualities};
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  uint32_t first = predictions->starts[dataset_segment(data, model, 0)],
           end = predictions->starts[dataset_segment(data, model + 1, 0)];
  size_t count = 0;
  uint8_t *kept = memory_allocate_zeroed(predictions->count, 1, error);
  uint8_t *single = memory_allocate_zeroed(labels->count, 1, error);
  for (size_t row = 0; row < labels->count && ok(error); row++) {
    single[row] = !labels->crowd[row] && !(labels->ignored && labels->ignored[row]);
    qualities[row].label = QUALITY_NO_ROW;
  }
  if (ok(error)) mark_kept(data, rules, model, kept);
  rows_by_image_make(&job.labels, data, labels, 0, (uint32_t)labels->count, single, error);
  rows_by_image_make(&job.predictions, data, predictions, first, end, kept, error);
  workers_run(workers, (data->images.count + IMAGES_AT_ONCE - 1) / IMAGES_AT_ONCE, judge_images, &job, error);
  for (size_t row = 0; row < labels->count && ok(error); row++) {
    if (qualities[row].label != QUALITY_NO_ROW) qualities[count++] = qualities[row];
  }
  rows_by_image_release(&job.labels);
  rows_by_image_release(&job.predictions);
  memory_release(kept);
  memory_release(single);
  return count;
}
