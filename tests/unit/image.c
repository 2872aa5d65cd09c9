/* Images: PNG and JPEG files of every kind as pixels, and files that are broken, cut off or too large. The files are those
   of tests/data/png.sql and jpeg.sql. */
#include "image/image_decode.h"
#include "image/jpeg_pixels.h"
#include "image/png_pixels.h"
#include "unit.h"

/* ---- the files ---- */

typedef struct File {
  char name[40];
  uint8_t *bytes; /* a block of exactly this length, so that a reading beyond the end is seen */
  size_t length;
} File;

static struct {
  File items[100];
  size_t count;
} files;

static unsigned digit(char c) {
  return (unsigned)(c <= '9' ? c - '0' : c - 'A' + 10);
}

/* Lines of ('name', X'hex'). */
static void read_files(const char *path) {
  static char line[8000];
  FILE *sql = fopen(path, "r");
  CHECK(sql != NULL);
  while (sql && fgets(line, sizeof line, sql)) {
    File *file = &files.items[files.count];
    char *hex = strstr(line, "', X'");
    if (strncmp(line, "  ('", 4) != 0 || !hex) continue;
    *hex = 0;
    hex += 5;
    snprintf(file->name, sizeof file->name, "%.39s", line + 4);
    file->length = strcspn(hex, "'") / 2;
    file->bytes = malloc(file->length);
    for (size_t i = 0; i < file->length; i++)
      file->bytes[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    files.count++;
  }
  if (sql) fclose(sql);
}

static const File *named(const char *name) {
  for (size_t i = 0; i < files.count; i++) {
    if (strcmp(files.items[i].name, name) == 0) return &files.items[i];
  }
  CHECK(!"no such file");
  return &files.items[0];
}

static const char *refusal(const void *bytes, size_t length) {
  static Error error;
  Image image = {0};
  error = (Error){0};
  image_decode(bytes, length, &image, NULL, &error);
  CHECK(ok(&error) == (image.width > 0) && ok(&error) == (image.height > 0));
  image_release(&image);
  return error.text;
}

/* Of a piece of a file, in a block of its own. */
static const char *refusal_of_piece(const File *file, size_t length) {
  uint8_t *exact = malloc(length ? length : 1);
  if (exact) memcpy(exact, file->bytes, length);
  const char *text = refusal(exact, length);
  free(exact);
  return text;
}

/* ---- what is read ---- */

static void check_size(const File *file, uint32_t width, uint32_t height) {
  Error error = {0};
  uint32_t w, h;
  image_size(file->bytes, file->length, &w, &h, &error);
  CHECK(ok(&error) && w == width && h == height);
}

/* Pixels at places x, y, as 0xRRGGBB. */
typedef struct Place {
  uint32_t x, y, colour;
} Place;

static void check_pixels(const char *name, uint32_t width, uint32_t height, const Place places[3]) {
  const File *file = named(name);
  Error error = {0};
  Image image = {0};
  check_size(file, width, height);
  for (int again = 0; again < 2; again++) {
    image_decode(file->bytes, file->length, &image, NULL, &error);
    CHECK_TEXT(error.text, "");
    CHECK(image.width == width && image.height == height && image.capacity == (size_t)3 * width * height);
    for (int i = 0; i < 3 && ok(&error); i++) {
      const uint8_t *pixel = image.pixels + 3 * ((size_t)places[i].y * width + places[i].x);
      uint32_t colour = (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
      CHECK(colour == places[i].colour);
    }
  }
  image_release(&image);
}

static void read_png(void) {
  check_pixels("voc", 8, 5, (Place[]){{0, 0, 0x00254A}, {4, 1, 0x00254A}, {1, 3, 0x6F94B9}});
  check_pixels("voc_transparent", 8, 5, (Place[]){{0, 0, 0x00254A}, {4, 1, 0x00254A}, {1, 3, 0x6F94B9}});
  check_pixels("grey_1", 8, 5, (Place[]){{0, 0, 0x000000}, {3, 1, 0xFFFFFF}, {3, 3, 0xFFFFFF}});
  check_pixels("grey_4", 8, 5, (Place[]){{0, 0, 0x000000}, {3, 1, 0x333333}, {3, 3, 0x333333}});
  check_pixels("grey_16", 3, 2, (Place[]){{1, 0, 0x000000}, {2, 0, 0x010101}, {0, 1, 0xFFFFFF}});
  check_pixels("grey_alpha", 2, 2, (Place[]){{0, 0, 0x070707}, {1, 0, 0x070707}, {0, 1, 0x080808}});
}

static void read_jpeg(void) {
  check_pixels("grey", 20, 14, (Place[]){{0, 0, 0x000000}, {8, 7, 0xFFFFFF}, {19, 13, 0x808080}});
  check_pixels("restarts", 33, 27, (Place[]){{0, 0, 0x505050}, {9, 0, 0x787878}, {0, 26, 0x0000FE}});
  check_pixels("rgb", 24, 16, (Place[]){{0, 0, 0x508080}, {8, 0, 0x785AAA}, {23, 15, 0xB42C15}});
  check_pixels("rgb_by_id", 24, 16, (Place[]){{0, 0, 0x508080}, {8, 0, 0x785AAA}, {23, 15, 0xB42C15}});
  /* k - ((255 - c) * k >> 8): 255 - 174, 255 - 126, 255 - 126 */
  check_pixels("cmyk", 24, 16, (Place[]){{0, 0, 0x518181}, {16, 0, 0x000000}, {0, 8, 0x307833}});
  check_pixels("turned", 20, 14, (Place[]){{0, 0, 0x000000}, {8, 7, 0xFFFFFF}, {19, 13, 0x808080}});
  check_pixels("between", 20, 14, (Place[]){{0, 0, 0x000000}, {8, 7, 0xFFFFFF}, {19, 13, 0x808080}});
  check_pixels("scans", 8, 8, (Place[]){{0, 0, 0x808080}, {7, 0, 0x808080}, {7, 7, 0x808080}});
}

/* ---- what is refused ---- */

static void refuse_every_piece(const char *name, const char *format, size_t signature) {
  const File *file = named(name);
  for (size_t length = signature; length < file->length; length++) {
    char expected[100];
    snprintf(expected, sizeof expected, "a %s that is cut off after %zu bytes", format, length);
    CHECK_TEXT(refusal_of_piece(file, length), expected);
  }
  CHECK_TEXT(refusal_of_piece(file, 0), "not a PNG or JPEG: an empty BLOB");
  for (size_t length = 1; length < signature; length++)
    CHECK(strncmp(refusal_of_piece(file, length), "not a PNG or JPEG: it begins with X'", 36) == 0);
}

/* Whatever comes of it, nothing breaks. */
static void change_every_byte(const char *name) {
  const File *file = named(name);
  Image image = {0};
  for (size_t at = 0; at < file->length; at++) {
    uint8_t kept = file->bytes[at];
    for (int bit = 0; bit < 8; bit++) {
      Error error = {0};
      uint32_t width, height;
      file->bytes[at] = (uint8_t)(kept ^ 1 << bit);
      image_size(file->bytes, file->length, &width, &height, &error);
      bool large = ok(&error) && (uint64_t)width * height > 1 << 20; /* takes long and tells nothing */
      error = (Error){0};
      if (!large) image_decode(file->bytes, file->length, &image, NULL, &error);
      CHECK(large || !ok(&error) || (image.width == width && image.height == height));
    }
    file->bytes[at] = kept;
  }
  image_release(&image);
}

/* Before a byte is allocated. */
static void refuse_large(const char *name, const char *expected) {
  const File *file = named(name);
  unit_fail_allocation(1, true);
  CHECK_TEXT(refusal(file->bytes, file->length), expected);
  CHECK(unit.allocations == 0);
  unit_fail_allocation(0, false);
}

static void refuse_broken_jpeg(void) {
  refuse_every_piece("grey", "JPEG", 3);
  refuse_every_piece("progressive", "JPEG", 3);
  refuse_large("large",
               "a JPEG of 65500 x 65500 pixels; at most 1000000 a side and 268435456 in all can be read");
  refuse_large(
      "large_progressive",
      "a progressive JPEG of 16000 x 16000 pixels; at most 268435456 bytes of coefficients can be read");
  refuse_large("depth_12", "a JPEG of 12 bits a sample; those of 8 can be read");
  change_every_byte("grey");
  change_every_byte("progressive");
  change_every_byte("cmyk");
}

static void refuse_broken_png(void) {
  refuse_every_piece("voc", "PNG", 8);
  refuse_large("wide",
               "a PNG of 1000001 x 1 pixels; at most 1000000 a side and 268435456 in all can be read");
  change_every_byte("panoptic");
}

/* ---- the host ---- */

static bool stop_now(void *context) {
  (void)context;
  return true;
}

static void stop_when_asked(const char *name) {
  const File *file = named(name);
  Error error = {0};
  Image image = {0};
  Poll poll = {.stop = stop_now};
  image_decode(file->bytes, file->length, &image, &poll, &error);
  CHECK(error.kind == ERROR_INTERRUPT && image.width == 0);
  image_release(&image);
}

static void survive_without_memory(const char *name) {
  const File *file = named(name);
  bool did_fail = true;
  for (long n = 1; did_fail; n++) {
    Error error = {0};
    Image image = {0};
    unit_fail_allocation(n, n % 2);
    image_decode(file->bytes, file->length, &image, NULL, &error);
    did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(did_fail ? error.kind == ERROR_MEMORY && image.width == 0 : ok(&error));
    image_release(&image);
    CHECK(unit.alive == 0);
  }
}

/* A small image after a large one uses its room; an error leaves the room, and no image. */
static void use_room_again(void) {
  Image image = {0};
  Error error = {0};
  image_resize(&image, 100, 10, &error);
  uint8_t *room = image.pixels;
  image_resize(&image, 20, 50, &error);
  CHECK(ok(&error) && image.pixels == room && image.capacity == 3000 && image.width == 20);
  image_decode("GIF89a", 6, &image, NULL, &error);
  CHECK_TEXT(error.text, "not a PNG or JPEG: it begins with X'474946383961'");
  CHECK(image.width == 0 && image.height == 0 && image.pixels == room);
  image_release(&image);
}

static bool is_there(const char *library) {
  return strcmp(library, "built without") != 0 && strcmp(library, "not found") != 0;
}

int main(void) {
  char jpeg[JPEG_LIBRARY_TEXT];
  unit_begin();
  read_files("tests/data/png.sql");
  size_t pngs = files.count;
  if (is_there(png_pixels_library())) {
    read_png();
    refuse_broken_png();
    stop_when_asked("voc");
    survive_without_memory("voc_interlaced");
  }
  for (size_t i = 0; i < pngs; i++) free(files.items[i].bytes); /* names occur in both */
  files.count = 0;
  read_files("tests/data/jpeg.sql");
  jpeg_pixels_library(jpeg);
  if (is_there(jpeg)) {
    read_jpeg();
    refuse_broken_jpeg();
    stop_when_asked("grey");
    stop_when_asked("progressive");
    survive_without_memory("grey");
    survive_without_memory("cmyk");
  }
  for (size_t i = 0; i < files.count; i++) free(files.items[i].bytes);
  use_room_again();
  return unit_end("image");
}
