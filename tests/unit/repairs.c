/* Curves and means with a change, against those made anew; whose fault an error is; how good a label looks. */
#include "evaluation/repairs/repairs.h"

#include "data.h"
#include "evaluation/class_scores.h"
#include "evaluation/repairs/blame.h"
#include "evaluation/repairs/cell_mean.h"
#include "evaluation/repairs/class_ranking.h"
#include "evaluation/repairs/label_quality.h"

static const Box here = {0, 0, 10, 10}, near_here = {4, 0, 10, 10}, there = {50, 50, 10, 10};
static const Task alone = {0};

static uint32_t random_below(uint64_t *state, uint32_t below) {
  *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (uint32_t)(*state >> 33) % below;
}

static MatchRules rules_of(int thresholds) {
  MatchRules rules = {.threshold_count = thresholds,
                      .area_count = 1,
                      .areas = {{0, 1e10}},
                      .max_detections = 100,
                      .score_threshold = (double)-INFINITY};
  for (int t = 0; t < thresholds; t++) rules.thresholds[t] = coco_threshold(t);
  return rules;
}

enum { CELLS_OF_THREE = 7 };

/* Matched in some cells and ignored in some of these; where it is not matched, it is ignored in all or in none. */
static void draw_outcome(uint64_t *state, uint64_t *matched, uint64_t *ignored) {
  *matched = random_below(state, 8) & random_below(state, 8);
  *ignored = random_below(state, 8) & random_below(state, 8) & *matched;
  if (random_below(state, 10) == 0) *ignored |= CELLS_OF_THREE & ~*matched;
}

typedef struct Drawn {
  Dataset data;
  Matches matches;
  Ranked ranked;
  uint64_t state;
} Drawn;

/* One class; each prediction in an image of its own, in descending score with ties. */
static void draw(Drawn *drawn, uint64_t seed, uint32_t labels, uint32_t predictions) {
  Error error = {0};
  char image[16];
  drawn->data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  drawn->state = seed;
  for (uint32_t i = 0; i < labels; i++) data_label(&drawn->data, (int64_t)i + 1, "a", "cat", here);
  for (uint32_t i = 0; i < predictions; i++) {
    snprintf(image, sizeof image, "%07u", i);
    data_prediction(&drawn->data, (int64_t)i + 1, image, "cat", 1 - (double)(i / 3) / predictions, here);
  }
  data_finish(&drawn->data);
  MatchRules rules = rules_of(3);
  matches_make(&drawn->matches, &drawn->data, &rules, false, &data_workers, &error);
  ranked_make(&drawn->ranked, &drawn->data, &error);
  CHECK(ok(&error));
  for (size_t row = 0; row < predictions; row++)
    draw_outcome(&drawn->state, &drawn->matches.matched[row], &drawn->matches.ignored[row]);
}

static void drawn_release(Drawn *drawn) {
  ranked_release(&drawn->ranked);
  matches_release(&drawn->matches);
  dataset_release(&drawn->data);
}

/* The curves as precision_recall.h makes them, with as many labels. */
static void curves_anew(Drawn *drawn, uint32_t labels, double *cells) {
  Error error = {0};
  Curve curves[COCO_THRESHOLDS];
  uint32_t *starts = drawn->data.labels.starts, own = starts[1];
  starts[1] = labels;
  class_curves(&drawn->matches, 0, 0, &drawn->ranked, curves, NULL, 0, NULL, &alone, &error);
  starts[1] = own;
  CHECK(ok(&error));
  for (int t = 0; t < 3; t++)
    memcpy(cells + t * COCO_RECALLS, curves[t].precision, sizeof curves[t].precision);
}

/* Up to three predictions change, none, one or two steps of each count apart. */
static size_t draw_changes(Drawn *drawn, uint32_t predictions, RankChange *changes) {
  size_t count = random_below(&drawn->state, 4);
  uint32_t rank = 0;
  for (size_t i = 0; i < count; i++) {
    rank += 1 + random_below(&drawn->state, predictions / 4);
    uint64_t matched, ignored;
    draw_outcome(&drawn->state, &matched, &ignored);
    changes[i] =
        (RankChange){rank, drawn->matches.matched[rank], drawn->matches.ignored[rank], matched, ignored};
  }
  return count;
}

static void apply(Drawn *drawn, const RankChange *changes, size_t count, bool undo) {
  for (size_t i = 0; i < count; i++) {
    drawn->matches.matched[changes[i].rank] = undo ? changes[i].matched_before : changes[i].matched;
    drawn->matches.ignored[changes[i].rank] = undo ? changes[i].ignored_before : changes[i].ignored;
  }
}

static void check_curves(uint64_t seed, uint32_t labels, uint32_t predictions) {
  enum { TRIALS = 200, CELLS = 3 * COCO_RECALLS };
  Drawn drawn;
  Error error = {0};
  ClassRanking ranking;
  RankChange changes[3];
  double ours[CELLS], theirs[CELLS];
  draw(&drawn, seed, labels, predictions);
  uint32_t *ranks = memory_allocate(predictions, sizeof *ranks, &error);
  drawn.data.labels.starts[1] = --labels; /* so that there is one more */
  class_ranking_make(&ranking, &drawn.matches, 0, 0, &drawn.ranked, ranks, &alone, &error);
  CHECK(ok(&error) && ranking.label_count == labels);
  curves_anew(&drawn, labels, theirs);
  CHECK(memcmp(ranking.cells, theirs, sizeof theirs) == 0);
  for (int trial = 0; trial < TRIALS; trial++) {
    int more = (int)random_below(&drawn.state, 3) - 1;
    size_t count = draw_changes(&drawn, predictions, changes);
    double ap = class_ranking_try(&ranking, more, changes, count, ours);
    if ((int)labels + more == 0) {
      CHECK(isnan(ap));
      continue;
    }
    apply(&drawn, changes, count, false);
    curves_anew(&drawn, (uint32_t)((int)labels + more), theirs);
    apply(&drawn, changes, count, true);
    CHECK(memcmp(ours, theirs, sizeof theirs) == 0);
    CHECK(ap == sum_pairwise(theirs, CELLS) / CELLS);
  }
  class_ranking_release(&ranking);
  memory_release(ranks);
  drawn_release(&drawn);
}

/* ---- the mean ---- */

static void check_mean(void) {
  enum { CLASSES = 7, CELLS = 303, NONE = 4 };
  Error error = {0};
  uint64_t state = 5;
  static double cells[CLASSES][CELLS], other[2][CELLS], all[CLASSES * CELLS];
  const double *classes[CLASSES];
  uint32_t counts[CLASSES], order[CLASSES] = {3, 0, 1, 4, 6, 5, 2};
  Dataset data = {.classes.count = CLASSES, .classes_in_sums = order};
  CellMean mean;
  CellTrial trial;
  for (int k = 0; k < CLASSES; k++) {
    for (int c = 0; c < CELLS; c++) cells[k][c] = random_below(&state, 1000) / 997.0;
    classes[k] = cells[k];
    counts[k] = k != NONE;
  }
  cell_mean_make(&mean, &data, classes, counts, CELLS, &alone, &error);
  cell_trial_make(&trial, &mean, &error);
  CHECK(ok(&error));
  for (int round = 0; round < 60; round++) {
    uint32_t first = random_below(&state, CLASSES), second = (first + 1) % CLASSES, count = 0;
    for (int c = 0; c < CELLS; c++) {
      other[0][c] = random_below(&state, 4) ? cells[first][c] : random_below(&state, 1000) / 991.0;
      other[1][c] = random_below(&state, 1000) / 983.0;
    }
    bool goes = random_below(&state, 5) == 0;
    const CellChange changes[] = {{first, other[0]}, {second, goes ? NULL : other[1]}};
    double value = cell_mean_try(&mean, &trial, changes, 2, &alone, &error);
    for (int c = 0; c < CELLS; c++) {
      for (int i = 0; i < CLASSES; i++) {
        uint32_t k = order[i];
        if (k == first)
          all[count++] = other[0][c];
        else if (k == second && !goes)
          all[count++] = other[1][c];
        else if (k != second && k != NONE)
          all[count++] = cells[k][c];
      }
    }
    CHECK(value == sum_pairwise(all, count) / count);
  }
  CHECK(cell_mean_try(&mean, &trial, NULL, 0, &alone, &error) == mean.mean);
  cell_trial_release(&trial);
  cell_mean_release(&mean);
}

/* ---- blame and quality ---- */

/* From the highest score: 2 errors, 30 correct ones, 3 errors. Of the lowest nothing is known but that they are wrong. */
static void check_blame(void) {
  enum { HIGH = 2, CORRECT = 30, LOW = 3, ALL = HIGH + CORRECT + LOW };
  Error error = {0};
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  uint32_t kinds[ALL];
  double blames[ALL];
  for (int i = 0; i < ALL; i++) data_prediction(&data, i, "a", "cat", 1 - i / 100.0, here);
  data_finish(&data);
  for (int i = 0; i < ALL; i++) kinds[i] = i < HIGH || i >= HIGH + CORRECT ? BLAME_KINDS : BLAME_TRUE;
  blame_predictions(&data, 0, kinds, blames, &data_workers, &error);
  CHECK(ok(&error));
  double expected = pow(1.5, 4) / (1 + pow(1.5, 4));
  CHECK(fabs(blames[0] - expected) < 1e-12 && blames[1] == blames[0]);
  CHECK(blames[ALL - 1] == 0);
  kinds[0] = BLAME_KINDS + 1;
  blame_predictions(&data, 0, kinds, blames, &data_workers, &error);
  CHECK(fabs(blames[0] - 81.0 / 82) < 1e-12 && blames[1] == blames[0]);
  dataset_release(&data);
}

static void check_quality(void) {
  Error error = {0};
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  const QualitySettings settings = {0.5, 0.95};
  MatchRules rules = rules_of(1);
  LabelQuality qualities[3];
  data_label(&data, 1, "a", "cat", here);
  data_label(&data, 2, "a", "cat", there);
  data_label(&data, 3, "b", "dog", here);
  data_prediction(&data, 1, "a", "cat", 0.9, near_here);
  data_prediction(&data, 2, "a", "dog", 0.96, there);
  data_prediction(&data, 3, "b", "dog", 0.5, near_here);
  data_finish(&data);
  CHECK(label_qualities(&data, &rules, 0, &settings, qualities, &data_workers, &error) == 3);
  double expected = 0.9 * 60 / 140 + 0.1 * exp(-40 / sqrt(200));
  CHECK(fabs(qualities[0].located - expected) < 1e-12 && qualities[0].located_by == 0);
  CHECK(qualities[1].class == 0 && qualities[1].class_by == 1 && qualities[1].located == 1);
  CHECK(qualities[2].located == 1 && qualities[2].located_by == QUALITY_NO_ROW);
  CHECK(label_similarity(1, here, here) == 1);
  dataset_release(&data);
}

int main(void) {
  unit_begin();
  check_curves(1, 1000, 3000);
  check_curves(2, 400, 600);
  check_curves(3, 30, 200);
  check_curves(4, 4, 40);
  check_curves(5, 2, 9);
  check_mean();
  check_blame();
  check_quality();
  return unit_end("repairs");
}
