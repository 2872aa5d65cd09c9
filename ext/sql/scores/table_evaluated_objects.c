/*
** evaluated_objects: lists the rows of the two tables as the evaluation reads them.
**
**     SELECT m.explanation, o.geometry FROM match_outcomes m CROSS JOIN evaluated_objects o
**     WHERE o.labels = m.labels AND o.predictions = m.predictions
**       AND o.kind = 'prediction' AND o.id = m.prediction_id;
**
** A view that joins it does not have to name a user's table. Labels have neither score nor model. geometry is
** what the evaluation compares, by iou_type: JSON, or WKT for a polygon with holes.
*/
#include <math.h>

#include "host/function.h"
#include "input/parameters.h"
#include "input/input.h"

enum { KIND, ID, IMAGE_ID, CLASS, SCORE, GEOMETRY, MODEL };

static const Column columns[] = {
    [KIND] = {"kind", 0, "TEXT", NULL, NULL, "'label' or 'prediction'"},
    [ID] = {"id", KEY | UNIQUE, NULL, NULL, NULL, "the id in its table"},
    [IMAGE_ID] = {"image_id", KEY, NULL, NULL, NULL, "the image"},
    [CLASS] = {"class", KEY, NULL, NULL, NULL, "the class"},
    [SCORE] = {"score", 0, "REAL", NULL, "the row of a label", "the prediction's score"},
    [GEOMETRY] = {"geometry", 0, NULL, "pixels", NULL,
                  "what is compared: the box as JSON, or a geometry of any kind as JSON or WKT"},
    [MODEL] = {"model", KEY, NULL, NULL, "the row of a label; the predictions have no column 'model'",
               "the prediction's model"},
};

static const Parameter parameters[] = {INPUT_PARAMETERS, SELECTION_PARAMETERS};

typedef struct ObjectEntry {
  uint32_t row, model;
  bool is_prediction;
} ObjectEntry;

enum { NO_MODEL = UINT32_MAX };

static void add_rows(const Evaluation *evaluation, Call *call, const Objects *objects, size_t segment,
                     size_t class, uint32_t model) {
  if (!matches_class_selected(&evaluation->rules, class) || !ok(call->error)) return;
  uint32_t start = objects->starts[segment], end = objects->starts[segment + 1];
  for (uint32_t row = start; row < end; row++) {
    if (objects->score && objects->score[row] < matches_least_score(&evaluation->rules, class)) continue;
    ObjectEntry *entry = run_append(call->run, 1, call->error);
    if (!entry) return;
    *entry = (ObjectEntry){row, model, objects == &evaluation->data->predictions};
  }
}

static void run(Call *call) {
  Evaluation evaluation;
  evaluation_begin(&evaluation, call, false);
  if (!ok(call->error)) return;
  const Dataset *data = evaluation.data;
  run_begin_model(call->run, (Id){.kind = ID_NULL}, call->error);
  for (size_t k = 0; k < data->classes.count; k++) add_rows(&evaluation, call, &data->labels, k, k, NO_MODEL);
  for (size_t m = 0; m < data->models.count; m++) {
    /* Labels and the predictions of a table without models share one numbering. */
    if (data->models.items[m].kind != ID_NULL) evaluation_begin_model(&evaluation, call, m);
    for (size_t k = 0; k < data->classes.count; k++)
      add_rows(&evaluation, call, &data->predictions, dataset_segment(data, m, k), k, (uint32_t)m);
  }
}

/* The geometry that is compared: JSON, or WKT for a polygon with holes, which JSON cannot express. */
static void cell_geometry(Cell *out, const Objects *objects, uint32_t row) {
  Buffer text = {0};
  Error error = {0};
  if (!objects->geometry) {
    cell_bytes(out, out->buffer, box_format(objects->box[row], out->buffer));
    return;
  }
  geometry_write_text(&objects->geometry[row], &text, &error);
  if (ok(&error)) {
    cell_take(out, text.bytes, text.length);
  } else {
    cell_out_of_memory(out);
    buffer_release(&text);
  }
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const ObjectEntry *entry = row;
  const Dataset *data = &run_input(run)->data;
  const Objects *objects = entry->is_prediction ? &data->predictions : &data->labels;
  switch (column) {
  case KIND: cell_text(out, entry->is_prediction ? "prediction" : "label"); break;
  case IMAGE_ID: cell_id(out, data->images.items[objects->image[entry->row]]); break;
  case CLASS: cell_id(out, data->classes.items[objects->class[entry->row]]); break;
  case ID: cell_id(out, id_column_get(&objects->ids, entry->row)); break;
  case SCORE: cell_real(out, entry->is_prediction ? objects->score[entry->row] : (double)NAN); break;
  case GEOMETRY: cell_geometry(out, objects, entry->row); break;
  case MODEL:
    if (entry->model != NO_MODEL) cell_id(out, data->models.items[entry->model]);
    break;
  }
}

const Function function_evaluated_objects = {
    .kind = TABLE,
    .name = "evaluated_objects",
    .arguments = "labels, predictions, images",
    .summary = "lists labels and predictions as the evaluation reads them, with their geometry",
    .example = "SELECT kind, id, class, score, geometry FROM evaluated_objects WHERE image_id = 2",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(ObjectEntry),
            .run = run,
            .cell = cell,
        },
};
