/*
** What objects measure, from their geometry and the size of their image (numbers.md, section 8).
**
**     area_absolute        square pixels: width * height of a box, pixels of a mask, the rings of a polygon less its holes
**     area_relative        the same as a share of the image
**     border_proximity     max(1 - left, 1 - top, right, bottom) relative to the image; 1: at the border, or beyond it
**     confidence           the score of a prediction
**     duplicate_iou        the highest IoU with another object of the class in the image, see duplicates.h
**     object_aspect_ratio  width / height of the box around it
**     polygon_similarity   how much it resembles the shapes that its track had before, see tracks.h
**     random               from a hash of the id
**     shape_outlier        how far its shape is from those of its class, see shape_outliers.h
*/
#ifndef BOXSCORE_MEASURE_OBJECT_METRICS_H
#define BOXSCORE_MEASURE_OBJECT_METRICS_H

#include "dataset/dataset.h"

/* In the order of their names. */
typedef enum ObjectMetric {
  AREA_ABSOLUTE,
  AREA_RELATIVE,
  BORDER_PROXIMITY,
  CONFIDENCE,
  DUPLICATE_IOU,
  OBJECT_ASPECT_RATIO,
  POLYGON_SIMILARITY,
  RANDOM,
  SHAPE_OUTLIER,
  OBJECT_METRICS
} ObjectMetric;

extern const char *const object_metric_names[OBJECT_METRICS];

/* Whether objects have a metric at all: labels have no confidence, and without tracks there is no polygon_similarity. */
bool object_metric_applies(const Objects *objects, ObjectMetric metric);

/* One value a row; NaN where it has none. The same bits for any number of workers. */
void object_metric_measure(const Dataset *data, const Objects *objects, ObjectMetric metric,
                           const Workers *workers, double *values, Error *error);

/* `random` for the item of a level: 'i'mage, 'l'abel, 'p'rediction. */
static inline double random_metric(const Id *id, char level) {
  return id_uniform(id, (uint8_t)level);
}

#endif
