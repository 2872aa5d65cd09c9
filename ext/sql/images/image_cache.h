/*
** The image that a connection's scalar functions read last, so that image_brightness(data),
** image_contrast(data) and so on decode it once, and measure the whole image once.
**
** It is recognised by its bytes, all of which are compared, so that nothing can go stale. An image that takes
** more than IMAGE_CACHE_MOST bytes, its file included, is not kept.
*/
#ifndef BOXSCORE_SQL_IMAGES_IMAGE_CACHE_H
#define BOXSCORE_SQL_IMAGES_IMAGE_CACHE_H

#include "measure/pixel_metrics.h"
#include "host/connection.h"

enum { IMAGE_CACHE_MOST = 64 << 20 };

/* The pixels of an image file, until the next call. NULL after an error. */
const Image *image_cache_decode(Connection *connection, const void *bytes, size_t length, Error *error);

/* Metrics of the image decoded last: of the whole (mask NULL), or of an object. */
PixelMetrics image_cache_measure(Connection *connection, const Mask *mask, Error *error);

/* To be called when a function is done with the image: releases a large one. */
void image_cache_trim(Connection *connection);

#endif
