/*
** The functions of a theme: "Trust" in the documentation. To add one, write a file beside this one and a line
** here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(bootstrap_ap)                                                                                         \
  EACH(model_comparison)                                                                                     \
  EACH(model_changes)                                                                                        \
  EACH(check_requirements)                                                                                   \
  EACH(weak_slices)                                                                                          \
  EACH(average_precision_interval)                                                                           \
  EACH(mean_average_precision_interval) EACH(precision_interval) EACH(recall_interval)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_trust = {"trust", "Trust", functions, LENGTH(functions)};
