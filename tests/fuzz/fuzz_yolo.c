/*
** YOLO files: anything may stand in them. The first byte says which allocation fails (0: none); a file of names follows the
** labels after a form feed. The same byte chooses keypoints and the place of the confidence.
*/
#include <math.h>

#include "folder.h"
#include "formats/yolo/yolo.h"

static char yaml_path[260];

static void remove_yaml(void) {
  remove(yaml_path);
  rmdir(folder);
}

static void write_yaml(const uint8_t *data, size_t size) {
  FILE *file = fopen(yaml_path, "wb");
  MUST(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

static void check_rows(const ObjectFiles *files, const ClassNames *names) {
  for (size_t i = 0; i < files->count; i++) {
    const YoloObject *row = (const YoloObject *)files->rows + i;
    const FileObject *object = &row->object;
    MUST(object->image < files->images.count && object->class < files->classes.count && row->number >= 0);
    MUST(object->box.width >= 0 && object->box.height >= 0 && isfinite(object->box.x + object->box.width));
    MUST(isfinite(object->score));
    if (names) MUST((size_t)row->number < names->count);
    if (object->segmentation) MUST(strncmp(object->segmentation, "[[", 2) == 0);
  }
}

static long choice; /* of keypoints and the place of the confidence */

static size_t run(bool predictions, bool named, bool segmentation, long fail_at) {
  ImageSizes sizes = {.table = "images"};
  ClassNames names = {0};
  ObjectFiles files = {0};
  Error error = {0};
  Id id = id_text("a", 1);
  fuzz_fail_at = fail_at;
  image_sizes_add(&sizes, &id, NULL, 0, 640, 480, &error);
  if (named) class_names_read(&names, choice % 2 ? yaml_path : folder_files[1], NULL, &error);
  YoloInput input = {.directory = folder,
                     .sizes = &sizes,
                     .names = named ? &names : NULL,
                     .predictions = predictions,
                     .classes = true,
                     .segmentation = segmentation,
                     .keypoints = segmentation,
                     .points = (size_t)choice % 3,
                     .confidence = (YoloConfidence)(choice / 3 % 3)};
  yolo_read(&input, &files, NULL, &error);
  MUST(error.kind != ERROR_INTERRUPT && (fail_at || error.kind != ERROR_MEMORY));
  MUST(ok(&error) == !error.text[0]);
  size_t rows = ok(&error) ? files.count : SIZE_MAX;
  if (ok(&error)) check_rows(&files, named ? &names : NULL);
  fuzz_fail_at = 0;
  object_files_release(&files);
  class_names_release(&names);
  image_sizes_release(&sizes);
  MUST(fuzz_alive == 0);
  return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  folder_begin("yolo", "a.txt", "classes.txt");
  if (size == 0) return 0;
  long fail_at = choice = *data++;
  if (!yaml_path[0]) {
    snprintf(yaml_path, sizeof yaml_path, "%s/names.yaml", folder);
    atexit(remove_yaml);
  }
  size--;
  const uint8_t *cut = memchr(data, '\f', size);
  size_t labels_size = cut ? (size_t)(cut - data) : size;
  folder_write(0, data, labels_size);
  folder_write(1, cut ? cut + 1 : data, cut ? size - labels_size - 1 : 0);
  write_yaml(cut ? cut + 1 : data, cut ? size - labels_size - 1 : 0);
  for (int predictions = 0; predictions < 2; predictions++) {
    size_t rows = run(predictions, false, true, 0);
    MUST(run(predictions, false, false, 0) == rows);
    run(predictions, true, true, 0);
    if (fail_at) run(predictions, true, true, fail_at);
  }
  return 0;
}
