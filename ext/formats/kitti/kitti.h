/*
** KITTI's object files: one text file an image, one line an object:
**
**     Car 0.00 0 -1.58 587.01 173.33 614.12 200.12 1.65 1.67 3.64 -0.65 1.71 46.70 -1.59 [score]
**
** type, truncated, occluded, alpha; left, top, right, bottom in pixels; height, width, length in metres; x,
** y, z in the camera's coordinates; rotation_y; and of results the score. What is not known stands as KITTI
** writes it (-1, -10, -1000). Detectors in 2D leave out what they do not find: a line may end after the box,
** and alone have type and box.
*/
#ifndef BOXSCORE_FORMATS_KITTI_KITTI_H
#define BOXSCORE_FORMATS_KITTI_KITTI_H

#include "formats/object_files.h"

enum {
  KITTI_TRUNCATED,
  KITTI_OCCLUDED,
  KITTI_ALPHA,
  KITTI_OBJECT_HEIGHT,
  KITTI_OBJECT_WIDTH,
  KITTI_OBJECT_LENGTH,
  KITTI_LOCATION_X,
  KITTI_LOCATION_Y,
  KITTI_LOCATION_Z,
  KITTI_ROTATION_Y,
  KITTI_VALUES
};

typedef struct KittiObject {
  FileObject object;
  double values[KITTI_VALUES]; /* NaN: the line has none, or it is not wanted */
  bool dont_care;              /* a region whose objects nobody labelled */
} KittiObject;

/* Of `wanted`, bit v is set where value v is to be read; the others may be anything. */
void kitti_read_labels(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll, Error *error);
void kitti_read_predictions(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll,
                            Error *error);

#endif
