#include "measure/metric_names.h"

#include <math.h>
#include <string.h>

enum {
  FRAME = 1 << LEVEL_IMAGE,
  OBJECT = 1 << LEVEL_LABEL | 1 << LEVEL_PREDICTION,
  PREDICTED = 1 << LEVEL_PREDICTION,
  EVERY = FRAME | OBJECT
};

#define UNBOUNDED ((double)INFINITY)

const MetricName metric_names[] = {
    {"area", "Area", FRAME, "px²", 1, 0, UNBOUNDED},
    {"aspect_ratio", "Aspect ratio", FRAME, NULL, 1, 0, UNBOUNDED},
    {"width", "Width", FRAME, "px", 1, 0, UNBOUNDED},
    {"height", "Height", FRAME, "px", 1, 0, UNBOUNDED},
    {"brightness", "Brightness", EVERY, NULL, 1, 0, 1},
    {"contrast", "Contrast", EVERY, NULL, 1, 0, 0.5},
    {"sharpness", "Sharpness", EVERY, NULL, 1, 0, UNBOUNDED},
    {"red", "Red pixels", EVERY, NULL, 1, 0, 1},
    {"green", "Green pixels", EVERY, NULL, 1, 0, 1},
    {"blue", "Blue pixels", EVERY, NULL, 1, 0, 1},
    {"object_count", "Object count", FRAME, NULL, 1, 0, UNBOUNDED},
    {"predicted_object_count", "Predicted object count", FRAME, NULL, 1, 0, UNBOUNDED},
    {"object_density", "Object density", FRAME, NULL, 1, 0, 1},
    {"predicted_object_density", "Predicted object density", FRAME, NULL, 1, 0, 1},
    {"area_absolute", "Absolute area", OBJECT, "px²", 1, 0, UNBOUNDED},
    {"area_relative", "Relative area", OBJECT, "%", 100, 0, UNBOUNDED},
    {"object_aspect_ratio", "Object aspect ratio", OBJECT, NULL, 1, 0, UNBOUNDED},
    {"border_proximity", "Border proximity", OBJECT, NULL, 1, 0.5, 1},
    {"duplicate_iou", "Overlap with its own class", OBJECT, NULL, 1, 0, 1},
    {"shape_outlier", "Unusual shape", OBJECT, NULL, 1, 0, UNBOUNDED},
    {"polygon_similarity", "Shape along its track", OBJECT, NULL, 1, -1, 1},
    {"confidence", "Confidence", PREDICTED, NULL, 1, -UNBOUNDED, UNBOUNDED},
    {"random", "Random", EVERY, NULL, 1, 0, 1},
};

const size_t metric_name_count = sizeof metric_names / sizeof *metric_names;

static const char *const level_names[METRIC_LEVELS] = {
    [LEVEL_IMAGE] = "image", [LEVEL_LABEL] = "label", [LEVEL_PREDICTION] = "prediction"};

const char *metric_level_name(MetricLevel level) {
  return level_names[level];
}

bool metric_level_of_name(const char *name, size_t length, MetricLevel *out) {
  for (int level = 0; level < METRIC_LEVELS; level++) {
    if (strlen(level_names[level]) != length || memcmp(level_names[level], name, length) != 0) continue;
    *out = (MetricLevel)level;
    return true;
  }
  return false;
}

char metric_level_letter(MetricLevel level) {
  static const char letters[METRIC_LEVELS] = {
      [LEVEL_IMAGE] = 'F', [LEVEL_LABEL] = 'L', [LEVEL_PREDICTION] = 'P'};
  return letters[level];
}
