#include "geometry/mask/mask_edges.h"

Mask mask_merge(const Mask *masks, size_t count, MaskOperation operation, MaskScratch *scratch, Arena *arena,
                const char *who, Error *error) {
  if (count == 0) error_input(error, "%s: no masks to merge", who);
  for (size_t i = 1; i < count && ok(error); i++) mask_check_same_canvas(&masks[0], &masks[i], who, error);
  if (!ok(error)) return (Mask){0};
  if (count == 1) return mask_copy(&masks[0], arena, error);
  MaskEdges *parts = &scratch->parts, *spare = &scratch->spare;
  parts->count = spare->count = 0;
  for (size_t i = 0; i < count && ok(error); i++) mask_edges_add_mask(parts, &masks[i], scratch->poll, error);
  if (operation == MASK_DIFFERENCE && ok(error)) {
    mask_edges_combine_lists(parts, 0, parts, 1, operation, spare, scratch->poll, error);
    parts = spare;
  } else {
    mask_edges_reduce(parts, operation, spare, scratch->poll, error);
  }
  if (!ok(error)) return (Mask){0};
  return mask_from_edges(mask_edges_of(parts, 0), mask_edges_count(parts, 0), masks[0].width, masks[0].height,
                         arena, scratch->poll, error);
}
