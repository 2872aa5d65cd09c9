/*
** libpng, opened on first use: the functions that reading and writing call.
**
**     if (png_library_open(error)) png_library.png_read_info(png, info);
*/
#ifndef BOXSCORE_IMAGE_PNG_LIBRARY_H
#define BOXSCORE_IMAGE_PNG_LIBRARY_H

#if BOXSCORE_PNG

#include <png.h>

#include "base/library.h"

#define PNG_FUNCTIONS(X)                                                                                     \
  X(png_create_info_struct)                                                                                  \
  X(png_create_read_struct_2)                                                                                \
  X(png_create_write_struct_2)                                                                               \
  X(png_destroy_read_struct)                                                                                 \
  X(png_destroy_write_struct)                                                                                \
  X(png_get_bit_depth)                                                                                       \
  X(png_get_color_type)                                                                                      \
  X(png_get_error_ptr)                                                                                       \
  X(png_get_image_height)                                                                                    \
  X(png_get_image_width)                                                                                     \
  X(png_get_io_ptr)                                                                                          \
  X(png_get_libpng_ver)                                                                                      \
  X(png_get_mem_ptr)                                                                                         \
  X(png_get_rowbytes)                                                                                        \
  X(png_read_end)                                                                                            \
  X(png_read_info)                                                                                           \
  X(png_read_row)                                                                                            \
  X(png_read_update_info)                                                                                    \
  X(png_set_benign_errors)                                                                                   \
  X(png_set_chunk_malloc_max)                                                                                \
  X(png_set_expand_gray_1_2_4_to_8)                                                                          \
  X(png_set_gray_to_rgb)                                                                                     \
  X(png_set_IHDR)                                                                                            \
  X(png_set_interlace_handling)                                                                              \
  X(png_set_keep_unknown_chunks)                                                                             \
  X(png_set_packing)                                                                                         \
  X(png_set_palette_to_rgb)                                                                                  \
  X(png_set_read_fn)                                                                                         \
  X(png_set_strip_16)                                                                                        \
  X(png_set_strip_alpha)                                                                                     \
  X(png_set_user_limits)                                                                                     \
  X(png_set_write_fn)                                                                                        \
  X(png_write_end)                                                                                           \
  X(png_write_info)                                                                                          \
  X(png_write_row)

extern struct PngLibrary { PNG_FUNCTIONS(LIBRARY_MEMBER) } png_library;

/* False with the error set where there is none. */
bool png_library_open(Error *error);

#endif

#endif
