/* Which objects lie in a region of each kind, and what the edges belong to. */
#include "dataset/regions.h"

#include "unit.h"

static Id image, cat, dog;

static Box dot(double x, double y) {
  return (Box){x - 1, y - 1, 2, 2};
}

static void add(Regions *regions, const char *geometry, Id class, bool is_ignored) {
  Error error = {0};
  Region region = {.class = class, .name = "zones row 1", .is_ignored = is_ignored};
  region.geometry = geometry_read_text(geometry, strlen(geometry), "zones", &regions->arena, NULL, &error);
  regions_add(regions, &image, &region, &error);
  CHECK(ok(&error));
}

static bool holds(const char *geometry, double x, double y) {
  Regions regions = {0};
  add(&regions, geometry, (Id){.kind = ID_NULL}, false);
  bool inside = regions_hold(&regions, &image, &cat, dot(x, y));
  CHECK(regions.met[0]);
  regions_release(&regions);
  return inside;
}

static void check_kinds(void) {
  const char *hole = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))";
  CHECK(holds("[0,0,10,10]", 0, 0) && !holds("[0,0,10,10]", 10, 5) && !holds("[0,0,10,10]", 5, 10));
  CHECK(holds("[[0,0,10,0,10,10,0,10]]", 0, 0) && !holds("[[0,0,10,0,10,10,0,10]]", 10, 5));
  CHECK(!holds("[[0,0,10,0,10,10,0,10]]", 5, 10));
  CHECK(holds("[[0,0,2,0,2,2,0,2],[4,0,6,0,6,2,4,2]]", 5, 1) && !holds("[[0,0,2,0,2,2,0,2]]", 3, 1));
  CHECK(holds(hole, 2, 2) && !holds(hole, 5, 5));
  CHECK(holds("[5,5,10,2,90]", 5, 9) && !holds("[5,5,10,2,90]", 9, 5));
  CHECK(holds("{\"size\":[4,4],\"counts\":[5,1,10]}", 1.5, 1.5));
  CHECK(!holds("{\"size\":[4,4],\"counts\":[5,1,10]}", 2.5, 1.5));
  CHECK(!holds("{\"size\":[4,4],\"counts\":[5,1,10]}", -3, 1) &&
        !holds("{\"size\":[4,4],\"counts\":[5,1,10]}", 1, 9));
}

static void check_rules(void) {
  Error error = {0};
  Regions regions = {0};
  GeometryTools tools = {0};
  Geometry box = {.kind = GEOMETRY_BOX, .box = {0, 0, 10, 10}};
  Id other = id_text("b", 1);
  add(&regions, "[0,0,5,10]", dog, true);
  CHECK(regions.has_ignored && !regions.is_bounded);
  CHECK(regions_hold(&regions, &other, &cat, dot(90, 90)));
  uint32_t first = regions_of_image(&regions, &image);
  CHECK(regions_of_image(&regions, &other) == REGION_NONE);
  CHECK(regions_ignore(&regions, first, &dog, dot(2, 2)) &&
        !regions_ignore(&regions, first, &cat, dot(2, 2)));
  CHECK(regions_share(&regions, first, &dog, &box, &tools, &error) == 0.5);
  CHECK(regions_share(&regions, first, &cat, &box, &tools, &error) == 0);
  add(&regions, "[20,0,10,10]", (Id){.kind = ID_NULL}, false);
  CHECK(regions.is_bounded && !regions_hold(&regions, &other, &cat, dot(22, 2)));
  CHECK(regions_hold(&regions, &image, &cat, dot(22, 2)) && !regions_hold(&regions, &image, &cat, dot(2, 2)));
  CHECK(ok(&error));
  geometry_tools_release(&tools);
  regions_release(&regions);
}

int main(void) {
  unit_begin();
  image = id_text("a", 1);
  cat = id_text("cat", 3);
  dog = id_text("dog", 3);
  check_kinds();
  check_rules();
  return unit_end("regions");
}
