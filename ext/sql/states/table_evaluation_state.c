/*
** evaluation_state: turns an evaluation into states that can be merged with those of other images.
**
**     SELECT class, model, state FROM evaluation_state;
**
** The images are a shard of a larger data set: all labels and predictions of an image belong into one shard.
** A row without a class has the images, a row without a model the labels of a class and, where the
** predictions have no column 'model', its predictions; the others have the predictions of a class and model.
** merge_states puts them together, in any order (numbers.md, section 9c).
*/
#include "evaluation/state/state_make.h"
#include "host/function.h"
#include "input/input.h"
#include "input/parameters.h"
#include "input/table_reader.h"

enum { CLASS, MODEL, STATE };

static const Column columns[] = {
    [CLASS] = {"class", KEY, NULL, NULL, "the row of the images", "the class"},
    [MODEL] = {"model", KEY, NULL, NULL,
               "the row has images or labels; the predictions have no column 'model'", "the model"},
    [STATE] = {"state", 0, "BLOB", NULL, NULL, "what merge_states merges"},
};

static const Parameter parameters[] = {
    INPUT_PARAMETERS,
    {"max_detections", "100", false, "a whole number from 0, or 'all'",
     "the predictions kept for each image and class, highest scores first"},
    TYPE_AND_SCORE_PARAMETERS,
    CLASS_THRESHOLDS_PARAMETER,
    REGIONS_PARAMETER,
    THREADS_PARAMETER,
    SIGMAS_PARAMETER,
};

typedef struct Row {
  Id class, model;
  const char *state;
  size_t length;
} Row;

/* ---- images that hold nothing ---- */

static const Field fields[] = {{"id", FIELD_ID, OPTIONAL, ELSE_ROWID, .synonyms = "imageid image"}};

typedef struct Others {
  TableReader table;
  const Names *images;
  Names *names;
} Others;

static void take_image(void *context, Error *error) {
  Others *others = context;
  Id id = table_reader_id(&others->table, 0, error);
  if (ok(error) && names_find(others->images, &id) == NAMES_NONE) names_add(others->names, &id, error);
}

static void read_others(Call *call, const Dataset *data, Names *names) {
  Error *error = call->error;
  const char *name = call_text(call, "images", "images");
  sqlite3 *db = call->connection->db;
  Others others = {.images = &data->images, .names = names};
  if (!ok(error) || (!call_parameter(call, "images") && !columns_table_exists(db, name, error))) return;
  table_reader_open(&others.table, call->connection, name, &(TableLayout){fields, LENGTH(fields), NULL},
                    error);
  table_reader_prepare(&others.table, error);
  table_reader_run(&others.table, take_image, &others, error);
  table_reader_close(&others.table);
  uint32_t *ranks = memory_allocate(names->count, sizeof *ranks, error);
  if (ok(error)) names_sort(names, ranks, error);
  memory_release(ranks);
}

/* ---- all ---- */

static void add_rows(Call *call, const StateRows *states) {
  Row *rows = run_append(call->run, states->count, call->error);
  Arena *arena = &call->run->arena;
  for (size_t i = 0; i < states->count && ok(call->error); i++) {
    const StateRow *from = &states->items[i];
    rows[i] = (Row){from->class, from->model,
                    arena_copy(arena, from->blob.bytes, from->blob.length, call->error), from->blob.length};
  }
}

static uint64_t hash_of_sigmas(const Call *call) {
  const char *text = call_text(call, "sigmas", NULL);
  Id id = text ? id_string(text) : id_integer(0);
  return text ? id_bits(&id, 0) | 1 : 0;
}

static void run(Call *call) {
  Error *error = call->error;
  Evaluation evaluation;
  Matches matches = {0};
  Names others = {0};
  StateRows states = {0};
  evaluation_begin_shard(&evaluation, call);
  class_thresholds_refuse_ious(call, &evaluation.rules);
  if (!ok(error)) return;
  state_ask(&evaluation.rules);
  matches_make(&matches, evaluation.data, &evaluation.rules, false, &evaluation.workers, error);
  read_others(call, evaluation.data, &others);
  const Input *input = run_input(call->run);
  StateSource source = {&matches,
                        {.iou_type = input->iou_type,
                         .has_regions = input->regions_table != NULL,
                         .max_detections = evaluation.rules.max_detections,
                         .score_threshold = evaluation.rules.score_threshold,
                         .sigmas = hash_of_sigmas(call)},
                        &others};
  state_rows_make(&states, &source, &evaluation.workers, error);
  add_rows(call, &states);
  state_rows_release(&states);
  names_release(&others);
  matches_release(&matches);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  switch (column) {
  case CLASS: cell_id(out, at->class); break;
  case MODEL: cell_id(out, at->model); break;
  case STATE: cell_blob(out, at->state, at->length); break;
  }
}

const Function function_evaluation_state = {
    .kind = TABLE,
    .name = "evaluation_state",
    .arguments = "labels, predictions, images",
    .summary = "turns an evaluation into states that merge with those of other images",
    .example = "SELECT class, model, length(state) FROM evaluation_state",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
        },
};
