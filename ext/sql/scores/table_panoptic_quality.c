/*
** panoptic_quality: how well a panoptic segmentation is, for each class: PQ, SQ and RQ, and their means over
** all classes, things and stuff.
**
**     SELECT class, pq, sq, rq FROM panoptic_quality WHERE kind = 'class' ORDER BY pq;
**
** The rule is that of numbers.md, section 9. Images are matched by workers; the IoUs are added afterwards, in
** the order of image and segment, so that the figures are the same for any number of them.
*/
#include <math.h>
#include <string.h>

#include "host/function.h"
#include "input/parameters.h"
#include "sql/scores/png_stream.h"

enum { KIND, CLASS, IS_THING, PQ, SQ, RQ, TP, FP, FN, CLASSES };

static const Column columns[] = {
    [KIND] = {"kind", KEY, "TEXT", NULL, NULL, "'class'; of the means 'all', 'things' or 'stuff'"},
    [CLASS] = {"class", KEY, NULL, NULL, "a mean", "the class"},
    [IS_THING] = {"isthing", 0, "INTEGER", "0 or 1", "a mean over all; no segment of the class says it",
                  "1 where its objects are counted, 0 for stuff such as sky"},
    [PQ] = {"pq", 0, "REAL", "0 to 1", "there is nothing to score", "panoptic quality, sq times rq"},
    [SQ] = {"sq", 0, "REAL", "0 to 1", "there is nothing to score",
            "segmentation quality: the mean IoU of the TPs"},
    [RQ] = {"rq", 0, "REAL", "0 to 1", "there is nothing to score",
            "recognition quality: TP / (TP + FP / 2 + FN / 2)"},
    [TP] = {"tp", 0, "INTEGER", NULL, NULL, "matched segments"},
    [FP] = {"fp", 0, "INTEGER", NULL, NULL,
            "predictions that match nothing, and are not mostly void or crowd"},
    [FN] = {"fn", 0, "INTEGER", NULL, NULL, "labels that nothing matches; crowds do not count"},
    [CLASSES] = {"classes", 0, "INTEGER", NULL, NULL, "how many classes the figures are a mean of"},
};

static const Parameter parameters[] = {SEGMENT_PARAMETERS, PNG_PARAMETERS, THREADS_PARAMETER};

typedef enum QualityKind { OF_CLASS, OF_ALL, OF_THINGS, OF_STUFF } QualityKind;

typedef struct QualityRow {
  QualityKind kind;
  uint32_t class;
  PanopticScore score;
  PanopticQuality quality;
  uint32_t classes;
} QualityRow;

typedef struct Panoptic {
  const SegmentInput *input;
  PanopticFates fates; /* of all segments of the tables */
} Panoptic;

/* ---- the images ---- */

static SegmentSpan span_of(const SegmentTable *table, uint32_t image) {
  return image == NAMES_NONE ? (SegmentSpan){NULL, 0} : segments_of(table, image);
}

static PanopticFates fates_of(const Panoptic *panoptic, uint32_t image) {
  if (image == NAMES_NONE) return (PanopticFates){NULL, NULL};
  return (PanopticFates){panoptic->fates.ious + panoptic->input->labels.starts[image],
                         panoptic->fates.is_false + panoptic->input->predictions.starts[image]};
}

static void match_image(void *context, const PngJob *job, Error *error) {
  const Panoptic *panoptic = context;
  const SegmentInput *input = panoptic->input;
  PanopticFates fates = fates_of(panoptic, job->number);
  bool of_predictions = false;
  Error inner = {0};
  panoptic_match(&job->pairs, span_of(&input->labels, job->number), span_of(&input->predictions, job->number),
                 &fates, &of_predictions, &inner);
  if (inner.kind == ERROR_INPUT)
    error_input(error, "%s image %s: %s", (of_predictions ? &input->predictions : &input->labels)->table,
                id_excerpt(&job->image).text, inner.text);
  else if (!ok(&inner))
    *error = inner;
}

/* ---- the rows ---- */

static bool is_in(const SegmentInput *input, uint32_t class, QualityKind kind) {
  if (kind == OF_THINGS) return input->things[class] == 1;
  if (kind == OF_STUFF) return input->things[class] == 0;
  return true;
}

/* The mean over the classes of a kind that have something to score. */
static QualityRow mean_row(const SegmentInput *input, const PanopticScore *scores, QualityKind kind) {
  QualityRow row = {.kind = kind};
  PanopticQuality sum = {0, 0, 0};
  for (uint32_t k = 0; k < input->classes.count; k++) {
    PanopticQuality quality = panoptic_quality(&scores[k]);
    if (!is_in(input, k, kind) || isnan(quality.pq)) continue;
    row.classes++;
    sum = (PanopticQuality){sum.pq + quality.pq, sum.sq + quality.sq, sum.rq + quality.rq};
    row.score.tp += scores[k].tp;
    row.score.fp += scores[k].fp;
    row.score.fn += scores[k].fn;
  }
  double n = row.classes ? row.classes : (double)NAN;
  row.quality = (PanopticQuality){sum.pq / n, sum.sq / n, sum.rq / n};
  return row;
}

static void add_rows(Call *call, const SegmentInput *input, const PanopticScore *scores) {
  size_t classes = input->classes.count;
  QualityRow *rows = run_append(call->run, classes + 3, call->error);
  if (!rows) return;
  for (uint32_t k = 0; k < classes; k++) {
    PanopticQuality quality = panoptic_quality(&scores[k]);
    rows[k] = (QualityRow){OF_CLASS, k, scores[k], quality, isnan(quality.pq) ? 0U : 1U};
  }
  for (QualityKind kind = OF_ALL; kind <= OF_STUFF; kind++)
    rows[classes + kind - OF_ALL] = mean_row(input, scores, kind);
}

static void add_scores(Call *call, const Panoptic *panoptic, const PngStream *stream) {
  const SegmentInput *input = panoptic->input;
  PanopticScore *scores = memory_allocate_zeroed(input->classes.count, sizeof *scores, call->error);
  for (uint32_t image = 0; image < input->images.count && scores; image++) {
    PanopticFates fates = fates_of(panoptic, image);
    if (png_stream_has(stream, image))
      panoptic_add(scores, segments_of(&input->labels, image), segments_of(&input->predictions, image),
                   &fates);
  }
  if (ok(call->error)) add_rows(call, input, scores);
  memory_release(scores);
}

static void release_input(void *state) {
  segments_release(state);
  memory_release(state);
}

static SegmentInput *read_input(Call *call) {
  SegmentInput *input = memory_allocate_zeroed(1, sizeof *input, call->error);
  if (!input) return NULL;
  call->run->state = input;
  call->run->release_state = release_input;
  segments_read(input, call->connection, call_text(call, "label_segments", "label_segments"),
                call_text(call, "prediction_segments", "prediction_segments"), call->error);
  return input;
}

static void run(Call *call) {
  Error *error = call->error;
  evaluation_threads(call);
  SegmentInput *input = ok(error) ? read_input(call) : NULL;
  if (!ok(error)) return;
  Panoptic panoptic = {.input = input};
  panoptic.fates.ious = memory_allocate_zeroed(input->labels.count, sizeof *panoptic.fates.ious, error);
  panoptic.fates.is_false =
      memory_allocate_zeroed(input->predictions.count, sizeof *panoptic.fates.is_false, error);
  PngStream stream = {.call = call, .input = input, .context = &panoptic, .work = match_image};
  if (ok(error)) png_stream_run(&stream);
  if (ok(error)) add_scores(call, &panoptic, &stream);
  png_stream_release(&stream);
  memory_release(panoptic.fates.ious);
  memory_release(panoptic.fates.is_false);
}

static void cell_thing(const SegmentInput *input, const QualityRow *row, Cell *out) {
  if (row->kind == OF_THINGS || row->kind == OF_STUFF) cell_integer(out, row->kind == OF_THINGS);
  if (row->kind == OF_CLASS && input->things[row->class] >= 0)
    cell_integer(out, input->things[row->class] > 0);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  static const char *const kinds[] = {"class", "all", "things", "stuff"};
  const SegmentInput *input = run->state;
  const QualityRow *quality = row;
  switch (column) {
  case KIND: cell_text(out, kinds[quality->kind]); break;
  case CLASS:
    if (quality->kind == OF_CLASS) cell_id(out, input->classes.items[quality->class]);
    break;
  case IS_THING: cell_thing(input, quality, out); break;
  case PQ: cell_real(out, quality->quality.pq); break;
  case SQ: cell_real(out, quality->quality.sq); break;
  case RQ: cell_real(out, quality->quality.rq); break;
  case TP: cell_integer(out, (sqlite3_int64)quality->score.tp); break;
  case FP: cell_integer(out, (sqlite3_int64)quality->score.fp); break;
  case FN: cell_integer(out, (sqlite3_int64)quality->score.fn); break;
  case CLASSES: cell_integer(out, quality->classes); break;
  }
}

const Function function_panoptic_quality = {
    .kind = TABLE,
    .name = "panoptic_quality",
    .arguments = "label_segments, prediction_segments, label_pngs, prediction_pngs",
    .summary = "scores panoptic segmentations: PQ, SQ and RQ for each class, things and stuff",
    .example =
        "CREATE TEMP VIEW segments AS SELECT 1 AS image_id, 1 AS segment_id, 'road' AS class, 0 AS isthing; CREATE TEMP VIEW truth AS SELECT 1 AS image_id, geometry_png('[0,0,8,4]', 10, 8) AS png; CREATE TEMP VIEW found AS SELECT 1 AS image_id, geometry_png('[0,0,8,5]', 10, 8) AS png; SELECT kind, class, pq, sq, rq, tp, fp, fn FROM panoptic_quality('segments', 'segments', 'truth', 'found')",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(QualityRow),
            .run = run,
            .cell = cell,
        },
};
