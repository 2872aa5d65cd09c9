#include "measure/frames.h"

#include "dataset/object_rows.h"
#include "image/image_decode.h"

void frame_scratch_release(FrameScratch *scratch) {
  image_release(&scratch->image);
  pixel_scratch_release(&scratch->pixels);
  mask_scratch_release(&scratch->masks);
  box_union_scratch_release(&scratch->boxes);
  arena_release(&scratch->arena);
}

static bool are_boxes(const FrameObjects *set) {
  for (size_t i = 0; i < set->count; i++)
    if (set->objects->geometry[set->rows[i]].kind != GEOMETRY_BOX) return false;
  return true;
}

/* The objects as masks of the image; an error names the row of the one that cannot be drawn. */
static void draw(const FrameObjects *set, Canvas size, Mask *masks, FrameScratch *scratch, Poll *poll,
                 Error *error) {
  for (size_t i = 0; i < set->count && ok(error); i++) {
    Error inner = {0};
    const Geometry *geometry = &set->objects->geometry[set->rows[i]];
    masks[i] = geometry_to_mask(geometry, size.width, size.height, &scratch->masks, &scratch->arena,
                                geometry_kind_name(geometry->kind), &inner);
    objects_refuse(set->objects, set->rows[i], &inner, error);
    poll_check(poll, error);
  }
}

static Mask *room_for_masks(size_t count, FrameScratch *scratch, Error *error) {
  return arena_allocate(&scratch->arena, (count + 1) * sizeof(Mask), error);
}

static double area_of_boxes(const FrameObjects *set, Canvas size, FrameScratch *scratch, Error *error) {
  const Box frame = {0, 0, size.width, size.height};
  Box *boxes = arena_allocate(&scratch->arena, (set->count + 1) * sizeof *boxes, error);
  for (size_t i = 0; i < set->count && ok(error); i++)
    boxes[i] = box_cut(set->objects->geometry[set->rows[i]].box, frame);
  return ok(error) ? box_union_area(boxes, set->count, &scratch->boxes, error) : 0;
}

static double area_of_pixels(const FrameObjects *set, Canvas size, FrameScratch *scratch, Poll *poll,
                             Error *error) {
  Mask *masks = room_for_masks(set->count, scratch, error);
  if (ok(error)) draw(set, size, masks, scratch, poll, error);
  if (!ok(error)) return 0;
  Mask all = mask_merge(masks, set->count, MASK_UNION, &scratch->masks, &scratch->arena, "density", error);
  return (double)mask_area(&all);
}

double frame_density(const FrameObjects *set, Canvas size, FrameScratch *scratch, Poll *poll, Error *error) {
  double whole = (double)size.width * size.height;
  double area = are_boxes(set) ? area_of_boxes(set, size, scratch, error)
                               : area_of_pixels(set, size, scratch, poll, error);
  arena_release(&scratch->arena);
  return area < whole ? area / whole : 1; /* rounding */
}

static void check_size(const Frame *frame, uint32_t width, uint32_t height, Error *error) {
  if (ok(error) && (width != frame->size.width || height != frame->size.height))
    error_input(error, "data is an image of %u x %u, and width and height are %u x %u", width, height,
                frame->size.width, frame->size.height);
}

void frame_decode(const Frame *frame, const void *bytes, size_t length, FrameScratch *scratch, Poll *poll,
                  Error *error) {
  uint32_t width = 0, height = 0;
  image_size(bytes, length, &width, &height, error);
  check_size(frame, width, height, error); /* before time is spent on it */
  image_decode(bytes, length, &scratch->image, poll, error);
  check_size(frame, scratch->image.width, scratch->image.height, error);
}

void frame_measure_pixels(const Frame *frame, PixelMetrics *whole, PixelMetrics *objects,
                          FrameScratch *scratch, Poll *poll, Error *error) {
  size_t labels = frame->labels.count, count = labels + frame->predictions.count;
  Mask *masks = room_for_masks(count, scratch, error);
  if (ok(error)) draw(&frame->labels, frame->size, masks, scratch, poll, error);
  if (ok(error)) draw(&frame->predictions, frame->size, masks + labels, scratch, poll, error);
  if (ok(error)) pixel_metrics(&scratch->image, masks, count, whole, objects, &scratch->pixels, poll, error);
  arena_release(&scratch->arena);
}
