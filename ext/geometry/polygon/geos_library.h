/*
** GEOS, opened on first use: the functions that we call, all of GEOS 3.8 and later.
**
**     if (geos_library_open(error)) geos_functions.GEOS_init_r();
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_GEOS_LIBRARY_H
#define BOXSCORE_GEOMETRY_POLYGON_GEOS_LIBRARY_H

#if BOXSCORE_GEOS

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include "base/library.h"

#define GEOS_FUNCTIONS(X)                                                                                    \
  X(GEOSArea_r)                                                                                              \
  X(GEOSContext_setErrorMessageHandler_r)                                                                    \
  X(GEOSCoordSeq_create_r)                                                                                   \
  X(GEOSCoordSeq_destroy_r)                                                                                  \
  X(GEOSCoordSeq_getSize_r)                                                                                  \
  X(GEOSCoordSeq_getXY_r)                                                                                    \
  X(GEOSCoordSeq_setXY_r)                                                                                    \
  X(GEOSFree_r)                                                                                              \
  X(GEOSGeomTypeId_r)                                                                                        \
  X(GEOSGeom_clone_r)                                                                                        \
  X(GEOSGeom_createCollection_r)                                                                             \
  X(GEOSGeom_createLinearRing_r)                                                                             \
  X(GEOSGeom_createPolygon_r)                                                                                \
  X(GEOSGeom_destroy_r)                                                                                      \
  X(GEOSGeom_getCoordSeq_r)                                                                                  \
  X(GEOSGetExteriorRing_r)                                                                                   \
  X(GEOSGetGeometryN_r)                                                                                      \
  X(GEOSGetInteriorRingN_r)                                                                                  \
  X(GEOSGetNumCoordinates_r)                                                                                 \
  X(GEOSGetNumGeometries_r)                                                                                  \
  X(GEOSGetNumInteriorRings_r)                                                                               \
  X(GEOSIntersection_r)                                                                                      \
  X(GEOSMakeValid_r)                                                                                         \
  X(GEOSUnaryUnion_r)                                                                                        \
  X(GEOS_finish_r)                                                                                           \
  X(GEOS_init_r)                                                                                             \
  X(GEOS_interruptCancel)                                                                                    \
  X(GEOS_interruptRegisterCallback)                                                                          \
  X(GEOS_interruptRequest)                                                                                   \
  X(GEOSisValidReason_r)                                                                                     \
  X(GEOSisValid_r)                                                                                           \
  X(GEOSversion)

extern struct GeosLibrary { GEOS_FUNCTIONS(LIBRARY_MEMBER) } geos_functions;

/* False with the error set if it is not installed. */
bool geos_library_open(Error *error);

#endif

#endif
