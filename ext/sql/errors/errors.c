/*
** The functions of a theme: "Errors" in the documentation. To add one, write a file beside this one and a
** line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(confusion_matrix)                                                                                     \
  EACH(error_types)                                                                                          \
  EACH(match_errors)                                                                                         \
  EACH(repair_gains)                                                                                         \
  EACH(label_quality)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_errors = {"errors", "Errors", functions, LENGTH(functions)};
