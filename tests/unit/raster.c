/* Filling, rendering and resampling, against sums that are known. */
#include "image/resample.h"
#include "picture/render.h"
#include "unit.h"

static Image white(uint32_t width, uint32_t height) {
  Error error = {0};
  Image image = {0};
  image_resize(&image, width, height, &error);
  memset(image.pixels, 255, 3 * (size_t)width * height);
  return image;
}

/* The area that is black, in pixels. */
static double black_area(const Image *image) {
  double area = 0;
  for (size_t i = 0; i < (size_t)image->width * image->height; i++)
    area += (255 - image->pixels[3 * i]) / 255.0;
  return area;
}

static double filled(const double *points, size_t count, const double *more, size_t more_count) {
  Error error = {0};
  Raster raster = {0};
  Image image = white(40, 30);
  raster_add(&raster, points, count, &error);
  if (more) raster_add(&raster, more, more_count, &error);
  raster_fill(&raster, &image, (Colour){0, 0, 0}, 1, NULL, &error);
  CHECK(ok(&error));
  double area = black_area(&image);
  raster_release(&raster);
  image_release(&image);
  return area;
}

static bool is_close(double a, double b, double most) {
  return a - b < most && b - a < most;
}

static void check_areas(void) {
  const double box[] = {5, 5, 25, 5, 25, 15, 5, 15}, part[] = {5.25, 5, 25.5, 5, 25.5, 15.25, 5.25, 15.25};
  const double triangle[] = {2, 2, 30, 6, 10, 28}, outside[] = {-100, -100, 400, -100, 400, 400, -100, 400};
  const double hole[] = {10, 8, 10, 12, 20, 12, 20, 8}, beside[] = {50, 5, 60, 5, 60, 15};
  const double above[] = {5, -20, 25, -20, 25, -10}, second[] = {20, 10, 35, 10, 35, 20, 20, 20};
  CHECK(filled(box, 4, NULL, 0) == 200);
  CHECK(is_close(filled(part, 4, NULL, 0), 20.25 * 10.25, .2));
  CHECK(is_close(filled(triangle, 3, NULL, 0), ring_signed_area(triangle, 3), 1));
  CHECK(filled(outside, 4, NULL, 0) == 1200);
  CHECK(filled(box, 4, hole, 4) == 160);
  CHECK(filled(box, 4, second, 4) == 200 + 150 - 25);
  CHECK(filled(beside, 3, above, 3) == 0);
}

/* The line of a box, a pixel on each side of its edge, and the fill inside. */
static void check_box(void) {
  Error error = {0};
  Image image = white(40, 30);
  double corners[8];
  Ring ring = box_ring((Box){10, 10, 10, 8}, corners);
  DrawnObject object = {
      .colour = {0, 0, 0}, .style = STYLE_USUAL, .bounds = {10, 10, 10, 8}, .outline = {&ring, 1}};
  Drawing drawing = {&object, 1};
  render_drawing(&drawing, 40, 30, &image, NULL, &error);
  int counts[256] = {0};
  for (size_t i = 0; i < 1200; i++) counts[image.pixels[3 * i]]++;
  CHECK(ok(&error) && counts[0] == 12 * 10 - 8 * 6 && counts[179] == 8 * 6 && counts[255] == 1200 - 120);
  image_release(&image);
}

static void check_resample(void) {
  Error error = {0};
  Image image = white(4, 2), small = {0};
  for (int i = 0; i < 8; i++) memset(image.pixels + 3 * i, 10 * i, 3);
  ImagePart all = {0, 0, 4, 2}, part = {1, 0, 3, 2};
  image_resample(&image, &all, 2, 1, &small, NULL, &error);
  CHECK(ok(&error) && small.pixels[0] == 25 && small.pixels[3] == 45);
  image_resample(&image, &all, 4, 2, &small, NULL, &error);
  CHECK(memcmp(image.pixels, small.pixels, 24) == 0);
  image_resample(&image, &part, 2, 2, &small, NULL, &error);
  CHECK(small.pixels[0] == 13 && small.pixels[3] == 27); /* (10 + 20 / 2) / 1.5, (20 / 2 + 30) / 1.5 */
  ImagePart odd = {-3.5, .5, 4.75, 9};
  odd = image_whole_pixels(&image, &odd);
  CHECK(odd.x == 0 && odd.y == 0 && odd.width == 2 && odd.height == 2);
  ImagePart far = {90, 90, 5, 5};
  far = image_whole_pixels(&image, &far);
  CHECK(far.x == 3 && far.y == 1 && far.width == 1 && far.height == 1);
  uint32_t width, height;
  image_fit(&(ImagePart){0, 0, 1280, 720}, 160, &width, &height);
  CHECK(width == 160 && height == 90);
  image_fit(&(ImagePart){0, 0, 1000, 1}, 10, &width, &height);
  CHECK(width == 10 && height == 1);
  image_release(&image);
  image_release(&small);
}

int main(void) {
  unit_begin();
  check_areas();
  check_box();
  check_resample();
  CHECK(unit.alive == 0);
  return unit_end("raster");
}
