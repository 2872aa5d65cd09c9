/*
** The functions of a theme: "Geometries" in the documentation. To add one, write a file beside this one and a
** line here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(iou)                                                                                                  \
  EACH(ioa)                                                                                                  \
  EACH(boundary_iou)                                                                                         \
  EACH(oks)                                                                                                  \
  EACH(geometry_kind)                                                                                        \
  EACH(geometry_area)                                                                                        \
  EACH(geometry_box)                                                                                         \
  EACH(geometry_is_valid)                                                                                    \
  EACH(geometry_repair)                                                                                      \
  EACH(geometry_json)                                                                                        \
  EACH(geometry_wkt)                                                                                         \
  EACH(geometry_blob)                                                                                        \
  EACH(geometry_polygon)                                                                                     \
  EACH(geometry_mask)                                                                                        \
  EACH(geometry_png)                                                                                         \
  EACH(geometry_intersection)                                                                                \
  EACH(geometry_union)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_geometry = {"geometry", "Geometries", functions, LENGTH(functions)};
