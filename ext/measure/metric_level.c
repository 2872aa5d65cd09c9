#include "measure/metric_level.h"

#include <string.h>

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
