#include "image/image.h"

#include "base/memory.h"

void image_resize(Image *image, uint32_t width, uint32_t height, Error *error) {
  size_t needed = (size_t)width * height * 3;
  image->width = image->height = 0;
  if (needed > image->capacity) { /* not grown: the old content is not needed */
    image_release(image);
    image->pixels = memory_allocate(needed, 1, error);
    if (image->pixels) image->capacity = needed;
  }
  if (!ok(error)) return;
  image->width = width;
  image->height = height;
}

void image_release(Image *image) {
  memory_release(image->pixels);
  *image = (Image){0};
}
