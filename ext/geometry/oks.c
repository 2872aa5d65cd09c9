#include "geometry/oks.h"

#include <math.h>

#include "base/json.h"
#include "base/number.h"

/* Divided as pycocotools does it: .26 / 10 is not .026. */
const Sigmas sigmas_coco = {(const double[]){.26 / 10, .25 / 10, .25 / 10, .35 / 10, .35 / 10, .79 / 10,
                                             .79 / 10, .72 / 10, .72 / 10, .62 / 10, .62 / 10, 1.07 / 10,
                                             1.07 / 10, .87 / 10, .87 / 10, .89 / 10, .89 / 10},
                            17};

Sigmas sigmas_default(size_t count, Arena *arena, Error *error) {
  if (count == sigmas_coco.count) return sigmas_coco;
  double *numbers = arena_allocate(arena, count * sizeof *numbers, error);
  for (size_t i = 0; numbers && i < count; i++) numbers[i] = 1 / (double)count;
  return (Sigmas){numbers, numbers ? count : 0};
}

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

size_t keypoints_labelled(Keypoints label) {
  size_t labelled = 0;
  for (size_t i = 0; i < label.count; i++) labelled += label.numbers[3 * i + 2] > 0;
  return labelled;
}

Box keypoints_bounds(Keypoints keypoints, double least) {
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
  for (size_t i = 0; i < keypoints.count; i++) {
    const double *point = keypoints.numbers + 3 * i;
    if (point[2] < least) continue;
    for (int k = 0; k < 2; k++) {
      if (point[k] < low[k]) low[k] = point[k];
      if (point[k] > high[k]) high[k] = point[k];
    }
  }
  return (Box){low[0], low[1], high[0] - low[0], high[1] - low[1]};
}

/* The terms of the mean, keypoint after keypoint. */
typedef struct Terms {
  Keypoints prediction, label;
  Sigmas sigmas;
  double area;
  const Box *box; /* what is measured from; NULL: the labelled keypoints */
  size_t next;
} Terms;

static double next_term(Terms *terms) {
  const double *label = terms->label.numbers;
  while (!terms->box && !(label[3 * terms->next + 2] > 0)) terms->next++;
  size_t i = terms->next++;
  const double *p = terms->prediction.numbers + 3 * i;
  double dx = terms->box ? outside(p[0], terms->box->x, terms->box->width) : p[0] - label[3 * i];
  double dy = terms->box ? outside(p[1], terms->box->y, terms->box->height) : p[1] - label[3 * i + 1];
  return exp(-((dx * dx + dy * dy) / square(terms->sigmas.numbers[i] * 2) / (terms->area + 0x1p-52) / 2));
}

static double sum_terms(Terms *terms, size_t count) {
  double values[PAIRWISE_BLOCK];
  if (count > PAIRWISE_BLOCK) {
    size_t half = sum_pairwise_half(count);
    double first = sum_terms(terms, half);
    return first + sum_terms(terms, count - half);
  }
  for (size_t i = 0; i < count; i++) values[i] = next_term(terms);
  return sum_pairwise(values, count);
}

double oks(Keypoints prediction, Keypoints label, double area, Sigmas sigmas, const Box *box) {
  size_t labelled = keypoints_labelled(label);
  if (!labelled && !box) return (double)NAN;
  Terms terms = {prediction, label, sigmas, area, labelled ? NULL : box, 0};
  size_t count = labelled ? labelled : sigmas.count;
  return sum_terms(&terms, count) / (double)count;
}
