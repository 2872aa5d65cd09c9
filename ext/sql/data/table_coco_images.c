/*
** coco_images: the images of a COCO instances file.
**
**     INSERT INTO images (id, width, height, file) SELECT * FROM coco_images('instances.json');
*/
#include "host/function.h"
#include "sql/data/coco_table.h"

enum { ID, WIDTH, HEIGHT, FILE_NAME };

static const Column columns[] = {
    [ID] = {"id", KEY, NULL, NULL, NULL, "the image's 'id', INTEGER or TEXT"},
    [WIDTH] = {"width", 0, "INTEGER", "pixels", "the file has no 'width'", "the image's 'width'"},
    [HEIGHT] = {"height", 0, "INTEGER", "pixels", "the file has no 'height'", "the image's 'height'"},
    [FILE_NAME] = {"file", 0, "TEXT", NULL, "the file has no 'file_name'", "the image's 'file_name'"},
};

static const Parameter parameters[] = {{"path", NULL, true, "a file name", "the instances file"}};

static void run(Call *call) {
  Coco *coco = coco_begin(call);
  if (!coco) return;
  coco_read_images(call_text(call, "path", ""), coco, &call->watch.poll, call->error);
  coco_hand_over(call, (void **)&coco->rows_of_images, coco->image_count);
}

static void size_cell(Cell *out, int64_t size) {
  if (size != COCO_NO_SIZE) cell_integer(out, size);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  (void)of;
  const CocoImage *image = row;
  switch (column) {
  case ID: cell_id(out, image->id); break;
  case WIDTH: size_cell(out, image->width); break;
  case HEIGHT: size_cell(out, image->height); break;
  case FILE_NAME:
    if (image->file) cell_text(out, image->file);
    break;
  }
}

const Function function_coco_images = {
    .kind = TABLE,
    .name = "coco_images",
    .arguments = "path",
    .summary = "the images of a COCO file",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(CocoImage),
            .run = run,
            .cell = cell,
            .is_fresh = coco_is_fresh,
        },
};
