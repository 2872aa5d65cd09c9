/*
** Inside a handle of GEOS, for geos.c: its context, and the operations that may take long, which listen to
** the handle's poll.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_GEOS_CONTEXT_H
#define BOXSCORE_GEOMETRY_POLYGON_GEOS_CONTEXT_H

#if BOXSCORE_GEOS

#include "geometry/polygon/geos_handle.h"
#include "geometry/polygon/geos_library.h"
#include "geometry/polygon/geos_watch.h"

struct Geos {
  GEOSContextHandle_t context;
  /* The last one of GEOS. */
  char message[300];
  GeosWatch watch;
  void *scratch;
  size_t scratch_bytes;
};

/* Passes on why GEOS has failed. */
void geos_fail(Geos *geos, Error *error);

/* False and NULL after an error, which is set. The reason is to be released with GEOSFree_r. */
bool geos_run_is_valid(Geos *geos, const GEOSGeometry *geometry, Error *error);
char *geos_run_reason(Geos *geos, const GEOSGeometry *geometry, Error *error);
GEOSGeometry *geos_run_make_valid(Geos *geos, const GEOSGeometry *geometry, Error *error);
GEOSGeometry *geos_run_union(Geos *geos, const GEOSGeometry *geometry, Error *error);
GEOSGeometry *geos_run_intersection(Geos *geos, const GEOSGeometry *a, const GEOSGeometry *b, Error *error);

#endif

#endif
