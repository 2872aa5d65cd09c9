/*
** Masks as PNG files: grey, one bit a pixel, no filter, one IDAT. Their deflate stream is one block with the
** fixed codes whose matches look back to the byte before or to the row above, which is where a mask repeats
** itself. Written here and not by zlib, whose output differs from version to version.
*/
#include "geometry/mask/mask_png.h"

#include <string.h>

#include "base/checksum.h"
#include "image/image_header.h"

typedef struct Output {
  uint8_t *bytes;
  size_t length, capacity;
  uint64_t bits; /* not yet in `bytes` */
  unsigned bit_count;
  Poll *poll;
  Error *error;
} Output;

static void put_byte(Output *out, unsigned byte) {
  if (out->length == out->capacity)
    memory_reserve((void **)&out->bytes, &out->capacity, out->length + 1, 1, out->error);
  if (ok(out->error)) out->bytes[out->length++] = (uint8_t)byte;
}

static void put_bytes(Output *out, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) put_byte(out, (uint8_t)bytes[i]);
}

static void put_big_endian(Output *out, uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) put_byte(out, number >> shift & 0xFF);
}

/* The lowest bit first. */
static void put_bits(Output *out, uint32_t bits, unsigned count) {
  out->bits |= (uint64_t)bits << out->bit_count;
  out->bit_count += count;
  for (; out->bit_count >= 8; out->bit_count -= 8) {
    put_byte(out, out->bits & 0xFF);
    out->bits >>= 8;
  }
}

/* Codes go with their highest bit first. */
static void put_code(Output *out, uint32_t code, unsigned count) {
  uint32_t reversed = 0;
  for (unsigned i = 0; i < count; i++) reversed |= (code >> i & 1) << (count - 1 - i);
  put_bits(out, reversed, count);
}

/* A byte, or from 256 on the end or a length (RFC 1951, 3.2.6). */
static void put_symbol(Output *out, uint32_t symbol) {
  if (symbol < 144)
    put_code(out, 0x30 + symbol, 8);
  else if (symbol < 256)
    put_code(out, 0x190 + symbol - 144, 9);
  else if (symbol < 280)
    put_code(out, symbol - 256, 7);
  else
    put_code(out, 0xC0 + symbol - 280, 8);
}

enum { MATCH_LEAST = 3, MATCH_MOST = 258, DISTANCE_MOST = 32768, END_OF_BLOCK = 256, FIRST_LENGTH = 257 };

/* Codes for lengths come in groups of four, those for distances in groups of two; each group has a bit more
** behind the code than the one before. */
static void put_match(Output *out, size_t length, size_t distance) {
  uint32_t rest = (uint32_t)length - MATCH_LEAST;
  if (length == MATCH_MOST) {
    put_symbol(out, 285);
  } else {
    unsigned extra = 0;
    while (rest >> extra >= 8) extra++;
    put_symbol(out, FIRST_LENGTH + 4 * extra + (rest >> extra));
    put_bits(out, rest & ((1U << extra) - 1), extra);
  }
  unsigned extra = 0;
  rest = (uint32_t)distance - 1;
  while (rest >> extra >= 4) extra++;
  put_code(out, 2 * extra + (rest >> extra), 5);
  put_bits(out, rest & ((1U << extra) - 1), extra);
}

static size_t match_length(const uint8_t *bytes, size_t at, size_t end, size_t distance) {
  if (distance > at || distance > DISTANCE_MOST) return 0;
  size_t length = 0, most = end - at < MATCH_MOST ? end - at : MATCH_MOST;
  while (length < most && bytes[at + length] == bytes[at + length - distance]) length++;
  return length;
}

enum { CODES_BETWEEN_POLLS = 1024, COLUMNS_BETWEEN_POLLS = 8 };

static void put_deflated(Output *out, const uint8_t *bytes, size_t count, size_t row_size) {
  put_bits(out, 1, 1); /* the last block */
  put_bits(out, 1, 2); /* with the fixed codes */
  for (size_t at = 0, codes = 0; at < count && ok(out->error); codes++) {
    if (codes % CODES_BETWEEN_POLLS == 0) poll_check(out->poll, out->error);
    size_t above = match_length(bytes, at, count, row_size), before = match_length(bytes, at, count, 1);
    size_t length = above >= before ? above : before;
    if (length < MATCH_LEAST) {
      put_symbol(out, bytes[at++]);
    } else {
      put_match(out, length, above >= before ? row_size : 1);
      at += length;
    }
  }
  put_symbol(out, END_OF_BLOCK);
  put_bits(out, 0, 7); /* up to the next byte */
  out->bits = 0;
  out->bit_count = 0;
}

static uint32_t adler32(const uint8_t *bytes, size_t count) {
  enum { BASE = 65521, WITHOUT_OVERFLOW = 5552 };
  uint32_t a = 1, b = 0;
  for (size_t at = 0; at < count;) {
    size_t end = count - at < WITHOUT_OVERFLOW ? count : at + WITHOUT_OVERFLOW;
    for (; at < end; at++) {
      a += bytes[at];
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return b << 16 | a;
}

/* A chunk: the length of its content, its name, its content, the sum of the last two. Returns where it
** begins. */
static size_t begin_chunk(Output *out, const char *name) {
  size_t start = out->length;
  put_big_endian(out, 0);
  put_bytes(out, name, 4);
  return start;
}

static void end_chunk(Output *out, size_t start) {
  enum { LENGTH = 4, NAME = 4 };
  if (!ok(out->error)) return;
  size_t end = out->length, content = end - start - LENGTH - NAME;
  uint32_t sum = checksum_crc32(out->bytes + start + LENGTH, NAME + content);
  for (int i = 0; i < LENGTH; i++) out->bytes[start + (size_t)i] = (uint8_t)(content >> (24 - 8 * i));
  put_big_endian(out, sum);
}

/* The image as PNG wants it before it is compressed: each row is the number of its filter, 0, and its
** bits. */
static uint8_t *make_rows(const Mask *mask, size_t row_size, Poll *poll, Error *error) {
  uint8_t *rows = memory_allocate_zeroed(mask->height, row_size, error);
  uint32_t x = 0, y = 0, height = mask->height;
  if (!rows) return NULL;
  for (uint32_t i = 0; i < mask->run_count && ok(error); i++) {
    for (uint32_t left = mask->runs[i]; left > 0 && ok(error);) {
      uint32_t here = left < height - y ? left : height - y;
      uint8_t *byte = rows + (size_t)y * row_size + 1 + x / 8, bit = (uint8_t)(0x80 >> x % 8);
      for (uint32_t j = 0; i % 2 && j < here; j++, byte += row_size) *byte |= bit;
      left -= here;
      y += here;
      if (y < height) break;
      y = 0;
      if (++x % COLUMNS_BETWEEN_POLLS == 0) poll_check(poll, error);
    }
  }
  return rows;
}

static void put_image(Output *out, const Mask *mask, const uint8_t *rows, size_t row_size) {
  put_bytes(out, "\x89PNG\r\n\x1A\n", 8);
  size_t chunk = begin_chunk(out, "IHDR");
  put_big_endian(out, mask->width);
  put_big_endian(out, mask->height);
  put_bytes(out, "\x01\0\0\0\0", 5); /* one bit, grey, deflate, filters, not interlaced */
  end_chunk(out, chunk);
  chunk = begin_chunk(out, "IDAT");
  put_bytes(out, "\x78\x01", 2);
  put_deflated(out, rows, row_size * mask->height, row_size);
  put_big_endian(out, adler32(rows, row_size * mask->height));
  end_chunk(out, chunk);
  end_chunk(out, begin_chunk(out, "IEND"));
}

const uint8_t *png_from_mask(const Mask *mask, Arena *arena, size_t *length, Poll *poll, Error *error) {
  *length = 0;
  if (!ok(error)) return NULL;
  if (mask->width == 0 || mask->height == 0 || mask->width > IMAGE_SIDE_MOST ||
      mask->height > IMAGE_SIDE_MOST || (uint64_t)mask->width * mask->height > IMAGE_PIXELS_MOST) {
    error_input(error, "a mask of %lu x %lu pixels as a PNG: at least 1 and at most %d a side and %d in all",
                (unsigned long)mask->width, (unsigned long)mask->height, IMAGE_SIDE_MOST, IMAGE_PIXELS_MOST);
    return NULL;
  }
  size_t row_size = 1 + (mask->width + 7) / 8;
  Output out = {.poll = poll, .error = error};
  uint8_t *rows = make_rows(mask, row_size, poll, error);
  if (ok(error)) put_image(&out, mask, rows, row_size);
  const uint8_t *copy = ok(error) ? (uint8_t *)arena_copy(arena, (char *)out.bytes, out.length, error) : NULL;
  if (copy) *length = out.length;
  memory_release(out.bytes);
  memory_release(rows);
  return copy;
}
