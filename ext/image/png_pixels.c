#include "image/png_pixels.h"

#if BOXSCORE_PNG

#include <setjmp.h>
#include <string.h>

#include "base/memory.h"
#include "image/image_header.h"
#include "image/png_library.h"

typedef struct PngDecoder {
  const uint8_t *bytes;
  size_t length, at;
  const PngSink *sink;
  Poll *poll;
  Error *error;
  png_structp png;
  png_infop info;
  PngShape shape;
  int passes;
  size_t row_size;
  uint8_t *pixels; /* a row, or all rows of an interlaced image */
  jmp_buf jump;
} PngDecoder;

/*
** libpng's callbacks. The error handler must not return, so it leaves by longjmp; there are only calls of
** libpng between that and guard().
*/

static void png_read_fail(png_structp png, png_const_charp message) {
  PngDecoder *decoder = png_library.png_get_error_ptr(png);
  error_input(decoder->error, "a broken PNG: %s", message);
  longjmp(decoder->jump, 1);
}

static void png_read_warn(png_structp png, png_const_charp message) {
  (void)png, (void)message;
}

/* Aligned, since png_struct has a jmp_buf inside. */
static png_voidp png_read_allocate(png_structp png, png_alloc_size_t size) {
  PngDecoder *decoder = png_library.png_get_mem_ptr(png);
  return memory_allocate_aligned(size, decoder->error);
}

static void png_read_release(png_structp png, png_voidp memory) {
  (void)png;
  memory_release_aligned(memory);
}

static void take_bytes(png_structp png, png_bytep out, size_t count) {
  PngDecoder *decoder = png_library.png_get_io_ptr(png);
  if (count > decoder->length - decoder->at) {
    error_input(decoder->error, "a PNG that is cut off after %zu bytes", decoder->length);
    longjmp(decoder->jump, 1);
  }
  memcpy(out, decoder->bytes + decoder->at, count);
  decoder->at += count;
}

/* Chunks that libpng knows but we do not use are skipped like unknown ones. */
static void set_limits(png_structp png) {
  enum { CHUNK_MOST = 1000000 };
  png_library.png_set_user_limits(png, IMAGE_SIDE_MOST, IMAGE_SIDE_MOST);
  png_library.png_set_chunk_malloc_max(png, CHUNK_MOST);
  png_library.png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_library.png_set_benign_errors(png, 1);
}

static bool choose_pixel(int colour, int depth, PngShape *shape) {
  static const uint32_t sizes[] = {[PNG_BYTE] = 1,          [PNG_GREY_16] = 2, [PNG_GREY_ALPHA] = 2,
                                   [PNG_GREY_ALPHA_16] = 4, [PNG_COLOUR] = 3,  [PNG_COLOUR_ALPHA] = 4};
  bool deep = depth == 16;
  switch (colour) {
  case PNG_COLOR_TYPE_GRAY: shape->pixel = deep ? PNG_GREY_16 : PNG_BYTE; break;
  case PNG_COLOR_TYPE_PALETTE: shape->pixel = PNG_BYTE; break;
  case PNG_COLOR_TYPE_GRAY_ALPHA: shape->pixel = deep ? PNG_GREY_ALPHA_16 : PNG_GREY_ALPHA; break;
  case PNG_COLOR_TYPE_RGB: shape->pixel = PNG_COLOUR; break;
  default: shape->pixel = PNG_COLOUR_ALPHA; break;
  }
  shape->pixel_size = sizes[shape->pixel];
  return !deep || shape->pixel == PNG_GREY_16 || shape->pixel == PNG_GREY_ALPHA_16;
}

/* As OpenCV's imread does it: the higher byte of 16 bits, without transparency or gamma. */
static void ask_for_colours(const PngDecoder *decoder, int colour) {
  png_structp png = decoder->png;
  if (colour == PNG_COLOR_TYPE_PALETTE) png_library.png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY) png_library.png_set_expand_gray_1_2_4_to_8(png);
  if (!(colour & PNG_COLOR_MASK_COLOR)) png_library.png_set_gray_to_rgb(png);
  png_library.png_set_strip_16(png);
  png_library.png_set_strip_alpha(png);
}

static void ask_for_pixels(PngDecoder *decoder) {
  PngShape *shape = &decoder->shape;
  int colour = png_library.png_get_color_type(decoder->png, decoder->info);
  int depth = png_library.png_get_bit_depth(decoder->png, decoder->info);
  if (decoder->sink->colours) {
    shape->pixel = PNG_COLOUR;
    shape->pixel_size = 3;
    ask_for_colours(decoder, colour);
  } else if (choose_pixel(colour, depth, shape)) {
    png_library.png_set_packing(decoder->png);
  } else {
    error_input(decoder->error,
                "a PNG with 16 bits for each of red, green and blue: its pixels are not values");
  }
}

static void prepare_png(PngDecoder *decoder) {
  png_structp png = decoder->png;
  png_infop info = decoder->info;
  PngShape *shape = &decoder->shape;
  shape->width = png_library.png_get_image_width(png, info);
  shape->height = png_library.png_get_image_height(png, info);
  ask_for_pixels(decoder);
  if (!ok(decoder->error)) return;
  decoder->passes = png_library.png_set_interlace_handling(png);
  png_library.png_read_update_info(png, info);
  decoder->row_size = (size_t)shape->width * shape->pixel_size;
  if (png_library.png_get_rowbytes(png, info) != decoder->row_size) {
    error_input(decoder->error, "a PNG whose rows have an unexpected size");
    return;
  }
  size_t rows = decoder->passes > 1 ? shape->height : 1;
  if (rows > 1 && rows * decoder->row_size > PNG_INTERLACED_MOST) {
    error_input(decoder->error,
                "an interlaced PNG of %lu x %lu pixels with %lu bytes each; at most %d bytes can be read",
                (unsigned long)shape->width, (unsigned long)shape->height, (unsigned long)shape->pixel_size,
                PNG_INTERLACED_MOST);
    return;
  }
  decoder->pixels = memory_allocate(rows, decoder->row_size, decoder->error);
  if (ok(decoder->error)) decoder->sink->begin(decoder->sink->context, shape, decoder->error);
}

/* Called after each row; polls only about every 10,000 pixels. */
static void poll_rows(const PngDecoder *decoder, uint32_t y) {
  uint32_t rows = 1 + (1 << 16) / decoder->shape.width;
  if (decoder->poll && y % rows == 0) poll_check(decoder->poll, decoder->error);
}

static void read_png_rows(PngDecoder *decoder) {
  const PngSink *sink = decoder->sink;
  bool whole = decoder->passes > 1;
  for (int pass = 0; whole && pass < decoder->passes; pass++) {
    for (uint32_t y = 0; y < decoder->shape.height && ok(decoder->error); y++) {
      png_library.png_read_row(decoder->png, decoder->pixels + y * decoder->row_size, NULL);
      poll_rows(decoder, y);
    }
  }
  for (uint32_t y = 0; y < decoder->shape.height && ok(decoder->error); y++) {
    if (!whole) png_library.png_read_row(decoder->png, decoder->pixels, NULL);
    sink->row(sink->context, decoder->pixels + (whole ? y * decoder->row_size : 0), decoder->error);
    poll_rows(decoder, y);
  }
}

static void decode_png(PngDecoder *decoder) {
  decoder->png =
      png_library.png_create_read_struct_2(PNG_LIBPNG_VER_STRING, decoder, png_read_fail, png_read_warn,
                                           decoder, png_read_allocate, png_read_release);
  if (decoder->png) decoder->info = png_library.png_create_info_struct(decoder->png);
  if (!decoder->info) {
    if (ok(decoder->error))
      error_input(decoder->error, "libpng %s does not start", png_library.png_get_libpng_ver(NULL));
    return;
  }
  set_limits(decoder->png);
  png_library.png_set_read_fn(decoder->png, decoder, take_bytes);
  png_library.png_read_info(decoder->png, decoder->info);
  prepare_png(decoder);
  read_png_rows(decoder);
  if (ok(decoder->error)) png_library.png_read_end(decoder->png, NULL);
}

/* No variable of this function changes after setjmp; what changes is behind the pointer. */
static void guard_png(PngDecoder *decoder) {
  if (setjmp(decoder->jump) == 0) decode_png(decoder);
}

void png_pixels_read(const void *bytes, size_t length, const PngSink *sink, Poll *poll, Error *error) {
  if (!png_library_open(error)) return;
  PngDecoder decoder = {.bytes = bytes, .length = length, .sink = sink, .poll = poll, .error = error};
  ImageHeader header = png_header(bytes, length, error);
  image_header_limit(&header, "PNG", error);
  if (ok(error)) guard_png(&decoder);
  png_library.png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
  memory_release(decoder.pixels);
}

const char *png_pixels_library(void) {
  Error error = {0};
  return png_library_open(&error) ? png_library.png_get_libpng_ver(NULL) : "not found";
}

#else

void png_pixels_read(const void *bytes, size_t length, const PngSink *sink, Poll *poll, Error *error) {
  (void)bytes, (void)length, (void)sink, (void)poll;
  error_input(error, "built without libpng");
}

const char *png_pixels_library(void) {
  return "built without";
}

#endif
