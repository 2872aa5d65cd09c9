#include "measure/pixel_columns.h"

#include <string.h>

#include "base/memory.h"

enum {
  BLOCK = 32, /* pixels */
  SAMPLES = 3 * BLOCK,
  EDGE = 16, /* bytes before and behind a row; the neighbour at either end takes three of them */
  ROWS = 3
};

/* The colours of a column are counted in one number. */
enum { COUNT_BITS = 10, RED = 1, GREEN = 1 << COUNT_BITS, BLUE = 1 << 2 * COUNT_BITS };
_Static_assert(PIXEL_ROWS_MOST < 1 << COUNT_BITS, "a count fits into its bits");
_Static_assert((uint64_t)PIXEL_ROWS_MOST * 1020 * 1020 < UINT32_MAX, "a sum fits into its bits");

static uint32_t *take(uint32_t **next, size_t count) {
  uint32_t *taken = *next;
  *next += count;
  return taken;
}

void pixel_columns_open(PixelColumns *columns, uint32_t begin, uint32_t end, Error *error) {
  size_t blocks = (end - begin + BLOCK - 1) / BLOCK, samples = blocks * SAMPLES;
  size_t row_size = 2 * EDGE + samples, sums_size = (4 * samples + blocks * BLOCK) * sizeof(uint32_t);
  size_t size = sums_size + ROWS * row_size;
  if (size > columns->capacity) {
    pixel_columns_release(columns);
    columns->memory = memory_allocate_zeroed(size, 1, error);
    if (columns->memory) columns->capacity = size;
  }
  if (!ok(error)) return;
  uint32_t *next = columns->memory;
  columns->begin = begin;
  columns->end = end;
  columns->blocks = blocks;
  columns->samples = take(&next, samples);
  columns->squares = take(&next, samples);
  columns->laplacians = (int32_t *)take(&next, samples);
  columns->laplacian_squares = take(&next, samples);
  columns->colours = take(&next, blocks * BLOCK);
  for (int i = 0; i < ROWS; i++) {
    columns->rows[i] = (uint8_t *)next + (size_t)i * row_size;
    columns->row_at[i] = -1;
  }
  pixel_columns_clear(columns);
}

void pixel_columns_clear(PixelColumns *columns) {
  size_t count = columns->blocks * (4 * SAMPLES + BLOCK);
  memset(columns->samples, 0, count * sizeof *columns->samples); /* and the others, which lie behind */
}

void pixel_columns_release(PixelColumns *columns) {
  memory_release(columns->memory);
  *columns = (PixelColumns){0};
}

/* The pixel beyond an edge is the one before it (BORDER_REFLECT_101); a single pixel is its own neighbour. */
static uint32_t reflected(int64_t at, uint32_t size) {
  if (size == 1) return 0;
  return (uint32_t)(at < 0 ? -at : at >= size ? 2 * (int64_t)size - 2 - at : at);
}

/* Row y of the window with a neighbour on either side. What lies behind it is left over from other rows, and
** its sums are never read. */
static const uint8_t *row_with_neighbours(PixelColumns *columns, const Image *image, uint32_t y) {
  uint8_t *row = columns->rows[y % ROWS] + EDGE;
  if (columns->row_at[y % ROWS] == y) return row;
  const uint8_t *pixels = image->pixels + (size_t)y * image->width * 3;
  uint32_t left = reflected((int64_t)columns->begin - 1, image->width);
  uint32_t right = reflected(columns->end, image->width);
  size_t length = (size_t)(columns->end - columns->begin) * 3;
  memcpy(row - 3, pixels + (size_t)left * 3, 3);
  memcpy(row, pixels + (size_t)columns->begin * 3, length);
  memcpy(row + length, pixels + (size_t)right * 3, 3);
  columns->row_at[y % ROWS] = y;
  return row;
}

static void add_samples(const uint8_t *restrict row, uint32_t *restrict samples, uint32_t *restrict squares) {
  for (int i = 0; i < SAMPLES; i++) {
    uint16_t sample = row[i];
    samples[i] += sample;
    squares[i] += (uint16_t)(sample * sample);
  }
}

static void add_laplacians(const uint8_t *above, const uint8_t *row, const uint8_t *below,
                           int32_t *restrict laplacians, uint32_t *restrict squares) {
  for (int i = 0; i < SAMPLES; i++) {
    int16_t value = (int16_t)(above[i] + below[i] + row[i - 3] + row[i + 3] - 4 * row[i]);
    laplacians[i] += value;
    squares[i] += (uint32_t)(value * value);
  }
}

/* ---- colours ---- */

enum { HSV_BITS = 12, HSV_HALF = 1 << (HSV_BITS - 1), HSV_HUES = 180 };

/* Rounded to the nearest. No quotient here lies halfway: that would take a divisor with a factor of 2^13. */
#define FACTOR(i)     ((i) ? (2 * (HSV_HUES << HSV_BITS) / 6 + (i)) / (2 * (i) + !(i)) : 0)
#define FACTORS_4(i)  FACTOR(i), FACTOR((i) + 1), FACTOR((i) + 2), FACTOR((i) + 3)
#define FACTORS_16(i) FACTORS_4(i), FACTORS_4((i) + 4), FACTORS_4((i) + 8), FACTORS_4((i) + 12)
#define FACTORS_64(i) FACTORS_16(i), FACTORS_16((i) + 16), FACTORS_16((i) + 32), FACTORS_16((i) + 48)

/* By d; 0 at 0. */
static const int32_t hue_factors[256] = {FACTORS_64(0), FACTORS_64(64), FACTORS_64(128), FACTORS_64(192)};

/* n and d of pixel_columns.h; d is 0 where the saturation is below 50 or the value below 40. */
static void find_hues(const uint8_t *restrict row, int16_t *restrict numerators, int16_t *restrict ranges) {
  enum { SATURATION_TIMES = 170, VALUE_TIMES = 33, VALUE_LEAST = 40 }; /* s >= 50 is 170 d >= 33 v */
  int16_t red[BLOCK], green[BLOCK], blue[BLOCK];
  for (int i = 0; i < BLOCK; i++) {
    red[i] = row[3 * i];
    green[i] = row[3 * i + 1];
    blue[i] = row[3 * i + 2];
  }
  for (int i = 0; i < BLOCK; i++) {
    int16_t r = red[i], g = green[i], b = blue[i];
    int16_t most = r > g ? r : g, least = r < g ? r : g;
    most = b > most ? b : most;
    least = b < least ? b : least;
    int16_t d = (int16_t)(most - least);
    int16_t if_green = (int16_t)(b - r + 2 * d), if_blue = (int16_t)(r - g + 4 * d);
    int16_t n = most == g ? if_green : if_blue;
    n = most == r ? (int16_t)(g - b) : n;
    uint16_t saturation = (uint16_t)(SATURATION_TIMES * d), limit = (uint16_t)(VALUE_TIMES * most);
    int16_t grey = saturation < limit;
    int16_t dark = most < VALUE_LEAST;
    numerators[i] = n;
    ranges[i] = grey | dark ? 0 : d;
  }
}

/* numbers.md, section 8. Hues of red's side of the circle are negative here, -10 to -1 where they are 170 to
** 179. */
static uint32_t colour_of_hue(int hue) {
  uint32_t red = (unsigned)(hue + 10) <= 20, green = (unsigned)(hue - 35) <= 40,
           blue = (unsigned)(hue - 90) <= 40;
  return red * RED + green * GREEN + blue * BLUE;
}

static void add_colours(const uint8_t *row, uint32_t *restrict colours) {
  int16_t numerators[BLOCK], ranges[BLOCK], any = 0;
  int32_t factors[BLOCK];
  find_hues(row, numerators, ranges);
  for (int i = 0; i < BLOCK; i++) any |= ranges[i];
  if (!any) return; /* so it is in most of a picture */
  for (int i = 0; i < BLOCK; i++) factors[i] = hue_factors[ranges[i]];
  for (int i = 0; i < BLOCK; i++) {
    uint32_t colour = colour_of_hue((numerators[i] * factors[i] + HSV_HALF) >> HSV_BITS);
    colours[i] += ranges[i] ? colour : 0;
  }
}

void pixel_columns_add(PixelColumns *columns, const Image *image, uint32_t y) {
  const uint8_t *above = row_with_neighbours(columns, image, reflected((int64_t)y - 1, image->height));
  const uint8_t *below = row_with_neighbours(columns, image, reflected((int64_t)y + 1, image->height));
  const uint8_t *row = row_with_neighbours(columns, image, y);
  for (size_t block = 0, at = 0; block < columns->blocks; block++, at += SAMPLES) {
    add_samples(row + at, columns->samples + at, columns->squares + at);
    add_laplacians(above + at, row + at, below + at, columns->laplacians + at,
                   columns->laplacian_squares + at);
    add_colours(row + at, columns->colours + block * BLOCK);
  }
}

void pixel_columns_read(const PixelColumns *columns, uint32_t x, int sign, PixelSums *sums) {
  const size_t column = x - columns->begin;
  for (size_t i = 3 * column; i < 3 * column + 3; i++) {
    sums->samples += sign * (int64_t)columns->samples[i];
    sums->squares += sign * (int64_t)columns->squares[i];
    sums->laplacians += sign * (int64_t)columns->laplacians[i];
    sums->laplacian_squares += sign * (int64_t)columns->laplacian_squares[i];
  }
  for (int i = 0; i < 3; i++)
    sums->colours[i] +=
        sign * (int64_t)(columns->colours[column] >> i * COUNT_BITS & ((1 << COUNT_BITS) - 1));
}
