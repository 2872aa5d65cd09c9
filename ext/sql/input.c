#include "sql/input.h"

#include <string.h>

#include "base/pipeline.h"
#include "sql/reader.h"
#include "sql/run.h"
#include "sql/value.h"

void input_release(Input *input) {
  if (!input || --input->references) return;
  dataset_release(&input->data);
  sqlite3_value_free(input->filter);
  sqlite3_free(input->labels);
  sqlite3_free(input->predictions);
  memory_release(input);
}

static void take_label(void *data, const void *row, Error *error) {
  dataset_add_label(data, row, error);
}

static void take_prediction(void *data, const void *row, Error *error) {
  dataset_add_prediction(data, row, error);
}

static void copy_text(Id *id, Arena *texts, Error *error) {
  if (id->kind == ID_TEXT) id->text = arena_copy(texts, id->text, id->length, error);
}

/* The row lives as long as SQLite is at it, so its texts are copied. */
static void hand_row(void *pipeline, const ObjectRow *row, Error *error) {
  Arena *texts;
  ObjectRow *item = pipeline_item(pipeline, &texts, error);
  if (!item) return;
  *item = *row;
  copy_text(&item->id, texts, error);
  copy_text(&item->image, texts, error);
  copy_text(&item->class, texts, error);
  copy_text(&item->model, texts, error);
}

static void read_table(Reader *reader, Dataset *data, ObjectKind kind, bool threaded, Error *error) {
  Pipeline *pipeline =
      pipeline_open(sizeof(ObjectRow), kind == LABELS ? take_label : take_prediction, data, threaded, error);
  reader_run(reader, hand_row, pipeline, error);
  pipeline_close(pipeline, error);
}

static void refuse_kinds(const Input *input, const Reader *labels, const Reader *predictions, Error *error) {
  bool labels_are_text;
  const char *column = ok(error) ? dataset_kinds_differ(&input->data, &labels_are_text) : NULL;
  if (!column) return;
  const Objects *text_side = labels_are_text ? &input->data.labels : &input->data.predictions;
  bool images = strcmp(column, "image_id") == 0;
  const Id *example = images ? &input->data.images.items[text_side->image[0]]
                             : &input->data.classes.items[text_side->class[0]];
  reader_refuse_kinds(labels_are_text ? labels : predictions,
                      labels_are_text ? input->predictions : input->labels, column, example, error);
}

static void read_tables(Call *call, Input *input) {
  Error *error = call->error;
  sqlite3 *db = call->connection->db;
  bool threaded = call->threads != 1;
  Reader *labels = reader_open(db, input->labels, LABELS, NULL, error);
  Reader *predictions = reader_open(db, input->predictions, PREDICTIONS, input->filter, error);
  call->connection->reads++;
  read_table(labels, &input->data, LABELS, threaded, error);
  read_table(predictions, &input->data, PREDICTIONS, threaded, error);
  if (ok(error) && input->filter && !input->data.predictions.count)
    reader_refuse_model(db, input->predictions, input->filter, error);
  refuse_kinds(input, labels, predictions, error);
  reader_close(labels);
  reader_close(predictions);
  Workers workers = {workers_that_pay(input->data.predictions.count, call->threads), &call->watch.poll};
  dataset_finish(&input->data, &workers, error);
}

static Input *input_make(Call *call, const char *labels, const char *predictions) {
  Error *error = call->error;
  Input *input = memory_allocate_zeroed(1, sizeof *input, error);
  if (!input) return NULL;
  *input = (Input){.references = 1, .stamp = call->run->stamp};
  input->labels = sqlite3_mprintf("%s", labels);
  input->predictions = sqlite3_mprintf("%s", predictions);
  input->filter = call->run->filter ? sqlite3_value_dup(call->run->filter) : NULL;
  if (!input->labels || !input->predictions || (call->run->filter && !input->filter)) error_memory(error);
  input->data.labels_name = input->labels;
  input->data.predictions_name = input->predictions;
  if (ok(error)) read_tables(call, input);
  if (ok(error)) return input;
  input_release(input);
  return NULL;
}

static bool input_serves(const Input *input, const Call *call, const char *labels, const char *predictions) {
  return input && strcmp(input->labels, labels) == 0 && strcmp(input->predictions, predictions) == 0 &&
         (!input->filter || value_equal(input->filter, call->run->filter));
}

/* What this cursor read before, or what another open one read and is provably fresh. */
static Input *input_kept(const Call *call, const char *labels, const char *predictions) {
  if (input_serves(call->previous, call, labels, predictions)) return call->previous;
  for (const Run *run = call->cache->first; run; run = run->next) {
    if (input_serves(run->input, call, labels, predictions) &&
        stamp_equal(run->input->stamp, call->run->stamp))
      return run->input;
  }
  return NULL;
}

const Dataset *call_dataset(Call *call) {
  const char *labels = call_text(call, "labels", "labels");
  const char *predictions = call_text(call, "predictions", "predictions");
  if (!ok(call->error)) return NULL;
  Input *input = input_kept(call, labels, predictions);
  if (input)
    input->references++;
  else
    input = input_make(call, labels, predictions);
  call->run->input = input;
  return input ? &input->data : NULL;
}

void input_check_filter(const Input *input, sqlite3_value *filter, Error *error) {
  Id id;
  if (!input->data.predictions.count || !value_id(filter, &id)) return;
  if (names_find(&input->data.models, &id) == NAMES_NONE)
    error_input(error, "%s has no model %s", input->predictions, id_excerpt(&id).text);
}
