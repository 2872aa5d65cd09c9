/*
** Object keypoint similarity, as pycocotools' computeOks has it.
**
**     e = (dx*dx + dy*dy) / (2*sigma)^2 / (area + 2.220446049250313e-16) / 2      for each keypoint
**     OKS = mean of exp(-e) over the keypoints that are labelled (visibility above 0)
**
** Where none is labelled, all count, and the distance is that to the label's box, doubled: from a width to
** the left of it to a width to its right, and a height above and below it.
*/
#ifndef BOXSCORE_GEOMETRY_OKS_H
#define BOXSCORE_GEOMETRY_OKS_H

#include "base/memory.h"
#include "geometry/box.h"

/* x, y, visibility of each. */
typedef struct Keypoints {
  const double *numbers;
  size_t count;
} Keypoints;

/* How far off a person may be at each keypoint, as a share of the object's size. */
typedef struct Sigmas {
  const double *numbers;
  size_t count;
} Sigmas;

extern const Sigmas sigmas_coco; /* of the 17 keypoints of COCO's persons */

/* [x,y,visibility,...] and [sigma,...]; the sigmas are above 0. */
Keypoints keypoints_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error);
Sigmas sigmas_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error);

/* All three of one count. NaN where no keypoint is labelled and box is NULL. */
double oks(Keypoints prediction, Keypoints label, double area, Sigmas sigmas, const Box *box);

#endif
