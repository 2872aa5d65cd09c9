/*
** Hu moments: seven numbers that describe a shape wherever it lies, however large and however turned (Hu, IRE
** Transactions 1962), as cv2.HuMoments computes them.
**
**     box, rotated box   those of its area, in closed form: all but the first two are 0
**     polygon            those of cv2.moments(ring), by Green's formula; parts added, holes taken out
**     mask               those of cv2.moments(pixels, binaryImage=True): pixels are points at whole numbers
**
** Coordinates count from the middle of the shape, in units of its size, so that nothing is lost to its place.
** What rounding leaves of a symmetrical shape is no property of it: normalised moments within 1e-10 of 0 are
** 0.
*/
#ifndef BOXSCORE_MEASURE_HU_MOMENTS_H
#define BOXSCORE_MEASURE_HU_MOMENTS_H

#include "geometry/geometry.h"

enum { HU_MOMENTS = 7 };

typedef struct HuMoments {
  double values[HU_MOMENTS];
} HuMoments;

/* False where the shape has no area, and so no moments. */
bool hu_moments(const Geometry *geometry, HuMoments *out);

#endif
