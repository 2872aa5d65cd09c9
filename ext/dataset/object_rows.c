#include "dataset/object_rows.h"

#include "base/sort.h"

static RowName object_name(const Objects *objects, size_t row) {
  Id id = id_column_get(&objects->ids, row);
  return objects_row_name(objects->table, &id);
}

void objects_refuse(const Objects *objects, size_t row, const Error *inner, Error *error) {
  if (ok(inner) || !ok(error)) return;
  if (inner->kind == ERROR_INPUT)
    error_input(error, "%s: %s", object_name(objects, row).text, inner->text);
  else
    *error = *inner;
}

Canvas objects_canvas(const Dataset *data, const Objects *objects, size_t row, const char *what,
                      Error *error) {
  uint32_t image = objects->image[row];
  Canvas canvas = data->canvases ? data->canvases[image] : (Canvas){0, 0};
  if (canvas.width || !ok(error)) return canvas;
  error_input(error, "%s: %s needs the size of image %s, and there is none in %s",
              object_name(objects, row).text, what, id_excerpt(&data->images.items[image]).text,
              data->images_table);
  return canvas;
}

void objects_by_image(const Dataset *data, const Objects *objects, uint32_t *rows, uint32_t *starts,
                      Error *error) {
  uint32_t *scratch = memory_allocate(objects->count, sizeof *scratch, error);
  if (!scratch) return;
  for (size_t row = 0; row < objects->count; row++) rows[row] = (uint32_t)row;
  sort_by_bucket(rows, scratch, objects->count, objects->image, data->images.count, starts);
  memory_release(scratch);
}
