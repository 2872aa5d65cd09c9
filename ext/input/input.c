#include "input/input.h"

#include <string.h>

#include "base/pipeline.h"
#include "dataset/arrange.h"
#include "dataset/region_marks.h"
#include "input/columns.h"
#include "input/advice/disagreement.h"
#include "input/image_reader.h"
#include "input/metric_reader.h"
#include "input/object_reader.h"
#include "input/rules/region_table.h"
#include "host/kept/kept.h"
#include "host/value.h"

/* The parameter that names the images; where a function has a column of that name, it has another. */
static const char *images_parameter(const Function *function) {
  for (int i = 0; i < function->table.column_count; i++)
    if (strcmp(function->table.columns[i].name, "images") == 0) return "images_table";
  return "images";
}

static void input_release(Shared *shared) {
  Input *input = (Input *)shared;
  sqlite3_value_free(input->filter);
  sqlite3_free(input->labels);
  sqlite3_free(input->predictions);
  sqlite3_free(input->images);
  sqlite3_free(input->sigmas);
  shapes_release(input->shapes);
  metric_input_release(input->metrics);
  for (int i = 0; i < RULES_TABLES; i++) sqlite3_free((char *)(uintptr_t)input->rules.names[i]);
  protocol_facts_release(&input->facts);
  dataset_release(&input->data);
  regions_release(&input->regions);
  sqlite3_free(input->regions_table);
  memory_release(input);
}

static void take_label(void *data, const void *row, Poll *poll, Error *error) {
  dataset_add_label(data, row, poll, error);
}

static void take_prediction(void *data, const void *row, Poll *poll, Error *error) {
  dataset_add_prediction(data, row, poll, error);
}

static void read_table(Call *call, Reader *reader, Dataset *data, ObjectKind kind) {
  if (!reader) return;
  TakeItem *take = kind == LABELS ? take_label : take_prediction;
  Pipeline *pipeline =
      pipeline_open(sizeof(ObjectRow), take, data, call->threads != 1, &call->watch.poll, call->error);
  reader_run(reader, reader_hand_row, pipeline, call->error);
  pipeline_close(pipeline, call->error);
}

static const char *const type_names[] = {"bbox", "segm", "polygon", "boundary", "rotated", "keypoints"};

const char *iou_type_name(IouType type) {
  return type_names[type];
}

/* 'oks', what keypoints are compared by, is taken too. */
bool iou_type_of_name(const char *name, IouType *out) {
  if (strcmp(name, "oks") == 0) name = iou_type_name(IOU_KEYPOINTS);
  for (int i = 0; i < (int)(sizeof type_names / sizeof *type_names); i++) {
    if (strcmp(name, type_names[i]) != 0) continue;
    *out = (IouType)i;
    return true;
  }
  return false;
}

/* The two tables while they are read. */
typedef struct Tables {
  Reader *labels, *predictions;
} Tables;

static Tables open_tables(Call *call, const Input *input, GeometryWish wish) {
  Connection *connection = call->connection;
  Tables tables = {NULL, NULL};
  Protocol protocol = input->rules.protocol;
  if (input->has_labels)
    tables.labels = reader_open(connection, input->labels, LABELS, protocol, NULL, wish, call->error);
  if (input->has_predictions)
    tables.predictions =
        reader_open(connection, input->predictions, PREDICTIONS, protocol, input->filter, wish, call->error);
  return tables;
}

static void close_tables(Tables *tables) {
  reader_close(tables->labels);
  reader_close(tables->predictions);
  *tables = (Tables){NULL, NULL};
}

/* Without iou_type, the first rows decide what is compared. */
static void decide_type(Input *input, const Tables *tables, Error *error) {
  FirstGeometry labels = reader_first(tables->labels, error),
                predictions = reader_first(tables->predictions, error);
  input->iou_type = iou_type_of_first(labels, predictions);
}

static void read_both(Call *call, Input *input, Tables *tables) {
  read_table(call, tables->labels, &input->data, LABELS);
  read_table(call, tables->predictions, &input->data, PREDICTIONS);
}

/* An empty data set that knows the names of its tables. */
static void name_tables(Input *input) {
  input->data = (Dataset){.images_table = input->images,
                          .labels.table = input->labels,
                          .predictions.table = input->predictions,
                          .regions = input->regions_table ? &input->regions : NULL};
}

/* What is compared decides what the data set keeps of a row. */
static void prepare_data(Input *input, Error *error) {
  Dataset *data = &input->data;
  data->has_keypoints = input->iou_type == IOU_KEYPOINTS;
  data->has_shapes = input->iou_type != IOU_BBOX && !data->has_keypoints;
  data->skeleton.sigmas_are_given = input->sigmas != NULL;
  if (!input->sigmas) return;
  if (!data->has_keypoints)
    error_input(error, "sigmas requires iou_type = 'keypoints', but iou_type is '%s'",
                iou_type_name(input->iou_type));
  data->skeleton.sigmas =
      sigmas_parse(input->sigmas, strlen(input->sigmas), "sigmas", &data->geometries, error);
}

static void read_again(Call *call, Input *input, Tables *tables, GeometryWish wish) {
  dataset_release(&input->data);
  name_tables(input);
  prepare_data(input, call->error);
  close_tables(tables);
  *tables = open_tables(call, input, wish);
  read_both(call, input, tables);
}

/* Whether some prediction has the model that is asked for, although regions may leave all of them out. */
static bool has_model(const Input *input) {
  return input->data.predictions.count || input->data.predictions.left_out;
}

/* A model that a join asks for and no prediction has: SQLite may yet find a number equal to a text, and the
** join goes on. */
static void read_all_models(Call *call, Input *input, Tables *tables, GeometryWish wish) {
  if (!ok(call->error) || !input->filter || input->measured || has_model(input)) return;
  if (call->run->filter_is_constant) return;
  sqlite3_value_free(input->filter);
  input->filter = NULL;
  run_drop_filter(call->run);
  read_again(call, input, tables, wish);
}

/* Whether a table is to be read: one that is named is, or it is an error. */
static bool is_there(Call *call, const Input *input, const char *parameter, const char *table) {
  return !input->measured || call_parameter(call, parameter) ||
         table_exists(call->connection, table, call->error);
}

/* The sizes of the images, which `measured` inputs may have to have. */
static void read_canvases(Call *call, Input *input) {
  bool asked_for =
      call_parameter(call, images_parameter(call->function)) != NULL || input->sizes == SIZES_REQUIRED;
  if (!input->data.has_shapes || (input->measured && input->sizes == SIZES_UNUSED)) return;
  Error inner = {0};
  if (ok(call->error))
    image_table_read_canvases(call->connection, input->images, asked_for, &input->data, &inner);
  if (input->sizes == SIZES_REQUIRED && inner.kind == ERROR_INPUT && !inner.host_code)
    error_input(call->error, "%s requires the sizes of images: %s", input->sizes_for, inner.text);
  else if (ok(call->error) && !ok(&inner))
    *call->error = inner;
}

static void read_tables(Call *call, Input *input) {
  Error *error = call->error;
  input->has_labels = is_there(call, input, "labels", input->labels);
  input->has_predictions = input->filter || is_there(call, input, "predictions", input->predictions);
  GeometryWish wish = input->measured ? WISH_MEASURES : geometry_wish_for(input->iou_type);
  if (input->type_decided) wish = WISH_UNDECIDED;
  Tables tables = open_tables(call, input, wish);
  call->connection->reads++;
  if (input->regions_table) region_table_read(call, &input->regions);
  if (input->type_decided) decide_type(input, &tables, error);
  if (input->iou_type != IOU_BBOX && input->type_decided) {
    wish = geometry_wish_for(input->iou_type);
    close_tables(&tables);
    tables = open_tables(call, input, wish);
  }
  prepare_data(input, error);
  read_both(call, input, &tables);
  read_all_models(call, input, &tables, wish);
  if (reader_lacks_boxes(tables.labels) || reader_lacks_boxes(tables.predictions)) {
    *call->error = (Error){0}; /* a row has no box: what it has instead */
    read_again(call, input, &tables, WISH_BOXES_OR_MORE);
  }
  if (ok(error) && input->filter && !has_model(input))
    reader_refuse_model(call->connection->db, input->predictions, input->filter, error);
  if (!input->measured && ok(error))
    disagreement_check(call->connection->db, &input->data, reader_table(tables.labels),
                       reader_table(tables.predictions), input->images, input->of_shard, error);
  close_tables(&tables);
  if (input->regions_table)
    region_table_check(call, &input->regions, &input->data, input->images, input->of_shard);
  ProtocolReading reading = {call->connection, &input->rules, input->images,
                             &input->data,     &input->facts, &call->watch.poll};
  protocol_tables_expand(&reading, error);
  read_canvases(call, input);
  Workers workers = {workers_that_pay(input->data.predictions.count, call->threads), &call->watch.poll};
  dataset_finish(&input->data, &workers, error);
  dataset_mark_ignored(&input->data, &call->watch.poll, error);
  protocol_tables_read(&reading, error);
  if (ok(error) && (input->data.has_shapes || input->data.has_keypoints) && !input->measured)
    input->shapes = shapes_make(&input->data, input->iou_type, WORKERS_MOST, &call->watch.poll, error);
}

static char *copy_name(const char *name, Error *error) {
  char *copy = ok(error) ? sqlite3_mprintf("%s", name) : NULL;
  if (!copy) error_memory(error);
  return copy;
}

/* Rejects a model that no prediction has. */
static void check_filter(const Shared *shared, sqlite3_value *filter, Error *error) {
  const Input *input = (const Input *)shared;
  Id id;
  if (!has_model(input) || !value_id(filter, &id)) return;
  if (names_find(&input->data.models, &id) == NAMES_NONE)
    error_input(error, "%s has no model %s", input->predictions, id_excerpt(&id).text);
}

/* The table that a parameter names; NULL: none, or it is not read. */
static const char *table_read_by(const Run *run, int p) {
  const Parameter *parameter = &run->function->table.parameters[p];
  const Input *input = run_input(run);
  bool is_table = parameter->domain && strcmp(parameter->domain, TABLE_DOMAIN) == 0;
  bool reads_images = input->data.has_shapes || input->counts_images;
  if (!is_table || (strcmp(parameter->name, images_parameter(run->function)) == 0 && !reads_images))
    return NULL;
  sqlite3_value *value = run->parameters[p];
  const char *name = value ? (const char *)sqlite3_value_text(value) : parameter->fallback;
  return value && !name ? "" : name; /* without memory for the name: that of no table */
}

/* Whether all that a protocol reads unasked is stored: the images and categories of LVIS. */
static bool rules_are_stored(const Input *input, sqlite3 *db) {
  return input->rules.protocol != PROTOCOL_LVIS ||
         (columns_table_is_stored(db, input->images) &&
          columns_table_is_stored(db, input->rules.names[RULES_CATEGORIES]));
}

static bool is_stored(const Run *run, sqlite3 *db) {
  const Input *input = run_input(run);
  bool stored = !input->measured && !input->metrics && rules_are_stored(input, db);
  for (int p = 0; stored && p < run->function->table.parameter_count; p++) {
    const char *table = table_read_by(run, p);
    stored = !table || columns_table_is_stored(db, table);
  }
  return stored;
}

static bool same_rules(const ProtocolTables *a, const ProtocolTables *b) {
  bool same = a->protocol == b->protocol;
  for (int i = 0; i < RULES_TABLES && same; i++) {
    const char *one = a->names[i], *other = b->names[i];
    same = one && other ? strcmp(one, other) == 0 : one == other;
  }
  return same;
}

static bool input_serves(const Shared *shared, const void *wanted) {
  const Input *input = (const Input *)shared, *asked = wanted;
  if (strcmp(input->labels, asked->labels) != 0 || strcmp(input->predictions, asked->predictions) != 0 ||
      strcmp(input->images, asked->images) != 0)
    return false;
  bool same_regions = input->regions_table && asked->regions_table
                          ? strcmp(input->regions_table, asked->regions_table) == 0
                          : input->regions_table == asked->regions_table;
  bool same_sigmas = !input->sigmas || !asked->sigmas ? input->sigmas == asked->sigmas
                                                      : strcmp(input->sigmas, asked->sigmas) == 0;
  bool same_type = asked->type_decided ? input->type_decided : input->iou_type == asked->iou_type;
  bool same_purpose = input->measured == asked->measured && input->sizes == asked->sizes;
  bool same_rows = asked->measured ? value_equal(input->filter, asked->filter)
                                   : !input->filter || value_equal(input->filter, asked->filter);
  return same_regions && same_sigmas && same_type && same_purpose && same_rows &&
         same_rules(&input->rules, &asked->rules);
}

/* With the predictions of all models there are more images and classes than with those of one. */
static bool input_is_same(const Shared *shared, const void *asked) {
  const Input *input = (const Input *)shared, *wanted = asked;
  bool may_lack = input->measured || input->data.has_shapes; /* some table that is not named */
  return value_equal(input->filter, wanted->filter) && (wanted->of_shard || !input->of_shard) &&
         (!may_lack || memcmp(input->is_named, wanted->is_named, sizeof input->is_named) == 0) &&
         input_serves(shared, asked);
}

static size_t input_bytes(const Shared *shared) {
  const Input *input = (const Input *)shared;
  return sizeof *input + dataset_footprint(&input->data) + shapes_footprint(input->shapes) +
         regions_footprint(&input->regions) + protocol_facts_footprint(&input->facts) +
         metric_input_footprint(input->metrics, &input->data);
}

static const SharedKind input_kind = {.release = input_release,
                                      .serves = input_serves,
                                      .is_same = input_is_same,
                                      .bytes = input_bytes,
                                      .check_filter = check_filter,
                                      .is_stored = is_stored};

static Input *input_make(Call *call, const Input *asked) {
  Error *error = call->error;
  Sources sources;
  Input *input = memory_allocate_zeroed(1, sizeof *input, error);
  if (!input) return NULL;
  *input = (Input){.shared = {.kind = &input_kind, .references = 1, .stamp = call->run->stamp},
                   .labels = copy_name(asked->labels, error),
                   .predictions = copy_name(asked->predictions, error),
                   .images = copy_name(asked->images, error),
                   .regions_table = asked->regions_table ? copy_name(asked->regions_table, error) : NULL,
                   .sigmas = asked->sigmas ? copy_name(asked->sigmas, error) : NULL,
                   .iou_type = asked->iou_type,
                   .is_named = {asked->is_named[0], asked->is_named[1], asked->is_named[2]},
                   .type_decided = asked->type_decided,
                   .measured = asked->measured,
                   .sizes = asked->sizes,
                   .of_shard = asked->of_shard,
                   .sizes_for = asked->sizes_for,
                   .rules = {.protocol = asked->rules.protocol}};
  for (int i = 0; i < RULES_TABLES; i++)
    if (asked->rules.names[i]) input->rules.names[i] = copy_name(asked->rules.names[i], error);
  input->filter = asked->filter ? sqlite3_value_dup(asked->filter) : NULL;
  if (asked->filter && !input->filter) error_memory(error);
  name_tables(input);
  sources_begin(&sources, call->connection, kept_facts(call->connection).limit > 0);
  if (ok(error)) read_tables(call, input);
  sources_end(&sources, call->connection);
  if (ok(error)) {
    kept_add(call->connection, &input->shared, &sources);
    return input;
  }
  sources_release(&sources);
  input_release(&input->shared);
  return NULL;
}

/* The names stay the caller's: the input only asks. */
static bool ask_for(Call *call, Input *asked, const char *predictions) {
  asked->labels = (char *)(uintptr_t)call_text(call, "labels", "labels");
  asked->predictions = (char *)(uintptr_t)predictions;
  asked->images = (char *)(uintptr_t)call_text(call, images_parameter(call->function), "images");
  asked->is_named[0] = call_parameter(call, "labels");
  asked->is_named[1] = call_parameter(call, "predictions");
  asked->is_named[2] = call_parameter(call, images_parameter(call->function));
  asked->regions_table = (char *)(uintptr_t)call_text(call, "regions", NULL);
  asked->sigmas = (char *)(uintptr_t)call_text(call, "sigmas", NULL);
  return ok(call->error);
}

static Input *take_input(Call *call, Input *asked) {
  if (!ask_for(call, asked, call_text(call, "predictions", "predictions"))) return NULL;
  Shared *shared = call_shared(call, &input_kind, asked);
  Input *input = shared ? (Input *)shared : input_make(call, asked);
  call->run->shared = (Shared *)input;
  return input;
}

Input *call_input(Call *call, const IouType *iou_type, const ProtocolTables *rules) {
  Input asked = {.filter = call->run->filter,
                 .iou_type = iou_type ? *iou_type : IOU_BBOX,
                 .type_decided = !iou_type,
                 .rules = *rules};
  return take_input(call, &asked);
}

Input *call_shard_input(Call *call, const IouType *iou_type, const ProtocolTables *rules) {
  Input asked = {.of_shard = true,
                 .iou_type = iou_type ? *iou_type : IOU_BBOX,
                 .type_decided = !iou_type,
                 .rules = *rules};
  return take_input(call, &asked);
}

Input *call_other_input(Call *call, IouType iou_type, const char *predictions) {
  Input asked = {.iou_type = iou_type};
  return ask_for(call, &asked, predictions) ? input_make(call, &asked) : NULL;
}

Input *call_measured_input(Call *call, sqlite3_value *model, SizesWish sizes, const char *sizes_for) {
  Input asked = {
      .filter = model, .iou_type = IOU_SEGM, .measured = true, .sizes = sizes, .sizes_for = sizes_for};
  return take_input(call, &asked);
}

size_t call_image_count(Call *call) {
  Input *input = run_input(call->run);
  input->counts_images = true;
  return image_table_count(call->connection, input->images,
                           call_parameter(call, images_parameter(call->function)) != NULL, &input->data,
                           call->error);
}
