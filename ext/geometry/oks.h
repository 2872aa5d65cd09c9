/*
** Object keypoint similarity, as pycocotools' computeOks has it.
**
**     e = (dx*dx + dy*dy) / (2*sigma)^2 / (area + 2.220446049250313e-16) / 2      for each keypoint
**     OKS = mean of exp(-e) over the keypoints that are labelled (visibility above 0)
**
** The terms are added in the order of numpy.sum, so only exp decides the last bit.
** Where none is labelled, all count, and the distance is that to the label's box, doubled: from a width to
** the left of it to a width to its right, and a height above and below it.
*/
#ifndef BOXSCORE_GEOMETRY_OKS_H
#define BOXSCORE_GEOMETRY_OKS_H

#include "base/memory.h"
#include "geometry/box.h"

/* x, y, visibility of each; count is 0 where a label says nothing of them. */
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
/* Those of `count` keypoints where none are given: COCO's of 17, else 1 / count each, as Ultralytics does. */
Sigmas sigmas_default(size_t count, Arena *arena, Error *error);

/* [x,y,visibility,...] and [sigma,...]; the sigmas are above 0. */
Keypoints keypoints_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error);
Sigmas sigmas_parse(const char *text, size_t length, const char *who, Arena *arena, Error *error);

/* How many are labelled. */
size_t keypoints_labelled(Keypoints label);
/* The smallest box around those with a visibility of at least `least`; there must be one. */
Box keypoints_bounds(Keypoints keypoints, double least);

/* All three of one count, that of the label may be 0. NaN where no keypoint is labelled and box is NULL. */
double oks(Keypoints prediction, Keypoints label, double area, Sigmas sigmas, const Box *box);

#endif
