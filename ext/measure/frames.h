/*
** An image with its objects: how much of it they cover, and what its pixels say of it and of them
** (numbers.md, section 8).
*/
#ifndef BOXSCORE_MEASURE_FRAMES_H
#define BOXSCORE_MEASURE_FRAMES_H

#include "dataset/dataset.h"
#include "geometry/box_union.h"
#include "measure/pixel_metrics.h"

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

/* Scratch that a worker keeps from image to image. Start with {0}. */
typedef struct FrameScratch {
  Image image;
  PixelScratch pixels;
  MaskScratch masks;
  BoxUnionScratch boxes;
  Arena arena; /* of one image */
} FrameScratch;
void frame_scratch_release(FrameScratch *scratch);

/* The share of the image that the objects cover together. It is exact where all are boxes: the area of their
** union, cut to the image. Where one is something else, all are drawn on the image's pixels, as COCO draws
** them, and the pixels are counted. An object that cannot be drawn is an error that names its row. */
double frame_density(const FrameObjects *set, Canvas size, FrameScratch *scratch, Poll *poll, Error *error);

/* Decodes the image into the scratch. One of another size than the frame's is an error. */
void frame_decode(const Frame *frame, const void *bytes, size_t length, FrameScratch *scratch, Poll *poll,
                  Error *error);
/* What the decoded pixels say of the whole image, and of each label and then each prediction, drawn as
** above. */
void frame_measure_pixels(const Frame *frame, PixelMetrics *whole, PixelMetrics *objects,
                          FrameScratch *scratch, Poll *poll, Error *error);

#endif
