/* Panoptic quality: which segments match, what is left out, and the sums. Random images are compared in
** make panoptic-quick. */
#include "evaluation/panoptic.h"

#include <math.h>

#include "unit.h"

static const Segment labels[] = {{1, 0, false}, {2, 1, false}, {3, 1, true}, {4, 0, false}};
static const Segment predictions[] = {
    {5, 0, false}, {6, 1, false}, {7, 1, false}, {8, 0, false}, {9, 0, false}};
static const SegmentSpan label_span = {labels, 4}, prediction_span = {predictions, 5};

static const char *match(PngPair *pairs, size_t count, const PanopticFates *fates, bool *of_predictions) {
  static char text[200];
  Error error = {0};
  PngPairs all = {.items = pairs, .count = count};
  *of_predictions = false;
  panoptic_match(&all, label_span, prediction_span, fates, of_predictions, &error);
  snprintf(text, sizeof text, "%.199s", ok(&error) ? "" : error.text);
  return text;
}

static void match_segments(void) {
  PngPair pairs[] = {
      {0, 5, 40},             /* void does not count in the union */
      {0, 8, 6},              /* more than half void: left out */
      {1, 5, 60}, {1, 6, 20}, /* 60 of 80 */
      {2, 6, 30}, {2, 9, 30}, /* half is too little, and 9 is of another class */
      {3, 7, 90},             /* in the crowd of its class: left out */
      {4, 7, 10}, {4, 8, 4},
  };
  double ious[4];
  uint8_t is_false[5];
  const PanopticFates fates = {ious, is_false};
  bool of_predictions;
  CHECK_TEXT(match(pairs, 9, &fates, &of_predictions), "");
  CHECK(ious[0] == 60. / 80 && ious[1] == 0 && ious[2] == -1 && ious[3] == 0);
  CHECK(!is_false[0] && is_false[1] && !is_false[2] && !is_false[3] && is_false[4]);
  PanopticScore scores[2] = {{.tp = 0}, {.tp = 0}};
  panoptic_add(scores, label_span, prediction_span, &fates);
  CHECK(scores[0].tp == 1 && scores[0].fp == 1 && scores[0].fn == 1 && scores[0].iou_sum == 0.75);
  CHECK(scores[1].tp == 0 && scores[1].fp == 1 && scores[1].fn == 1);
  PanopticQuality quality = panoptic_quality(&scores[0]);
  CHECK(quality.pq == 0.375 && quality.sq == 0.75 && quality.rq == 0.5);
  quality = panoptic_quality(&scores[1]);
  CHECK(quality.pq == 0 && quality.sq == 0 && quality.rq == 0);
  CHECK(isnan(panoptic_quality(&(PanopticScore){0}).pq));
  pairs[8].label = 44;
  CHECK_TEXT(match(pairs, 9, &fates, &of_predictions), "its PNG has the segment 44, which the table lacks");
  CHECK(!of_predictions);
  CHECK_TEXT(match(pairs, 6, &fates, &of_predictions), "its PNG lacks the segment 3 of the table");
  CHECK(!of_predictions);
  pairs[8] = (PngPair){4, 10, 4};
  CHECK_TEXT(match(pairs, 9, &fates, &of_predictions), "its PNG has the segment 10, which the table lacks");
  CHECK(of_predictions);
}

static void count_pixels(void) {
  CHECK(pixel_counts_iou(&(PixelCounts){2, 5, 4}) == 2. / 7);
  CHECK(isnan(pixel_counts_iou(&(PixelCounts){0, 0, 0})));
  CHECK(segment_class(label_span, 3) == 1 && segment_class(label_span, 5) == UINT32_MAX);
}

int main(void) {
  unit_begin();
  match_segments();
  count_pixels();
  return unit_end("panoptic");
}
