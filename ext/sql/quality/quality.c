/*
** The functions of a theme: "Quality metrics and embeddings" in the documentation. To add one, write a file
** beside this one and a line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(object_metrics)                                                                                       \
  EACH(image_metrics)                                                                                        \
  EACH(metric_importance)                                                                                    \
  EACH(performance_by_metric)                                                                                \
  EACH(importance)                                                                                           \
  EACH(correlation)                                                                                          \
  EACH(metric_values)                                                                                        \
  EACH(metric_names)                                                                                         \
  EACH(metric_spread)                                                                                        \
  EACH(metric_outliers)                                                                                      \
  EACH(ks_distance)                                                                                          \
  EACH(nearest_neighbours)                                                                                   \
  EACH(cosine_distance)                                                                                      \
  EACH(l2_distance)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_quality = {"quality", "Quality metrics and embeddings", functions, LENGTH(functions)};
