/*
** The functions of a theme: "Images" in the documentation. To add one, write a file beside this one and a
** line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(image_brightness)                                                                                     \
  EACH(image_contrast)                                                                                       \
  EACH(image_sharpness)                                                                                      \
  EACH(image_red)                                                                                            \
  EACH(image_green)                                                                                          \
  EACH(image_blue)                                                                                           \
  EACH(image_width)                                                                                          \
  EACH(image_height)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_images = {"images", "Images", functions, LENGTH(functions)};
