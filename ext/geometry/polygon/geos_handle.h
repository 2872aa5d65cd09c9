/*
** A handle of GEOS. It belongs to one thread at a time, as does what it has made.
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_GEOS_HANDLE_H
#define BOXSCORE_GEOMETRY_POLYGON_GEOS_HANDLE_H

#include "base/memory.h"
#include "base/workers.h"

typedef struct Geos Geos;
typedef struct GEOSGeom_t GeosGeometry;

/* The version of GEOS; "not found" or "built without". */
const char *geos_library(void);

Geos *geos_open(Error *error);
void geos_close(Geos *geos);                           /* NULL is allowed */
void geos_release(Geos *geos, GeosGeometry *geometry); /* NULL is allowed */

/* From now on long operations ask this poll whether to stop. NULL: they never do. */
void geos_listen(Geos *geos, Poll *poll);
/* Scratch space that stays between calls: valid until the next one. */
void *geos_scratch(Geos *geos, size_t count, size_t size, Error *error);

#endif
