/*
** Drawings: BLOBs in which anything may stand, as SVG and on pixels. The first bytes say which allocation fails (0: none), how
** large the picture is (powers of ten), how large the image, and which part of it is shown.
*/
#include "fuzz.h"

#include <math.h>

#include "image/image.h"
#include "picture/picture_crop.h"
#include "picture/picture_svg.h"
#include "picture/render.h"

enum { OPTIONS = 6 };

static double side_of(uint8_t byte) {
  return byte > 127 ? byte - 127 : pow(10, byte % 64 / 63. * 306 - 300); /* 1e-300 to 1e6 */
}

static void fill_image(Image *image, uint8_t width, uint8_t height, Error *error) {
  image->width = width % 48 + 1;
  image->height = height % 48 + 1;
  memory_reserve((void **)&image->pixels, &image->capacity, (size_t)image->width * image->height, 3, error);
  if (ok(error)) memset(image->pixels, 100, (size_t)image->width * image->height * 3);
}

static void check_svg(const Buffer *svg) {
  MUST(svg->length > 10 && memcmp(svg->bytes, "<svg", 4) == 0);
  MUST(memcmp(svg->bytes + svg->length - 6, "</svg>", 6) == 0);
}

static void draw(Picture *picture, const uint8_t *options, Buffer *out, Error *error) {
  Image image = {0};
  Buffer pixels = {0};
  fill_image(&image, options[3], options[4], error);
  if (ok(error))
    render_drawing(&picture->drawing, picture->frame.width, picture->frame.height, &image, NULL, error);
  if (ok(error)) picture_svg(picture, out, error);
  if (ok(error)) check_svg(out);
  if (options[5] && ok(error) && picture->drawing.count) {
    Box window =
        picture_window(picture->drawing.objects[0].bounds, picture->frame.width, picture->frame.height);
    out->length = 0;
    picture_crop(picture, options[5] % 2 ? &image : NULL, window, options[5], &pixels, NULL, error);
    if (ok(error)) picture_svg(picture, out, error);
    if (ok(error)) check_svg(out);
  }
  buffer_release(&pixels);
  image_release(&image);
}

static void run(const uint8_t *options, const uint8_t *bytes, size_t size, long fail_at) {
  Arena arena = {0};
  Error error = {0}, again = {0};
  Buffer svg = {0}, copy = {0};
  fuzz_fail_at = fail_at;
  Picture picture = {.frame = {0, 0, side_of(options[1]), side_of(options[2])},
                     .problem = "none",
                     .note = "a note <of> it",
                     .note_length = 14};
  picture.drawing = drawing_read(bytes, size, &arena, &error);
  bool was_read = ok(&error);
  if (was_read) draw(&picture, options, &svg, &error);
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  fuzz_fail_at = 0;
  drawing_add_all(&copy, bytes, size, &again);
  MUST(fail_at || was_read == ok(&again));
  buffer_release(&svg);
  buffer_release(&copy);
  arena_release(&arena);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  if (size < OPTIONS) return 0;
  uint8_t *bytes = malloc(size - OPTIONS + 1); /* so that a reading beyond the end is seen */
  if (!bytes) return 0;
  memcpy(bytes, data + OPTIONS, size - OPTIONS);
  run(data, bytes, size - OPTIONS, 0);
  if (data[0]) run(data, bytes, size - OPTIONS, data[0]);
  free(bytes);
  return 0;
}
