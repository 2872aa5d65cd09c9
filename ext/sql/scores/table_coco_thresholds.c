/*
** coco_thresholds: lists COCO's ten IoU thresholds, to join with.
**
**     SELECT t.iou_threshold, a.class, a.ap FROM coco_thresholds t JOIN ap_by_class a USING (iou_threshold);
**
** They equal numpy.linspace(.5, .95, 10) to the last bit (numbers.md, section 4).
*/
#include "evaluation/matching.h"
#include "host/call.h"

static const Column columns[] = {
    {"iou_threshold", 0, "REAL", "0 to 1", NULL, "0.5, 0.55, ..., 0.95"},
};

static void run(Call *call) {
  double *rows = run_append(call->run, COCO_THRESHOLDS, call->error);
  for (int t = 0; rows && t < COCO_THRESHOLDS; t++) rows[t] = coco_threshold(t);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run, (void)column;
  cell_real(out, *(const double *)row);
}

const Function function_coco_thresholds = {
    .kind = TABLE,
    .name = "coco_thresholds",
    .arguments = "",
    .summary = "lists the ten IoU thresholds of COCO, to join with",
    .example = "SELECT iou_threshold FROM coco_thresholds",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .row_size = sizeof(double),
            .run = run,
            .cell = cell,
            .is_small = true,
        },
};
