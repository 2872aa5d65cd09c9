#include "dataset/keypoints.h"

#include <math.h>

#include "base/number.h"

/* As many as the sigmas that were given, or as the first row has, which decides the default sigmas. */
static void check_count(Skeleton *skeleton, const char *who, size_t count, Arena *arena, Error *error) {
  if (!ok(error)) return;
  if (!skeleton->sigmas.count) skeleton->sigmas = sigmas_default(count, arena, error);
  if (!ok(error) || count == skeleton->sigmas.count) return;
  if (skeleton->sigmas_are_given)
    error_input(error, "%s: %zu keypoints, but sigmas has %zu numbers", who, count, skeleton->sigmas.count);
  else
    error_input(error, "%s: %zu keypoints, but the rows before it have %zu", who, count,
                skeleton->sigmas.count);
}

/* The visibilities of COCO: 0 not labelled, 1 hidden, 2 visible. Those of predictions are scores of any
** kind. */
static void check_visibilities(const char *who, Keypoints label, Error *error) {
  for (size_t i = 0; i < label.count && ok(error); i++) {
    double visibility = label.numbers[3 * i + 2];
    char text[32];
    if (visibility >= 0 && visibility <= 2) continue;
    number_format(visibility, text);
    error_input(error, "%s: the visibility of keypoint %zu is not 0, 1 or 2: %s", who, i + 1, text);
  }
}

static void check_label(const KeypointRow *row, Keypoints label, Error *error) {
  check_visibilities(row->who, label, error);
  if (!ok(error) || row->has_box) return;
  if (isnan(row->area))
    error_input(error, "%s: has neither an area nor a box, and iou_type = 'keypoints' requires one of them",
                row->who);
  else if (!keypoints_labelled(label))
    error_input(error, "%s: has neither a labelled keypoint nor a box", row->who);
}

Keypoints keypoints_take(Skeleton *skeleton, const KeypointRow *row, Box *box, Arena *arena, Error *error) {
  Keypoints keypoints = {0};
  if (row->text) {
    keypoints = keypoints_parse(row->text, row->length, row->who, arena, error);
    check_count(skeleton, row->who, keypoints.count, arena, error);
  } else if (!row->is_label) {
    error_input(error, "%s: has no keypoints, and iou_type = 'keypoints' compares them", row->who);
  }
  if (row->is_label) check_label(row, keypoints, error);
  if (!ok(error)) return (Keypoints){0};
  if (!row->has_box) *box = keypoints_bounds(keypoints, row->is_label ? 0x1p-1022 : -INFINITY);
  return keypoints;
}
