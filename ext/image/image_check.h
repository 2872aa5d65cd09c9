/*
** Whether an image file can be shown as it is, without decoding it.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_CHECK_H
#define BOXSCORE_IMAGE_IMAGE_CHECK_H

#include <stddef.h>

#include "base/error.h"

/* Sets an error where it is no PNG or JPEG, which names the format if it is a well-known one; where it has more pixels than
** we read; where it is cut off; of a PNG, where the checksum of a chunk is wrong. A JPEG has none: bytes that were changed
** inside of it are not noticed. Needs no library; takes about as long as copying the bytes a few times. */
void image_check(const void *bytes, size_t length, Error *error);

#endif
