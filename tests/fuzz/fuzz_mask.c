/*
** Masks: what the decoder of run length strings takes adds up, comes back as the same runs, and stays right through merging
** and boundaries; the same bytes as coordinates of rings make a mask or an error.
**
** Bytes: width, height (0 to 255; 255 stands for 60000), which allocation fails (0: none), then the string.
*/
#include "fuzz.h"

#include "geometry/mask/mask.h"

static void check_sums(const Mask *mask, bool tidy) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    sum += mask->runs[i];
    if (tidy && i) MUST(mask->runs[i] > 0);
  }
  MUST(sum == (uint64_t)mask->width * mask->height);
  Box box = mask_box(mask);
  uint64_t area = mask_area(mask);
  MUST(area <= sum && (double)area <= box_area(box));
  MUST(area == 0 || (box.x + box.width <= mask->width && box.y + box.height <= mask->height));
}

static void check_text(const char *text, size_t size, uint32_t width, uint32_t height, Arena *arena,
                       Error *error) {
  Mask mask = mask_from_string(text, size, width, height, arena, "mask", NULL, error);
  if (!ok(error)) return;
  check_sums(&mask, false);
  size_t length;
  const char *written = mask_to_string(&mask, arena, &length, error);
  if (!ok(error)) return;
  MUST(strlen(written) == length && length <= size);
  Mask back = mask_from_string(written, length, width, height, arena, "mask", NULL, error);
  if (!ok(error)) return;
  MUST(back.run_count == mask.run_count);
  MUST(memcmp(back.runs, mask.runs, mask.run_count * sizeof *mask.runs) == 0);

  MaskScratch scratch = {0};
  const Mask both[] = {mask, back};
  Mask united = mask_merge(both, 2, MASK_UNION, &scratch, arena, "mask", error);
  Mask common = mask_merge(both, 2, MASK_INTERSECTION, &scratch, arena, "mask", error);
  Mask nothing = mask_merge(both, 2, MASK_DIFFERENCE, &scratch, arena, "mask", error);
  Mask boundary = mask_boundary(&mask, 1 + (uint32_t)size % 7, &scratch, arena, error);
  if (ok(error)) {
    check_sums(&united, true);
    check_sums(&common, true);
    check_sums(&boundary, true);
    uint64_t area = mask_area(&mask);
    MUST(mask_area(&united) == area && mask_area(&common) == area && mask_area(&nothing) == 0);
    MUST(mask_intersection_area(&mask, &united, NULL, error) == area);
    MUST(mask_intersection_area(&mask, &boundary, NULL, error) == mask_area(&boundary));
    MUST(mask_iou_of_areas(mask_intersection_area(&mask, &back, NULL, error), area, area, size & 1) ==
         (area ? 1 : 0));
  }
  mask_scratch_release(&scratch);
}

/* Two bytes a coordinate, a quarter of a pixel each; a byte below 8 begins a ring. */
static void check_polygon(const uint8_t *data, size_t size, uint32_t width, uint32_t height, Arena *arena,
                          Error *error) {
  enum { MOST = 64 };
  double points[4 * MOST];
  Ring rings[MOST];
  uint32_t ring_count = 0, used = 0, first = 0;
  for (size_t i = 0; i + 4 <= size && used < 2 * MOST - 1 && ring_count < MOST; i += 4) {
    if (data[i] < 8 && used > first) {
      rings[ring_count++] = (Ring){points + 2 * first, used - first, data[i] & 1};
      first = used;
    }
    for (uint32_t j = 0; j < 2; j++) {
      int value = data[i + 2 * j] | data[i + 2 * j + 1] << 8;
      points[2 * used + j] = value == 0xFFFF ? 0.0 / 0.0 : (value - 16384) / 4.0;
    }
    used++;
  }
  if (used > first && ring_count < MOST)
    rings[ring_count++] = (Ring){points + 2 * first, used - first, false};
  MaskScratch scratch = {0};
  Mask mask = mask_from_polygon(&(Polygon){rings, ring_count}, width, height, &scratch, arena, "mask", error);
  if (ok(error)) check_sums(&mask, true);
  mask_scratch_release(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  if (size < 3) return 0;
  uint32_t width = data[0] == 255 ? 60000 : data[0], height = data[1] == 255 ? 60000 : data[1];
  for (int kind = 0; kind < 2; kind++) {
    Arena arena = {0};
    Error error = {0};
    fuzz_fail_at = data[2];
    if (kind == 0)
      check_text((const char *)data + 3, size - 3, width, height, &arena, &error);
    else
      check_polygon(data + 3, size - 3, width, height, &arena, &error);
    fuzz_fail_at = 0;
    MUST(ok(&error) == (error.text[0] == 0));
    arena_release(&arena);
    MUST(fuzz_alive == 0);
  }
  return 0;
}
