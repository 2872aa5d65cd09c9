#include "measure/frame_metrics.h"

#include <math.h>

#include "dataset/object_rows.h"
#include "image/image_decode.h"
#include "measure/object_metrics.h"

const char *const frame_metric_names[FRAME_METRICS] = {
    [FRAME_AREA] = "area",
    [FRAME_ASPECT_RATIO] = "aspect_ratio",
    [FRAME_BLUE] = "blue",
    [FRAME_BRIGHTNESS] = "brightness",
    [FRAME_CONTRAST] = "contrast",
    [FRAME_GREEN] = "green",
    [FRAME_HEIGHT] = "height",
    [FRAME_OBJECT_COUNT] = "object_count",
    [FRAME_OBJECT_DENSITY] = "object_density",
    [FRAME_PREDICTED_OBJECT_COUNT] = "predicted_object_count",
    [FRAME_PREDICTED_OBJECT_DENSITY] = "predicted_object_density",
    [FRAME_RANDOM] = "random",
    [FRAME_RED] = "red",
    [FRAME_SHARPNESS] = "sharpness",
    [FRAME_WIDTH] = "width",
};

int frame_metric_of_pixels(FrameMetric metric) {
  switch (metric) {
  case FRAME_BRIGHTNESS: return PIXEL_BRIGHTNESS;
  case FRAME_CONTRAST: return PIXEL_CONTRAST;
  case FRAME_SHARPNESS: return PIXEL_SHARPNESS;
  case FRAME_RED: return PIXEL_RED;
  case FRAME_GREEN: return PIXEL_GREEN;
  case FRAME_BLUE: return PIXEL_BLUE;
  default: return -1;
  }
}

void frame_bench_release(FrameBench *bench) {
  image_release(&bench->image);
  pixel_scratch_release(&bench->pixels);
  mask_scratch_release(&bench->scratch);
  box_union_scratch_release(&bench->boxes);
  arena_release(&bench->arena);
}

static bool are_boxes(const FrameObjects *set) {
  for (size_t i = 0; i < set->count; i++)
    if (set->objects->geometry[set->rows[i]].kind != GEOMETRY_BOX) return false;
  return true;
}

/* The objects as masks of the image; an error names the row of the one that cannot be drawn. */
static void draw(const FrameObjects *set, Canvas size, Mask *masks, FrameBench *bench, Poll *poll,
                 Error *error) {
  for (size_t i = 0; i < set->count && ok(error); i++) {
    Error inner = {0};
    const Geometry *geometry = &set->objects->geometry[set->rows[i]];
    masks[i] = geometry_to_mask(geometry, size.width, size.height, &bench->scratch, &bench->arena,
                                geometry_kind_name(geometry->kind), &inner);
    objects_refuse(set->objects, set->rows[i], &inner, error);
    poll_check(poll, error);
  }
}

static Mask *room_for_masks(size_t count, FrameBench *bench, Error *error) {
  return arena_allocate(&bench->arena, (count + 1) * sizeof(Mask), error);
}

static double area_of_boxes(const FrameObjects *set, Canvas size, FrameBench *bench, Error *error) {
  const Box frame = {0, 0, size.width, size.height};
  Box *boxes = arena_allocate(&bench->arena, (set->count + 1) * sizeof *boxes, error);
  for (size_t i = 0; i < set->count && ok(error); i++)
    boxes[i] = box_cut(set->objects->geometry[set->rows[i]].box, frame);
  return ok(error) ? box_union_area(boxes, set->count, &bench->boxes, error) : 0;
}

static double area_of_pixels(const FrameObjects *set, Canvas size, FrameBench *bench, Poll *poll,
                             Error *error) {
  Mask *masks = room_for_masks(set->count, bench, error);
  if (ok(error)) draw(set, size, masks, bench, poll, error);
  if (!ok(error)) return 0;
  Mask all = mask_merge(masks, set->count, MASK_UNION, &bench->scratch, &bench->arena, "density", error);
  return (double)mask_area(&all);
}

static double density(const FrameObjects *set, Canvas size, FrameBench *bench, Poll *poll, Error *error) {
  double whole = (double)size.width * size.height;
  double area =
      are_boxes(set) ? area_of_boxes(set, size, bench, error) : area_of_pixels(set, size, bench, poll, error);
  arena_release(&bench->arena);
  return area < whole ? area / whole : 1; /* rounding */
}

static double measure(const Frame *frame, FrameMetric metric, FrameBench *bench, Poll *poll, Error *error) {
  const FrameObjects *labels = &frame->labels, *predictions = &frame->predictions;
  double width = frame->size.width, height = frame->size.height;
  switch (metric) {
  case FRAME_AREA: return width * height;
  case FRAME_ASPECT_RATIO: return width / height;
  case FRAME_WIDTH: return width;
  case FRAME_HEIGHT: return height;
  case FRAME_RANDOM: return random_metric(&frame->id, 'i');
  case FRAME_OBJECT_COUNT: return labels->objects ? (double)labels->count : (double)NAN;
  case FRAME_PREDICTED_OBJECT_COUNT: return predictions->objects ? (double)predictions->count : (double)NAN;
  case FRAME_OBJECT_DENSITY:
    return labels->objects ? density(labels, frame->size, bench, poll, error) : (double)NAN;
  case FRAME_PREDICTED_OBJECT_DENSITY:
    return predictions->objects ? density(predictions, frame->size, bench, poll, error) : (double)NAN;
  default: return (double)NAN;
  }
}

void frame_measure(const Frame *frame, uint32_t metrics, double values[FRAME_METRICS], FrameBench *bench,
                   Poll *poll, Error *error) {
  for (int m = 0; m < FRAME_METRICS; m++) {
    bool wanted = metrics >> m & 1 && ok(error);
    values[m] = wanted ? measure(frame, (FrameMetric)m, bench, poll, error) : (double)NAN;
  }
}

static void check_size(const Frame *frame, uint32_t width, uint32_t height, Error *error) {
  if (ok(error) && (width != frame->size.width || height != frame->size.height))
    error_input(error, "data is an image of %u x %u, and width and height are %u x %u", width, height,
                frame->size.width, frame->size.height);
}

void frame_decode(const Frame *frame, const void *bytes, size_t length, FrameBench *bench, Poll *poll,
                  Error *error) {
  uint32_t width = 0, height = 0;
  image_size(bytes, length, &width, &height, error);
  check_size(frame, width, height, error); /* before time is spent on it */
  image_decode(bytes, length, &bench->image, poll, error);
  check_size(frame, bench->image.width, bench->image.height, error);
}

void frame_measure_pixels(const Frame *frame, PixelMetrics *whole, PixelMetrics *objects, FrameBench *bench,
                          Poll *poll, Error *error) {
  size_t labels = frame->labels.count, count = labels + frame->predictions.count;
  Mask *masks = room_for_masks(count, bench, error);
  if (ok(error)) draw(&frame->labels, frame->size, masks, bench, poll, error);
  if (ok(error)) draw(&frame->predictions, frame->size, masks + labels, bench, poll, error);
  if (ok(error)) pixel_metrics(&bench->image, masks, count, whole, objects, &bench->pixels, poll, error);
  arena_release(&bench->arena);
}
