/*
** Panoptic quality and the IoU of semantic segmentation, from the pairs of pixel values of two PNGs
** (numbers.md, section 9).
*/
#ifndef BOXSCORE_EVALUATION_PANOPTIC_H
#define BOXSCORE_EVALUATION_PANOPTIC_H

#include <stdbool.h>

#include "geometry/mask/png_pairs.h"

typedef struct Segment {
  uint32_t id, class;
  bool crowd; /* labels */
} Segment;

/* Of one image and table, ascending by id. */
typedef struct SegmentSpan {
  const Segment *items;
  size_t count;
} SegmentSpan;

/* What happened to the segments of an image, an entry each. */
typedef struct PanopticFates {
  double *ious;      /* labels: the IoU with the prediction that matches it; 0: missed, -1: a crowd */
  uint8_t *is_false; /* predictions: neither matched nor left out */
} PanopticFates;

/* Matches the segments of an image. A segment that its PNG lacks, or whose table lacks it, is an error;
** *of_predictions says in which of the two tables. */
void panoptic_match(const PngPairs *pairs, SegmentSpan labels, SegmentSpan predictions,
                    const PanopticFates *fates, bool *of_predictions, Error *error);

/* Of a class or a group of classes. */
typedef struct PanopticScore {
  double iou_sum;
  uint64_t tp, fp, fn;
} PanopticScore;

/* Adds the segments of an image, or of many, in their order; scores by class. */
void panoptic_add(PanopticScore *scores, SegmentSpan labels, SegmentSpan predictions,
                  const PanopticFates *fates);

typedef struct PanopticQuality {
  double pq, sq, rq; /* NaN where there is nothing to score */
} PanopticQuality;

PanopticQuality panoptic_quality(const PanopticScore *score);

/* The pixels of one class, for the IoU of semantic segmentation. */
typedef struct PixelCounts {
  uint64_t both, labels, predictions;
} PixelCounts;

/* NaN where neither has the class. */
double pixel_counts_iou(const PixelCounts *counts);
/* The class of a value; UINT32_MAX: the table lacks it. */
uint32_t segment_class(SegmentSpan segments, uint32_t id);

#endif
