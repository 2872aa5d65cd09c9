/*
** dataset_issues: lists what is wrong with a data set, all at once.
**
**     SELECT issue, count(*), min(detail) FROM dataset_issues GROUP BY severity, issue;
**
** An evaluation stops at the first row that it cannot read. This function goes on, and looks for what an
** evaluation takes as it is (dataset/health). There is a row for each object, image, class or item concerned,
** or one for a table; none where nothing is wrong.
*/
#include "host/function.h"
#include "host/value.h"
#include "input/parameters.h"
#include "sql/data/issue_text.h"

enum { SEVERITY, ISSUE, TABLE_NAME, ID, IMAGE_ID, CLASS, DETAIL, REPAIR_SQL };

#define OF_A_TABLE "the issue is of a whole table"

static const Column columns[] = {
    [SEVERITY] =
        {"severity", KEY, "TEXT", NULL, NULL,
         "'error': an evaluation stops there; 'warning': its figures may be wrong; 'info': a fact to know"},
    [ISSUE] = {"issue", KEY, "TEXT", NULL, NULL, "what is wrong; the rules list all of them"},
    [TABLE_NAME] = {"table_name", KEY, "TEXT", NULL, NULL, "the table that it is in"},
    [ID] = {"id", KEY, NULL, NULL, OF_A_TABLE " or class; the row has no id",
            "the row: a label, prediction or image, of metrics the item"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, OF_A_TABLE ", class or item", "its image"},
    [CLASS] = {"class", KEY, NULL, NULL, OF_A_TABLE " or image", "its class"},
    [DETAIL] = {"detail", 0, "TEXT", NULL, NULL, "what is wrong in words, with the values"},
    [REPAIR_SQL] = {"repair_sql", 0, "TEXT", NULL, "only a person can decide; the table is a view",
                    "a statement that repairs this row and changes no other"},
};

static const Parameter parameters[] = {
    LABELS_PARAMETER,
    PREDICTIONS_PARAMETER,
    {"images", "images", false, TABLE_DOMAIN, "the images with their sizes"},
    {"quality_metrics", "quality_metrics", false, TABLE_DOMAIN,
     "the metrics, with the columns level and item_id"},
    {"duplicate_iou", "0.9", false, "a number in (0, 1]",
     "the IoU at which two boxes are taken for one object"},
    {"iou_type", "bbox", false, IOU_TYPE_DOMAIN,
     "which geometries are read; not set: 'bbox' where both tables have boxes, else 'segm'"},
    THREADS_PARAMETER,
};

static void release(void *held) {
  health_input_release(held);
  memory_release(held);
}

static double read_iou(const Call *call) {
  sqlite3_value *value = call_parameter(call, "duplicate_iou");
  double iou = 0.9;
  if (value && (!value_real(value, &iou) || !(iou > 0 && iou <= 1)))
    error_input(call->error, "duplicate_iou is not a number above 0 up to 1: %s", value_excerpt(value).text);
  return iou;
}

static void run(Call *call) {
  HealthInput *input = call->run->state = memory_allocate_zeroed(1, sizeof *input, call->error);
  if (!input) return;
  call->run->release_state = release;
  input->health.duplicate_iou = read_iou(call);
  evaluation_threads(call);
  if (ok(call->error)) health_input_read(input, call);
  size_t count = input->health.issues.count;
  const Issue **rows = run_append(call->run, count, call->error);
  for (size_t i = 0; rows && i < count; i++) rows[i] = &input->health.issues.items[i];
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const HealthInput *input = run->state;
  const Issue *issue = *(const Issue *const *)row;
  switch (column) {
  case SEVERITY: cell_text(out, issue_severity_name(issue_severity(issue->kind))); break;
  case ISSUE: cell_text(out, issue_name(issue->kind)); break;
  case TABLE_NAME: cell_text(out, input->names[issue->table]); break;
  case ID: cell_id(out, issue->id); break;
  case IMAGE_ID: cell_id(out, issue->image); break;
  case CLASS: cell_id(out, issue->class); break;
  case DETAIL: cell_issue_detail(out, input, issue); break;
  case REPAIR_SQL: cell_issue_repair(out, input, issue); break;
  }
}

const Function function_dataset_issues = {
    .kind = TABLE,
    .name = "dataset_issues",
    .arguments = "labels, predictions, images",
    .summary = "lists everything that is wrong with a data set, with repairs",
    .example =
        "SELECT severity, issue, table_name, count(*) FROM dataset_issues GROUP BY severity, issue, table_name",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(const Issue *),
            .run = run,
            .cell = cell,
        },
};
