/*
** KITTI files: anything may stand in them. The first byte says which allocation fails (0: none).
*/
#include <math.h>

#include "folder.h"
#include "formats/kitti/kitti.h"

static void run(bool predictions, long fail_at) {
  ObjectFiles files = {0};
  Error error = {0};
  fuzz_fail_at = fail_at;
  (predictions ? kitti_read_predictions : kitti_read_labels)(folder, ~0u, &files, NULL, &error);
  MUST(error.kind != ERROR_INTERRUPT && (fail_at || error.kind != ERROR_MEMORY));
  MUST(ok(&error) == !error.text[0]);
  for (size_t i = 0; i < files.count && ok(&error); i++) {
    const KittiObject *row = (const KittiObject *)files.rows + i;
    const FileObject *object = &row->object;
    MUST(object->image < files.images.count && object->class < files.classes.count);
    MUST(object->box.width >= 0 && object->box.height >= 0 && isfinite(object->box.x + object->box.width));
    MUST(isfinite(object->score));
    for (int v = 0; v < KITTI_VALUES; v++) MUST(!isinf(row->values[v])); /* NaN: the line has none */
  }
  fuzz_fail_at = 0;
  object_files_release(&files);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  folder_begin("kitti", "a.txt", "b.txt");
  if (size == 0) return 0;
  folder_write(0, data + 1, size - 1);
  for (int predictions = 0; predictions < 2; predictions++) {
    run(predictions, 0);
    if (*data) run(predictions, *data);
  }
  return 0;
}
