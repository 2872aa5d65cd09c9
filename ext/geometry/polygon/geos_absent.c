/*
** What stands in for geos.c where GEOS is left out of the build. No handle is ever opened, so the rest is
** never asked.
*/
#include "geometry/polygon/geos.h"

#if !BOXSCORE_GEOS

static void refuse(Error *error) {
  error_input(error, "built without GEOS");
}

const char *geos_library(void) {
  return "built without";
}

Geos *geos_open(Error *error) {
  refuse(error);
  return NULL;
}

void geos_close(Geos *geos) {
  (void)geos;
}

void geos_listen(Geos *geos, Poll *poll) {
  (void)geos, (void)poll;
}

void *geos_scratch(Geos *geos, size_t count, size_t size, Error *error) {
  (void)geos, (void)count, (void)size;
  refuse(error);
  return NULL;
}

GeosGeometry *geos_geometry(Geos *geos, const Polygon *polygon, const Box *frame, Error *error) {
  (void)geos, (void)polygon, (void)frame;
  refuse(error);
  return NULL;
}

void geos_release(Geos *geos, GeosGeometry *geometry) {
  (void)geos, (void)geometry;
}

double geos_area(Geos *geos, const GeosGeometry *geometry, Error *error) {
  (void)geos, (void)geometry;
  refuse(error);
  return 0;
}

double geos_intersection_area(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error) {
  (void)geos, (void)a, (void)b;
  refuse(error);
  return 0;
}

GeosGeometry *geos_intersection(Geos *geos, GeosGeometry *a, GeosGeometry *b, Error *error) {
  (void)geos, (void)a, (void)b;
  refuse(error);
  return NULL;
}

GeosGeometry *geos_union(Geos *geos, GeosGeometry *const *items, size_t count, Error *error) {
  (void)geos, (void)items, (void)count;
  refuse(error);
  return NULL;
}

Polygon geos_polygon(Geos *geos, const GeosGeometry *geometry, Arena *arena, Error *error) {
  (void)geos, (void)geometry, (void)arena;
  refuse(error);
  return (Polygon){0};
}

bool geos_is_valid(Geos *geos, const Polygon *polygon, char *reason, size_t room, Error *error) {
  (void)geos, (void)polygon, (void)reason, (void)room;
  refuse(error);
  return false;
}

#endif
