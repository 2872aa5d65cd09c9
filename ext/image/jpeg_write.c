#include "image/image_write.h"

#if BOXSCORE_JPEG

#include <setjmp.h>
#include <string.h>

#include "image/jpeg_library.h"

enum { WRITE_WINDOW = 1 << 14 }; /* bytes that libjpeg writes before it passes them on */

typedef struct JpegEncoder {
  struct jpeg_compress_struct jpeg; /* its client_data points here */
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr destination;
  const Image *image;
  int quality;
  Buffer *out;
  Poll *poll;
  Error *error;
  JOCTET window[WRITE_WINDOW];
  jmp_buf jump;
} JpegEncoder;

/*
** libjpeg's callbacks. The error handler must not return, so it leaves by longjmp; there are only calls of
** libjpeg between that and guard().
*/

static void jpeg_write_fail(j_common_ptr jpeg) {
  JpegEncoder *encoder = jpeg->client_data;
  char message[JMSG_LENGTH_MAX];
  encoder->errors.format_message(jpeg, message);
  if (encoder->errors.msg_code == JERR_OUT_OF_MEMORY)
    error_memory(encoder->error);
  else
    error_input(encoder->error, "the JPEG cannot be written: %s", message);
  longjmp(encoder->jump, 1);
}

static void say_nothing(j_common_ptr jpeg, int level) {
  (void)jpeg, (void)level;
}

static void say_no_message(j_common_ptr jpeg) {
  (void)jpeg;
}

static void open_window(j_compress_ptr jpeg) {
  JpegEncoder *encoder = jpeg->client_data;
  encoder->destination.next_output_byte = encoder->window;
  encoder->destination.free_in_buffer = WRITE_WINDOW;
}

static void hand_over(JpegEncoder *encoder, size_t count) {
  buffer_add(encoder->out, encoder->window, count, encoder->error);
  if (!ok(encoder->error)) longjmp(encoder->jump, 1);
}

static boolean empty_window(j_compress_ptr jpeg) {
  hand_over(jpeg->client_data, WRITE_WINDOW);
  open_window(jpeg);
  return TRUE;
}

static void close_window(j_compress_ptr jpeg) {
  JpegEncoder *encoder = jpeg->client_data;
  hand_over(encoder, WRITE_WINDOW - encoder->destination.free_in_buffer);
}

static void set_write_callbacks(JpegEncoder *encoder) {
  encoder->jpeg.err = jpeg_library.jpeg_std_error(&encoder->errors);
  encoder->jpeg.client_data = encoder;
  encoder->errors.error_exit = jpeg_write_fail;
  encoder->errors.emit_message = say_nothing;
  encoder->errors.output_message = say_no_message;
  encoder->destination = (struct jpeg_destination_mgr){
      .init_destination = open_window, .empty_output_buffer = empty_window, .term_destination = close_window};
}

static void encode_jpeg(JpegEncoder *encoder) {
  struct jpeg_compress_struct *jpeg = &encoder->jpeg;
  const Image *image = encoder->image;
  set_write_callbacks(encoder);
  jpeg_library.jpeg_CreateCompress(jpeg, JPEG_LIB_VERSION, sizeof *jpeg);
  jpeg->dest = &encoder->destination;
  jpeg->image_width = image->width;
  jpeg->image_height = image->height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_library.jpeg_set_defaults(jpeg);
  jpeg_library.jpeg_set_quality(jpeg, encoder->quality, TRUE);
  jpeg->optimize_coding = TRUE;
  jpeg->comp_info[0].h_samp_factor = jpeg->comp_info[0].v_samp_factor = 1;
  jpeg_library.jpeg_start_compress(jpeg, TRUE);
  while (jpeg->next_scanline < image->height && ok(encoder->error)) {
    JSAMPROW row = image->pixels + 3 * (size_t)jpeg->next_scanline * image->width;
    jpeg_library.jpeg_write_scanlines(jpeg, &row, 1);
    if (encoder->poll) poll_check(encoder->poll, encoder->error);
  }
  if (ok(encoder->error)) jpeg_library.jpeg_finish_compress(jpeg);
}

/* No variable of this function changes after setjmp; what changes is behind the pointer. */
static void guard_jpeg_encoder(JpegEncoder *encoder) {
  if (setjmp(encoder->jump) == 0) encode_jpeg(encoder);
}

static void jpeg_write(const Image *image, int quality, Buffer *out, Poll *poll, Error *error) {
  if (!jpeg_library_open(error)) return;
  JpegEncoder *encoder = memory_allocate_aligned(sizeof *encoder, error); /* a jmp_buf is in it */
  if (!encoder) return;
  memset(encoder, 0, sizeof *encoder);
  encoder->image = image;
  encoder->quality = quality;
  encoder->out = out;
  encoder->poll = poll;
  encoder->error = error;
  guard_jpeg_encoder(encoder);
  jpeg_library.jpeg_destroy_compress(&encoder->jpeg);
  memory_release_aligned(encoder);
}

static bool has_jpeg(void) {
  Error error = {0};
  return jpeg_library_open(&error);
}

#else

static void jpeg_write(const Image *image, int quality, Buffer *out, Poll *poll, Error *error) {
  (void)image, (void)quality, (void)out, (void)poll;
  error_input(error, "built without libjpeg");
}

static bool has_jpeg(void) {
  return false;
}

#endif

void image_write_small(const Image *image, Buffer *out, Poll *poll, Error *error) {
  enum { QUALITY = 85, JPEG_SIDE_MOST = 65500 };
  if (has_jpeg() && image->width <= JPEG_SIDE_MOST && image->height <= JPEG_SIDE_MOST)
    jpeg_write(image, QUALITY, out, poll, error);
  else
    png_write(image, out, poll, error);
}
