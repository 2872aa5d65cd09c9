#include "image/resample.h"

#include <math.h>

#include "base/memory.h"

/* The pixels from `first` on that a new pixel covers, and the shares of the outer two. */
typedef struct Span {
  uint32_t first, last;
  double first_share, last_share; /* equal if first is last */
  double whole;
} Span;

/* `index` of `count` equal pieces of [start, start + size), in an axis of `limit` pixels. */
static Span span_of(double start, double size, uint32_t index, uint32_t count, uint32_t limit) {
  double low = start + size * index / count, high = start + size * (index + 1) / count;
  double most = limit;
  low = fmax(0, fmin(low, most - 1e-9));
  high = fmax(low + 1e-9, fmin(high, most));
  Span span = {.first = (uint32_t)low, .last = (uint32_t)ceil(high) - 1, .whole = high - low};
  if (span.last < span.first) span.last = span.first;
  if (span.first == span.last) {
    span.first_share = span.last_share = span.whole;
  } else {
    span.first_share = span.first + 1 - low;
    span.last_share = high - span.last;
  }
  return span;
}

static double share(const Span *span, uint32_t at) {
  if (at == span->first) return span->first_share;
  return at == span->last ? span->last_share : 1;
}

/* The weighted sum of rows of the image, over the columns that the part covers. */
static void add_rows(const Image *image, const Span *rows, uint32_t left, uint32_t right, double *sums) {
  size_t count = 3 * (size_t)(right - left);
  for (size_t i = 0; i < count; i++) sums[i] = 0;
  for (uint32_t y = rows->first; y <= rows->last; y++) {
    const uint8_t *pixels = image->pixels + 3 * ((size_t)y * image->width + left);
    double weight = share(rows, y);
    for (size_t i = 0; i < count; i++) sums[i] += weight * pixels[i];
  }
}

static void average(const double *sums, const Span *columns, uint32_t left, double area, uint8_t *out) {
  double mean[3] = {0, 0, 0};
  for (uint32_t x = columns->first; x <= columns->last; x++) {
    const double *pixel = sums + 3 * (size_t)(x - left);
    double weight = share(columns, x);
    for (int c = 0; c < 3; c++) mean[c] += weight * pixel[c];
  }
  for (int c = 0; c < 3; c++) out[c] = (uint8_t)fmin(255, floor(mean[c] / area + .5));
}

void image_resample(const Image *image, const ImagePart *part, uint32_t width, uint32_t height, Image *out,
                    Poll *poll, Error *error) {
  image_resize(out, width, height, error);
  if (!ok(error)) return;
  Span all = span_of(part->x, part->width, 0, 1, image->width);
  uint32_t left = all.first, right = all.last + 1;
  double *sums = memory_allocate(right - left, 3 * sizeof *sums, error);
  for (uint32_t y = 0; y < height && ok(error); y++) {
    Span rows = span_of(part->y, part->height, y, height, image->height);
    add_rows(image, &rows, left, right, sums);
    for (uint32_t x = 0; x < width; x++) {
      Span columns = span_of(part->x, part->width, x, width, image->width);
      average(sums, &columns, left, rows.whole * columns.whole, out->pixels + 3 * ((size_t)y * width + x));
    }
    if (poll) poll_check(poll, error);
  }
  memory_release(sums);
}

ImagePart image_whole_pixels(const Image *image, const ImagePart *part) {
  double left = fmax(0, fmin(floor(part->x), image->width - 1.0));
  double top = fmax(0, fmin(floor(part->y), image->height - 1.0));
  double right = fmax(left + 1, fmin(ceil(part->x + part->width), image->width));
  double bottom = fmax(top + 1, fmin(ceil(part->y + part->height), image->height));
  return (ImagePart){left, top, right - left, bottom - top};
}

void image_fit(const ImagePart *part, uint32_t side, uint32_t *width, uint32_t *height) {
  double scale = fmin(1, side / fmax(part->width, part->height));
  *width = (uint32_t)fmax(1, floor(part->width * scale + .5));
  *height = (uint32_t)fmax(1, floor(part->height * scale + .5));
}
