#include "geometry/oks.h"

#include <math.h>

#include "base/json.h"

const Sigmas sigmas_coco = {(const double[]){.026, .025, .025, .035, .035, .079, .079, .072, .072, .062, .062,
                                             .107, .107, .087, .087, .089, .089},
                            17};

/* A text has at most one number more than commas. */
static const double *read_numbers(const char *text, size_t length, Arena *arena, size_t *count,
                                  Error *error) {
  size_t most = 1;
  for (size_t i = 0; i < length; i++) most += text[i] == ',';
  double *numbers = arena_allocate(arena, most * sizeof *numbers, error);
  if (!numbers) return NULL;
  JsonReader json;
  json_open_text(&json, text, length, error);
  *count = json_reals(&json, numbers, most);
  json_finish(&json);
  json_close(&json);
  return numbers;
}

Keypoints keypoints_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error) {
  Error inner = {0};
  size_t count = 0;
  if (!ok(error)) return (Keypoints){0};
  const double *numbers = read_numbers(text, length, arena, &count, &inner);
  if (ok(&inner) && (count == 0 || count % 3))
    error_input(&inner, "%zu numbers, not x, y, visibility of each keypoint", count);
  error_pass_on(error, &inner, who, text, length);
  return ok(error) ? (Keypoints){numbers, count / 3} : (Keypoints){0};
}

Sigmas sigmas_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error) {
  Error inner = {0};
  size_t count = 0;
  if (!ok(error)) return (Sigmas){0};
  const double *numbers = read_numbers(text, length, arena, &count, &inner);
  if (ok(&inner) && count == 0) error_input(&inner, "no number");
  for (size_t i = 0; i < count && ok(&inner); i++) {
    if (!(numbers[i] > 0)) error_input(&inner, "number %zu is not above 0", i + 1);
  }
  error_pass_on(error, &inner, who, text, length);
  return ok(error) ? (Sigmas){numbers, count} : (Sigmas){0};
}

static double square(double value) {
  return value * value;
}

/* How far a place lies outside of start - size to start + 2 * size. */
static double outside(double place, double start, double size) {
  double before = start - size - place, behind = place - (start + size * 2);
  return (before > 0 ? before : 0) + (behind > 0 ? behind : 0);
}

double oks(Keypoints prediction, Keypoints label, double area, Sigmas sigmas, const Box *box) {
  size_t labelled = 0;
  double sum = 0;
  for (size_t i = 0; i < label.count; i++) labelled += label.numbers[3 * i + 2] > 0;
  if (!labelled && !box) return (double)NAN;
  for (size_t i = 0; i < label.count; i++) {
    const double *p = prediction.numbers + 3 * i, *l = label.numbers + 3 * i;
    if (labelled && !(l[2] > 0)) continue;
    double dx = labelled ? p[0] - l[0] : outside(p[0], box->x, box->width);
    double dy = labelled ? p[1] - l[1] : outside(p[1], box->y, box->height);
    sum += exp(-((dx * dx + dy * dy) / square(sigmas.numbers[i] * 2) / (area + 0x1p-52) / 2));
  }
  return sum / (double)(labelled ? labelled : label.count);
}
