/*
** Images, PNG and JPEG: anything may stand in them. The first byte says which allocation fails (0: none). What is decoded
** is measured, as a whole and on a mask.
*/
#include "fuzz.h"

#include "image/image_decode.h"
#include "measure/pixel_metrics.h"

static void check_metrics(const Image *image, PixelScratch *scratch, Error *error) {
  uint32_t total = image->width * image->height,
           runs[3] = {total / 3, total / 2, total - total / 3 - total / 2};
  Mask mask = {image->width, image->height, 3, runs};
  PixelMetrics whole, object;
  pixel_metrics(image, &mask, 1, &whole, &object, scratch, NULL, error);
  if (!ok(error)) return;
  MUST(whole.values[PIXEL_BRIGHTNESS] >= 0 && whole.values[PIXEL_BRIGHTNESS] <= 1);
  MUST(whole.values[PIXEL_CONTRAST] >= 0 && whole.values[PIXEL_CONTRAST] <= 0.5);
  MUST(whole.values[PIXEL_SHARPNESS] >= 0 && whole.values[PIXEL_SHARPNESS] <= 1020. * 1020);
  double colours = whole.values[PIXEL_RED] + whole.values[PIXEL_GREEN] + whole.values[PIXEL_BLUE];
  MUST(colours >= 0 && colours <= 1 + 1e-12);
  for (int i = 0; i < PIXEL_METRICS; i++) MUST((object.values[i] >= 0) == (total / 2 > 0));
}

static void run(const uint8_t *bytes, size_t size, long fail_at) {
  Image image = {0};
  PixelScratch scratch = {0};
  Error error = {0};
  fuzz_fail_at = fail_at;
  image_decode(bytes, size, &image, NULL, &error);
  MUST(ok(&error) == (image.width > 0 && image.height > 0));
  if (ok(&error)) check_metrics(&image, &scratch, &error);
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  fuzz_fail_at = 0;
  image_release(&image);
  pixel_scratch_release(&scratch);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { OPTIONS = 1, PIXELS_MOST = 1 << 16 };
  Error error = {0};
  uint32_t width, height;
  fuzz_begin();
  if (size < OPTIONS) return 0;
  long fail_at = data[0];
  size -= OPTIONS;
  uint8_t *bytes = malloc(size ? size : 1); /* so that a reading beyond the end is seen */
  if (!bytes) return 0;
  memcpy(bytes, data + OPTIONS, size);
  image_size(bytes, size, &width, &height, &error);
  /* A large one takes long and tells nothing more. */
  bool large =
      ok(&error) && (uint64_t)width * height > PIXELS_MOST && (uint64_t)width * height <= IMAGE_PIXELS_MOST;
  if (!large) run(bytes, size, 0);
  if (!large && fail_at) run(bytes, size, fail_at);
  free(bytes);
  return 0;
}
