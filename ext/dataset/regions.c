#include "dataset/regions.h"

#include <math.h>
#include <string.h>

#include "geometry/polygon/ring.h"

static Id copy_id(const Id *id, Arena *arena, Error *error) {
  Id copy = *id;
  if (id->kind == ID_TEXT) copy.text = arena_copy(arena, id->text, id->length, error);
  return copy;
}

/* The polygon of a rotated box is kept, for its corners are needed again and again. */
static Geometry prepare_geometry(const Geometry *geometry, Arena *arena, Error *error) {
  if (geometry->kind != GEOMETRY_ROTATED_BOX) return *geometry;
  return (Geometry){.kind = GEOMETRY_POLYGON,
                    .polygon = rotated_box_polygon(geometry->rotated_box, arena, error)};
}

void regions_add(Regions *regions, const Id *image, const Region *region, Error *error) {
  size_t images = regions->images.count;
  uint32_t number = names_add(&regions->images, image, error);
  memory_reserve((void **)&regions->first, &regions->first_capacity, number + (size_t)1,
                 sizeof *regions->first, error);
  memory_reserve((void **)&regions->met, &regions->met_capacity, number + (size_t)1, sizeof *regions->met,
                 error);
  memory_reserve((void **)&regions->items, &regions->capacity, regions->count + 1, sizeof *regions->items,
                 error);
  Region added = *region;
  added.geometry = prepare_geometry(&region->geometry, &regions->arena, error);
  added.class = copy_id(&region->class, &regions->arena, error);
  added.name = arena_copy(&regions->arena, region->name, strlen(region->name), error);
  if (!ok(error)) return;
  added.bounds = geometry_bounds(&added.geometry);
  if (number == images) regions->first[number] = REGION_NONE, regions->met[number] = false;
  added.next = regions->first[number];
  regions->first[number] = (uint32_t)regions->count;
  regions->items[regions->count++] = added;
  if (region->is_ignored)
    regions->has_ignored = true;
  else
    regions->is_bounded = true;
}

void regions_release(Regions *regions) {
  memory_release(regions->items);
  memory_release(regions->first);
  memory_release(regions->met);
  names_release(&regions->images);
  arena_release(&regions->arena);
}

uint32_t regions_of_image(const Regions *regions, const Id *image) {
  uint32_t number = names_find(&regions->images, image);
  return number == NAMES_NONE ? REGION_NONE : regions->first[number];
}

static bool box_has(Box box, double x, double y) {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/* A ray to the right crosses the ring an odd number of times. */
static bool ring_has(const Ring *ring, double x, double y) {
  bool inside = false;
  const double *before = ring->points + 2 * (size_t)(ring->count - 1);
  for (uint32_t i = 0; i < ring->count; i++) {
    const double *point = ring->points + 2 * (size_t)i;
    if ((point[1] > y) != (before[1] > y) &&
        x < (before[0] - point[0]) * (y - point[1]) / (before[1] - point[1]) + point[0])
      inside = !inside;
    before = point;
  }
  return inside;
}

/* Holes belong to the part before them. */
static bool polygon_has(const Polygon *polygon, double x, double y) {
  bool in_part = false;
  for (uint32_t i = 0; i < polygon->ring_count; i++) {
    const Ring *ring = &polygon->rings[i];
    if (!ring->is_hole && in_part) return true;
    if (!ring->is_hole)
      in_part = ring_has(ring, x, y);
    else if (in_part && ring_has(ring, x, y))
      in_part = false;
  }
  return in_part;
}

/* Runs go down the columns, background first. */
static bool mask_has(const Mask *mask, double x, double y) {
  if (!(x >= 0 && y >= 0 && x < mask->width && y < mask->height)) return false;
  uint64_t at = (uint64_t)x * mask->height + (uint64_t)y, end = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    end += mask->runs[i];
    if (at < end) return i % 2;
  }
  return false;
}

static bool region_has(const Region *region, Box box) {
  double x = box.x + box.width / 2, y = box.y + box.height / 2;
  switch (region->geometry.kind) {
  case GEOMETRY_BOX: return box_has(region->geometry.box, x, y);
  case GEOMETRY_MASK: return mask_has(&region->geometry.mask, x, y);
  case GEOMETRY_POLYGON: return polygon_has(&region->geometry.polygon, x, y);
  case GEOMETRY_ROTATED_BOX: break;
  }
  return false;
}

static bool is_for(const Region *region, const Id *class) {
  return region->class.kind == ID_NULL || id_equal(&region->class, class);
}

static bool some_region_has(const Regions *regions, uint32_t first, bool is_ignored, const Id *class,
                            Box box) {
  for (uint32_t i = first; i != REGION_NONE; i = regions->items[i].next) {
    const Region *region = &regions->items[i];
    if (region->is_ignored == is_ignored && is_for(region, class) && region_has(region, box)) return true;
  }
  return false;
}

bool regions_hold(Regions *regions, const Id *image, const Id *class, Box box) {
  uint32_t number = names_find(&regions->images, image);
  if (number != NAMES_NONE) regions->met[number] = true;
  if (!regions->is_bounded) return true;
  return number != NAMES_NONE && some_region_has(regions, regions->first[number], false, class, box);
}

bool regions_ignore(const Regions *regions, uint32_t first, const Id *class, Box box) {
  return some_region_has(regions, first, true, class, box);
}

static bool boxes_meet(Box a, Box b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

double regions_share(const Regions *regions, uint32_t first, const Id *class, const Geometry *geometry,
                     GeometryTools *tools, Error *error) {
  double most = 0;
  Box bounds = geometry_bounds(geometry);
  for (uint32_t i = first; i != REGION_NONE && ok(error); i = regions->items[i].next) {
    const Region *region = &regions->items[i];
    if (!region->is_ignored || !is_for(region, class)) continue;
    if (region->geometry.kind != GEOMETRY_MASK && !boxes_meet(bounds, region->bounds)) continue;
    Error inner = {0};
    double share = geometry_iou(geometry, &region->geometry, true, tools, &inner);
    if (inner.kind == ERROR_INPUT)
      error_input(error, "%s: %s", region->name, inner.text);
    else if (!ok(&inner))
      *error = inner;
    if (share > most) most = share;
  }
  return most;
}

size_t regions_footprint(const Regions *regions) {
  return regions->capacity * sizeof *regions->items + regions->first_capacity * sizeof *regions->first +
         regions->met_capacity * sizeof *regions->met + names_footprint(&regions->images) +
         arena_footprint(&regions->arena);
}
