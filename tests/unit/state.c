/* States: written, read, merged in any order, scored; damaged ones are rejected. */
#include "evaluation/state/state_merge.h"

#include "data.h"
#include "evaluation/class_scores.h"
#include "evaluation/state/state_make.h"
#include "evaluation/state/state_scores.h"
#include "evaluation/summary.h"
#include "unit.h"

static const Task here = {.poll = NULL};
static const size_t limits[] = {1, 10, 100};
static const StateCells all_cells = {0, COCO_THRESHOLDS, 0, STATE_AREAS, 100, -INFINITY};

/* Images 0.jpg to 5.jpg with three labels each; predictions of equal scores, some of which find one. */
static void add_image(Dataset *data, int image) {
  static const char *const classes[] = {"cat", "dog"};
  char name[8] = "0.jpg";
  name[0] = (char)('0' + image);
  for (int i = 0; i < 3; i++) {
    Box box = {40 * i, 10, 20 + 15 * i, 30};
    Box near = {40 * i + (image + i) % 7, 10, 20 + 15 * i, 30};
    data_label(data, image * 10 + i, name, classes[i % 2], box);
    data_prediction(data, image * 10 + i, name, classes[i % 2], (image + i) % 3 / 4.0, near);
    data_prediction(data, image * 10 + 5 + i, name, classes[(i + image) % 2], 0.25, (Box){200, 0, 9, 9});
  }
}

static void match(Matches *matches, Dataset *data, int first, int end) {
  Error error = {0};
  MatchRules rules = {.max_detections = 100, .score_threshold = -INFINITY};
  *data = (Dataset){.labels.table = "labels", .predictions.table = "predictions"};
  for (int image = first; image < end; image++) add_image(data, image);
  data_finish(data);
  state_ask(&rules);
  matches_make(matches, data, &rules, false, &data_workers, &error);
  CHECK(ok(&error));
}

/* The rows of some images, and how many more images there are. */
static void make_rows(StateRows *rows, int first, int end, Error *error) {
  Dataset data;
  Matches matches;
  Names others = {0};
  const Id other = id_text("other.jpg", 9);
  match(&matches, &data, first, end);
  names_add(&others, &other, error);
  const StateSource source = {
      &matches, {.iou_type = IOU_BBOX, .max_detections = 100, .score_threshold = -INFINITY}, &others};
  state_rows_make(rows, &source, &data_workers, error);
  names_release(&others);
  matches_release(&matches);
  dataset_release(&data);
}

static Buffer merge(const Buffer *blobs, size_t count, Error *error) {
  StateBlobs all = {0};
  Buffer out = {0};
  for (size_t i = 0; i < count; i++) state_blobs_add(&all, blobs[i].bytes, blobs[i].length, error);
  state_blobs_merge(&all, &out, &here, error);
  state_blobs_release(&all);
  return out;
}

static Buffer merge_rows(const StateRows *rows, Error *error) {
  Buffer blobs[8];
  for (size_t i = 0; i < rows->count; i++) blobs[i] = rows->items[rows->count - 1 - i].blob;
  return merge(blobs, rows->count, error);
}

/* The state of some images. */
static Buffer make_state(int first, int end) {
  StateRows rows;
  Error error = {0};
  make_rows(&rows, first, end, &error);
  CHECK(rows.count == 3);
  Buffer out = merge_rows(&rows, &error);
  CHECK(ok(&error));
  state_rows_release(&rows);
  return out;
}

static bool same_bytes(const Buffer *a, const Buffer *b) {
  return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static void check_figures(const Buffer *blob) {
  Dataset data;
  Matches matches;
  State state;
  StateScores scores;
  Summary whole = {0}, of_state = {0};
  Error error = {0};
  match(&matches, &data, 0, 6);
  summarize_matches(&matches, limits, 3, &data_workers, &whole, &error);
  state_read(&state, blob->bytes, blob->length, &error);
  state_check_complete(&state, NEED_ALL, &error);
  CHECK(state.image_count == 7 && state.shard_count == 3);
  const Id model = {.kind = ID_NULL};
  state_scores_make(&scores, &state, &model, &all_cells, &here, &error);
  CHECK(ok(&error) && scores.data.images.count == 6);
  summarize_matches(&scores.matches, limits, 3, &data_workers, &of_state, &error);
  CHECK(ok(&error) && memcmp(&whole, &of_state, sizeof whole) == 0);
  CHECK(whole.ap > 0 && whole.ap < 1);
  state_scores_release(&scores);
  state_release(&state);
  matches_release(&matches);
  dataset_release(&data);
}

static void test_merging(void) {
  Buffer parts[3] = {make_state(0, 2), make_state(2, 3), make_state(3, 6)};
  Buffer turned[3] = {parts[2], parts[0], parts[1]};
  Error error = {0};
  Buffer once = merge(parts, 3, &error), other = merge(turned, 3, &error);
  Buffer left[2] = {merge(parts, 2, &error), parts[2]};
  Buffer right[2] = {parts[0], merge(parts + 1, 2, &error)};
  Buffer of_left = merge(left, 2, &error), of_right = merge(right, 2, &error),
         again = merge(&once, 1, &error);
  CHECK(ok(&error));
  CHECK(same_bytes(&once, &other) && same_bytes(&once, &of_left) && same_bytes(&once, &of_right));
  CHECK(same_bytes(&once, &again));
  check_figures(&once);
  for (int i = 0; i < 3; i++) buffer_release(&parts[i]);
  buffer_release(&once), buffer_release(&other), buffer_release(&left[0]), buffer_release(&right[1]);
  buffer_release(&of_left), buffer_release(&of_right), buffer_release(&again);
}

static void check_rejected(const Buffer *blobs, size_t count, const char *text) {
  Error error = {0};
  Buffer out = merge(blobs, count, &error);
  CHECK(!ok(&error));
  CHECK_TEXT(error.text, text);
  buffer_release(&out);
}

static void test_what_does_not_fit(void) {
  Buffer one = make_state(0, 2), overlapping = make_state(1, 3), other = make_state(3, 4);
  StateRows rows;
  Error error = {0};
  make_rows(&rows, 0, 2, &error);
  check_rejected((Buffer[]){one, one}, 2, "a state occurs twice: both have the images of the same shard");
  check_rejected((Buffer[]){rows.items[1].blob, rows.items[1].blob}, 2,
                 "a state occurs twice: the labels of the class 'cat' are in two states of one shard");
  check_rejected((Buffer[]){one, overlapping}, 2,
                 "the image '1.jpg' is in two shards: its labels and predictions belong into one");
  other.bytes[4] = IOU_SEGM;
  check_rejected((Buffer[]){one, other}, 2,
                 "the states differ in iou_type: evaluate all shards with the same parameters");
  other.bytes[2] = 7;
  check_rejected(&other, 1, "the state has version 7; this boxscore reads version 1");
  other.bytes[0] = 'x';
  check_rejected(&other, 1, "the state is not a BLOB of evaluation_state or merge_states");
  state_rows_release(&rows);
  buffer_release(&one), buffer_release(&overlapping), buffer_release(&other);
}

/* Reads, merges and scores; false where that ends in an error. */
static bool survives(const Buffer *blob) {
  Error error = {0};
  State state;
  StateScores scores;
  size_t count = 0;
  Buffer merged = merge(blob, 1, &error);
  buffer_release(&merged);
  error.kind = ERROR_NONE;
  state_read(&state, blob->bytes, blob->length, &error);
  if (ok(&error)) state_check_complete(&state, NEED_ALL, &error);
  Id *models = ok(&error) ? state_models(&state, &count, &error) : NULL;
  for (size_t m = 0; m < count && ok(&error); m++) {
    Summary summary;
    state_scores_make(&scores, &state, &models[m], &all_cells, &here, &error);
    summarize_matches(&scores.matches, limits, 3, &data_workers, &summary, &error);
    state_scores_release(&scores);
  }
  memory_release(models);
  state_release(&state);
  return ok(&error);
}

static void test_damage(void) {
  Buffer blob = make_state(0, 6);
  CHECK(survives(&blob));
  for (size_t length = 0; length < blob.length; length++) {
    Buffer cut = {.bytes = malloc(length + 1), .length = length};
    memcpy(cut.bytes, blob.bytes, length);
    CHECK(!survives(&cut));
    free(cut.bytes);
  }
  for (size_t at = 0; at < blob.length; at++) {
    static const char values[] = {0, 1, 0x7F, (char)0x80, (char)0xFF};
    char kept = blob.bytes[at];
    for (int i = 0; i < 5; i++) {
      blob.bytes[at] = values[i];
      survives(&blob);
    }
    blob.bytes[at] = kept;
  }
  CHECK(survives(&blob));
  buffer_release(&blob);
}

static void test_memory(void) {
  Dataset data;
  Matches matches;
  match(&matches, &data, 0, 6);
  const Names none = {0};
  const StateSource source = {&matches, {.max_detections = 100, .score_threshold = -INFINITY}, &none};
  for (long n = 1, failed = 1; failed; n++) {
    StateRows rows = {0};
    Error error = {0};
    unit_fail_allocation(n, false);
    state_rows_make(&rows, &source, &data_workers, &error);
    Buffer merged = {0};
    if (ok(&error)) merged = merge_rows(&rows, &error);
    bool survived = ok(&error) && survives(&merged);
    failed = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(survived || failed);
    buffer_release(&merged);
    state_rows_release(&rows);
  }
  matches_release(&matches);
  dataset_release(&data);
}

static void test_incomplete(void) {
  StateRows rows;
  State state;
  Error error = {0};
  make_rows(&rows, 0, 2, &error);
  const Buffer *blob = &rows.items[1].blob;
  state_read(&state, blob->bytes, blob->length, &error);
  state_check_complete(&state, NEED_CLASSES, &error);
  CHECK(ok(&error));
  state_check_complete(&state, NEED_ALL, &error);
  CHECK_TEXT(error.text, "the state lacks the images of a shard: merge the row whose class is NULL too");
  state_release(&state);
  error = (Error){0};
  Buffer merged = merge((Buffer[]){rows.items[0].blob, *blob}, 2, &error);
  state_read(&state, merged.bytes, merged.length, &error);
  state_check_complete(&state, NEED_ALL, &error);
  CHECK_TEXT(error.text, "the state lacks classes of a shard: merge the rows of all classes");
  state_release(&state);
  buffer_release(&merged);
  state_rows_release(&rows);
}

int main(void) {
  unit_begin();
  test_merging();
  test_what_does_not_fit();
  test_damage();
  test_memory();
  test_incomplete();
  return unit_end("state");
}
