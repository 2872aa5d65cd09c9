/*
** What one image measures, and what its pixels say of it and of its objects (numbers.md, section 8).
**
**     area, aspect_ratio, width, height      of the image
**     object_count, object_density           labels in it, and the share of it that they cover together
**     predicted_object_count, ..._density    the same of predictions
**     random                                 from a hash of the id
**     brightness, contrast, sharpness, red, green, blue    see pixel_metrics.h
**
** A density is exact where all objects are boxes: the area of their union, cut to the image. Where one is something else,
** all are drawn on the image's pixels, as COCO draws them, and the pixels are counted. For the metrics of its pixels
** an object is drawn in the same way.
*/
#ifndef BOXSCORE_MEASURE_FRAME_METRICS_H
#define BOXSCORE_MEASURE_FRAME_METRICS_H

#include "geometry/box_union.h"
#include "dataset/dataset.h"
#include "measure/pixel_metrics.h"

/* In the order of their names. */
typedef enum FrameMetric {
  FRAME_AREA,
  FRAME_ASPECT_RATIO,
  FRAME_BLUE,
  FRAME_BRIGHTNESS,
  FRAME_CONTRAST,
  FRAME_GREEN,
  FRAME_HEIGHT,
  FRAME_OBJECT_COUNT,
  FRAME_OBJECT_DENSITY,
  FRAME_PREDICTED_OBJECT_COUNT,
  FRAME_PREDICTED_OBJECT_DENSITY,
  FRAME_RANDOM,
  FRAME_RED,
  FRAME_SHARPNESS,
  FRAME_WIDTH,
  FRAME_METRICS
} FrameMetric;

extern const char *const frame_metric_names[FRAME_METRICS];

/* Which of PIXEL_METRICS it is; -1: none. */
int frame_metric_of_pixels(FrameMetric metric);

/* The objects of one table in one image. */
typedef struct FrameObjects {
  const Objects *objects; /* NULL: there is no such table */
  const uint32_t *rows;
  size_t count;
} FrameObjects;

typedef struct Frame {
  Id id;
  Canvas size;
  FrameObjects labels, predictions;
} Frame;

/* Room that a worker keeps from image to image. Start with {0}. */
typedef struct FrameBench {
  Image image;
  PixelScratch pixels;
  MaskScratch scratch;
  BoxUnionScratch boxes;
  Arena arena; /* of one image */
} FrameBench;
void frame_bench_release(FrameBench *bench);

/* Fills those of `values` that need no pixels and whose bit is set in `metrics`; the others become NaN. An object that
** cannot be drawn is an error that names its row. */
void frame_measure(const Frame *frame, uint32_t metrics, double values[FRAME_METRICS], FrameBench *bench,
                   Poll *poll, Error *error);

/* Decodes the image into the bench. One of another size than the frame's is an error. */
void frame_decode(const Frame *frame, const void *bytes, size_t length, FrameBench *bench, Poll *poll,
                  Error *error);
/* What the decoded pixels say of the whole image, and of each label and then each prediction. */
void frame_measure_pixels(const Frame *frame, PixelMetrics *whole, PixelMetrics *objects, FrameBench *bench,
                          Poll *poll, Error *error);

#endif
