/*
** PNG files: anything may stand in them. The first byte says which allocation fails (0: none). The sums of chunks are set
** right before they are read, so that what is changed inside a chunk is seen; an odd second byte leaves them as they are.
*/
#include "fuzz.h"

#include "geometry/mask/mask_png.h"

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void correct_sums(uint8_t *bytes, size_t size) {
  enum { SIGNATURE = 8, AROUND = 12 };
  for (size_t at = SIGNATURE; at + AROUND <= size;) {
    uint32_t length = big_endian(bytes + at), crc = 0xFFFFFFFF;
    if (length > size - at - AROUND) return;
    for (size_t i = at + 4; i < at + 8 + length; i++) {
      crc ^= bytes[i];
      for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    for (size_t i = 0; i < 4; i++) bytes[at + 8 + length + i] = (uint8_t)(~crc >> (24 - 8 * i));
    at += AROUND + length;
  }
}

static uint64_t check_mask(const Mask *mask) {
  uint64_t total = 0, area = 0;
  MUST(mask->run_count > 0 && mask->width > 0 && mask->height > 0);
  for (uint32_t i = 0; i < mask->run_count; i++) {
    MUST(i == 0 || mask->runs[i] > 0);
    total += mask->runs[i];
    if (i % 2) area += mask->runs[i];
  }
  MUST(total == (uint64_t)mask->width * mask->height && area == mask_area(mask));
  return area;
}

static bool same_runs(const Mask *a, const Mask *b) {
  return a->width == b->width && a->height == b->height && a->run_count == b->run_count &&
         memcmp(a->runs, b->runs, a->run_count * sizeof *a->runs) == 0;
}

/* What is written reads back alike. */
static void check_written(const Mask *mask, Arena *arena) {
  Error error = {0};
  Mask read = {0};
  size_t length;
  const uint8_t *bytes = png_from_mask(mask, arena, &length, NULL, &error);
  if (ok(&error)) png_mask(bytes, length, 1, arena, &read, NULL, &error);
  MUST(ok(&error) && same_runs(mask, &read));
}

static void run(const uint8_t *bytes, size_t size, long fail_at) {
  Arena arena = {0};
  Error error = {0}, again = {0};
  Mask mask = {0};
  size_t count;
  fuzz_fail_at = fail_at;
  PngInstance *instances = png_instances(bytes, size, &arena, &count, NULL, &error);
  MUST((instances != NULL) == ok(&error) && (error.kind == ERROR_MEMORY ? fail_at > 0 : true));
  fuzz_fail_at = 0;
  png_mask(bytes, size, PNG_NOT_ZERO, &arena, &mask, NULL, &again);
  MUST(fail_at || strcmp(error.text, again.text) == 0);
  if (ok(&error) && ok(&again)) {
    uint64_t area = 0;
    for (size_t i = 0; i < count; i++) {
      MUST(instances[i].value > (i ? instances[i - 1].value : 0));
      area += check_mask(&instances[i].mask);
    }
    MUST(area == check_mask(&mask));
    check_written(&mask, &arena);
    if (count) {
      png_mask(bytes, size, instances[count - 1].value, &arena, &mask, NULL, &again);
      MUST(ok(&again) && same_runs(&mask, &instances[count - 1].mask));
    }
  }
  arena_release(&arena);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { OPTIONS = 2, HEADER = 24, PIXELS_MOST = 1 << 16 };
  fuzz_begin();
  if (size < OPTIONS) return 0;
  long fail_at = data[0];
  bool corrected = data[1] % 2 == 0;
  size -= OPTIONS;
  uint8_t *bytes = malloc(size ? size : 1); /* so that a reading beyond the end is seen */
  if (!bytes) return 0;
  memcpy(bytes, data + OPTIONS, size);
  if (corrected) correct_sums(bytes, size);
  /* A large one takes long and tells nothing more. */
  bool large = size >= HEADER && (uint64_t)big_endian(bytes + 16) * big_endian(bytes + 20) > PIXELS_MOST &&
               (uint64_t)big_endian(bytes + 16) * big_endian(bytes + 20) <= 1 << 28;
  if (!large) run(bytes, size, 0);
  if (!large && fail_at) run(bytes, size, fail_at);
  free(bytes);
  return 0;
}
