#include "evaluation/panoptic.h"

#include <math.h>

enum { VOID = 0 };

/* A segment's place; the count where there is none. */
static size_t find_segment(SegmentSpan segments, uint32_t id) {
  size_t low = 0, high = segments.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (segments.items[middle].id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < segments.count && segments.items[low].id == id ? low : segments.count;
}

uint32_t segment_class(SegmentSpan segments, uint32_t id) {
  size_t at = find_segment(segments, id);
  return at < segments.count ? segments.items[at].class : UINT32_MAX;
}

/* The pixels of the segments of an image. */
typedef struct Areas {
  uint64_t *labels, *predictions;
  uint64_t *left_out; /* of a prediction: void, or a crowd of its class */
} Areas;

static size_t segment_place(SegmentSpan segments, uint32_t id, bool is_prediction, bool *of_predictions,
                            Error *error) {
  size_t at = find_segment(segments, id);
  if (id == VOID || at < segments.count || !ok(error)) return at;
  *of_predictions = is_prediction;
  error_input(error, "its PNG has the segment %u, which the table lacks", id);
  return at;
}

static void find_areas(const PngPairs *pairs, SegmentSpan labels, SegmentSpan predictions, Areas *areas,
                       bool *of_predictions, Error *error) {
  for (size_t i = 0; i < pairs->count && ok(error); i++) {
    const PngPair *pair = &pairs->items[i];
    size_t label = segment_place(labels, pair->label, false, of_predictions, error);
    size_t prediction = segment_place(predictions, pair->prediction, true, of_predictions, error);
    if (!ok(error)) return;
    if (pair->label != VOID) areas->labels[label] += pair->pixels;
    if (pair->prediction == VOID) continue;
    areas->predictions[prediction] += pair->pixels;
    const Segment *segment = pair->label == VOID ? NULL : &labels.items[label];
    if (!segment || (segment->crowd && segment->class == predictions.items[prediction].class))
      areas->left_out[prediction] += pair->pixels;
  }
}

static void refuse_empty(SegmentSpan segments, const uint64_t *areas, bool is_prediction,
                         bool *of_predictions, Error *error) {
  for (size_t i = 0; i < segments.count && ok(error); i++) {
    if (areas[i]) continue;
    *of_predictions = is_prediction;
    error_input(error, "its PNG lacks the segment %u of the table", segments.items[i].id);
  }
}

/* of_void: the void pixels of each prediction, which do not count in the union. */
static void match_pairs(const PngPairs *pairs, SegmentSpan labels, SegmentSpan predictions,
                        const Areas *areas, const uint64_t *of_void, const PanopticFates *fates) {
  for (size_t i = 0; i < pairs->count; i++) {
    const PngPair *pair = &pairs->items[i];
    if (pair->label == VOID || pair->prediction == VOID) continue;
    size_t label = find_segment(labels, pair->label),
           prediction = find_segment(predictions, pair->prediction);
    const Segment *segment = &labels.items[label];
    if (segment->crowd || segment->class != predictions.items[prediction].class) continue;
    uint64_t joined =
        areas->labels[label] + areas->predictions[prediction] - pair->pixels - of_void[prediction];
    double iou = (double)pair->pixels / (double)joined;
    if (!(iou > 0.5)) continue;
    fates->ious[label] = iou;
    fates->is_false[prediction] = 0;
  }
}

static void begin_fates(SegmentSpan labels, SegmentSpan predictions, const Areas *areas,
                        const PanopticFates *fates) {
  for (size_t i = 0; i < labels.count; i++) fates->ious[i] = labels.items[i].crowd ? -1 : 0;
  for (size_t i = 0; i < predictions.count; i++)
    fates->is_false[i] = !((double)areas->left_out[i] / (double)areas->predictions[i] > 0.5);
}

void panoptic_match(const PngPairs *pairs, SegmentSpan labels, SegmentSpan predictions,
                    const PanopticFates *fates, bool *of_predictions, Error *error) {
  size_t count = labels.count + 3 * predictions.count;
  uint64_t *memory = memory_allocate_zeroed(count, sizeof *memory, error);
  if (!memory) return;
  Areas areas = {memory, memory + labels.count, memory + labels.count + predictions.count};
  uint64_t *of_void = areas.left_out + predictions.count;
  find_areas(pairs, labels, predictions, &areas, of_predictions, error);
  refuse_empty(labels, areas.labels, false, of_predictions, error);
  refuse_empty(predictions, areas.predictions, true, of_predictions, error);
  for (size_t i = 0; i < pairs->count && pairs->items[i].label == VOID && ok(error); i++) {
    if (pairs->items[i].prediction != VOID)
      of_void[find_segment(predictions, pairs->items[i].prediction)] = pairs->items[i].pixels;
  }
  if (ok(error)) {
    begin_fates(labels, predictions, &areas, fates);
    match_pairs(pairs, labels, predictions, &areas, of_void, fates);
  }
  memory_release(memory);
}

void panoptic_add(PanopticScore *scores, SegmentSpan labels, SegmentSpan predictions,
                  const PanopticFates *fates) {
  for (size_t i = 0; i < labels.count; i++) {
    PanopticScore *score = &scores[labels.items[i].class];
    double iou = fates->ious[i];
    if (iou > 0) score->iou_sum += iou;
    score->tp += iou > 0;
    score->fn += iou == 0;
  }
  for (size_t i = 0; i < predictions.count; i++) scores[predictions.items[i].class].fp += fates->is_false[i];
}

PanopticQuality panoptic_quality(const PanopticScore *score) {
  const double none = (double)NAN;
  if (score->tp + score->fp + score->fn == 0) return (PanopticQuality){none, none, none};
  double tp = (double)score->tp, divisor = tp + 0.5 * (double)score->fp + 0.5 * (double)score->fn;
  return (PanopticQuality){score->iou_sum / divisor, score->tp ? score->iou_sum / tp : 0, tp / divisor};
}

double pixel_counts_iou(const PixelCounts *counts) {
  uint64_t joined = counts->labels + counts->predictions - counts->both;
  return joined ? (double)counts->both / (double)joined : (double)NAN;
}
