/*
** coco_labels: the annotations of a COCO instances file, in the shape of the labels table.
**
**     INSERT INTO labels SELECT * FROM coco_labels('instances.json');
**
** class is the category's name. The segmentation is its JSON text, read only where the query names that column.
*/
#include "host/function.h"
#include "sql/data/coco_table.h"

enum { ID, IMAGE_ID, CLASS, CATEGORY_ID, X, Y, WIDTH, HEIGHT, AREA, IS_CROWD, SEGMENTATION };

static const Column columns[] = {
    [ID] = {"id", KEY, NULL, NULL, NULL, "the annotation's 'id', INTEGER or TEXT"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "its 'image_id', INTEGER or TEXT"},
    [CLASS] = {"class", 0, "TEXT", NULL, NULL, "the 'name' of its category"},
    [CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the height of the box"},
    [AREA] = {"area", 0, "REAL", "square pixels", "'area' is missing or null", "its 'area'"},
    [IS_CROWD] = {"iscrowd", 0, "INTEGER", "0 or 1", NULL, "its 'iscrowd'; 0 where it is missing"},
    [SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "'segmentation' is missing, null or []",
                      "its 'segmentation' as JSON: polygons or run-length encoding"},
};

static const Parameter parameters[] = {{"path", NULL, true, "a file name", "the instances file"}};

static void run(Call *call) {
  Coco *coco = coco_begin(call);
  if (!coco) return;
  bool segmentation = call->wanted >> SEGMENTATION & 1;
  coco_read_labels(call_text(call, "path", ""), segmentation, coco, &call->watch.poll, call->error);
  coco_hand_over(call, (void **)&coco->labels, coco->label_count);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoLabel *label = row;
  switch (column) {
  case ID: cell_id(out, label->id); break;
  case IMAGE_ID: cell_id(out, coco->images.items[label->image]); break;
  case CLASS: cell_id(out, coco->classes[label->category]); break;
  case CATEGORY_ID: cell_id(out, coco->categories.items[label->category]); break;
  case X: cell_real(out, label->box.x); break;
  case Y: cell_real(out, label->box.y); break;
  case WIDTH: cell_real(out, label->box.width); break;
  case HEIGHT: cell_real(out, label->box.height); break;
  case AREA: cell_real(out, label->area); break;
  case IS_CROWD: cell_integer(out, label->crowd); break;
  case SEGMENTATION:
    if (label->segmentation) cell_text(out, label->segmentation);
    break;
  }
}

const Function function_coco_labels = {
    .kind = TABLE,
    .name = "coco_labels",
    .arguments = "path",
    .summary = "the annotations of a COCO file",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(CocoLabel),
            .run = run,
            .cell = cell,
            .is_fresh = coco_is_fresh,
            .skips_columns = true,
        },
};
