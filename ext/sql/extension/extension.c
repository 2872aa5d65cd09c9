/*
** The functions of a theme: "The extension" in the documentation. To add one, write a file beside this one
** and a line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(boxscore_functions)                                                                                   \
  EACH(boxscore_parameters)                                                                                  \
  EACH(boxscore_columns)                                                                                     \
  EACH(boxscore_manual)                                                                                      \
  EACH(boxscore_topics)                                                                                      \
  EACH(boxscore_restrict)                                                                                    \
  EACH(boxscore_sql)                                                                                         \
  EACH(boxscore_cache_limit)                                                                                 \
  EACH(boxscore_debug)                                                                                       \
  EACH(boxscore_version)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_extension = {"extension", "The extension", functions, LENGTH(functions)};
