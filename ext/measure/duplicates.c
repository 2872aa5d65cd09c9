#include "measure/duplicates.h"

#include "base/sort.h"
#include "dataset/object_rows.h"
#include "geometry/mask/mask.h"

/* An object of the group at hand. */
typedef struct Member {
  uint32_t row;
  double left, right, top, bottom; /* what it cannot reach beyond */
  bool has_mask;
  uint64_t area; /* of the mask */
  Mask mask;
} Member;

/* What one worker needs, for the largest group that it met. */
typedef struct Bench {
  Member *members;
  uint64_t *keys;
  uint32_t *order;
  size_t member_capacity, key_capacity, order_capacity;
  MaskScratch scratch;
  Arena arena; /* masks of the group */
} Bench;

typedef struct Search {
  const Dataset *data;
  const Objects *objects;
  Bench *benches;
  double *values;
} Search;

static void reserve(Bench *bench, size_t count, Error *error) {
  memory_reserve((void **)&bench->members, &bench->member_capacity, count, sizeof *bench->members, error);
  memory_reserve((void **)&bench->keys, &bench->key_capacity, 2 * count, sizeof *bench->keys, error);
  memory_reserve((void **)&bench->order, &bench->order_capacity, 2 * count, sizeof *bench->order, error);
}

static void bench_release(Bench *bench) {
  memory_release(bench->members);
  memory_release(bench->keys);
  memory_release(bench->order);
  mask_scratch_release(&bench->scratch);
  arena_release(&bench->arena);
}

static bool is_plain(const Geometry *geometry) {
  return geometry->kind == GEOMETRY_BOX || geometry->kind == GEOMETRY_ROTATED_BOX;
}

/* The pixels of a shape lie within a pixel of it. */
static Member member_of(const Objects *objects, uint32_t row, double margin) {
  Box box = geometry_bounds(&objects->geometry[row]);
  return (Member){.row = row,
                  .left = box.x - margin,
                  .right = box.x + box.width + margin,
                  .top = box.y - margin,
                  .bottom = box.y + box.height + margin};
}

/* Fills the members of a group, by their left edge. Returns whether some need pixels. */
static bool gather(const Objects *objects, size_t start, size_t end, Bench *bench) {
  size_t count = end - start;
  bool plain = true;
  for (size_t row = start; row < end; row++) plain = plain && is_plain(&objects->geometry[row]);
  for (size_t i = 0; i < count; i++) {
    bench->keys[i] = sort_key_ascending(geometry_bounds(&objects->geometry[start + i]).x);
    bench->order[i] = (uint32_t)(start + i);
  }
  sort_by_key(bench->keys, bench->order, bench->keys + count, bench->order + count, count);
  for (size_t i = 0; i < count; i++) bench->members[i] = member_of(objects, bench->order[i], plain ? 0 : 1);
  return !plain;
}

/* Where the images table is silent, a mask says how large its image is. */
static Canvas canvas_of(const Dataset *data, const Objects *objects, size_t start, size_t end, uint32_t row,
                        Error *error) {
  if (!data->canvases || !data->canvases[objects->image[row]].width) {
    for (size_t r = start; r < end; r++) {
      const Geometry *geometry = &objects->geometry[r];
      if (geometry->kind == GEOMETRY_MASK) return (Canvas){geometry->mask.width, geometry->mask.height};
    }
  }
  return objects_canvas(data, objects, row, "duplicate_iou", error);
}

static void rasterise(const Objects *objects, Canvas canvas, Member *member, Bench *bench, Error *error) {
  if (member->has_mask || !ok(error)) return;
  Error inner = {0};
  const Geometry *geometry = &objects->geometry[member->row];
  member->mask = geometry_to_mask(geometry, canvas.width, canvas.height, &bench->scratch, &bench->arena,
                                  "duplicate_iou", &inner);
  member->area = mask_area(&member->mask);
  member->has_mask = true;
  objects_refuse(objects, member->row, &inner, error);
}

static RotatedBox rotated_of(const Geometry *geometry) {
  return geometry->kind == GEOMETRY_BOX ? rotated_box_from_box(geometry->box) : geometry->rotated_box;
}

typedef struct Pair {
  Member *a, *b;
} Pair;

static double iou_of_pair(const Dataset *data, const Objects *objects, size_t start, size_t end, Pair pair,
                          Bench *bench, Error *error) {
  const Geometry *a = &objects->geometry[pair.a->row], *b = &objects->geometry[pair.b->row];
  if (a->kind == GEOMETRY_BOX && b->kind == GEOMETRY_BOX) return box_iou(a->box, b->box, false);
  if (is_plain(a) && is_plain(b)) return rotated_box_iou(rotated_of(a), rotated_of(b), false);
  Canvas canvas = canvas_of(data, objects, start, end, pair.a->row, error);
  rasterise(objects, canvas, pair.a, bench, error);
  rasterise(objects, canvas, pair.b, bench, error);
  if (!ok(error)) return 0;
  uint64_t common = mask_intersection_area(&pair.a->mask, &pair.b->mask, NULL, error);
  return mask_iou_of_areas(common, pair.a->area, pair.b->area, false);
}

/* From left to right, each with those that begin before it ends. */
static void search_group(const Search *search, size_t start, size_t end, const Task *task, Error *error) {
  const Objects *objects = search->objects;
  Bench *bench = &search->benches[task->worker];
  size_t count = end - start, pairs = 0;
  reserve(bench, count, error);
  if (!ok(error)) return;
  bool pixels = gather(objects, start, end, bench);
  Member *members = bench->members;
  for (size_t i = 0; i < count && ok(error); i++) {
    for (size_t j = i + 1; j < count && members[j].left < members[i].right && ok(error); j++) {
      if (pixels || ++pairs % 4096 == 0) task_check(task, error);
      if (members[j].top >= members[i].bottom || members[i].top >= members[j].bottom) continue;
      double iou =
          iou_of_pair(search->data, objects, start, end, (Pair){&members[i], &members[j]}, bench, error);
      double *values[] = {&search->values[members[i].row], &search->values[members[j].row]};
      for (int v = 0; v < 2; v++)
        if (iou > *values[v]) *values[v] = iou;
    }
  }
  if (pixels) arena_release(&bench->arena);
}

/* The groups that begin within the task's rows. */
static void search_task(void *context, const Task *task, Error *error) {
  const Search *search = context;
  const Objects *objects = search->objects;
  size_t row = objects_task_start(task->index), limit = objects_task_end(objects, task->index);
  while (row && row < objects->count && objects_same_group(objects, row - 1, row)) row++;
  while (row < limit && ok(error)) {
    size_t end = row + 1;
    while (end < objects->count && objects_same_group(objects, row, end)) end++;
    if (end - row > 1) search_group(search, row, end, task, error);
    row = end;
  }
}

void duplicates_measure(const Dataset *data, const Objects *objects, const Workers *workers, double *values,
                        Error *error) {
  Search search = {data, objects, memory_allocate_zeroed(workers->count, sizeof *search.benches, error),
                   values};
  if (!ok(error)) return;
  for (size_t row = 0; row < objects->count; row++) values[row] = 0;
  workers_run(workers, objects_tasks(objects), search_task, &search, error);
  for (unsigned w = 0; w < workers->count; w++) bench_release(&search.benches[w]);
  memory_release(search.benches);
}
