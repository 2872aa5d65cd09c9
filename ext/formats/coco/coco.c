#include "formats/coco/coco.h"

void coco_reserve_classes(Coco *out, Error *error) {
  size_t needed = out->categories.count;
  memory_reserve((void **)&out->classes, &out->capacity[3], needed, sizeof *out->classes, error);
  if (!ok(error)) return;
  for (; out->class_count < needed; out->class_count++)
    out->classes[out->class_count] = (Id){.kind = ID_NULL};
}

void coco_release(Coco *coco) {
  memory_release(coco->rows_of_images);
  memory_release(coco->rows_of_categories);
  memory_release(coco->labels);
  memory_release(coco->predictions);
  memory_release(coco->segments);
  memory_release(coco->things);
  memory_release(coco->classes);
  names_release(&coco->images);
  names_release(&coco->categories);
  arena_release(&coco->texts);
  *coco = (Coco){0};
}
