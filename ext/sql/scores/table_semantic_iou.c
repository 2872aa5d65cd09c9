/*
** semantic_iou: the IoU of each class over all pixels, and mIoU with and without the background.
**
**     SELECT class, iou FROM semantic_iou WHERE kind = 'class' ORDER BY iou;
**
** The PNGs are those of panoptic_quality, whose segments give values their classes; without tables of
** segments, the values are the classes (numbers.md, section 9). All sums are of integers, so their order does
** not matter.
*/
#include <math.h>
#include <string.h>

#include "host/function.h"
#include "host/value_list.h"
#include "input/columns.h"
#include "input/parameters.h"
#include "sql/scores/png_stream.h"

enum { KIND, CLASS, IOU, ACCURACY, PIXELS, LABEL_PIXELS, PREDICTION_PIXELS, CLASSES };

static const Column columns[] = {
    [KIND] = {"kind", KEY, "TEXT", NULL, NULL,
              "'class' or 'background'; of the means 'mean' or 'mean_without_background'"},
    [CLASS] = {"class", KEY, NULL, NULL, "the background; a mean", "the class"},
    [IOU] =
        {"iou", 0, "REAL", "0 to 1", "nothing has the class",
         "pixels / (label_pixels + prediction_pixels - pixels); of a mean, the mean of its classes' IoUs"},
    [ACCURACY] = {"accuracy", 0, "REAL", "0 to 1", "no label has the class",
                  "pixels / label_pixels; of a mean, over the pixels of all its classes"},
    [PIXELS] = {"pixels", 0, "INTEGER", "pixels", NULL, "those that are of the class in both"},
    [LABEL_PIXELS] = {"label_pixels", 0, "INTEGER", "pixels", NULL, "those of the labels"},
    [PREDICTION_PIXELS] = {"prediction_pixels", 0, "INTEGER", "pixels", NULL, "those of the predictions"},
    [CLASSES] = {"classes", 0, "INTEGER", NULL, NULL, "how many classes the IoU is a mean of"},
};

static const Parameter parameters[] = {
    PNG_PARAMETERS,
    SEGMENT_PARAMETERS,
    {"ignore", NULL, false, "a value or a JSON array of values",
     "pixels whose label has this value in its PNG are left out: 0 for the background, often 255 for void"},
    THREADS_PARAMETER,
};

typedef enum SemanticKind { OF_CLASS, OF_BACKGROUND, OF_MEAN, OF_MEAN_WITHOUT } SemanticKind;

typedef struct SemanticRow {
  SemanticKind kind;
  uint32_t class;
  PixelCounts counts;
  double iou;
  uint32_t classes;
} SemanticRow;

/* The state of a run, of which the classes stay. */
typedef struct Semantic {
  SegmentInput input;
  bool has_segments; /* else the values are the classes */
  Names ignored;
  PixelCounts background, *counts; /* by class */
  size_t room;
} Semantic;

/* ---- the images ---- */

/* The counts of a value's class, with the error set where it has none. */
static PixelCounts *counts_of(Semantic *semantic, SegmentSpan segments, const char *table, const PngJob *job,
                              uint32_t value, Error *error) {
  Names *classes = &semantic->input.classes;
  Id id = id_integer(value);
  if (!value) return &semantic->background;
  uint32_t class = semantic->has_segments ? segment_class(segments, value) : names_add(classes, &id, error);
  if (ok(error) && class == UINT32_MAX)
    error_input(error, "%s image %s: its PNG has the segment %u, which the table lacks", table,
                id_excerpt(&job->image).text, value);
  size_t known = semantic->room;
  memory_reserve((void **)&semantic->counts, &semantic->room, classes->count, sizeof *semantic->counts,
                 error);
  if (!ok(error)) return NULL;
  memset(semantic->counts + known, 0, (semantic->room - known) * sizeof *semantic->counts);
  return &semantic->counts[class];
}

static bool is_ignored(const Semantic *semantic, uint32_t value) {
  Id id = id_integer(value);
  return semantic->ignored.count && names_find(&semantic->ignored, &id) != NAMES_NONE;
}

static void take_image(void *context, const PngJob *job, Error *error) {
  Semantic *semantic = context;
  const SegmentInput *input = &semantic->input;
  SegmentSpan labels = {NULL, 0}, predictions = {NULL, 0};
  if (job->number != NAMES_NONE) {
    labels = segments_of(&input->labels, job->number);
    predictions = segments_of(&input->predictions, job->number);
  }
  for (size_t i = 0; i < job->pairs.count && ok(error); i++) {
    const PngPair *pair = &job->pairs.items[i];
    if (is_ignored(semantic, pair->label)) continue;
    /* The second may move the counts. */
    if (!counts_of(semantic, labels, input->labels.table, job, pair->label, error)) return;
    PixelCounts *prediction =
        counts_of(semantic, predictions, input->predictions.table, job, pair->prediction, error);
    if (!prediction) return;
    PixelCounts *label = counts_of(semantic, labels, input->labels.table, job, pair->label, error);
    label->labels += pair->pixels;
    prediction->predictions += pair->pixels;
    if (label == prediction) label->both += pair->pixels;
  }
}

/* ---- the rows ---- */

static void add_to_mean(SemanticRow *mean, const PixelCounts *counts) {
  double iou = pixel_counts_iou(counts);
  mean->counts.both += counts->both;
  mean->counts.labels += counts->labels;
  mean->counts.predictions += counts->predictions;
  if (isnan(iou)) return;
  mean->iou += iou;
  mean->classes++;
}

static void end_mean(SemanticRow *mean) {
  mean->iou = mean->classes ? mean->iou / mean->classes : (double)NAN;
}

static void add_row(Call *call, SemanticKind kind, uint32_t class, const PixelCounts *counts) {
  double iou = pixel_counts_iou(counts);
  SemanticRow *row = run_append(call->run, 1, call->error);
  if (row) *row = (SemanticRow){kind, class, *counts, iou, isnan(iou) ? 0U : 1U};
}

static void add_rows(Call *call, Semantic *semantic) {
  Names *classes = &semantic->input.classes;
  size_t count = classes->count;
  SemanticRow mean = {.kind = OF_MEAN}, without = {.kind = OF_MEAN_WITHOUT};
  uint32_t *ranks = memory_allocate(count, sizeof *ranks, call->error);
  PixelCounts *ordered = memory_allocate_zeroed(count, sizeof *ordered, call->error);
  if (ok(call->error)) names_sort(classes, ranks, call->error);
  for (size_t k = 0; k < count && k < semantic->room && ok(call->error); k++)
    ordered[ranks[k]] = semantic->counts[k];
  for (uint32_t k = 0; k < count && ok(call->error); k++) {
    add_row(call, OF_CLASS, k, &ordered[k]);
    add_to_mean(&mean, &ordered[k]);
    add_to_mean(&without, &ordered[k]);
  }
  if (ok(call->error)) add_row(call, OF_BACKGROUND, 0, &semantic->background);
  if (!is_ignored(semantic, 0)) add_to_mean(&mean, &semantic->background);
  end_mean(&mean);
  end_mean(&without);
  SemanticRow *rows = run_append(call->run, 2, call->error);
  if (rows) rows[0] = mean, rows[1] = without;
  memory_release(ranks);
  memory_release(ordered);
}

static void release_semantic(void *state) {
  Semantic *semantic = state;
  segments_release(&semantic->input);
  names_release(&semantic->ignored);
  memory_release(semantic->counts);
  memory_release(semantic);
}

static void ignore_value(void *context, const Id *value, Error *error) {
  Semantic *semantic = context;
  if (value->kind == ID_INTEGER && value->integer >= 0 && value->integer <= UINT32_MAX)
    names_add(&semantic->ignored, value, error);
  else
    error_input(error, "ignore: not a value of pixels: %s", id_excerpt(value).text);
}

/* Tables of segments that are named must be there; the default ones may be missing, both together. */
static void read_segments(Call *call, Semantic *semantic) {
  sqlite3 *db = call->connection->db;
  const char *labels = call_text(call, "label_segments", "label_segments");
  const char *predictions = call_text(call, "prediction_segments", "prediction_segments");
  semantic->has_segments =
      call_parameter(call, "label_segments") || call_parameter(call, "prediction_segments") ||
      columns_table_exists(db, labels, call->error) || columns_table_exists(db, predictions, call->error);
  if (semantic->has_segments && ok(call->error))
    segments_read(&semantic->input, call->connection, labels, predictions, call->error);
}

static void run(Call *call) {
  Error *error = call->error;
  Semantic *semantic = memory_allocate_zeroed(1, sizeof *semantic, error);
  evaluation_threads(call);
  if (!semantic) return;
  call->run->state = semantic;
  call->run->release_state = release_semantic;
  sqlite3_value *ignored = call_parameter(call, "ignore");
  if (ignored && ok(error))
    value_list_read(ignored, "ignore", "a value or a JSON array of values", ignore_value, semantic, error);
  if (ok(error)) read_segments(call, semantic);
  PngStream stream = {.call = call, .input = &semantic->input, .context = semantic, .take = take_image};
  if (ok(error)) png_stream_run(&stream);
  png_stream_release(&stream);
  if (ok(error)) add_rows(call, semantic);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  static const char *const kinds[] = {"class", "background", "mean", "mean_without_background"};
  const Semantic *semantic = run->state;
  const SemanticRow *entry = row;
  switch (column) {
  case KIND: cell_text(out, kinds[entry->kind]); break;
  case CLASS:
    if (entry->kind == OF_CLASS) cell_id(out, semantic->input.classes.items[entry->class]);
    break;
  case IOU: cell_real(out, entry->iou); break;
  case ACCURACY:
    if (entry->counts.labels) cell_real(out, (double)entry->counts.both / (double)entry->counts.labels);
    break;
  case PIXELS: cell_integer(out, (sqlite3_int64)entry->counts.both); break;
  case LABEL_PIXELS: cell_integer(out, (sqlite3_int64)entry->counts.labels); break;
  case PREDICTION_PIXELS: cell_integer(out, (sqlite3_int64)entry->counts.predictions); break;
  case CLASSES: cell_integer(out, entry->classes); break;
  }
}

const Function function_semantic_iou = {
    .kind = TABLE,
    .name = "semantic_iou",
    .arguments = "label_pngs, prediction_pngs, label_segments, prediction_segments",
    .summary = "computes the IoU of each class over all pixels, and mIoU",
    .example =
        "CREATE TEMP VIEW truth AS SELECT 1 AS image_id, geometry_png('[0,0,8,4]', 10, 8) AS png; CREATE TEMP VIEW found AS SELECT 1 AS image_id, geometry_png('[0,0,8,5]', 10, 8) AS png; SELECT kind, class, iou, pixels FROM semantic_iou('truth', 'found')",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(SemanticRow),
            .run = run,
            .cell = cell,
        },
};
