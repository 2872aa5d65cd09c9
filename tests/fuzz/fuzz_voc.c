/*
** Pascal VOC files, annotations and results: anything may stand in them. The first byte says which allocation fails
** (0: none).
*/
#include <math.h>

#include "folder.h"
#include "formats/voc/voc.h"

static void run(bool labels, long fail_at) {
  ObjectFiles files = {0};
  Error error = {0};
  fuzz_fail_at = fail_at;
  if (labels)
    voc_read_labels(folder, ~0u, &files, NULL, &error);
  else
    voc_read_predictions(folder, &files, NULL, &error);
  MUST(error.kind != ERROR_INTERRUPT && (fail_at || error.kind != ERROR_MEMORY));
  MUST(ok(&error) == !error.text[0]);
  size_t size = labels ? sizeof(VocLabel) : sizeof(FileObject);
  for (size_t i = 0; i < files.count && ok(&error); i++) {
    const FileObject *object = (const FileObject *)(const void *)((const char *)files.rows + i * size);
    MUST(object->image < files.images.count && object->class < files.classes.count);
    MUST(object->box.width >= 0 && object->box.height >= 0 && isfinite(object->box.x + object->box.width));
    MUST(isfinite(object->score) && files.classes.items[object->class].length > 0);
  }
  fuzz_fail_at = 0;
  object_files_release(&files);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  folder_begin("voc", "a.xml", "comp4_det_test_dog.txt");
  if (size == 0) return 0;
  folder_write(0, data + 1, size - 1);
  folder_write(1, data + 1, size - 1);
  for (int labels = 0; labels < 2; labels++) {
    run(labels, 0);
    if (*data) run(labels, *data);
  }
  return 0;
}
