#include "formats/coco/coco.h"

void coco_release(Coco *coco) {
  memory_release(coco->rows_of_images);
  memory_release(coco->labels);
  memory_release(coco->predictions);
  memory_release(coco->classes);
  names_release(&coco->images);
  names_release(&coco->categories);
  arena_release(&coco->texts);
  *coco = (Coco){0};
}
