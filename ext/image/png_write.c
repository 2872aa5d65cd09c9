#include "image/image_write.h"

#if BOXSCORE_PNG

#include <setjmp.h>

#include "image/png_library.h"

typedef struct PngEncoder {
  const Image *image;
  Buffer *out;
  Poll *poll;
  Error *error;
  png_structp png;
  png_infop info;
  jmp_buf jump;
} PngEncoder;

/*
** libpng's callbacks. The error handler must not return, so it leaves by longjmp; there are only calls of
** libpng between that and guard().
*/

static void png_write_fail(png_structp png, png_const_charp message) {
  PngEncoder *encoder = png_library.png_get_error_ptr(png);
  error_input(encoder->error, "the PNG cannot be written: %s", message);
  longjmp(encoder->jump, 1);
}

static void png_write_warn(png_structp png, png_const_charp message) {
  (void)png, (void)message;
}

/* Aligned, since png_struct has a jmp_buf inside. */
static png_voidp png_write_allocate(png_structp png, png_alloc_size_t size) {
  PngEncoder *encoder = png_library.png_get_mem_ptr(png);
  return memory_allocate_aligned(size, encoder->error);
}

static void png_write_release(png_structp png, png_voidp memory) {
  (void)png;
  memory_release_aligned(memory);
}

static void put_bytes(png_structp png, png_bytep bytes, size_t count) {
  PngEncoder *encoder = png_library.png_get_io_ptr(png);
  buffer_add(encoder->out, bytes, count, encoder->error);
  if (!ok(encoder->error)) longjmp(encoder->jump, 1);
}

static void flush(png_structp png) {
  (void)png;
}

static void encode_png(PngEncoder *encoder) {
  const Image *image = encoder->image;
  encoder->png =
      png_library.png_create_write_struct_2(PNG_LIBPNG_VER_STRING, encoder, png_write_fail, png_write_warn,
                                            encoder, png_write_allocate, png_write_release);
  if (encoder->png) encoder->info = png_library.png_create_info_struct(encoder->png);
  if (!encoder->info) {
    error_input(encoder->error, "libpng %s does not start", png_library.png_get_libpng_ver(NULL));
    return;
  }
  png_library.png_set_write_fn(encoder->png, encoder, put_bytes, flush);
  png_library.png_set_IHDR(encoder->png, encoder->info, image->width, image->height, 8, PNG_COLOR_TYPE_RGB,
                           PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_library.png_write_info(encoder->png, encoder->info);
  for (uint32_t y = 0; y < image->height && ok(encoder->error); y++) {
    png_library.png_write_row(encoder->png, image->pixels + 3 * (size_t)y * image->width);
    if (encoder->poll) poll_check(encoder->poll, encoder->error);
  }
  if (ok(encoder->error)) png_library.png_write_end(encoder->png, NULL);
}

/* No variable of this function changes after setjmp; what changes is behind the pointer. */
static void guard_png_encoder(PngEncoder *encoder) {
  if (setjmp(encoder->jump) == 0) encode_png(encoder);
}

void png_write(const Image *image, Buffer *out, Poll *poll, Error *error) {
  if (!png_library_open(error)) return;
  PngEncoder encoder = {.image = image, .out = out, .poll = poll, .error = error};
  guard_png_encoder(&encoder);
  png_library.png_destroy_write_struct(&encoder.png, &encoder.info);
}

#else

void png_write(const Image *image, Buffer *out, Poll *poll, Error *error) {
  (void)image, (void)out, (void)poll;
  error_input(error, "built without libpng");
}

#endif
