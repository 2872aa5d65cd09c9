/*
** The functions of a theme: "Pictures and charts" in the documentation. To add one, write a file beside this
** one and a line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(class_colour)                                                                                         \
  EACH(draw_objects)                                                                                         \
  EACH(picture_svg)                                                                                          \
  EACH(picture_crop)                                                                                         \
  EACH(picture_png)                                                                                          \
  EACH(image_thumbnail)                                                                                      \
  EACH(image_crop)                                                                                           \
  EACH(contact_sheet)                                                                                        \
  EACH(svg_lines)                                                                                            \
  EACH(svg_bars)                                                                                             \
  EACH(svg_scatter)                                                                                          \
  EACH(svg_heatmap)                                                                                          \
  EACH(html_escape)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_pictures = {"pictures", "Pictures and charts", functions, LENGTH(functions)};
