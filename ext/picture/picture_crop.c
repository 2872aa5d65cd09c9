#include "picture/picture_crop.h"

#include <math.h>

#include "image/image_write.h"
#include "image/resample.h"

/* One axis: where a window of `size` begins. */
static double begin_of(double middle, double size, double limit) {
  return fmax(0, fmin(middle - size / 2, limit - size));
}

Box picture_window(Box box, double width, double height) {
  const double margin = .25, least = 48;
  double side = fmax(least, (1 + 2 * margin) * fmax(box.width, box.height));
  Box window = {.width = fmin(side, width), .height = fmin(side, height)};
  window.x = begin_of(box.x + box.width / 2, window.width, width);
  window.y = begin_of(box.y + box.height / 2, window.height, height);
  return window;
}

static void crop_pixels(Picture *picture, const Image *image, Box window, uint32_t side, Buffer *pixels,
                        Poll *poll, Error *error) {
  Image small = {0};
  Box whole = picture->frame;
  double scale_x = image->width / whole.width, scale_y = image->height / whole.height;
  ImagePart part = {window.x * scale_x, window.y * scale_y, window.width * scale_x, window.height * scale_y};
  part = image_whole_pixels(image, &part);
  uint32_t width, height;
  image_fit(&part, side, &width, &height);
  image_resample(image, &part, width, height, &small, poll, error);
  if (ok(error)) image_write_small(&small, pixels, poll, error);
  picture->image = pixels->bytes;
  picture->image_length = pixels->length;
  picture->frame = (Box){part.x / scale_x, part.y / scale_y, part.width / scale_x, part.height / scale_y};
  image_release(&small);
}

void picture_crop(Picture *picture, const Image *image, Box window, uint32_t side, Buffer *pixels, Poll *poll,
                  Error *error) {
  picture->shown = side;
  if (image)
    crop_pixels(picture, image, window, side, pixels, poll, error);
  else
    picture->frame = window;
  drawing_cut(&picture->drawing, picture->frame);
}
