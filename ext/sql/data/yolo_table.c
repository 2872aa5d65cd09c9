#include "sql/data/yolo_table.h"

#include <string.h>

#include "input/image_reader.h"

const Parameter yolo_parameters[YOLO_PARAMETERS] = {
    DIRECTORY_PARAMETER,
    {"images", "images", false, TABLE_DOMAIN,
     "the images: columns id, width, height and, if there is one, file"},
    {"names", NULL, false, "a JSON array or a file name",
     "the names of the classes from number 0 on; a file has one a line"},
};

/* A file with names is part of what was read: its state is kept with the rest. */
static void read_names(Call *call, const char *names, ClassNames *out, ObjectFiles *files) {
  if (!class_names_is_array(names)) {
    files->names_path = arena_copy(&files->texts, names, strlen(names), call->error);
    files->names_stamp = file_stamp(names);
  }
  class_names_read(out, names, &call->watch.poll, call->error);
}

static void take_image(void *sizes, const ImageRow *row, Error *error) {
  image_sizes_add(sizes, &row->id, row->file, row->file_length, row->width, row->height, error);
}

void yolo_table_run(Call *call, bool predictions, bool segmentation) {
  Error *error = call->error;
  ImageSizes sizes = {.table = call_text(call, "images", "images")};
  ClassNames class_names = {0};
  ObjectFiles *files = directory_begin(call);
  const char *names = call_text(call, "names", NULL);
  if (!ok(error)) return;
  if (names) read_names(call, names, &class_names, files);
  image_table_read(call->connection->db, sizes.table, false, take_image, &sizes, error);
  YoloInput input = {.directory = call_text(call, "directory", ""),
                     .sizes = &sizes,
                     .names = names ? &class_names : NULL,
                     .predictions = predictions,
                     .segmentation = segmentation};
  yolo_read(&input, files, &call->watch.poll, error);
  directory_hand_over(call, files);
  image_sizes_release(&sizes);
  class_names_release(&class_names);
}
