/*
** libjpeg, opened on first use: the functions that reading and writing call.
**
**     if (jpeg_library_open(error)) jpeg_library.jpeg_read_header(jpeg, TRUE);
*/
#ifndef BOXSCORE_IMAGE_JPEG_LIBRARY_H
#define BOXSCORE_IMAGE_JPEG_LIBRARY_H

#if BOXSCORE_JPEG

#include <stdio.h> /* jpeglib.h requires it */

#include <jpeglib.h>

#include <jerror.h>

#include "base/library.h"

#define JPEG_FUNCTIONS(X)                                                                                    \
  X(jpeg_CreateCompress)                                                                                     \
  X(jpeg_CreateDecompress)                                                                                   \
  X(jpeg_destroy_compress)                                                                                   \
  X(jpeg_destroy_decompress)                                                                                 \
  X(jpeg_finish_compress)                                                                                    \
  X(jpeg_finish_decompress)                                                                                  \
  X(jpeg_has_multiple_scans)                                                                                 \
  X(jpeg_read_header)                                                                                        \
  X(jpeg_read_scanlines)                                                                                     \
  X(jpeg_resync_to_restart)                                                                                  \
  X(jpeg_set_defaults)                                                                                       \
  X(jpeg_set_quality)                                                                                        \
  X(jpeg_start_compress)                                                                                     \
  X(jpeg_start_decompress)                                                                                   \
  X(jpeg_std_error)                                                                                          \
  X(jpeg_write_scanlines)

extern struct JpegLibrary { JPEG_FUNCTIONS(LIBRARY_MEMBER) } jpeg_library;

/* False with the error set where there is none. */
bool jpeg_library_open(Error *error);

#endif

#endif
