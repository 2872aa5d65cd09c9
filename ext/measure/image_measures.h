/*
** All that is measured of one image: its own metrics, those of one model for each model, and what its pixels
** say of its objects.
*/
#ifndef BOXSCORE_MEASURE_IMAGE_MEASURES_H
#define BOXSCORE_MEASURE_IMAGE_MEASURES_H

#include "measure/catalogue.h"

/* Kept from image to image. Start with {0}. */
typedef struct ImageMeasures {
  /* By model * METRIC_COUNT + metric; NaN: none. Metrics that are of no model are at model 0. */
  double *values;
  PixelMetrics *objects; /* of each label, then each prediction, where there are pixels */
  size_t value_capacity, object_capacity;
} ImageMeasures;
void image_measures_release(ImageMeasures *measures);

/* Those that need no pixels. The predictions of the frame stand by model. */
void image_measures_find(ImageMeasures *measures, MetricSet set, const Frame *frame, size_t models,
                         FrameScratch *scratch, Poll *poll, Error *error);
/* Those of the pixels that frame_decode brought into the scratch; to be found after the others. */
void image_measures_find_pixels(ImageMeasures *measures, MetricSet set, const Frame *frame,
                                FrameScratch *scratch, Poll *poll, Error *error);

#endif
