/* PNG files: every kind that there is, files that are broken or too large, and masks written and read back. */
#include "geometry/mask/mask_png.h"
#include "image/image_header.h"
#include "image/png_pixels.h"
#include "unit.h"

/* ---- writing PNG files of any kind, with what zlib calls stored blocks ---- */

enum { GREY = 0, COLOUR = 2, PALETTE = 3, GREY_ALPHA = 4, COLOUR_ALPHA = 6 };

typedef struct Image {
  uint32_t width, height;
  unsigned depth;
  int colour;
  bool interlaced;
  const uint16_t *samples; /* row by row, of each pixel all its channels */
} Image;

typedef struct File {
  uint8_t bytes[20000];
  size_t length;
} File;

static void add(File *file, const void *bytes, size_t count) {
  memcpy(file->bytes + file->length, bytes, count);
  file->length += count;
}

static void add_number(File *file, uint32_t number) {
  uint8_t bytes[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8),
                      (uint8_t)number};
  add(file, bytes, 4);
}

static void add_chunk(File *file, const char *name, const void *content, size_t count) {
  uint32_t crc = 0xFFFFFFFF;
  add_number(file, (uint32_t)count);
  size_t start = file->length;
  add(file, name, 4);
  if (count) add(file, content, count);
  for (size_t i = start; i < file->length; i++) {
    crc ^= file->bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  add_number(file, ~crc);
}

static unsigned channels(const Image *image) {
  static const unsigned counts[] = {
      [GREY] = 1, [COLOUR] = 3, [PALETTE] = 1, [GREY_ALPHA] = 2, [COLOUR_ALPHA] = 4};
  return counts[image->colour];
}

/* The pixels of row y from column x on, every step-th. */
static void add_row(File *raw, const Image *image, uint32_t x, uint32_t y, uint32_t step) {
  raw->bytes[raw->length++] = 0; /* no filter */
  unsigned used = 0;
  for (; x < image->width; x += step) {
    for (unsigned c = 0; c < channels(image); c++) {
      unsigned sample = image->samples[(y * image->width + x) * channels(image) + c];
      if (image->depth == 16) raw->bytes[raw->length++] = (uint8_t)(sample >> 8);
      if (image->depth >= 8) raw->bytes[raw->length++] = (uint8_t)sample;
      if (image->depth >= 8) continue;
      if (used % 8 == 0) raw->bytes[raw->length++] = 0;
      raw->bytes[raw->length - 1] |= (uint8_t)(sample << ((8 - image->depth - used % 8) & 7));
      used += image->depth;
    }
  }
}

static void add_passes(File *raw, const Image *image) {
  static const uint32_t passes[7][4] = {{0, 8, 0, 8}, {4, 8, 0, 8}, {0, 4, 4, 8}, {2, 4, 0, 4},
                                        {0, 2, 2, 4}, {1, 2, 0, 2}, {0, 1, 1, 2}};
  for (int p = 0; p < 7; p++) {
    for (uint32_t y = passes[p][2]; y < image->height; y += passes[p][3]) {
      if (passes[p][0] < image->width) add_row(raw, image, passes[p][0], y, passes[p][1]);
    }
  }
}

static void add_data(File *file, const Image *image) {
  static File raw, data;
  raw.length = data.length = 0;
  if (image->interlaced)
    add_passes(&raw, image);
  else
    for (uint32_t y = 0; y < image->height; y++) add_row(&raw, image, 0, y, 1);
  uint32_t a = 1, b = 0;
  for (size_t i = 0; i < raw.length; i++) {
    a = (a + raw.bytes[i]) % 65521;
    b = (b + a) % 65521;
  }
  uint8_t head[] = {0x78,
                    1,
                    1,
                    (uint8_t)raw.length,
                    (uint8_t)(raw.length >> 8),
                    (uint8_t)~raw.length,
                    (uint8_t)(~raw.length >> 8)};
  add(&data, head, sizeof head);
  add(&data, raw.bytes, raw.length);
  add_number(&data, b << 16 | a);
  add_chunk(file, "IDAT", data.bytes, data.length);
}

static void begin_file(File *file, const Image *image) {
  uint8_t header[13] = {0};
  for (int i = 0; i < 4; i++) header[i] = (uint8_t)(image->width >> (24 - 8 * i));
  for (int i = 0; i < 4; i++) header[4 + i] = (uint8_t)(image->height >> (24 - 8 * i));
  header[8] = (uint8_t)image->depth;
  header[9] = (uint8_t)image->colour;
  header[12] = image->interlaced;
  file->length = 0;
  add(file, "\x89PNG\r\n\x1A\n", 8);
  add_chunk(file, "IHDR", header, sizeof header);
  if (image->colour == PALETTE) add_chunk(file, "PLTE", "\0\0\0\200\0\0\0\200\0\200\200\0\0\0\200", 15);
}

static void write_file(File *file, const Image *image) {
  begin_file(file, image);
  add_data(file, image);
  add_chunk(file, "IEND", NULL, 0);
}

/* ---- reading ---- */

static void set_pixels(const Mask *mask, uint32_t value, uint32_t *out) {
  size_t at = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    for (uint32_t n = 0; n < mask->runs[i]; n++, at++) {
      if (i % 2) out[at % mask->height * mask->width + at / mask->height] = value;
    }
  }
  CHECK(at == (size_t)mask->width * mask->height);
}

/* Runs are not empty, but for the first one of a mask that begins in the corner. */
static bool is_short(const Mask *mask) {
  for (uint32_t i = 1; i < mask->run_count; i++) {
    if (mask->runs[i] == 0) return false;
  }
  return mask->run_count > 0;
}

/* Reads it in all ways and compares with the values, row by row. */
static void check_values(const File *file, uint32_t width, uint32_t height, const uint32_t *values) {
  enum { MOST = 400 };
  Arena arena = {0};
  Error error = {0};
  size_t count;
  uint32_t found[MOST] = {0}, pixels = width * height, last = 0;
  PngInstance *instances = png_instances(file->bytes, file->length, &arena, &count, NULL, &error);
  CHECK_TEXT(error.text, "");
  for (size_t i = 0; i < count && instances; i++) {
    Mask mask = {0};
    const Mask *same = &instances[i].mask;
    CHECK(instances[i].value > last && same->width == width && same->height == height && is_short(same));
    last = instances[i].value;
    set_pixels(same, last, found);
    png_mask(file->bytes, file->length, last, &arena, &mask, NULL, &error);
    CHECK(mask.run_count == same->run_count && !memcmp(mask.runs, same->runs, 4 * mask.run_count));
  }
  CHECK(memcmp(found, values, pixels * sizeof *values) == 0);
  for (int zero = 0; zero < 2; zero++) {
    Mask mask = {0};
    png_mask(file->bytes, file->length, zero ? 0 : PNG_NOT_ZERO, &arena, &mask, NULL, &error);
    CHECK(ok(&error) && mask.width == width && mask.height == height && is_short(&mask));
    memset(found, 0, sizeof found);
    if (ok(&error)) set_pixels(&mask, 1, found);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < pixels; i++) wrong += (found[i] != 0) != ((values[i] == 0) == zero);
    CHECK(wrong == 0);
  }
  arena_release(&arena);
}

static uint32_t value_of(const Image *image, const uint16_t *pixel) {
  switch (image->colour) {
  case GREY_ALPHA: return pixel[1] ? pixel[0] : 0;
  case COLOUR_ALPHA:
    if (!pixel[3]) return 0; /* fall through */
  case COLOUR: return pixel[0] + 256U * pixel[1] + 65536U * pixel[2];
  default: return pixel[0];
  }
}

static uint32_t next_random(void) {
  static uint64_t state = 7;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 40);
}

static void check_kind(uint32_t width, uint32_t height, unsigned depth, int colour, bool interlaced) {
  static File file;
  uint16_t samples[4 * 400], before = 0;
  uint32_t values[400];
  Image image = {width, height, depth, colour, interlaced, samples};
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    if (next_random() % 3 == 0) before = (uint16_t)(next_random() & ((1U << depth) - 1));
    samples[i] = next_random() % 4 ? before : 0;
    if (colour == PALETTE) samples[i] %= 5;
  }
  for (uint32_t i = 0; i < width * height; i++) values[i] = value_of(&image, samples + i * channels(&image));
  write_file(&file, &image);
  check_values(&file, width, height, values);
}

static void read_each_kind(void) {
  static const struct {
    int colour;
    unsigned depths[6];
  } kinds[] = {{GREY, {1, 2, 4, 8, 16}},
               {COLOUR, {8}},
               {PALETTE, {1, 2, 4, 8}},
               {GREY_ALPHA, {8, 16}},
               {COLOUR_ALPHA, {8}}};
  static const uint32_t sizes[][2] = {{1, 1}, {1, 9}, {9, 1}, {8, 8}, {17, 13}, {20, 20}};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    for (const unsigned *depth = kinds[k].depths; *depth; depth++) {
      for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        check_kind(sizes[s][0], sizes[s][1], *depth, kinds[k].colour, false);
        check_kind(sizes[s][0], sizes[s][1], *depth, kinds[k].colour, true);
      }
    }
  }
}

/* What only says how an image is shown changes no value. */
static void pass_over_other_chunks(void) {
  static File file;
  const uint16_t samples[] = {0, 1, 2, 2, 7, 255};
  const uint32_t values[] = {0, 1, 2, 2, 7, 255};
  Image image = {3, 2, 8, GREY, false, samples};
  begin_file(&file, &image);
  add_chunk(&file, "gAMA", "\0\0\261\217", 4);
  add_chunk(&file, "tRNS", "\0\2", 2);
  add_chunk(&file, "tEXt", "Comment\0none", 12);
  add_chunk(&file, "zTXt", "Comment\0\0not deflated", 21);
  add_chunk(&file, "abCd", "private", 7);
  add_data(&file, &image);
  add_chunk(&file, "IEND", NULL, 0);
  add(&file, "after the end", 13);
  check_values(&file, 3, 2, values);

  image.colour = PALETTE; /* an index beyond the palette is still an index */
  begin_file(&file, &image);
  add_chunk(&file, "tRNS", "\377\0\0", 3);
  add_data(&file, &image);
  add_chunk(&file, "IEND", NULL, 0);
  check_values(&file, 3, 2, values);
}

/* ---- what is refused ---- */

static const char *refusal(const void *bytes, size_t length) {
  static Error error;
  Arena arena = {0};
  Mask mask = {0};
  size_t count;
  uint8_t *exact = malloc(length ? length : 1); /* so that a reading beyond the end is seen */
  if (exact) memcpy(exact, bytes, length);
  error = (Error){0};
  CHECK(!png_instances(exact, length, &arena, &count, NULL, &error) == !ok(&error));
  Error again = {0};
  png_mask(exact, length, PNG_NOT_ZERO, &arena, &mask, NULL, &again);
  CHECK_TEXT(again.text, error.text);
  arena_release(&arena);
  free(exact);
  return error.text;
}

static void refuse_what_is_broken(void) {
  static File file, broken;
  uint16_t samples[64];
  for (int i = 0; i < 64; i++) samples[i] = (uint16_t)(i % 5);
  Image image = {8, 8, 8, PALETTE, false, samples};
  write_file(&file, &image);
  CHECK_TEXT(refusal("", 0), "not a PNG: an empty BLOB");
  CHECK_TEXT(refusal("\xFF\xD8\xFF\xE0", 4), "not a PNG: it begins with X'FFD8FFE0'");
  CHECK_TEXT(refusal("GIF89a....", 10), "not a PNG: it begins with X'4749463839612E2E'");
  for (size_t length = 1; length < file.length; length++) {
    char expected[100];
    snprintf(expected, sizeof expected, "a PNG that is cut off after %zu bytes", length);
    CHECK_TEXT(refusal(file.bytes, length), expected);
  }
  /* A changed byte is found by the sum of its chunk, or by what libpng knows of chunks. */
  for (size_t at = 8; at < file.length; at++) {
    broken = file;
    broken.bytes[at] ^= 0x10;
    CHECK(refusal(broken.bytes, broken.length)[0] != 0);
  }
  broken = file;
  broken.bytes[45] ^= 1;
  CHECK_TEXT(refusal(broken.bytes, broken.length), "a broken PNG: PLTE: CRC error");
}

static void refuse_what_is_odd(void) {
  static File file;
  uint16_t samples[64] = {0};
  Image image = {8, 8, 8, COLOUR, false, samples};
  image.depth = 16;
  write_file(&file, &image);
  CHECK_TEXT(refusal(file.bytes, file.length),
             "a PNG with 16 bits for each of red, green and blue: its pixels are not values");
  image = (Image){8, 8, 3, GREY, false, samples};
  begin_file(&file, &image);
  CHECK_TEXT(refusal(file.bytes, file.length), "a broken PNG: Invalid IHDR data");
  image = (Image){8, 0, 8, GREY, false, samples};
  write_file(&file, &image);
  CHECK_TEXT(refusal(file.bytes, file.length), "a broken PNG: Invalid IHDR data");
  image = (Image){8, 8, 8, GREY, false, samples};
  begin_file(&file, &image);
  add_chunk(&file, "IEND", NULL, 0);
  CHECK(strncmp(refusal(file.bytes, file.length), "a broken PNG: ", 14) == 0);
  image.height = 4; /* fewer rows than the header says */
  begin_file(&file, &(Image){8, 8, 8, GREY, false, samples});
  add_data(&file, &image);
  add_chunk(&file, "IEND", NULL, 0);
  CHECK_TEXT(refusal(file.bytes, file.length), "a broken PNG: Not enough image data");
}

/* Before a byte is allocated. */
static void refuse_what_is_large(void) {
  static File file;
  uint16_t samples[1] = {0};
  Image image = {30000, 30000, 8, GREY, false, samples};
  begin_file(&file, &image);
  unit_fail_allocation(1, true);
  CHECK_TEXT(refusal(file.bytes, file.length),
             "a PNG of 30000 x 30000 pixels; at most 1000000 a side and 268435456 in all can be read");
  image.width = 0xFFFFFFFF;
  image.height = 1;
  begin_file(&file, &image);
  CHECK_TEXT(refusal(file.bytes, file.length),
             "a PNG of 4294967295 x 1 pixels; at most 1000000 a side and 268435456 in all can be read");
  CHECK(unit.allocations == 0);
  unit_fail_allocation(0, false);
  image = (Image){16384, 16384, 8, COLOUR_ALPHA, true, samples};
  begin_file(&file, &image);
  add_chunk(&file, "IDAT", "\x78\1", 2);
  CHECK_TEXT(
      refusal(file.bytes, file.length),
      "an interlaced PNG of 16384 x 16384 pixels with 4 bytes each; at most 268435456 bytes can be read");
}

static bool stop_now(void *context) {
  (void)context;
  return true;
}

static void stop_when_asked(void) {
  static File file;
  uint16_t samples[64] = {0};
  Arena arena = {0};
  Error error = {0};
  size_t count;
  Poll poll = {.stop = stop_now};
  write_file(&file, &(Image){8, 8, 8, GREY, false, samples});
  CHECK(!png_instances(file.bytes, file.length, &arena, &count, &poll, &error));
  CHECK(error.kind == ERROR_INTERRUPT);
  arena_release(&arena);
}

static void survive_without_memory(bool interlaced, bool for_good) {
  static File file;
  uint16_t samples[400];
  for (int i = 0; i < 400; i++) samples[i] = (uint16_t)(next_random() % 5);
  write_file(&file, &(Image){20, 20, 8, PALETTE, interlaced, samples});
  bool did_fail = true;
  for (long n = 1; did_fail; n++) {
    Arena arena = {0};
    Error error = {0};
    size_t count;
    unit_fail_allocation(n, for_good);
    PngInstance *instances = png_instances(file.bytes, file.length, &arena, &count, NULL, &error);
    did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(did_fail ? error.kind == ERROR_MEMORY && !instances : ok(&error) && count == 4);
    arena_release(&arena);
    CHECK(unit.alive == 0);
  }
}

/* ---- writing ---- */

static void check_written(uint32_t width, uint32_t height, uint32_t longest) {
  uint32_t total = width * height, count = 0, left = total;
  uint32_t *runs = malloc((total + 2) * sizeof *runs);
  Arena arena = {0};
  Error error = {0};
  Mask read = {0};
  size_t length, again;
  for (bool first = true; left && runs; first = false) {
    uint32_t run = first ? next_random() % 2 * (next_random() % longest) : 1 + next_random() % longest;
    if (run > left) run = left;
    runs[count++] = run;
    left -= run;
  }
  Mask mask = {width, height, count, runs};
  const uint8_t *bytes = png_from_mask(&mask, &arena, &length, NULL, &error);
  const uint8_t *same = png_from_mask(&mask, &arena, &again, NULL, &error);
  CHECK(bytes && same && length == again && memcmp(bytes, same, length) == 0 &&
        image_format(bytes, length) == IMAGE_PNG);
  if (bytes && png_pixels_library()[0] != 'b' && png_pixels_library()[0] != 'n') {
    png_mask(bytes, length, 1, &arena, &read, NULL, &error);
    CHECK_TEXT(error.text, "");
    CHECK(read.width == width && read.height == height && read.run_count == count &&
          !memcmp(read.runs, runs, count * sizeof *runs));
  }
  arena_release(&arena);
  free(runs);
}

static void write_masks(void) {
  static const uint32_t sizes[][2] = {{1, 1},   {7, 1},     {1, 7},    {8, 8},     {9, 5},
                                      {64, 48}, {640, 480}, {3, 1000}, {300000, 2}};
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    for (uint32_t longest = 1; longest < 100000; longest = longest * 3 + 1)
      check_written(sizes[s][0], sizes[s][1], longest);
  }
}

static void write_known_bytes(void) {
  static const uint8_t expected[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0,    0,    0,
                                     13,   'I', 'H', 'D', 'R',  0,    0,    0,    3,    0,    0,
                                     0,    2,   1,   0,   0,    0,    0,    0xDE, 0xC4, 0x43, 0x12};
  const uint32_t runs[] = {1, 2, 3};
  Arena arena = {0};
  Error error = {0};
  size_t length;
  Mask mask = {3, 2, 3, runs};
  const uint8_t *bytes = png_from_mask(&mask, &arena, &length, NULL, &error);
  CHECK(bytes && length > sizeof expected && memcmp(bytes, expected, 29) == 0);
  for (long n = 1; n <= 3; n++) {
    unit_fail_allocation(n, false);
    Error failed = {0};
    Arena other = {0};
    const uint8_t *none = png_from_mask(&mask, &other, &length, NULL, &failed);
    CHECK(unit.did_fail == (failed.kind == ERROR_MEMORY) && unit.did_fail == !none);
    unit_fail_allocation(0, false);
    arena_release(&other);
  }
  mask.width = 30000;
  mask.height = 30000;
  CHECK(!png_from_mask(&mask, &arena, &length, NULL, &error));
  CHECK_TEXT(
      error.text,
      "a mask of 30000 x 30000 pixels as a PNG: at least 1 and at most 1000000 a side and 268435456 in all");
  arena_release(&arena);
}

int main(void) {
  unit_begin();
  write_known_bytes();
  write_masks();
  const char *version = png_pixels_library();
  if (strcmp(version, "built without") == 0) {
    CHECK_TEXT(refusal("", 0), "built without libpng");
  } else if (strcmp(version, "not found") == 0) {
    CHECK(strstr(refusal("", 0), "needs libpng ("));
  } else {
    read_each_kind();
    pass_over_other_chunks();
    refuse_what_is_broken();
    refuse_what_is_odd();
    refuse_what_is_large();
    stop_when_asked();
    for (int i = 0; i < 4; i++) survive_without_memory(i % 2, i / 2);
  }
  return unit_end("png");
}
