/*
** geometry_union(g): computes the union of the geometries of a group.
**
**     SELECT image_id, geometry_area(geometry_union(segmentation)) FROM labels GROUP BY image_id;
**
** If one of them is a mask, all are rasterised on its canvas, and the union is a mask; otherwise it is a
** polygon (GEOS), as JSON, or as WKT with holes. NULL is left out; if all are NULL, so is the result. The
** order of the rows does not matter.
*/
#include "geometry/geometry_overlay.h"
#include "host/aggregate.h"
#include "sql/geometry/geometry_call.h"

typedef struct Union {
  Arena arena;
  Geometry *items;
  size_t count, capacity;
} Union;

static void geometry_union_step(AggregateCall *row) {
  Union *all = row->state;
  if (sqlite3_value_type(row->arguments[0]) == SQLITE_NULL) return;
  Listener listener;
  listener_begin(&listener, row->connection->db);
  Geometry geometry =
      value_geometry(row->arguments[0], "a geometry", &all->arena, &listener.poll, &row->error);
  listener_end(&listener);
  memory_reserve((void **)&all->items, &all->capacity, all->count + 1, sizeof *all->items, &row->error);
  if (ok(&row->error)) all->items[all->count++] = geometry;
}

static void geometry_union_finish(AggregateCall *group) {
  Union *all = group->state;
  if (!all->count) return;
  GeometryCall call = {.context = group->context};
  void **geos = geometry_geos(group->connection);
  listener_begin(&call.listener, group->connection->db);
  call.tools = (GeometryTools){.geos = *geos, .poll = &call.listener.poll};
  Geometry whole = geometry_union(all->items, all->count, &call.tools, &call.error);
  *geos = call.tools.geos;
  geometry_result(&call, &whole);
  geometry_tools_release(&call.tools);
  listener_end(&call.listener);
  group->error = call.error;
}

static void geometry_union_release(void *state) {
  Union *all = state;
  arena_release(&all->arena);
  memory_release(all->items);
}

const Function function_geometry_union = {
    .kind = AGGREGATE,
    .name = "geometry_union",
    .arguments = "g",
    .summary = "computes the union of the geometries of a group",
    .returns = "TEXT, a mask or polygon as JSON or WKT; NULL where all are NULL",
    .example = "SELECT geometry_union(column1) FROM (VALUES ('[0,0,10,10]'), ('[5,5,10,10]'))",
    .since = "0.1.0",
    PARAMETERS({"g", NULL, true, GEOMETRY_DOMAIN, "a geometry of the group"}),
    .counts = {1, -1},
    .aggregate = {.state_size = sizeof(Union),
                  .step = geometry_union_step,
                  .finish = geometry_union_finish,
                  .release = geometry_union_release},
};
