/*
** Whether an image file can be shown as it is, without decoding it.
*/
#ifndef BOXSCORE_IMAGE_IMAGE_CHECK_H
#define BOXSCORE_IMAGE_IMAGE_CHECK_H

#include <stddef.h>

#include "base/error.h"

/* Sets an error if the file is not a PNG or JPEG, naming the format if it is a common one; if it has more
** pixels than can be read; if it is cut off; or if a PNG has a chunk with a wrong checksum. JPEG has no
** checksums, so changed bytes inside are not noticed. Requires no library; takes about as long as copying the
** bytes a few times. */
void image_check(const void *bytes, size_t length, Error *error);

#endif
