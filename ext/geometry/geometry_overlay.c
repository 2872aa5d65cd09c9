#include "geometry/geometry_overlay.h"

#include <math.h>

#include "base/sort.h"
#include "geometry/mask/mask_outline.h"
#include "geometry/shape.h"

static double area_of_polygon(const Polygon *polygon, GeometryTools *tools, Error *error) {
  Geos *geos = geometry_tools_geos(tools, error);
  Shape *shape = ok(error) ? shape_make(geos, polygon, NULL, error) : NULL;
  double area = shape ? shape_area(shape) : 0;
  shape_release(geos, shape);
  return area;
}

double geometry_area(const Geometry *geometry, GeometryTools *tools, Error *error) {
  double area = 0;
  switch (geometry->kind) {
  case GEOMETRY_BOX: area = box_area(geometry->box); break;
  case GEOMETRY_ROTATED_BOX: area = rotated_box_area(geometry->rotated_box); break;
  case GEOMETRY_POLYGON: area = area_of_polygon(&geometry->polygon, tools, error); break;
  case GEOMETRY_MASK: area = (double)mask_area(&geometry->mask); break;
  }
  if (!isfinite(area)) error_input(error, "the area is beyond the range of a number");
  return area;
}

bool geometry_is_valid(const Geometry *geometry, GeometryTools *tools, Error *error) {
  char reason[100];
  if (geometry->kind != GEOMETRY_POLYGON) return true;
  Geos *geos = geometry_tools_geos(tools, error);
  return ok(error) && geos_is_valid(geos, &geometry->polygon, reason, sizeof reason, error);
}

Polygon geometry_outline(const Geometry *geometry, GeometryTools *tools, Error *error) {
  return geometry->kind == GEOMETRY_MASK
             ? mask_outline(&geometry->mask, &tools->arena, "the geometry", tools->poll, error)
             : geometry_to_polygon(geometry, &tools->arena, "the geometry", tools->poll, error);
}

/* The polygon of what GEOS has made, which is released. */
static Geometry take_made(GeosGeometry *made, GeometryTools *tools, Error *error) {
  Geometry geometry = {.kind = GEOMETRY_POLYGON};
  if (ok(error)) geometry.polygon = geos_polygon(tools->geos, made, &tools->arena, error);
  geos_release(tools->geos, made);
  return geometry;
}

static GeosGeometry *vector_of(const Geometry *geometry, const char *who, GeometryTools *tools,
                               Error *error) {
  Geos *geos = geometry_tools_geos(tools, error);
  Polygon polygon = geometry_to_polygon(geometry, &tools->arena, who, tools->poll, error);
  return ok(error) ? geos_geometry(geos, &polygon, NULL, error) : NULL;
}

Geometry geometry_repair(const Geometry *geometry, GeometryTools *tools, Error *error) {
  if (geometry->kind != GEOMETRY_POLYGON) return *geometry;
  return take_made(vector_of(geometry, "the geometry", tools, error), tools, error);
}

/* ---- intersection ---- */

static Geometry intersect_boxes(Box a, Box b) {
  double left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
  double right_a = a.x + a.width, right_b = b.x + b.width;
  double bottom_a = a.y + a.height, bottom_b = b.y + b.height;
  double width = (right_a < right_b ? right_a : right_b) - left;
  double height = (bottom_a < bottom_b ? bottom_a : bottom_b) - top;
  if (!(width > 0 && height > 0)) return (Geometry){.kind = GEOMETRY_POLYGON}; /* the empty one */
  return (Geometry){.kind = GEOMETRY_BOX, .box = {left, top, width, height}};
}

Geometry geometry_intersection(const Geometry *a, const Geometry *b, GeometryTools *tools, Error *error) {
  Geometry result = {.kind = GEOMETRY_MASK};
  Mask masks[2];
  GeometryPair pair = geometry_pair(a, b);
  if (pair == PAIR_BOXES) return intersect_boxes(a->box, b->box);
  if (pair == PAIR_MASKS) {
    geometry_pair_masks(a, b, masks, tools, error);
    if (ok(error))
      result.mask =
          mask_merge(masks, 2, MASK_INTERSECTION, tools->scratch, &tools->arena, "the geometries", error);
    return result;
  }
  GeosGeometry *first = vector_of(a, "the first geometry", tools, error), *common = NULL;
  GeosGeometry *second = vector_of(b, "the second geometry", tools, error);
  if (ok(error)) common = geos_intersection(tools->geos, first, second, error);
  geos_release(tools->geos, first);
  geos_release(tools->geos, second);
  return take_made(common, tools, error);
}

/* ---- union ---- */

static Geometry unite_masks(const Geometry *items, size_t count, const Mask *canvas, GeometryTools *tools,
                            Error *error) {
  Geometry result = {.kind = GEOMETRY_MASK};
  Mask *masks = memory_allocate(count, sizeof *masks, error);
  for (size_t i = 0; i < count && ok(error); i++)
    masks[i] = geometry_rasterise(&items[i], canvas->width, canvas->height, "a geometry", tools, error);
  if (ok(error))
    result.mask =
        mask_merge(masks, count, MASK_UNION, tools->scratch, &tools->arena, "the geometries", error);
  memory_release(masks);
  return result;
}

static int compare_doubles(const double *a, const double *b, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

/* By what they are, so that the order of the rows does not matter. */
static int compare_polygons(const void *context, uint32_t a, uint32_t b) {
  const Polygon *one = (const Polygon *)context + a, *other = (const Polygon *)context + b;
  for (uint32_t r = 0; r < one->ring_count && r < other->ring_count; r++) {
    const Ring *ring = &one->rings[r], *ring_b = &other->rings[r];
    size_t least = ring->count < ring_b->count ? ring->count : ring_b->count;
    int order = compare_doubles(ring->points, ring_b->points, 2 * least);
    if (order) return order;
    if (ring->count != ring_b->count) return ring->count < ring_b->count ? -1 : 1;
    if (ring->is_hole != ring_b->is_hole) return ring_b->is_hole ? -1 : 1;
  }
  return one->ring_count < other->ring_count ? -1 : one->ring_count > other->ring_count;
}

static Geometry unite_polygons(const Geometry *items, size_t count, GeometryTools *tools, Error *error) {
  Geos *geos = geometry_tools_geos(tools, error);
  GeosGeometry **vectors = memory_allocate_zeroed(count, sizeof(GeosGeometry *), error), *all = NULL;
  Polygon *polygons = memory_allocate(count, sizeof *polygons, error);
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  const Task task = {.poll = tools->poll};
  for (size_t i = 0; i < count && ok(error); i++) {
    order[i] = (uint32_t)i;
    polygons[i] = geometry_to_polygon(&items[i], &tools->arena, "a geometry", tools->poll, error);
  }
  if (ok(error))
    sort_by_comparison_checked(order, order + count, count, compare_polygons, polygons, &task, error);
  for (size_t i = 0; i < count && ok(error); i++)
    vectors[i] = geos_geometry(geos, &polygons[order[i]], NULL, error);
  if (ok(error)) all = geos_union(geos, vectors, count, error);
  for (size_t i = 0; vectors && i < count; i++) geos_release(geos, vectors[i]);
  memory_release((void *)vectors);
  memory_release(polygons);
  memory_release(order);
  return take_made(all, tools, error);
}

Geometry geometry_union(const Geometry *items, size_t count, GeometryTools *tools, Error *error) {
  for (size_t i = 0; i < count; i++) {
    if (items[i].kind == GEOMETRY_MASK) return unite_masks(items, count, &items[i].mask, tools, error);
  }
  return unite_polygons(items, count, tools, error);
}
