/*
** Sums down the columns of an image: row after row is added, and a column's sums can be read in between. A
** run of pixels down a column is then the difference of two readings, however long it is.
**
**     pixel_columns_open(&columns, begin, end, error);      a window of columns
**     for (each row) pixel_columns_add(&columns, image, y);    at most PIXEL_ROWS_MOST until the next clear
**     pixel_columns_read(&columns, x, 1, &sums);
**
** The sums are of 32 bits, which PIXEL_ROWS_MOST rows cannot overflow, and the loops over a row are of whole
** blocks, so that a compiler makes vector code of them.
**
** The hue of a colour is the integer of OpenCV's cvtColor(COLOR_RGB2HSV), which it computes with tables of 12
** bits behind the point (modules/imgproc/src/color_hsv.simd.hpp, RGB2HSV_b):
**
**     v = max, d = max - min
**     s = (d * round(255 * 4096 / v) + 2048) >> 12
**     h = (n * round(180 * 4096 / (6 * d)) + 2048) >> 12, + 180 where negative
**
** where n is g - b if red is the largest, else b - r + 2 * d if green is, else r - g + 4 * d; rounding is to
** the nearest, halves to even.
*/
#ifndef BOXSCORE_MEASURE_PIXEL_COLUMNS_H
#define BOXSCORE_MEASURE_PIXEL_COLUMNS_H

#include "image/image.h"

enum { PIXEL_ROWS_MOST = 1000 };

/* 255 * PIXEL_ROWS_MOST and its square's like, and 1020 for the Laplacian; three counts of ten bits for the
** colours. */
typedef struct PixelColumns {
  uint32_t begin, end; /* the window */
  uint8_t *rows[3];    /* row y in y % 3, with a pixel on either side */
  int64_t row_at[3];   /* which y that is; -1: none */
  uint32_t *samples;   /* of each sample, three a column */
  uint32_t *squares;
  int32_t *laplacians;
  uint32_t *laplacian_squares;
  uint32_t *colours; /* of each column: red, green, blue */
  size_t blocks;
  void *memory;
  size_t capacity; /* of memory, in bytes */
} PixelColumns;

/* Of pixels anywhere: exact for 2^28 of them. */
typedef struct PixelSums {
  int64_t samples, squares, laplacians, laplacian_squares;
  int64_t colours[3]; /* pixels that are red, green, blue */
} PixelSums;

/* Columns from `begin` to before `end`, cleared. Keeps and uses the memory that it has. */
void pixel_columns_open(PixelColumns *columns, uint32_t begin, uint32_t end, Error *error);
void pixel_columns_clear(PixelColumns *columns);
void pixel_columns_add(PixelColumns *columns, const Image *image, uint32_t y);
/* Adds the sums of a column to `sums`, or takes them away (sign -1). */
void pixel_columns_read(const PixelColumns *columns, uint32_t x, int sign, PixelSums *sums);
void pixel_columns_release(PixelColumns *columns);

#endif
