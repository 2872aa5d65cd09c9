/*
** Shared by the scalar functions on geometries: NULL in, NULL out; geometries in any notation; an arena and
** GEOS; errors.
**
**     static void area(GeometryCall *call) {
**       Geometry geometry = geometry_argument(call, 0, "the geometry");
**       double area = geometry_area(&geometry, &call->tools, &call->error);
**       if (ok(&call->error)) sqlite3_result_double(call->context, area);
**     }
**
**     void scalar_geometry_area(sqlite3_context *context, int count, sqlite3_value **arguments) {
**       geometry_call(context, count, arguments, "geometry_area", area);
**     }
*/
#ifndef BOXSCORE_SQL_GEOMETRY_GEOMETRY_CALL_H
#define BOXSCORE_SQL_GEOMETRY_GEOMETRY_CALL_H

#include "base/buffer.h"
#include "geometry/geometry_iou.h"
#include "host/connection.h"

/* Domains of parameters, for the descriptors. */
#define GEOMETRY_DOMAIN "a geometry in any notation"
#define IMAGE_DOMAIN    "a PNG or a JPEG as a BLOB"
#define GEOMETRY_PARAMETER                                                                                   \
  { "g", NULL, true, GEOMETRY_DOMAIN, "the geometry" }

typedef struct GeometryCall {
  sqlite3_context *context;
  sqlite3_value **arguments;
  int count;
  GeometryTools tools;
  Listener listener;
  Error error;
} GeometryCall;

/* Calls `compute` if no argument is NULL. */
void geometry_call(sqlite3_context *context, int count, sqlite3_value **arguments, const char *function,
                   void (*compute)(GeometryCall *call));

/* Where the connection keeps its GEOS, which is opened on first use. */
void **geometry_geos(Connection *connection);

/* Of a TEXT or a BLOB; errors begin with `who`. */
Geometry value_geometry(sqlite3_value *value, const char *who, Arena *arena, Poll *poll, Error *error);

Geometry geometry_argument(GeometryCall *call, int argument, const char *who);
double number_argument(GeometryCall *call, int argument, const char *who);
/* The size of a canvas: `argument` and the one after it if they are given, otherwise that of the first mask
** among the geometries. */
void canvas_argument(GeometryCall *call, int argument, const Geometry *geometries, int geometry_count,
                     uint32_t *width, uint32_t *height);

/* As JSON; a polygon with holes and the empty one, which JSON cannot express, as WKT. An error if numbers of
** the result exceed the range of a double. */
void geometry_result(GeometryCall *call, const Geometry *geometry);
/* Takes over the buffer. */
void text_result(GeometryCall *call, Buffer *buffer);
void blob_result(GeometryCall *call, Buffer *buffer);

#endif
