#include "evaluation/protocol/standings.h"

#include <string.h>

#include "base/sort.h"

void verified_classes_add(VerifiedClasses *verified, uint32_t class, uint32_t image, bool is_lenient,
                          Error *error) {
  size_t needed = verified->count + 1;
  memory_reserve((void **)&verified->class, &verified->capacity[0], needed, sizeof *verified->class, error);
  memory_reserve((void **)&verified->image, &verified->capacity[1], needed, sizeof *verified->image, error);
  memory_reserve((void **)&verified->is_lenient, &verified->capacity[2], needed, sizeof *verified->is_lenient,
                 error);
  if (!ok(error)) return;
  verified->class[verified->count] = class;
  verified->image[verified->count] = image;
  verified->is_lenient[verified->count++] = is_lenient;
}

void verified_classes_release(VerifiedClasses *verified) {
  memory_release(verified->class);
  memory_release(verified->image);
  memory_release(verified->is_lenient);
  *verified = (VerifiedClasses){0};
}

/* ---- verified classes ---- */

/* The facts, sorted by class and image. */
typedef struct Facts {
  const VerifiedClasses *verified;
  uint32_t *rows;
  uint32_t *class_starts;
} Facts;

static void sort_facts(Facts *facts, const Dataset *data, Error *error) {
  const VerifiedClasses *verified = facts->verified;
  size_t images = data->images.count, classes = data->classes.count;
  uint32_t *scratch = memory_allocate(verified->count, sizeof *scratch, error);
  uint32_t *starts = memory_allocate(images + 1, sizeof *starts, error);
  facts->rows = memory_allocate(verified->count, sizeof *facts->rows, error);
  facts->class_starts = memory_allocate(classes + 1, sizeof *facts->class_starts, error);
  for (size_t i = 0; i < verified->count && ok(error); i++) facts->rows[i] = (uint32_t)i;
  if (ok(error)) {
    sort_by_bucket(facts->rows, scratch, verified->count, verified->image, images, starts);
    sort_by_bucket(facts->rows, scratch, verified->count, verified->class, classes, facts->class_starts);
  }
  memory_release(scratch);
  memory_release(starts);
}

/* Groups come image by image, and so do the facts of their class, from *at on. */
static Standing standing_of(const Facts *facts, const Group *group, uint32_t *at) {
  const VerifiedClasses *verified = facts->verified;
  uint32_t end = facts->class_starts[group->class + 1];
  bool is_verified = group->labels_end > group->labels, is_lenient = false;
  while (*at < end && verified->image[facts->rows[*at]] < group->image) ++*at;
  for (; *at < end && verified->image[facts->rows[*at]] == group->image; ++*at) {
    is_lenient = is_lenient || verified->is_lenient[facts->rows[*at]];
    is_verified = is_verified || !verified->is_lenient[facts->rows[*at]];
  }
  if (!is_verified) return STANDING_UNVERIFIED;
  return is_lenient ? STANDING_LENIENT : STANDING_COUNTS;
}

static void judge_classes(uint8_t *standings, const Dataset *data, const VerifiedClasses *verified,
                          Poll *poll, Error *error) {
  Facts facts = {.verified = verified};
  sort_facts(&facts, data, error);
  for (size_t m = 0; m < data->models.count; m++) {
    for (size_t k = 0; k < data->classes.count && ok(error); k++) {
      GroupWalk walk = dataset_groups(data, m, k);
      Group group;
      uint32_t at = facts.class_starts[k];
      while (group_next(&walk, &group)) {
        Standing standing = standing_of(&facts, &group, &at);
        memset(standings + group.predictions, (int)standing, group.predictions_end - group.predictions);
      }
      poll_check(poll, error);
    }
  }
  memory_release(facts.rows);
  memory_release(facts.class_starts);
}

/* ---- the limit of an image ---- */

static int by_rank(const void *context, uint32_t a, uint32_t b) {
  const Objects *predictions = context;
  if (predictions->score[a] != predictions->score[b])
    return predictions->score[a] > predictions->score[b] ? -1 : 1;
  Id one = id_column_get(&predictions->ids, a), other = id_column_get(&predictions->ids, b);
  return id_compare(&one, &other);
}

/* Scratch for the predictions of a model, by image. */
typedef struct Ranking {
  uint32_t *rows, *scratch, *starts;
} Ranking;

static void limit_model(uint8_t *standings, const Dataset *data, size_t model, size_t limit, Ranking *ranking,
                        Poll *poll, Error *error) {
  const Objects *predictions = &data->predictions;
  const Task task = {.poll = poll};
  uint32_t first = predictions->starts[dataset_segment(data, model, 0)],
           end = predictions->starts[dataset_segment(data, model + 1, 0)];
  for (uint32_t row = first; row < end; row++) ranking->rows[row - first] = row;
  sort_by_bucket(ranking->rows, ranking->scratch, end - first, predictions->image, data->images.count,
                 ranking->starts);
  for (size_t i = 0; i < data->images.count && ok(error); i++) {
    uint32_t *rows = ranking->rows + ranking->starts[i];
    size_t count = ranking->starts[i + 1] - ranking->starts[i];
    if (count <= limit) continue;
    sort_by_comparison_checked(rows, ranking->scratch, count, by_rank, predictions, &task, error);
    for (size_t n = limit; n < count; n++) standings[rows[n]] = STANDING_BEYOND_LIMIT;
  }
}

static void limit_images(uint8_t *standings, const Dataset *data, size_t limit, Poll *poll, Error *error) {
  size_t count = data->predictions.count;
  if (limit >= count) return;
  Ranking ranking = {.rows = memory_allocate(count, sizeof *ranking.rows, error),
                     .scratch = memory_allocate(count, sizeof *ranking.scratch, error),
                     .starts = memory_allocate(data->images.count + 1, sizeof *ranking.starts, error)};
  for (size_t m = 0; m < data->models.count && ok(error); m++)
    limit_model(standings, data, m, limit, &ranking, poll, error);
  memory_release(ranking.rows);
  memory_release(ranking.scratch);
  memory_release(ranking.starts);
}

void standings_make(uint8_t *standings, const Dataset *data, const VerifiedClasses *verified,
                    size_t image_limit, Poll *poll, Error *error) {
  if (!ok(error)) return;
  memset(standings, STANDING_COUNTS, data->predictions.count);
  if (verified) judge_classes(standings, data, verified, poll, error);
  limit_images(standings, data, image_limit, poll, error);
}
