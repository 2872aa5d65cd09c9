#include "geometry/geometry_iou.h"

#include "geometry/shape.h"

Geos *geometry_tools_geos(GeometryTools *tools, Error *error) {
  if (!tools->geos && ok(error)) tools->geos = geos_open(error);
  if (tools->geos) geos_listen(tools->geos, tools->poll);
  return tools->geos;
}

static MaskScratch *scratch_of(GeometryTools *tools, Error *error) {
  if (!tools->scratch && ok(error)) {
    tools->scratch = arena_allocate(&tools->arena, sizeof *tools->scratch, error);
    if (tools->scratch) *tools->scratch = (MaskScratch){.poll = tools->poll};
  }
  return tools->scratch;
}

void geometry_tools_release(GeometryTools *tools) {
  if (tools->scratch) mask_scratch_release(tools->scratch);
  tools->scratch = NULL;
  arena_release(&tools->arena);
}

Mask geometry_rasterise(const Geometry *geometry, uint32_t width, uint32_t height, const char *who,
                        GeometryTools *tools, Error *error) {
  MaskScratch *scratch = scratch_of(tools, error);
  if (!ok(error)) return (Mask){0};
  return geometry_to_mask(geometry, width, height, scratch, &tools->arena, who, error);
}

GeometryPair geometry_pair(const Geometry *a, const Geometry *b) {
  if (a->kind == GEOMETRY_MASK || b->kind == GEOMETRY_MASK) return PAIR_MASKS;
  if (a->kind == GEOMETRY_POLYGON || b->kind == GEOMETRY_POLYGON) return PAIR_POLYGONS;
  return a->kind == GEOMETRY_BOX && b->kind == GEOMETRY_BOX ? PAIR_BOXES : PAIR_ROTATED;
}

static RotatedBox rotated_of(const Geometry *geometry) {
  return geometry->kind == GEOMETRY_BOX ? rotated_box_from_box(geometry->box) : geometry->rotated_box;
}

static void rasterise(const Geometry *a, const Geometry *b, uint32_t width, uint32_t height, Mask out[2],
                      GeometryTools *tools, Error *error) {
  out[0] = geometry_rasterise(a, width, height, "the first geometry", tools, error);
  out[1] = geometry_rasterise(b, width, height, "the second geometry", tools, error);
}

void geometry_pair_masks(const Geometry *a, const Geometry *b, Mask out[2], GeometryTools *tools,
                         Error *error) {
  const Mask *canvas = a->kind == GEOMETRY_MASK ? &a->mask : &b->mask;
  rasterise(a, b, canvas->width, canvas->height, out, tools, error);
}

static double iou_of_masks(const Mask masks[2], bool crowd, Poll *poll, Error *error) {
  return mask_iou_of_areas(mask_intersection_area(&masks[0], &masks[1], poll, error), mask_area(&masks[0]),
                           mask_area(&masks[1]), crowd);
}

static double iou_of_polygons(const Geometry *a, const Geometry *b, bool crowd, GeometryTools *tools,
                              Error *error) {
  Geos *geos = geometry_tools_geos(tools, error);
  Polygon first = geometry_to_polygon(a, &tools->arena, "the first geometry", tools->poll, error);
  Polygon second = geometry_to_polygon(b, &tools->arena, "the second geometry", tools->poll, error);
  Shape *shape_a = ok(error) ? shape_make(geos, &first, NULL, error) : NULL;
  Shape *shape_b = ok(error) ? shape_make(geos, &second, NULL, error) : NULL;
  double iou = ok(error) ? shape_iou(geos, shape_a, shape_b, crowd, error) : 0;
  shape_release(geos, shape_a);
  shape_release(geos, shape_b);
  return iou;
}

double geometry_iou(const Geometry *a, const Geometry *b, bool crowd, GeometryTools *tools, Error *error) {
  Mask masks[2];
  if (!ok(error)) return 0;
  switch (geometry_pair(a, b)) {
  case PAIR_BOXES: return box_iou(a->box, b->box, crowd);
  case PAIR_ROTATED: return rotated_box_iou(rotated_of(a), rotated_of(b), crowd);
  case PAIR_POLYGONS: return iou_of_polygons(a, b, crowd, tools, error);
  case PAIR_MASKS: break;
  }
  geometry_pair_masks(a, b, masks, tools, error);
  return ok(error) ? iou_of_masks(masks, crowd, tools->poll, error) : 0;
}

double geometry_boundary_iou(const Geometry *a, const Geometry *b, uint32_t width, uint32_t height,
                             bool crowd, GeometryTools *tools, Error *error) {
  Mask masks[2], boundaries[2];
  rasterise(a, b, width, height, masks, tools, error);
  if (!ok(error)) return 0;
  double whole = iou_of_masks(masks, crowd, tools->poll, error);
  if (crowd || whole <= 0) return whole;
  uint32_t distance = mask_boundary_distance(width, height, 0.02);
  for (int i = 0; i < 2; i++)
    boundaries[i] = mask_boundary(&masks[i], distance, tools->scratch, &tools->arena, error);
  double edge = ok(error) ? iou_of_masks(boundaries, false, tools->poll, error) : 0;
  return edge < whole ? edge : whole;
}
