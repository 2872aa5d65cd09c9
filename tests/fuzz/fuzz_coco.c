/*
** COCO files: anything may stand in them. The first byte says which allocation fails (0: none); a results file follows the
** instances file after a form feed.
*/
#include "fuzz.h"

#include <math.h>
#include <unistd.h>

#include "formats/coco/coco_read.h"

/* Everything is wanted where segmentations are. */
static void take_images(const char *path, Coco *coco, Error *error) {
  coco_read_images(&(CocoRequest){.path = path, .wanted = COCO_SIZE | COCO_FILE}, coco, NULL, error);
}

static void take_labels(const char *path, bool all, Coco *coco, Poll *poll, Error *error) {
  CocoRequest request = {.path = path, .wanted = all ? ~0U : COCO_BOX};
  coco_read_labels(&request, coco, poll, error);
}

static void take_predictions(const char *path, const char *labels_path, bool all, bool threaded, Coco *coco,
                             Error *error) {
  CocoRequest request = {
      .path = path, .labels_path = labels_path, .wanted = all ? ~0U : COCO_BOX, .threaded = threaded};
  coco_read_predictions(&request, coco, NULL, error);
}

static char labels_path[200], results_path[200];

static void remove_files(void) {
  remove(labels_path);
  remove(results_path);
}

static void choose_paths(void) {
  const char *folder = getenv("TMPDIR");
  snprintf(labels_path, sizeof labels_path, "%s/fuzz_coco_%ld_labels.json", folder ? folder : "/tmp",
           (long)getpid());
  snprintf(results_path, sizeof results_path, "%s/fuzz_coco_%ld_results.json", folder ? folder : "/tmp",
           (long)getpid());
  atexit(remove_files);
}

static void write_file(const char *path, const uint8_t *data, size_t size) {
  FILE *file = fopen(path, "wb");
  MUST(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

typedef enum Kind { IMAGES, LABELS, PREDICTIONS } Kind;

static void check_rows(const Coco *coco) {
  for (size_t i = 0; i < coco->image_count; i++) MUST(coco->rows_of_images[i].id.kind != ID_NULL);
  for (size_t i = 0; i < coco->label_count; i++) {
    const CocoLabel *label = &coco->labels[i];
    MUST(label->id.kind != ID_NULL && label->image < coco->images.count &&
         label->category < coco->class_count);
    MUST(coco->classes[label->category].kind != ID_NULL);
    MUST(isnan(label->box.x) ? isnan(label->box.height) : isfinite(label->box.x + 0 * label->box.height));
    if (label->texts && label->texts->segmentation) MUST(label->texts->segmentation[0] != 0);
  }
  for (size_t i = 0; i < coco->prediction_count; i++) {
    const CocoPrediction *prediction = &coco->predictions[i];
    MUST(prediction->image < coco->images.count && prediction->category < coco->class_count);
    MUST(coco->classes[prediction->category].kind != ID_NULL && isfinite(prediction->score));
  }
}

static size_t run(Kind kind, bool segmentation, long fail_at) {
  Coco coco = {0};
  Error error = {0};
  fuzz_fail_at = fail_at;
  if (kind == IMAGES) take_images(labels_path, &coco, &error);
  if (kind == LABELS) take_labels(labels_path, segmentation, &coco, NULL, &error);
  if (kind == PREDICTIONS) take_predictions(results_path, labels_path, segmentation, false, &coco, &error);
  MUST(error.kind != ERROR_INTERRUPT && (fail_at || error.kind != ERROR_MEMORY));
  MUST(ok(&error) == !error.text[0]);
  size_t rows = ok(&error) ? coco.image_count + coco.label_count + coco.prediction_count : SIZE_MAX;
  if (ok(&error)) check_rows(&coco);
  fuzz_fail_at = 0;
  coco_release(&coco);
  MUST(fuzz_alive == 0);
  return rows;
}

/* Whatever is not listed is left out, and images go by their files. */
static void run_skipping(void) {
  Coco coco = {0};
  Error error = {0};
  CocoRequest request = {.path = results_path,
                         .labels_path = labels_path,
                         .on_unknown = COCO_UNKNOWN_SKIP,
                         .images_by_file = true};
  coco_read_predictions(&request, &coco, NULL, &error);
  if (ok(&error)) check_rows(&coco);
  coco_release(&coco);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  if (!labels_path[0]) choose_paths();
  if (size == 0) return 0;
  long fail_at = *data++;
  size--;
  const uint8_t *cut = memchr(data, '\f', size);
  size_t labels_size = cut ? (size_t)(cut - data) : size;
  write_file(labels_path, data, labels_size);
  write_file(results_path, cut ? cut + 1 : data, cut ? size - labels_size - 1 : 0);
  for (int kind = IMAGES; kind <= PREDICTIONS; kind++) {
    /* What is wanted is judged, so wanting less fails less. */
    size_t rows = run((Kind)kind, true, 0), fewer = run((Kind)kind, false, 0);
    MUST(rows == SIZE_MAX || fewer == rows);
    if (fail_at) run((Kind)kind, true, fail_at);
  }
  run_skipping();
  return 0;
}
