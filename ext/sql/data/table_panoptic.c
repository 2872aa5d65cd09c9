/*
** COCO's panoptic files: panoptic_segments and panoptic_images, the segments and the images of a file whose
** PNGs stand in a folder beside it.
**
**     CREATE TEMP VIEW label_segments AS SELECT * FROM panoptic_segments('panoptic_val2017.json');
**     CREATE TEMP VIEW label_pngs AS
**       SELECT image_id, read_file('panoptic_val2017/' || file) AS png
**       FROM panoptic_images('panoptic_val2017.json');
**
** Files of predictions mostly have no categories: these come from the file of the labels.
*/
#include <math.h>

#include "formats/coco/coco_read.h"
#include "host/call.h"
#include "sql/data/files_stamp.h"

static void release(void *state) {
  coco_release(state);
  memory_release(state);
}

static const Coco *coco_of(const Run *run) {
  return run->state;
}

static Coco *read(Call *call, CocoRequest request) {
  Coco *coco = memory_allocate_zeroed(1, sizeof *coco, call->error);
  if (!coco) return NULL;
  call->run->state = coco;
  call->run->release_state = release;
  request.path = call_text(call, "path", "");
  if (ok(call->error)) coco_read_panoptic(&request, coco, &call->watch.poll, call->error);
  return coco;
}

/* Gives the run an array of the state as its rows. */
static void hand_over(Call *call, void **rows, size_t count) {
  Run *run = call->run;
  memory_release(run->rows);
  run->rows = *rows;
  run->row_count = run->row_capacity = count;
  *rows = NULL;
}

static bool is_fresh(const Run *run) {
  const Coco *coco = coco_of(run);
  const FileStamp *before[] = {&coco->stamp, &coco->labels_stamp};
  for (int i = 0; i < LENGTH(before) && i < run->function->table.parameter_count; i++) {
    sqlite3_value *value = run->parameters[i];
    const char *path = value ? (const char *)sqlite3_value_text(value) : NULL;
    FileStamp now = path ? file_stamp(path) : (FileStamp){0};
    if (path && !file_stamp_equal(before[i], &now)) return false;
  }
  return true;
}

/* ---- panoptic_segments ---- */

enum { IMAGE_ID, SEGMENT_ID, CLASS, CATEGORY_ID, IS_THING, AREA, IS_CROWD, X, Y, WIDTH, HEIGHT };

static const Column segment_columns[] = {
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the annotation's 'image_id', INTEGER or TEXT"},
    [SEGMENT_ID] = {"segment_id", 0, "INTEGER", NULL, NULL,
                    "the segment's 'id': the value of its pixels, red + 256 * green + 65536 * blue"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the 'name' of its category"},
    [CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [IS_THING] = {"isthing", 0, "INTEGER", "0 or 1", "the category has no 'isthing'",
                  "the 'isthing' of its category"},
    [AREA] = {"area", 0, "REAL", "square pixels", "'area' is missing or null", "its 'area'"},
    [IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "its 'iscrowd'; 0 where it is missing"},
    [X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the height of the box"},
};

static const Parameter segment_parameters[] = {
    {"path", NULL, true, "a file name", "the panoptic file"},
    {"labels_path", NULL, false, "a file name",
     "the panoptic file with the categories; not set: the file itself has them"},
};

static void run_segments(Call *call) {
  CocoRequest request = {.labels_path = call_text(call, "labels_path", NULL), .wanted = COCO_CLASS};
  Coco *coco = ok(call->error) ? read(call, request) : NULL;
  if (coco && ok(call->error)) hand_over(call, (void **)&coco->segments, coco->segment_count);
}

static void segment_cell(const Run *run, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(run);
  const CocoSegment *segment = row;
  switch (column) {
  case IMAGE_ID: cell_id(out, coco->rows_of_images[segment->image].id); break;
  case SEGMENT_ID: cell_integer(out, segment->id); break;
  case CLASS: cell_id(out, coco->classes[segment->category]); break;
  case CATEGORY_ID: cell_id(out, coco->categories.items[segment->category]); break;
  case IS_THING:
    if (coco->things[segment->category] >= 0) cell_integer(out, coco->things[segment->category]);
    break;
  case AREA: cell_real(out, segment->area); break;
  case IS_CROWD: cell_integer(out, segment->crowd); break;
  case X: cell_real(out, segment->box.x); break;
  case Y: cell_real(out, segment->box.y); break;
  case WIDTH: cell_real(out, segment->box.width); break;
  case HEIGHT: cell_real(out, segment->box.height); break;
  }
}

const Function function_panoptic_segments = {
    .kind = TABLE,
    .name = "panoptic_segments",
    .arguments = "path, labels_path",
    .summary = "reads the segments of a COCO panoptic file",
    .example = "SELECT * FROM panoptic_segments('tests/data/panoptic/labels.json')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = segment_columns,
            .column_count = LENGTH(segment_columns),
            .parameters = segment_parameters,
            .parameter_count = LENGTH(segment_parameters),
            .row_size = sizeof(CocoSegment),
            .run = run_segments,
            .cell = segment_cell,
            .is_fresh = is_fresh,
            .stamp_files = files_stamp,
        },
};

/* ---- panoptic_images ---- */

enum { IMAGE, FILE_NAME };

static const Column image_columns[] = {
    [IMAGE] = {"image_id", KEY, NULL, NULL, NULL, "the annotation's 'image_id', INTEGER or TEXT"},
    [FILE_NAME] = {"file", 0, "TEXT", NULL, "'file_name' is missing or null",
                   "its 'file_name': the PNG in the folder beside the file"},
};

static const Parameter image_parameters[] = {{"path", NULL, true, "a file name", "the panoptic file"}};

static void run_images(Call *call) {
  Coco *coco = read(call, (CocoRequest){.wanted = 0});
  if (coco && ok(call->error)) hand_over(call, (void **)&coco->rows_of_images, coco->image_count);
}

static void image_cell(const Run *run, const void *row, int column, Cell *out) {
  const CocoImage *image = row;
  (void)run;
  if (column == IMAGE)
    cell_id(out, image->id);
  else if (image->file)
    cell_text(out, image->file);
}

const Function function_panoptic_images = {
    .kind = TABLE,
    .name = "panoptic_images",
    .arguments = "path",
    .summary = "reads the images of a COCO panoptic file, with the names of their PNGs",
    .example = "SELECT * FROM panoptic_images('tests/data/panoptic/labels.json')",
    .since = "0.1.0",
    .opens_files = true,
    .table =
        {
            .columns = image_columns,
            .column_count = LENGTH(image_columns),
            .parameters = image_parameters,
            .parameter_count = LENGTH(image_parameters),
            .row_size = sizeof(CocoImage),
            .run = run_images,
            .cell = image_cell,
            .is_fresh = is_fresh,
            .stamp_files = files_stamp,
        },
};
