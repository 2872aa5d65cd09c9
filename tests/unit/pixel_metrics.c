/* Pixel metrics: against the formulas done pixel by pixel, on images and masks of all shapes; and every colour there is. */
#include "measure/pixel_metrics.h"

#include <math.h>

#include "../mask_pixels.h"
#include "unit.h"

static uint32_t next_random(void) {
  static uint64_t state = 5;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33);
}

/* ---- the formulas ---- */

static uint32_t mirrored(int64_t at, uint32_t size) {
  if (size == 1) return 0;
  return (uint32_t)(at < 0 ? -at : at >= size ? 2 * (int64_t)size - 2 - at : at);
}

static int sample(const Image *image, int64_t x, int64_t y, int channel) {
  size_t at = (size_t)mirrored(y, image->height) * image->width + mirrored(x, image->width);
  return image->pixels[3 * at + (size_t)channel];
}

static int laplacian(const Image *image, int64_t x, int64_t y, int channel) {
  return sample(image, x - 1, y, channel) + sample(image, x + 1, y, channel) +
         sample(image, x, y - 1, channel) + sample(image, x, y + 1, channel) -
         4 * sample(image, x, y, channel);
}

typedef struct Hsv {
  long h, s, v; /* 0 to 179 half degrees, 0 to 255, 0 to 255 */
} Hsv;

/* As OpenCV's cvtColor(COLOR_RGB2HSV) rounds it: see pixel_columns.h. */
static Hsv hsv_from_rgb(long r, long g, long b) {
  long most = r > g ? r : g, least = r < g ? r : g;
  if (b > most) most = b;
  if (b < least) least = b;
  long d = most - least, n = most == r ? g - b : most == g ? b - r + 2 * d : r - g + 4 * d;
  long s = most ? lrint(255 * 4096 / (double)most) : 0, h = d ? lrint(180 * 4096 / (6.0 * (double)d)) : 0;
  h = (n * h + 2048) >> 12;
  return (Hsv){h < 0 ? h + 180 : h, (d * s + 2048) >> 12, most};
}

static int colour(const Image *image, uint32_t x, uint32_t y) {
  Hsv hsv = hsv_from_rgb(sample(image, x, y, 0), sample(image, x, y, 1), sample(image, x, y, 2));
  if (hsv.s < 50 || hsv.v < 40) return -1;
  if (hsv.h <= 10 || hsv.h >= 170) return PIXEL_RED;
  if (hsv.h >= 35 && hsv.h <= 75) return PIXEL_GREEN;
  return hsv.h >= 90 && hsv.h <= 130 ? PIXEL_BLUE : -1;
}

/* Two passes in long double, the mean first. `inside` NULL: all pixels. */
static PixelMetrics expected(const Image *image, const uint8_t *inside) {
  PixelMetrics out = {{0}};
  size_t pixels = 0;
  long double means[2] = {0}, variances[2] = {0};
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t y = 0; y < image->height; y++) {
      for (uint32_t x = 0; x < image->width; x++) {
        if (inside && !inside[(size_t)y * image->width + x]) continue;
        pixels += pass == 0;
        if (pass == 0 && colour(image, x, y) >= 0) out.values[colour(image, x, y)]++;
        for (int c = 0; c < 3; c++) {
          long double values[2] = {sample(image, x, y, c), laplacian(image, x, y, c)};
          for (int i = 0; i < 2; i++) {
            if (pass == 0)
              means[i] += values[i];
            else
              variances[i] += (values[i] - means[i]) * (values[i] - means[i]);
          }
        }
      }
    }
    for (int i = 0; i < 2 && pass == 0; i++) means[i] /= (long double)(3 * pixels);
  }
  long double samples = (long double)(3 * pixels);
  out.values[PIXEL_BRIGHTNESS] = (double)(means[0] / 255);
  out.values[PIXEL_CONTRAST] = (double)(sqrtl(variances[0] / samples) / 255);
  out.values[PIXEL_SHARPNESS] = (double)(variances[1] / samples);
  for (int i = PIXEL_RED; i <= PIXEL_BLUE; i++) out.values[i] /= (double)pixels;
  return out;
}

static bool alike(const PixelMetrics *a, const PixelMetrics *b) {
  for (int i = 0; i < PIXEL_METRICS; i++) {
    if (isnan(a->values[i]) != isnan(b->values[i])) return false;
    if (!isnan(a->values[i]) && !(fabs(a->values[i] - b->values[i]) <= 1e-13 * (1 + fabs(b->values[i]))))
      return false;
  }
  return true;
}

/* ---- images and masks ---- */

enum { MASKS = 4 };

static Image random_image(uint32_t width, uint32_t height) {
  Error error = {0};
  Image image = {0};
  image_resize(&image, width, height, &error);
  uint32_t grain = 1 + next_random() % 4, range = 1 + next_random() % 255;
  for (size_t i = 0; i < image.capacity; i++)
    image.pixels[i] =
        (uint8_t)(i % grain && i >= 3 ? image.pixels[i - 3] : 255 - next_random() % (range + 1));
  return image;
}

/* Noise of some density, a rectangle, all, or nothing. */
static void random_mask(uint32_t width, uint32_t height, uint8_t *inside) {
  uint32_t kind = next_random() % 4, left = next_random() % width, top = next_random() % height;
  uint32_t right = left + next_random() % (width - left + 1),
           bottom = top + next_random() % (height - top + 1);
  for (uint32_t y = 0; y < height; y++) {
    for (uint32_t x = 0; x < width; x++) {
      bool in = x >= left && x < right && y >= top && y < bottom;
      inside[(size_t)y * width + x] = kind == 0 ? next_random() % 5 == 0 : kind == 1 ? 1 : in;
    }
  }
}

static void check_image(uint32_t width, uint32_t height, PixelScratch *scratch) {
  Image image = random_image(width, height);
  Arena arena = {0};
  Error error = {0};
  Mask masks[MASKS];
  PixelMetrics whole, objects[MASKS], same, alone;
  uint8_t *inside = malloc((size_t)width * height * MASKS);
  if (!inside) return;
  for (size_t i = 0; i < MASKS; i++) {
    random_mask(width, height, inside + i * width * height);
    masks[i] = mask_from_pixels(inside + i * width * height, width, -1, width, height, &arena, &error);
  }
  pixel_metrics(&image, masks, MASKS, &whole, objects, scratch, NULL, &error);
  CHECK_TEXT(error.text, "");
  PixelMetrics wanted = expected(&image, NULL);
  CHECK(alike(&whole, &wanted));
  pixel_metrics(&image, NULL, 0, &same, NULL, scratch, NULL, &error);
  CHECK(memcmp(&same, &whole, sizeof whole) == 0);
  for (size_t i = 0; i < MASKS; i++) {
    wanted = expected(&image, inside + i * width * height);
    CHECK(alike(&objects[i], &wanted));
    pixel_metrics(&image, &masks[i], 1, NULL, &alone, scratch, NULL, &error);
    CHECK(ok(&error) && memcmp(&alone, &objects[i], sizeof alone) == 0);
  }
  free(inside);
  arena_release(&arena);
  image_release(&image);
}

static void check_images(void) {
  static const uint32_t sizes[][2] = {{1, 1},    {1, 2},    {2, 1},   {1, 50},  {50, 1},  {2, 2},
                                      {31, 9},   {32, 9},   {33, 9},  {64, 40}, {3, 999}, {3, 1000},
                                      {3, 1001}, {2, 2500}, {95, 97}, {200, 3}};
  PixelScratch scratch = {0};
  for (int again = 0; again < 3; again++) {
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) check_image(sizes[s][0], sizes[s][1], &scratch);
  }
  pixel_scratch_release(&scratch);
}

/* The largest sums that a column can have: a checkered image, taller than a band. */
static void check_extremes(void) {
  enum { WIDTH = 5, HEIGHT = 4100 };
  PixelScratch scratch = {0};
  Image image = random_image(WIDTH, HEIGHT);
  Error error = {0};
  PixelMetrics metrics;
  for (uint32_t i = 0; i < WIDTH * HEIGHT; i++)
    memset(image.pixels + 3 * i, i % 2 ? 255 : 0, 3); /* WIDTH is odd */
  pixel_metrics(&image, NULL, 0, &metrics, NULL, &scratch, NULL, &error);
  CHECK(ok(&error) && metrics.values[PIXEL_BRIGHTNESS] == .5 && metrics.values[PIXEL_CONTRAST] == .5);
  CHECK(metrics.values[PIXEL_SHARPNESS] == 1020. * 1020);
  image_release(&image);
  pixel_scratch_release(&scratch);
}

/* A column of all 256 colours that share red and green: the counts say what each is. */
static void check_every_colour(void) {
  enum { SIDE = 256 };
  PixelScratch scratch = {0};
  Image image = random_image(SIDE, SIDE);
  Error error = {0};
  size_t wrong = 0;
  for (int r = 0; r < SIDE; r++) {
    size_t counts[PIXEL_METRICS] = {0};
    PixelMetrics metrics;
    for (uint32_t g = 0; g < SIDE; g++) {
      for (uint32_t b = 0; b < SIDE; b++) {
        uint8_t pixel[3] = {(uint8_t)r, (uint8_t)g, (uint8_t)b};
        memcpy(image.pixels + 3 * (g * SIDE + b), pixel, 3);
        int found = colour(&image, b, g);
        if (found >= 0) counts[found]++;
      }
    }
    pixel_metrics(&image, NULL, 0, &metrics, NULL, &scratch, NULL, &error);
    for (int i = PIXEL_RED; i <= PIXEL_BLUE; i++)
      wrong += metrics.values[i] * SIDE * SIDE != (double)counts[i];
  }
  CHECK(ok(&error) && wrong == 0);
  image_release(&image);
  pixel_scratch_release(&scratch);
}

static bool same_hsv(int r, int g, int b, int h, int s, int v) {
  Hsv hsv = hsv_from_rgb(r, g, b);
  return hsv.h == h && hsv.s == s && hsv.v == v;
}

/* As OpenCV has them: make parity compares all of them. */
static void check_known_colours(void) {
  CHECK(same_hsv(0, 0, 0, 0, 0, 0) && same_hsv(255, 255, 255, 0, 0, 255) && same_hsv(255, 0, 0, 0, 255, 255));
  CHECK(same_hsv(0, 255, 0, 60, 255, 255) && same_hsv(0, 0, 255, 120, 255, 255));
  CHECK(same_hsv(255, 0, 255, 150, 255, 255) && same_hsv(255, 0, 1, 0, 255, 255));
  CHECK(same_hsv(10, 20, 30, 105, 170, 30) && same_hsv(200, 180, 190, 165, 25, 200));
}

/* ---- what is refused ---- */

static void refuse_other_sizes(void) {
  const uint32_t runs[] = {4};
  Mask mask = {2, 2, 1, runs};
  PixelScratch scratch = {0};
  Image image = random_image(3, 2);
  Error error = {0};
  PixelMetrics whole, object;
  pixel_metrics(&image, &mask, 1, &whole, &object, &scratch, NULL, &error);
  CHECK_TEXT(error.text, "a mask of 2 x 2 pixels on an image of 3 x 2");
  image_release(&image);
  pixel_scratch_release(&scratch);
}

static bool stop_now(void *context) {
  (void)context;
  return true;
}

static void stop_when_asked(void) {
  PixelScratch scratch = {0};
  Image image = random_image(3, 2);
  Error error = {0};
  PixelMetrics whole;
  Poll poll = {.stop = stop_now};
  pixel_metrics(&image, NULL, 0, &whole, NULL, &scratch, &poll, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  image_release(&image);
  pixel_scratch_release(&scratch);
}

static void survive_without_memory(bool for_good) {
  const uint32_t runs[] = {1, 3, 2};
  const Mask mask = {3, 2, 3, runs};
  Image image = random_image(3, 2);
  bool did_fail = true;
  for (long n = 1; did_fail; n++) {
    PixelScratch scratch = {0};
    Error error = {0};
    PixelMetrics whole, object;
    unit_fail_allocation(n, for_good);
    pixel_metrics(&image, &mask, 1, &whole, &object, &scratch, NULL, &error);
    did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(did_fail ? error.kind == ERROR_MEMORY : ok(&error));
    pixel_scratch_release(&scratch);
  }
  image_release(&image);
}

int main(void) {
  unit_begin();
  check_images();
  check_extremes();
  check_known_colours();
  check_every_colour();
  refuse_other_sizes();
  stop_when_asked();
  survive_without_memory(false);
  survive_without_memory(true);
  return unit_end("pixel_metrics");
}
