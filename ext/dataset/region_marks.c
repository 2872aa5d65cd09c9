#include "dataset/region_marks.h"

#include "dataset/object_rows.h"
#include "dataset/regions.h"

/* The first region of each image. */
static uint32_t *find_regions(const Dataset *data, Error *error) {
  uint32_t *first = memory_allocate(data->images.count, sizeof *first, error);
  for (size_t i = 0; i < data->images.count && first; i++)
    first[i] = regions_of_image(data->regions, &data->images.items[i]);
  return first;
}

static void mark_labels(Dataset *data, const uint32_t *first, Error *error) {
  Objects *labels = &data->labels;
  labels->ignored = memory_allocate_zeroed(labels->count, sizeof *labels->ignored, error);
  for (uint32_t row = 0; row < labels->count && ok(error); row++)
    labels->ignored[row] = regions_ignore(data->regions, first[labels->image[row]],
                                          &data->classes.items[labels->class[row]], labels->box[row]);
}

static void mark_predictions(Dataset *data, const uint32_t *first, Poll *poll, Error *error) {
  enum { ROWS_BETWEEN_POLLS = 64 };
  Objects *predictions = &data->predictions;
  Geos *geos = NULL;
  predictions->absorbed = memory_allocate_zeroed(predictions->count, sizeof *predictions->absorbed, error);
  for (uint32_t row = 0; row < predictions->count && ok(error); row++) {
    uint32_t region = first[predictions->image[row]];
    if (region == REGION_NONE) continue;
    Geometry box = {.kind = GEOMETRY_BOX, .box = predictions->box[row]};
    const Geometry *geometry = predictions->geometry ? &predictions->geometry[row] : &box;
    GeometryTools tools = {.geos = geos, .poll = poll};
    Error inner = {0};
    predictions->absorbed[row] = regions_share(
        data->regions, region, &data->classes.items[predictions->class[row]], geometry, &tools, &inner);
    objects_refuse(predictions, row, &inner, error);
    geos = tools.geos;
    geometry_tools_release(&tools);
    if (row % ROWS_BETWEEN_POLLS == 0) poll_check(poll, error);
  }
  geos_close(geos);
}

void dataset_mark_ignored(Dataset *data, Poll *poll, Error *error) {
  if (!ok(error) || !data->regions || !data->regions->has_ignored) return;
  uint32_t *first = find_regions(data, error);
  if (ok(error)) mark_labels(data, first, error);
  if (ok(error)) mark_predictions(data, first, poll, error);
  memory_release(first);
}
