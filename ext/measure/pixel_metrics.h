/*
** What pixels look like: brightness, contrast, sharpness and the shares of red, green and blue (numbers.md,
** section 8), of a whole image and of any number of objects in it, in one pass.
**
** The formulas are those of numpy and OpenCV on 8-bit samples: numpy.mean and numpy.std over all samples, the
** variance of cv2.Laplacian(image, CV_64F), and cv2.cvtColor's hue, saturation and value, to the integer. An
** object looks at its own pixels only; the Laplacian at them is that of the image. All sums are integers, so
** that no order of summation matters and the same pixels give the same bits everywhere.
*/
#ifndef BOXSCORE_MEASURE_PIXEL_METRICS_H
#define BOXSCORE_MEASURE_PIXEL_METRICS_H

#include "geometry/mask/mask.h"
#include "image/image.h"
#include "measure/pixel_columns.h"

enum {
  PIXEL_BRIGHTNESS, /* mean of the samples: 0 to 1 */
  PIXEL_CONTRAST,   /* population standard deviation of the samples: 0 to 0.5 */
  PIXEL_SHARPNESS,  /* population variance of the Laplacian of the three channels: from 0 */
  PIXEL_RED,        /* shares of the pixels: 0 to 1 */
  PIXEL_GREEN,
  PIXEL_BLUE,
  PIXEL_METRICS
};

typedef struct PixelMetrics {
  double values[PIXEL_METRICS]; /* NaN: of no pixels */
} PixelMetrics;

/* Room that is kept from call to call, one a worker. Start with {0}. */
typedef struct PixelScratch {
  PixelColumns columns;
  struct PixelEvent *events;
  size_t event_capacity;
  size_t *starts; /* of the events of each row */
  size_t start_capacity;
  PixelSums *sums; /* of each mask */
  size_t sum_capacity;
} PixelScratch;
void pixel_scratch_release(PixelScratch *scratch);

/* Those of the image into `whole`, and those of each mask into `objects`. Without `whole` (NULL) only the
** part of the image around the masks is looked at. A mask of another size than the image's is an error. poll
** may be NULL. */
void pixel_metrics(const Image *image, const Mask *masks, size_t count, PixelMetrics *whole,
                   PixelMetrics *objects, PixelScratch *scratch, Poll *poll, Error *error);

#endif
