/*
** The functions of a theme: "States" in the documentation. To add one, write a file beside this one and a
** line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(evaluation_state)                                                                                     \
  EACH(merge_states)                                                                                         \
  EACH(coco_summary_of)                                                                                      \
  EACH(ap_by_class_of)                                                                                       \
  EACH(pr_curve_of)                                                                                          \
  EACH(bootstrap_ap_of)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_states = {"states", "States", functions, LENGTH(functions)};
