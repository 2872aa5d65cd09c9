#include "geometry/geometry.h"

#include "geometry/mask/mask_outline.h"

const char *geometry_kind_name(GeometryKind kind) {
  static const char *const names[] = {"box", "rotated box", "polygon", "mask"};
  return names[kind];
}

Box geometry_bounds(const Geometry *geometry) {
  switch (geometry->kind) {
  case GEOMETRY_BOX: break;
  case GEOMETRY_ROTATED_BOX: return rotated_box_bounds(geometry->rotated_box);
  case GEOMETRY_POLYGON: return polygon_box(&geometry->polygon);
  case GEOMETRY_MASK: return mask_box(&geometry->mask);
  }
  return geometry->box;
}

Polygon geometry_to_polygon(const Geometry *geometry, Arena *arena, const char *who, Poll *poll,
                            Error *error) {
  switch (geometry->kind) {
  case GEOMETRY_BOX: return polygon_from_box(geometry->box, arena, error);
  case GEOMETRY_ROTATED_BOX: return rotated_box_polygon(geometry->rotated_box, arena, error);
  case GEOMETRY_POLYGON: return geometry->polygon;
  case GEOMETRY_MASK: break;
  }
  return mask_outline(&geometry->mask, arena, who, poll, error);
}

Mask geometry_to_mask(const Geometry *geometry, uint32_t width, uint32_t height, MaskScratch *scratch,
                      Arena *arena, const char *who, Error *error) {
  if (geometry->kind == GEOMETRY_MASK) {
    const Mask *mask = &geometry->mask;
    if (mask->width != width || mask->height != height)
      error_input(error, "%s: a mask of %u x %u pixels on a canvas of %u x %u", who, mask->width,
                  mask->height, width, height);
    return *mask;
  }
  if (geometry->kind == GEOMETRY_BOX)
    return mask_from_box(geometry->box, width, height, scratch, arena, who, error);
  Polygon polygon = geometry_to_polygon(geometry, arena, who, scratch->poll, error);
  return mask_from_polygon(&polygon, width, height, scratch, arena, who, error);
}
