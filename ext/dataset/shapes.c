#include "dataset/shapes.h"

#include <math.h>
#include <stdatomic.h>

#include "dataset/object_rows.h"
#include "geometry/shape.h"

/* An object that is ready for comparison. A vector belongs to the worker that made it. */
typedef struct Prepared {
  Mask mask, boundary;
  uint64_t area, boundary_area;
  Shape *vector;
  unsigned owner;
  struct Prepared *next; /* of the same owner */
} Prepared;

typedef struct Side {
  const Objects *objects;
  Box *bounds;                   /* the shape does not reach beyond it */
  _Atomic(Prepared *) *prepared; /* NULL: not needed yet */
  double *areas;                 /* of those that have the area of their shape; NULL: not computed yet */
} Side;

/* Written by one worker only. */
typedef struct Scratch {
  MaskScratch masks;
  Arena arena;
  Geos *geos;
  /* Those with a vector, to be released. */
  Prepared *made;
  /* Since the last poll. */
  size_t steps;
} Scratch;

struct Shapes {
  IouType type;
  Sigmas sigmas; /* of keypoints */
  unsigned workers;
  Side predictions, labels;
  Canvas *canvases; /* of each image; 0: unknown */
  Scratch *scratches;
};

/* The pixels of a polygon are within one pixel of it. */
static Box loose_bounds(const Geometry *geometry) {
  Box bounds = geometry_bounds(geometry);
  if (geometry->kind == GEOMETRY_MASK) return bounds;
  return (Box){bounds.x - 1, bounds.y - 1, bounds.width + 2, bounds.height + 2};
}

static void check_rotated(const Side *side, uint32_t row, Error *error) {
  GeometryKind kind = side->objects->geometry[row].kind;
  if (kind <= GEOMETRY_ROTATED_BOX) return;
  Error inner = {0};
  error_input(&inner, "a %s where iou_type = 'rotated' requires a box or rotated box",
              geometry_kind_name(kind));
  objects_refuse(side->objects, row, &inner, error);
}

/* Rows are sorted by class and image, but their geometries are in scan order: without prefetching, each is a
** cache miss. */
static void fetch_ahead(const Objects *objects, size_t row) {
  enum { AHEAD = 12 };
  if (row + AHEAD >= objects->count) return;
  const Geometry *geometry = &objects->geometry[row + AHEAD];
  if (geometry->kind != GEOMETRY_POLYGON) return;
  const char *rings = (const char *)geometry->polygon.rings; /* followed by the points */
  for (int line = 0; line < 4; line++) __builtin_prefetch(rings + 64 * line);
}

static void side_make(Side *side, const Objects *objects, IouType type, Poll *poll, Error *error) {
  enum { ROWS_BETWEEN_POLLS = 256 };
  size_t count = objects->count;
  *side = (Side){.objects = objects};
  side->bounds = memory_allocate(count, sizeof *side->bounds, error);
  side->prepared = memory_allocate_zeroed(count, sizeof *side->prepared, error);
  for (uint32_t row = 0; row < count && type != IOU_KEYPOINTS && ok(error); row++) {
    fetch_ahead(objects, row);
    if (row % ROWS_BETWEEN_POLLS == 0) poll_check(poll, error);
    if (type == IOU_ROTATED) check_rotated(side, row, error);
    side->bounds[row] = loose_bounds(&objects->geometry[row]);
  }
}

/* If the images table does not have the size of an image, its masks do, and all of them must agree. */
static void take_canvas(Shapes *shapes, const Side *side, uint32_t row, Error *error) {
  const Geometry *geometry = &side->objects->geometry[row];
  Canvas *canvas = &shapes->canvases[side->objects->image[row]];
  if (geometry->kind != GEOMETRY_MASK) return;
  const Mask *mask = &geometry->mask;
  if (!canvas->width) *canvas = (Canvas){mask->width, mask->height};
  if (canvas->width == mask->width && canvas->height == mask->height) return;
  Error inner = {0};
  error_input(&inner, "a mask of %u x %u pixels in an image of %u x %u", mask->width, mask->height,
              canvas->width, canvas->height);
  objects_refuse(side->objects, row, &inner, error);
}

static void find_canvases(Shapes *shapes, const Dataset *data, Error *error) {
  const Side *sides[] = {&shapes->labels, &shapes->predictions};
  size_t images = shapes->type == IOU_KEYPOINTS ? 0 : data->images.count;
  shapes->canvases = memory_allocate_zeroed(images, sizeof *shapes->canvases, error);
  if (!ok(error)) return;
  for (size_t i = 0; i < images && data->canvases; i++) shapes->canvases[i] = data->canvases[i];
  for (int t = 0; t < 2; t++) {
    for (uint32_t row = 0; row < sides[t]->objects->count && images && ok(error); row++)
      take_canvas(shapes, sides[t], row, error);
  }
}

Shapes *shapes_make(const Dataset *data, IouType type, unsigned workers, Poll *poll, Error *error) {
  Shapes *shapes = memory_allocate_zeroed(1, sizeof *shapes, error);
  if (!shapes) return NULL;
  *shapes = (Shapes){.type = type, .sigmas = data->skeleton.sigmas, .workers = workers};
  shapes->scratches = memory_allocate_zeroed(workers, sizeof *shapes->scratches, error);
  side_make(&shapes->predictions, &data->predictions, type, poll, error);
  side_make(&shapes->labels, &data->labels, type, poll, error);
  find_canvases(shapes, data, error);
  return shapes;
}

static void scratch_release(Scratch *scratch) {
  for (Prepared *prepared = scratch->made; prepared; prepared = prepared->next)
    shape_release(scratch->geos, prepared->vector);
  geos_close(scratch->geos);
  mask_scratch_release(&scratch->masks);
  arena_release(&scratch->arena);
}

static void side_release(Side *side) {
  memory_release(side->bounds);
  memory_release((void *)side->prepared);
  memory_release(side->areas);
}

void shapes_release(Shapes *shapes) {
  if (!shapes) return;
  for (unsigned w = 0; shapes->scratches && w < shapes->workers; w++) scratch_release(&shapes->scratches[w]);
  memory_release(shapes->scratches);
  side_release(&shapes->predictions);
  side_release(&shapes->labels);
  memory_release(shapes->canvases);
  memory_release(shapes);
}

static size_t side_footprint(const Side *side) {
  return side->objects->count *
         (sizeof *side->bounds + sizeof *side->prepared + (side->areas ? sizeof *side->areas : 0));
}

size_t shapes_footprint(const Shapes *shapes) {
  if (!shapes) return 0;
  size_t bytes = sizeof *shapes + side_footprint(&shapes->predictions) + side_footprint(&shapes->labels) +
                 shapes->workers * sizeof *shapes->scratches;
  for (unsigned w = 0; w < shapes->workers; w++) bytes += arena_footprint(&shapes->scratches[w].arena);
  return bytes;
}

static void check_canvas(const Geometry *geometry, Canvas canvas, Error *error) {
  if (!canvas.width)
    error_input(error, "a %s needs the size of its image, and the images table has none",
                geometry_kind_name(geometry->kind));
}

static void prepare_mask(const Shapes *shapes, Scratch *scratch, const Geometry *geometry, Canvas canvas,
                         Prepared *prepared, Error *error) {
  check_canvas(geometry, canvas, error);
  prepared->mask = geometry_to_mask(geometry, canvas.width, canvas.height, &scratch->masks, &scratch->arena,
                                    geometry_kind_name(geometry->kind), error);
  prepared->area = mask_area(&prepared->mask);
  if (shapes->type != IOU_BOUNDARY || !ok(error)) return;
  uint32_t distance = mask_boundary_distance(canvas.width, canvas.height, 0.02);
  prepared->boundary = mask_boundary(&prepared->mask, distance, &scratch->masks, &scratch->arena, error);
  prepared->boundary_area = mask_area(&prepared->boundary);
}

static void prepare_vector(Scratch *scratch, const Geometry *geometry, Canvas canvas, Poll *poll,
                           Prepared *prepared, Error *error) {
  prepared->next = scratch->made;
  scratch->made = prepared;
  Box frame = {0, 0, canvas.width, canvas.height};
  check_canvas(geometry, canvas, error);
  if (!scratch->geos) scratch->geos = geos_open(error);
  if (scratch->geos) geos_listen(scratch->geos, poll);
  Polygon polygon = geometry_to_polygon(geometry, &scratch->arena, "iou_type = 'polygon'", poll, error);
  prepared->vector = shape_make(scratch->geos, &polygon, &frame, error);
}

static const Prepared *prepare(Shapes *shapes, const Task *task, Side *side, uint32_t row, Error *error) {
  Prepared *known = atomic_load_explicit(&side->prepared[row], memory_order_acquire);
  if (known && (!known->vector || known->owner == task->worker)) return known;
  Scratch *scratch = &shapes->scratches[task->worker];
  Prepared *prepared = arena_allocate(&scratch->arena, sizeof *prepared, error);
  if (!prepared) return NULL;
  *prepared = (Prepared){.owner = task->worker};
  Error inner = {0};
  const Geometry *geometry = &side->objects->geometry[row];
  Canvas canvas = shapes->canvases[side->objects->image[row]];
  task_check(task, error);
  if (!ok(error)) return NULL;
  scratch->masks.poll = task->poll;
  if (shapes->type == IOU_POLYGON)
    prepare_vector(scratch, geometry, canvas, task->poll, prepared, &inner);
  else
    prepare_mask(shapes, scratch, geometry, canvas, prepared, &inner);
  scratch->masks.poll = NULL;
  if (!ok(&inner)) {
    objects_refuse(side->objects, row, &inner, error);
    return NULL;
  }
  Prepared *none = NULL;
  atomic_compare_exchange_strong_explicit(&side->prepared[row], &none, prepared, memory_order_release,
                                          memory_order_relaxed);
  return prepared;
}

static bool may_touch(Box a, Box b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static RotatedBox rotated_of(const Geometry *geometry) {
  return geometry->kind == GEOMETRY_BOX ? rotated_box_from_box(geometry->box) : geometry->rotated_box;
}

/* Counts steps of a nanosecond or two, and polls once there are enough of them. */
static void count_steps(Scratch *scratch, size_t steps, const Task *task, Error *error) {
  enum { STEPS_BETWEEN_POLLS = 1 << 16 };
  scratch->steps += steps;
  if (scratch->steps < STEPS_BETWEEN_POLLS) return;
  scratch->steps = 0;
  task_check(task, error);
}

/* Of two masks or two boundaries. */
static uint64_t shared_area(Scratch *scratch, const Mask *a, const Mask *b, const Task *task, Error *error) {
  count_steps(scratch, (size_t)a->run_count + b->run_count, task, error);
  return ok(error) ? mask_intersection_area(a, b, task->poll, error) : 0;
}

static double iou_of_masks(const Shapes *shapes, const Prepared *a, const Prepared *b, bool crowd,
                           const Task *task, Error *error) {
  Scratch *scratch = &shapes->scratches[task->worker];
  uint64_t common = shared_area(scratch, &a->mask, &b->mask, task, error);
  double iou = mask_iou_of_areas(common, a->area, b->area, crowd);
  if (shapes->type == IOU_SEGM || crowd || iou <= 0) return iou;
  common = shared_area(scratch, &a->boundary, &b->boundary, task, error);
  double boundary = mask_iou_of_areas(common, a->boundary_area, b->boundary_area, false);
  return boundary < iou ? boundary : iou;
}

static double similarity(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t label,
                         Error *error) {
  enum { STEPS_OF_A_KEYPOINT = 10 };
  const Objects *labels = shapes->labels.objects;
  count_steps(&shapes->scratches[task->worker], STEPS_OF_A_KEYPOINT * shapes->sigmas.count, task, error);
  return oks(shapes->predictions.objects->keypoints[prediction], labels->keypoints[label],
             labels->area[label], shapes->sigmas, &labels->box[label]);
}

/* Of a prediction with a row of either table, by whatever they are compared by but keypoints. */
static double iou_with(Shapes *shapes, const Task *task, uint32_t prediction, Side *side, uint32_t row,
                       bool crowd, Error *error) {
  enum { STEPS_OF_ROTATED = 200, STEPS_OF_VECTORS = 2000 };
  Scratch *scratch = &shapes->scratches[task->worker];
  Side *predictions = &shapes->predictions;
  if (!ok(error) || !may_touch(predictions->bounds[prediction], side->bounds[row])) return 0;
  if (shapes->type == IOU_ROTATED) {
    count_steps(scratch, STEPS_OF_ROTATED, task, error);
    return rotated_box_iou(rotated_of(&predictions->objects->geometry[prediction]),
                           rotated_of(&side->objects->geometry[row]), crowd);
  }
  const Prepared *a = prepare(shapes, task, predictions, prediction, error);
  const Prepared *b = prepare(shapes, task, side, row, error);
  if (!ok(error)) return 0;
  if (shapes->type != IOU_POLYGON) return iou_of_masks(shapes, a, b, crowd, task, error);
  count_steps(scratch, STEPS_OF_VECTORS, task, error);
  geos_listen(scratch->geos, task->poll);
  return shape_iou(scratch->geos, a->vector, b->vector, crowd, error);
}

double shapes_iou(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t label, Error *error) {
  if (shapes->type == IOU_KEYPOINTS)
    return ok(error) ? similarity(shapes, task, prediction, label, error) : 0;
  bool crowd = shapes->labels.objects->crowd[label];
  return iou_with(shapes, task, prediction, &shapes->labels, label, crowd, error);
}

double shapes_iou_of_predictions(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t other,
                                 Error *error) {
  return iou_with(shapes, task, prediction, &shapes->predictions, other, false, error);
}

/* Computes the areas of one table, in pieces for workers. */
typedef struct AreaSearch {
  Shapes *shapes;
  Side *side;
} AreaSearch;

enum { AREAS_AT_ONCE = 500 };

static void find_piece(void *context, const Task *task, Error *error) {
  const AreaSearch *search = context;
  const Objects *objects = search->side->objects;
  size_t end = (task->index + 1) * AREAS_AT_ONCE;
  for (size_t row = task->index * AREAS_AT_ONCE; row < end && row < objects->count; row++) {
    if (!isnan(objects->area[row])) continue;
    fetch_ahead(objects, row);
    const Prepared *prepared = prepare(search->shapes, task, search->side, (uint32_t)row, error);
    if (!prepared) return;
    search->side->areas[row] =
        search->shapes->type == IOU_POLYGON ? shape_area(prepared->vector) : (double)prepared->area;
  }
}

void shapes_find_areas(Shapes *shapes, const Workers *workers, Error *error) {
  Side *sides[] = {&shapes->labels, &shapes->predictions};
  for (int i = 0; i < 2 && shapes->type != IOU_KEYPOINTS; i++) {
    size_t count = sides[i]->objects->count;
    if (sides[i]->areas || !sides[i]->objects->area || !ok(error)) continue;
    AreaSearch search = {shapes, sides[i]};
    sides[i]->areas = memory_allocate(count, sizeof *sides[i]->areas, error);
    workers_run(workers, (count + AREAS_AT_ONCE - 1) / AREAS_AT_ONCE, find_piece, &search, error);
  }
}

double shapes_least(const Shapes *shapes) {
  return shapes && shapes->type == IOU_KEYPOINTS ? 0.01 : 0;
}

const char *shapes_measure(const Shapes *shapes) {
  return shapes && shapes->type == IOU_KEYPOINTS ? "OKS" : "IoU";
}

double shapes_area(const Shapes *shapes, bool is_prediction, uint32_t row) {
  const Side *side = is_prediction ? &shapes->predictions : &shapes->labels;
  return side->areas ? side->areas[row] : 0;
}
