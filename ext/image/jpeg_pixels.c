#include "image/jpeg_pixels.h"

#include <stdio.h>
#include <string.h>

#if BOXSCORE_JPEG

#include <setjmp.h>

#include "base/memory.h"
#include "image/image_header.h"
#include "image/jpeg_library.h"

enum { READ_WINDOW = 1 << 16, ROWS = 16 }; /* bytes read between two polls; rows requested at a time */

typedef struct JpegDecoder {
  struct jpeg_decompress_struct jpeg; /* its client_data points here */
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  const uint8_t *bytes;
  size_t length, at; /* `at`: the end of the bytes that libjpeg has been given so far */
  Image *image;
  Poll *poll;
  Error *error;
  uint8_t *inks; /* a row of CMYK */
  jmp_buf jump;
} JpegDecoder;

/*
** libjpeg's callbacks. The error handler must not return, so it leaves by longjmp; there are only calls of
** libjpeg between that and guard().
*/

static void leave(JpegDecoder *decoder) {
  longjmp(decoder->jump, 1);
}

static void jpeg_read_fail(j_common_ptr jpeg) {
  JpegDecoder *decoder = jpeg->client_data;
  char message[JMSG_LENGTH_MAX];
  decoder->errors.format_message(jpeg, message);
  if (decoder->errors.msg_code == JERR_OUT_OF_MEMORY)
    error_memory(decoder->error);
  else
    error_input(decoder->error, "a broken JPEG: %s", message);
  leave(decoder);
}

static void jpeg_read_warn(j_common_ptr jpeg, int level) {
  const JpegDecoder *decoder = jpeg->client_data;
  if (level >= 0) return; /* trace messages */
  switch (decoder->errors.msg_code) {
  case JWRN_EXTRANEOUS_DATA:
  case JWRN_ADOBE_XFORM:
  case JWRN_JFIF_MAJOR:
  case JWRN_BOGUS_ICC: return;
  }
  jpeg_read_fail(jpeg);
}

static void print_nothing(j_common_ptr jpeg) {
  (void)jpeg;
}

static void check_progress(j_common_ptr jpeg) {
  JpegDecoder *decoder = jpeg->client_data;
  poll_check(decoder->poll, decoder->error);
  if (decoder->jpeg.input_scan_number > JPEG_SCANS_MOST)
    error_input(decoder->error, "a JPEG of more than %d scans", JPEG_SCANS_MOST);
  if (!ok(decoder->error)) leave(decoder);
}

static void no_action(j_decompress_ptr jpeg) {
  (void)jpeg;
}

static boolean give_bytes(j_decompress_ptr jpeg) {
  JpegDecoder *decoder = jpeg->client_data;
  size_t left = decoder->length - decoder->at, count = left < READ_WINDOW ? left : READ_WINDOW;
  if (count == 0) error_input(decoder->error, "a JPEG that is cut off after %zu bytes", decoder->length);
  poll_check(decoder->poll, decoder->error);
  if (!ok(decoder->error)) leave(decoder);
  decoder->source.next_input_byte = decoder->bytes + decoder->at;
  decoder->source.bytes_in_buffer = count;
  decoder->at += count;
  return TRUE;
}

static void skip_bytes(j_decompress_ptr jpeg, long count) {
  JpegDecoder *decoder = jpeg->client_data;
  struct jpeg_source_mgr *source = &decoder->source;
  if (count <= 0) return;
  size_t skipped = (size_t)count;
  if (skipped <= source->bytes_in_buffer) {
    source->next_input_byte += skipped;
    source->bytes_in_buffer -= skipped;
    return;
  }
  skipped -= source->bytes_in_buffer;
  size_t left = decoder->length - decoder->at;
  decoder->at += skipped < left ? skipped : left;
  source->bytes_in_buffer = 0; /* libjpeg asks for more when it runs out */
}

static void set_read_callbacks(JpegDecoder *decoder) {
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  jpeg->err = jpeg_library.jpeg_std_error(&decoder->errors);
  jpeg->client_data = decoder;
  decoder->errors.error_exit = jpeg_read_fail;
  decoder->errors.emit_message = jpeg_read_warn;
  decoder->errors.output_message = print_nothing;
  decoder->progress.progress_monitor = check_progress;
  decoder->source = (struct jpeg_source_mgr){.init_source = no_action,
                                             .fill_input_buffer = give_bytes,
                                             .skip_input_data = skip_bytes,
                                             .resync_to_restart = jpeg_library.jpeg_resync_to_restart,
                                             .term_source = no_action};
}

static void check_scans(JpegDecoder *decoder) {
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  uint64_t blocks = 0;
  if (!jpeg_library.jpeg_has_multiple_scans(jpeg)) return;
  for (int i = 0; i < jpeg->num_components; i++)
    blocks += (uint64_t)jpeg->comp_info[i].width_in_blocks * jpeg->comp_info[i].height_in_blocks;
  if (blocks * sizeof(JBLOCK) > JPEG_COEFFICIENTS_MOST)
    error_input(decoder->error,
                "a progressive JPEG of %lu x %lu pixels; at most %d bytes of coefficients can be read",
                (unsigned long)jpeg->image_width, (unsigned long)jpeg->image_height, JPEG_COEFFICIENTS_MOST);
}

/* Called after libjpeg has read the header too. */
static void prepare_jpeg(JpegDecoder *decoder, const ImageHeader *header) {
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  if (jpeg->image_width != header->width || jpeg->image_height != header->height)
    error_input(decoder->error, "a broken JPEG: it has two sizes");
  if (jpeg->num_components == 4)
    jpeg->out_color_space = JCS_CMYK;
  else if (jpeg->num_components == 1 || jpeg->num_components == 3)
    jpeg->out_color_space = JCS_RGB;
  else
    error_input(decoder->error, "a JPEG of %d channels", jpeg->num_components);
  check_scans(decoder);
  image_resize(decoder->image, header->width, header->height, decoder->error);
  if (jpeg->num_components == 4) decoder->inks = memory_allocate(header->width, 4, decoder->error);
}

/* Adobe's inverted inks, where 255 means no ink: as OpenCV does it, and Pillow except for the rounding. */
static void mix_inks(const uint8_t *inks, uint32_t width, uint8_t *pixels) {
  for (uint32_t x = 0; x < width; x++, inks += 4, pixels += 3) {
    for (int i = 0; i < 3; i++) pixels[i] = (uint8_t)(inks[3] - ((255 - inks[i]) * inks[3] >> 8));
  }
}

static void read_jpeg_rows(JpegDecoder *decoder) {
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  uint8_t *pixels = decoder->image->pixels;
  size_t row_size = (size_t)jpeg->image_width * 3;
  while (jpeg->output_scanline < jpeg->image_height) {
    JDIMENSION y = jpeg->output_scanline, left = jpeg->image_height - y;
    JSAMPROW rows[ROWS];
    if (decoder->inks) {
      jpeg_library.jpeg_read_scanlines(jpeg, &decoder->inks, 1);
      mix_inks(decoder->inks, jpeg->image_width, pixels + y * row_size);
      continue;
    }
    for (JDIMENSION i = 0; i < ROWS && i < left; i++) rows[i] = pixels + (y + i) * row_size;
    jpeg_library.jpeg_read_scanlines(jpeg, rows, left < ROWS ? left : ROWS);
  }
}

static void decode_jpeg(JpegDecoder *decoder, const ImageHeader *header) {
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  set_read_callbacks(decoder);
  jpeg_library.jpeg_CreateDecompress(jpeg, JPEG_LIB_VERSION, sizeof *jpeg);
  jpeg->src = &decoder->source;
  jpeg->progress = &decoder->progress;
  jpeg_library.jpeg_read_header(jpeg, TRUE);
  prepare_jpeg(decoder, header);
  if (!ok(decoder->error)) return;
  jpeg_library.jpeg_start_decompress(jpeg);
  read_jpeg_rows(decoder);
  jpeg_library.jpeg_finish_decompress(jpeg);
}

/* No variable of this function changes after setjmp; what changes is behind the pointer. */
static void guard_jpeg(JpegDecoder *decoder, const ImageHeader *header) {
  if (setjmp(decoder->jump) == 0) decode_jpeg(decoder, header);
}

void jpeg_pixels_read(const void *bytes, size_t length, Image *image, Poll *poll, Error *error) {
  if (!jpeg_library_open(error)) return;
  ImageHeader header = jpeg_header(bytes, length, error);
  image_header_limit(&header, "JPEG", error);
  if (ok(error) && header.depth != BITS_IN_JSAMPLE)
    error_input(error, "a JPEG of %u bits a sample; those of %d can be read", header.depth, BITS_IN_JSAMPLE);
  if (!ok(error)) return;
  JpegDecoder decoder = {.bytes = bytes, .length = length, .image = image, .poll = poll, .error = error};
  guard_jpeg(&decoder, &header);
  jpeg_library.jpeg_destroy_decompress(&decoder.jpeg);
  memory_release(decoder.inks);
}

/* The classic interface gives the copyright years, but no version of libjpeg-turbo. */
void jpeg_pixels_library(char text[JPEG_LIBRARY_TEXT]) {
  static const char before[] = "Copyright (C) ", behind[] = " and many others";
  Error error = {0};
  struct jpeg_error_mgr errors;
  if (!jpeg_library_open(&error)) {
    snprintf(text, JPEG_LIBRARY_TEXT, "not found");
    return;
  }
  jpeg_library.jpeg_std_error(&errors);
  const char *version = errors.jpeg_message_table[JMSG_VERSION];
  const char *makers = errors.jpeg_message_table[JMSG_COPYRIGHT];
  if (strncmp(makers, before, sizeof before - 1) == 0) makers += sizeof before - 1;
  const char *end = strstr(makers, behind);
  snprintf(text, JPEG_LIBRARY_TEXT, "%.*s, %.*s", (int)strcspn(version, " "), version,
           (int)(end ? (size_t)(end - makers) : strcspn(makers, "\"\\")), makers);
}

#else

void jpeg_pixels_read(const void *bytes, size_t length, Image *image, Poll *poll, Error *error) {
  (void)bytes, (void)length, (void)image, (void)poll;
  error_input(error, "built without libjpeg");
}

void jpeg_pixels_library(char text[JPEG_LIBRARY_TEXT]) {
  snprintf(text, JPEG_LIBRARY_TEXT, "built without");
}

#endif
