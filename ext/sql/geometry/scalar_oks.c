/*
** oks(prediction, label, area[, sigmas[, box]]): computes object keypoint similarity, 0 to 1.
**
**     SELECT oks(p.keypoints, l.keypoints, l.area) FROM ...
**
** Keypoints are JSON [x,y,visibility,...]; area is the label's. sigmas is a JSON array with one number a
** keypoint, or 'coco', the default: the 17 of COCO's persons. If the label has no labelled keypoint, the
** distance is that to its box [x,y,width,height], extended by its size on each side; without a box the result
** is NULL. Source: pycocotools' computeOks (geometry/oks.h).
*/
#include "geometry/oks.h"

#include <math.h>
#include <string.h>

#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "host/value.h"

static const char *text_argument(GeometryCall *call, int argument, const char *who, size_t *length) {
  sqlite3_value *value = call->arguments[argument];
  *length = 0;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    error_input(&call->error, "%s: not JSON text: %s", who, value_excerpt(value).text);
    return NULL;
  }
  const char *text = value_text(value, length);
  if (!text) error_memory(&call->error);
  return text;
}

static Keypoints keypoints_argument(GeometryCall *call, int argument, const char *who) {
  size_t length;
  const char *text = text_argument(call, argument, who, &length);
  return keypoints_parse(text, length, who, &call->tools.arena, &call->error);
}

static Sigmas sigmas_argument(GeometryCall *call, int argument) {
  size_t length;
  if (call->count <= argument) return sigmas_coco;
  const char *text = text_argument(call, argument, "sigmas", &length);
  if (text && length == 4 && memcmp(text, "coco", 4) == 0) return sigmas_coco;
  return sigmas_parse(text, length, "sigmas", &call->tools.arena, &call->error);
}

static void check_counts(Keypoints prediction, Keypoints label, Sigmas sigmas, Error *error) {
  if (prediction.count != label.count)
    error_input(error, "the prediction has %zu keypoints, the label %zu", prediction.count, label.count);
  if (label.count != sigmas.count)
    error_input(error, "%zu keypoints, but %zu sigmas", label.count, sigmas.count);
}

static void compare(GeometryCall *call) {
  Keypoints prediction = keypoints_argument(call, 0, "the prediction");
  Keypoints label = keypoints_argument(call, 1, "the label");
  double area = number_argument(call, 2, "area");
  Sigmas sigmas = sigmas_argument(call, 3);
  Box box = {0};
  if (!(area >= 0 && isfinite(area)))
    error_input(&call->error, "area is not a finite number from 0: %s",
                value_excerpt(call->arguments[2]).text);
  if (call->count > 4) {
    size_t length;
    const char *text = text_argument(call, 4, "box", &length);
    box = box_parse(text, length, "box", &call->error);
  }
  check_counts(prediction, label, sigmas, &call->error);
  double similarity =
      ok(&call->error) ? oks(prediction, label, area, sigmas, call->count > 4 ? &box : NULL) : (double)NAN;
  if (!isnan(similarity)) sqlite3_result_double(call->context, similarity);
}

static void scalar_oks(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "oks", compare);
}

const Function function_oks = {
    .kind = SCALAR,
    .name = "oks",
    .arguments = "prediction, label, area[, sigmas[, box]]",
    .summary = "measures the similarity of keypoints",
    .returns = "REAL, 0 to 1; NULL if an argument is NULL, or if no keypoint is labelled and no box is given",
    .example = "SELECT oks('[12,10,1,30,44,1]', '[10,10,2,30,40,2]', 900, '[0.1,0.1]')",
    .since = "0.1.0",
    PARAMETERS(
        {"prediction", NULL, true, "keypoints as JSON, [x,y,visibility,...]", "the predicted keypoints"},
        {"label", NULL, true, "keypoints as JSON, [x,y,visibility,...]", "the labelled keypoints, as many"},
        {"area", NULL, true, NUMBER_DOMAIN, "the label's area in square pixels"},
        {"sigmas", "coco", false, "a JSON array of numbers above 0, or 'coco'",
         "the tolerance of each keypoint; 'coco': COCO's 17 of persons"},
        {"box", NULL, false, "a box as JSON [x,y,width,height]",
         "the label's box, for labels without a labelled keypoint"}),
    .counts = {3, 4, 5, -1},
    .call = scalar_oks,
};
