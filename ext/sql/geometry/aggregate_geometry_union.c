/*
** geometry_union(g): all geometries of a group in one.
**
**     SELECT image_id, geometry_area(geometry_union(segmentation)) FROM labels GROUP BY image_id;
**
** Where one of them is a mask all are rasterised on its canvas, and the union is a mask; else it is a polygon (GEOS), as JSON, or
** as WKT where it has holes. NULL is left out; of nothing but NULL it is NULL. The order of the rows does not matter.
*/
#include "geometry/geometry_overlay.h"
#include "host/aggregate.h"
#include "host/connection.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "host/result.h"

typedef struct Collection {
  Arena arena;
  Geometry *items;
  size_t count, capacity;
  bool failed; /* a step failed: what it left is only released */
} Collection;

static void geometry_union_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  Error error = {0};
  Collection *all = aggregate_state(context, sizeof *all);
  if (!all) return;
  Geometry geometry = value_geometry(arguments[0], "a geometry", &all->arena, &error);
  memory_reserve((void **)&all->items, &all->capacity, all->count + 1, sizeof *all->items, &error);
  if (ok(&error)) {
    all->items[all->count++] = geometry;
    return;
  }
  all->failed = true;
  result_error(context, "geometry_union", &error);
}

static void geometry_union_final(sqlite3_context *context) {
  Collection *all = aggregate_state_so_far(context);
  if (!all) return;
  if (!all->failed && all->count) {
    Connection *connection = sqlite3_user_data(context);
    GeometryCall call = {.context = context};
    call.tools.geos = connection->geos;
    Geometry whole = geometry_union(all->items, all->count, &call.tools, &call.error);
    connection->geos = call.tools.geos;
    geometry_result(&call, &whole);
    geometry_tools_release(&call.tools);
    if (!ok(&call.error)) result_error(context, "geometry_union", &call.error);
  }
  arena_release(&all->arena);
  memory_release(all->items);
  memory_release(all);
}

const Function function_geometry_union = {
    .kind = AGGREGATE,
    .name = "geometry_union",
    .arguments = "g",
    .summary = "the geometries of a group in one",
    .counts = {1, -1},
    .call = geometry_union_step,
    .final = geometry_union_final,
};
