/*
** coco_predictions: a COCO results file, in the shape of the predictions table.
**
**     INSERT INTO predictions SELECT * FROM coco_predictions('results.json', 'instances.json');
**
** Results know their categories by number only, so the instances file is asked for the names. Predictions have no ids in the
** file; they are numbered from 1 in its order.
*/
#include "host/function.h"
#include "sql/data/coco_table.h"

enum { ID, IMAGE_ID, CLASS, CATEGORY_ID, SCORE, X, Y, WIDTH, HEIGHT, SEGMENTATION };

static const Column columns[] = {
    [ID] = {"id", KEY, "INTEGER", NULL, NULL, "the number of the result in the file, from 1"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "its 'image_id', INTEGER or TEXT"},
    [CLASS] = {"class", 0, "TEXT", NULL, NULL, "the 'name' that the instances file gives its category"},
    [CATEGORY_ID] = {"category_id", 0, NULL, NULL, NULL, "its 'category_id', INTEGER or TEXT"},
    [SCORE] = {"score", 0, "REAL", NULL, NULL, "its 'score'"},
    [X] = {"x", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the left edge of the box"},
    [Y] = {"y", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the top edge of the box"},
    [WIDTH] = {"width", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the width of the box"},
    [HEIGHT] = {"height", 0, "REAL", "pixels", "'bbox' is missing, null or []", "the height of the box"},
    [SEGMENTATION] = {"segmentation", 0, "TEXT", NULL, "'segmentation' is missing, null or []",
                      "its 'segmentation' as JSON: polygons or run-length encoding"},
};

static const Parameter parameters[] = {
    {"path", NULL, true, "a file name", "the results file"},
    {"labels_path", NULL, true, "a file name", "the instances file, for the names of the categories"},
};

static void run(Call *call) {
  Coco *coco = coco_begin(call);
  if (!coco) return;
  bool segmentation = call->wanted >> SEGMENTATION & 1;
  coco_read_predictions(call_text(call, "path", ""), call_text(call, "labels_path", ""), segmentation,
                        call->connection->threadsafe, coco, &call->watch.poll, call->error);
  coco_hand_over(call, (void **)&coco->predictions, coco->prediction_count);
}

static void cell(const Run *of, const void *row, int column, Cell *out) {
  const Coco *coco = coco_of(of);
  const CocoPrediction *prediction = row;
  switch (column) {
  case ID: cell_integer(out, prediction - (const CocoPrediction *)run_row(of, 0) + 1); break;
  case IMAGE_ID: cell_id(out, coco->images.items[prediction->image]); break;
  case CLASS: cell_id(out, coco->classes[prediction->category]); break;
  case CATEGORY_ID: cell_id(out, coco->categories.items[prediction->category]); break;
  case SCORE: cell_real(out, prediction->score); break;
  case X: cell_real(out, prediction->box.x); break;
  case Y: cell_real(out, prediction->box.y); break;
  case WIDTH: cell_real(out, prediction->box.width); break;
  case HEIGHT: cell_real(out, prediction->box.height); break;
  case SEGMENTATION:
    if (prediction->segmentation) cell_text(out, prediction->segmentation);
    break;
  }
}

const Function function_coco_predictions = {
    .kind = TABLE,
    .name = "coco_predictions",
    .arguments = "path, labels_path",
    .summary = "the results of a COCO results file",
    .opens_files = true,
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(CocoPrediction),
            .run = run,
            .cell = cell,
            .is_fresh = coco_is_fresh,
            .skips_columns = true,
        },
};
