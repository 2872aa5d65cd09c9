/*
** Makes a part of an image smaller by averaging areas: each new pixel is the mean of the pixels it covers,
** weighted by how much of each it covers.
*/
#ifndef BOXSCORE_IMAGE_RESAMPLE_H
#define BOXSCORE_IMAGE_RESAMPLE_H

#include "image/image.h"

/* In pixels of the image, within it. */
typedef struct ImagePart {
  double x, y, width, height;
} ImagePart;

/* `out` gets width x height pixels, each at least 1; its old content is lost. poll may be NULL. */
void image_resample(const Image *image, const ImagePart *part, uint32_t width, uint32_t height, Image *out,
                    Poll *poll, Error *error);

/* The whole pixels that a part touches, clipped to the image; at least one. */
ImagePart image_whole_pixels(const Image *image, const ImagePart *part);

/* The size that keeps the shape of a part within side x side; never larger than the part. */
void image_fit(const ImagePart *part, uint32_t side, uint32_t *width, uint32_t *height);

#endif
