/*
** weak_slices: says under which conditions a model is wrong more often than elsewhere.
**
**     SELECT universe, slice, n, rate, rest_rate, q FROM weak_slices('images') WHERE confirmed;
**
** A row is a conjunction of conditions on the class, the columns of a table of the user's, and the quality
** metrics. It was found on one half of the images and is proven on the other (numbers.md, section 9b).
*/
#include <math.h>

#include "host/function.h"
#include "host/value.h"
#include "input/input.h"
#include "input/metric_analysis.h"
#include "sql/trust/slice_text.h"
#include "statistics/resampling/draws.h"
#include "statistics/significance/false_discovery.h"
#include "statistics/slices/score_without.h"

enum {
  WHERE_SQL,
  UNIVERSE,
  N,
  IMAGES,
  RATE,
  REST_RATE,
  EFFECT,
  LOW,
  HIGH,
  P,
  Q,
  CONFIRMED,
  MAP_WITHOUT,
  SLICE,
  MODEL
};

#define NOT_PROVEN "the other half of the images has no row of the slice"

static const Column columns[] = {
    [WHERE_SQL] = {"where_sql", 0, "TEXT", NULL, NULL, "the slice as a condition on rows of match_outcomes"},
    [UNIVERSE] = {"universe", KEY, "TEXT", NULL, NULL,
                  "'labels' (missed or not) or 'predictions' (FP or not)"},
    [N] = {"n", 0, "INTEGER", "rows", NULL, "labels or predictions of the slice"},
    [IMAGES] = {"images", 0, "INTEGER", "images", NULL, "images that they lie in"},
    [RATE] = {"rate", 0, "REAL", "0 to 1", NOT_PROVEN,
              "the share of them that are missed, or false positives, in the half that proves it"},
    [REST_RATE] = {"rest_rate", 0, "REAL", "0 to 1", NOT_PROVEN, "the same of all other rows"},
    [EFFECT] = {"effect", 0, "REAL", "-1 to 1", NOT_PROVEN, "rate - rest_rate"},
    [LOW] = {"low", 0, "REAL", "-1 to 1", "fewer than ten images of the slice prove it",
             "the lower end of the interval of effect, 95 %"},
    [HIGH] = {"high", 0, "REAL", "-1 to 1", "fewer than ten images of the slice prove it", "its upper end"},
    [P] = {"p", 0, "REAL", "0 to 1", NULL, "how often chance makes such an effect or a larger one"},
    [Q] = {"q", 0, "REAL", "0 to 1", NULL,
           "p corrected for the number of slices of the model by Benjamini and Hochberg"},
    [CONFIRMED] = {"confirmed", 0, "INTEGER", "0 or 1", NULL, "1 where q is at most 0.05"},
    [MAP_WITHOUT] = {"map_without", 0, "REAL", "0 to 1", "no label is left",
                     "mAP of all other labels and predictions"},
    [SLICE] = {"slice", 0, "TEXT", NULL, NULL, "the slice for people, with rounded numbers"},
    [MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"},
};

static const Parameter parameters[] = {
    {"attributes", "images", false, TABLE_DOMAIN,
     "its columns are attributes of the images, labels or predictions whose ids it has"},
    LABELS_PARAMETER,
    PREDICTIONS_PARAMETER,
    {"images_table", "images", false, TABLE_DOMAIN, "the images, for the sizes that masks need"},
    MATCHING_PARAMETERS,
    METRIC_PARAMETERS,
    {"max_conditions", "3", false, "an integer from 1 to 3", "the most conditions of a slice"},
    {"min_rows", "30", false, "an integer from 2 to 1000000", "the fewest rows of a slice"},
    {"min_images", "10", false, "an integer from 1 to 1000000", "the fewest images of a slice"},
    {"flips", "2000", false, "an integer from 100 to 100000",
     "how many random signs the test of a slice draws"},
    {"seed", "0", false, "an integer between -2^53 and 2^53", "another seed gives other halves and signs"},
};

typedef struct Row {
  WeakSlice found;
  const char *where_sql, *text;
  double q, map_without;
  Side side;
  Id model;
} Row;

typedef struct Job {
  Call *call;
  Evaluation evaluation;
  MetricAnalysis analysis;
  MetricTable no_metrics;
  Names no_names;
  bool has_attributes;
  AttributeTable attributes;
  TableColumns metrics;      /* `quoted` names the table of quality metrics */
  uint32_t *attribute_items; /* of each image, label or prediction its item of the attributes */
  uint8_t *is_searched, *marks[2];
  WeakSliceSettings settings;
} Job;

/* ---- what is read ---- */

static size_t read_whole(Call *call, const char *name, double fallback, double low, double high) {
  sqlite3_value *value = call_parameter(call, name);
  double number = fallback;
  if (value && (!value_real(value, &number) || !(number >= low && number <= high) || number != floor(number)))
    error_input(call->error, "%s is not a whole number from %lld to %lld: %s", name, (long long)low,
                (long long)high, value_excerpt(value).text);
  return ok(call->error) ? (size_t)(int64_t)number : 0;
}

static void read_settings(Job *job, Call *call) {
  const double most = 9007199254740991; /* above it a double is not each whole number */
  job->settings = (WeakSliceSettings){.conditions = read_whole(call, "max_conditions", 3, 1, 3),
                                      .rows_least = read_whole(call, "min_rows", 30, 2, 1e6),
                                      .images_least = read_whole(call, "min_images", 10, 1, 1e6),
                                      .flips = read_whole(call, "flips", 2000, 100, 100000),
                                      .seed = read_whole(call, "seed", 0, -most, most)};
}

/* The images have columns of the user's where there is a table of them that has ids. */
static bool has_usual_attributes(Call *call) {
  sqlite3 *db = call->connection->db;
  return columns_table_exists(db, "images", call->error) &&
         (columns_table_has(db, "images", "id", call->error) ||
          columns_table_has(db, "images", "image_id", call->error));
}

static void find_items(Job *job, Error *error) {
  enum { ROWS_BETWEEN_POLLS = 4096 };
  const Dataset *data = job->evaluation.data;
  const AttributeTable *attributes = &job->attributes;
  const IdColumn *ids = attributes->level == LEVEL_LABEL        ? &data->labels.ids
                        : attributes->level == LEVEL_PREDICTION ? &data->predictions.ids
                                                                : NULL;
  size_t count = ids ? ids->count : data->images.count, found = 0;
  job->attribute_items = memory_allocate(count, sizeof *job->attribute_items, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    if (i % ROWS_BETWEEN_POLLS == 0) poll_check(job->evaluation.workers.poll, error);
    Id id = ids ? id_column_get(ids, i) : data->images.items[i];
    job->attribute_items[i] = names_find(&attributes->items, &id);
    found += job->attribute_items[i] != NAMES_NONE;
  }
  if (!ok(error) || !count || !attributes->items.count || found) return;
  Id first = ids ? id_column_get(ids, 0) : data->images.items[0];
  error_input(error, "%s has no %s of %s: its first %s is %s, and theirs is %s", attributes->table.table,
              metric_level_name(attributes->level),
              attributes->level == LEVEL_PREDICTION ? data->predictions.table : data->labels.table,
              attributes->key, id_excerpt(&attributes->items.items[0]).text, id_excerpt(&first).text);
}

static void read_attributes(Job *job, Call *call) {
  const char *name = call_text(call, "attributes", NULL);
  job->has_attributes = ok(call->error) && (name || has_usual_attributes(call));
  if (!job->has_attributes || !ok(call->error)) return;
  attribute_table_read(&job->attributes, call, name ? name : "images", call->error);
  if (ok(call->error)) find_items(job, call->error);
}

/* Without a table of quality metrics there are none, unless they were asked for. */
static void begin_analysis(Job *job, Call *call) {
  Error *error = call->error;
  sqlite3 *db = call->connection->db;
  const char *usual = "quality_metrics", *name = call_text(call, usual, usual);
  bool is_asked = call_parameter(call, usual) || call_parameter(call, "metrics");
  if (is_asked || columns_table_exists(db, usual, error)) {
    call_metric_analysis(&job->analysis, &job->evaluation, call, true);
    if (ok(error)) columns_find(&job->metrics, db, name, error);
    return;
  }
  job->analysis = (MetricAnalysis){.data = job->evaluation.data,
                                   .rules = &job->evaluation.rules,
                                   .workers = &job->evaluation.workers,
                                   .with_labels = true,
                                   .table = &job->no_metrics,
                                   .wanted = &job->no_names};
  if (ok(error)) metric_analysis_make(&job->analysis, &call->run->arena, error);
}

/* An image is searched or proves, by a hash of its id. */
static void halve(Job *job, Error *error) {
  enum { SALT = 's' };
  const Names *images = &job->evaluation.data->images;
  job->is_searched = memory_allocate(images->count, 1, error);
  for (size_t i = 0; i < images->count && ok(error); i++)
    job->is_searched[i] = draws_get(id_bits(&images->items[i], SALT), job->settings.seed) & 1;
}

/* ---- what is found ---- */

static void describe(const Job *job, const SliceSources *sources, size_t model, Row *row, Error *error) {
  const Names *models = &job->evaluation.data->models;
  const SliceNames names = {job->has_attributes ? &job->attributes : NULL, job->metrics.quoted,
                            models->items[model], models->count > 1 || models->items[model].kind != ID_NULL};
  Arena *arena = &job->call->run->arena;
  const Slice *slice = &row->found.slice;
  row->side = sources->side;
  row->model = names.model;
  row->text = slice_text(sources, slice, arena, error);
  row->where_sql = slice_where(sources, slice, &names, arena, error);
  if (!(job->call->wanted & (sqlite3_uint64)1 << MAP_WITHOUT) || !ok(error)) return;
  for (int side = 0; side < 2; side++) slice_sources_mark(sources, slice, (Side)side, job->marks[side]);
  row->map_without =
      score_without(&job->analysis, job->marks[SIDE_LABELS], job->marks[SIDE_PREDICTIONS], error);
}

static size_t search_side(Job *job, size_t model, Side side, Row *rows, Error *error) {
  WeakSlice found[WEAK_SLICES_MOST];
  SliceSources sources;
  const WeakSliceSettings *settings = &job->settings;
  slice_sources_make(&sources, &job->analysis, side, job->has_attributes ? &job->attributes : NULL,
                     job->attribute_items, settings->rows_least, error);
  const SliceUniverse universe = {sources.table, sources.image, job->evaluation.data->images.count,
                                  job->is_searched};
  size_t work = sources.table.rows * sources.count * sources.count * sources.count / 100;
  const Workers workers = {workers_that_pay(work, job->call->threads), job->evaluation.workers.poll};
  size_t count = ok(error) ? weak_slices(&universe, settings, &workers, found, error) : 0;
  for (size_t i = 0; i < count && ok(error); i++) {
    rows[i] = (Row){.found = found[i]};
    describe(job, &sources, model, &rows[i], error);
  }
  slice_sources_release(&sources);
  return ok(error) ? count : 0;
}

static void search_model(Job *job, size_t model, Error *error) {
  enum { SLICES_MOST = 2 * WEAK_SLICES_MOST };
  Row *rows = memory_allocate(SLICES_MOST, sizeof *rows, error);
  double p[SLICES_MOST], q[SLICES_MOST];
  size_t count = 0;
  metric_analysis_begin_model(&job->analysis, model, error);
  if (ok(error)) count = search_side(job, model, SIDE_LABELS, rows, error);
  if (ok(error)) count += search_side(job, model, SIDE_PREDICTIONS, rows + count, error);
  for (size_t i = 0; i < count; i++) p[i] = rows[i].found.proof.p;
  if (ok(error)) false_discovery_rates(p, count, q, error);
  Row *out = run_append(job->call->run, count, error);
  for (size_t i = 0; out && ok(error) && i < count; i++) {
    out[i] = rows[i];
    out[i].q = q[i];
  }
  memory_release(rows);
}

static void run(Call *call) {
  Error *error = call->error;
  Job job = {.call = call};
  evaluation_begin(&job.evaluation, call, false);
  if (ok(error)) read_settings(&job, call);
  if (!ok(error)) return;
  const Dataset *data = job.evaluation.data;
  read_attributes(&job, call);
  if (ok(error)) begin_analysis(&job, call);
  halve(&job, error);
  job.marks[SIDE_LABELS] = memory_allocate(data->labels.count, 1, error);
  job.marks[SIDE_PREDICTIONS] = memory_allocate(data->predictions.count, 1, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    evaluation_begin_model(&job.evaluation, call, m);
    search_model(&job, m, error);
  }
  metric_analysis_release(&job.analysis);
  attribute_table_release(&job.attributes);
  columns_release(&job.metrics);
  memory_release(job.attribute_items);
  memory_release(job.is_searched);
  memory_release(job.marks[0]);
  memory_release(job.marks[1]);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  (void)run;
  const Row *at = row;
  const SliceProof *proof = &at->found.proof;
  switch (column) {
  case WHERE_SQL: cell_text(out, at->where_sql); break;
  case UNIVERSE: cell_text(out, at->side == SIDE_LABELS ? "labels" : "predictions"); break;
  case N: cell_integer(out, (sqlite3_int64)at->found.rows); break;
  case IMAGES: cell_integer(out, (sqlite3_int64)at->found.images); break;
  case RATE: cell_real(out, proof->rate); break;
  case REST_RATE: cell_real(out, proof->rest_rate); break;
  case EFFECT: cell_real(out, proof->rate - proof->rest_rate); break;
  case LOW: cell_real(out, proof->low); break;
  case HIGH: cell_real(out, proof->high); break;
  case P: cell_real(out, proof->p); break;
  case Q: cell_real(out, at->q); break;
  case CONFIRMED: cell_integer(out, at->q <= 0.05); break;
  case MAP_WITHOUT: cell_real(out, at->map_without); break;
  case SLICE: cell_text(out, at->text); break;
  case MODEL: cell_id(out, at->model); break;
  }
}

const Function function_weak_slices = {
    .kind = TABLE,
    .name = "weak_slices",
    .arguments = "attributes, labels, predictions, images_table",
    .summary = "finds the conditions under which a model is wrong more often",
    .example = "SELECT universe, slice, rate, rest_rate FROM weak_slices('images') WHERE confirmed",
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
            .skipped_columns = UINT64_C(1) << MAP_WITHOUT,
        },
};
