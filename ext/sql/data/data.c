/*
** The functions of a theme: "Data" in the documentation. To add one, write a file beside this one and a line
** here.
*/
#include "host/function.h"

#define FUNCTIONS(EACH)                                                                                      \
  EACH(dataset_issues)                                                                                       \
  EACH(box_from_corners)                                                                                     \
  EACH(box_from_center)                                                                                      \
  EACH(box_from_yolo)                                                                                        \
  EACH(read_file)                                                                                            \
  EACH(coco_images)                                                                                          \
  EACH(coco_categories)                                                                                      \
  EACH(coco_labels)                                                                                          \
  EACH(coco_predictions)                                                                                     \
  EACH(yolo_labels)                                                                                          \
  EACH(yolo_predictions)                                                                                     \
  EACH(voc_labels)                                                                                           \
  EACH(voc_predictions)                                                                                      \
  EACH(kitti_labels)                                                                                         \
  EACH(kitti_predictions)                                                                                    \
  EACH(image_files)                                                                                          \
  EACH(panoptic_segments)                                                                                    \
  EACH(panoptic_images)                                                                                      \
  EACH(png_instances)

FUNCTIONS(FUNCTION_DECLARE)
static const Function *const functions[] = {FUNCTIONS(FUNCTION_POINTER)};

const Theme theme_data = {"data", "Data", functions, LENGTH(functions)};
