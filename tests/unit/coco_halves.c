/* A results file that is large enough for two threads gives what one thread gives: rows, texts, errors. */
#include "formats/coco/coco_read.h"
#include "unit.h"

static void take_predictions(const char *path, const char *labels_path, bool all, bool threaded, Coco *coco,
                             Error *error) {
  CocoRequest request = {
      .path = path, .labels_path = labels_path, .wanted = all ? ~0U : COCO_BOX, .threaded = threaded};
  coco_read_predictions(&request, coco, NULL, error);
}

static char labels_file[500], results_file[500]; /* beside the program */

enum { PREDICTIONS_IN_FILE = 60000 };

/* The threads allocate at the same time, so nothing is counted here. */
static void *plain_allocate(uint64_t size) {
  return malloc((size_t)size);
}
static void *plain_reallocate(void *memory, uint64_t size) {
  return realloc(memory, (size_t)size);
}

static FILE *create(const char *path) {
  FILE *file = fopen(path, "wb");
  if (file) return file;
  fprintf(stderr, "cannot write %s\n", path);
  exit(2);
}

/* What differs from file to file. */
typedef struct Shape {
  const char *before, *after; /* around the array */
  const char *note;           /* a member of every prediction: its value */
  const char *between;
  int faulty;         /* this prediction has no score, 0: none */
  const char *ending; /* in place of the last ] */
} Shape;

static void write_results(const Shape *shape) {
  FILE *file = create(results_file);
  fprintf(file, "%s[", shape->before);
  for (int i = 1; i <= PREDICTIONS_IN_FILE; i++) {
    fprintf(file, "%s{\"image_id\":%d,\"category_id\":%d,\"bbox\":[%d.25,2,3,4],\"note\":%s,",
            i > 1 ? shape->between : "", i % 977, i % 2 + 1, i, shape->note);
    fprintf(file, "\"segmentation\":{\"size\":[4,%d],\"counts\":\"04\"}", i);
    fprintf(file, i == shape->faulty ? "}" : ",\"score\":0.%05d}", i);
  }
  fprintf(file, "%s%s", shape->ending, shape->after);
  fclose(file);
}

static bool same_prediction(const Coco *a, const Coco *b, size_t i) {
  const CocoPrediction *one = &a->predictions[i], *other = &b->predictions[i];
  return id_equal(&a->images.items[one->image], &b->images.items[other->image]) &&
         one->category == other->category && one->score == other->score &&
         memcmp(&one->box, &other->box, sizeof one->box) == 0 &&
         strcmp(one->texts->segmentation, other->texts->segmentation) == 0;
}

static void compare(const Shape *shape, const char *expected_error) {
  Coco one = {0}, two = {0};
  Error error = {0}, other = {0};
  write_results(shape);
  take_predictions(results_file, labels_file, true, false, &one, &error);
  take_predictions(results_file, labels_file, true, true, &two, &other);
  CHECK_TEXT(other.text, error.text);
  CHECK((strstr(error.text, expected_error) != NULL) && (ok(&error) == !*expected_error));
  if (ok(&error) && ok(&other)) {
    bool same = one.prediction_count == two.prediction_count && one.prediction_count == PREDICTIONS_IN_FILE;
    for (size_t i = 0; same && i < one.prediction_count; i++) same = same_prediction(&one, &two, i);
    CHECK(same);
  }
  coco_release(&one);
  coco_release(&two);
}

int main(int count, char **arguments) {
  (void)count;
  unit_begin();
  memory_allocator = (Allocator){plain_allocate, plain_reallocate, free};
  snprintf(labels_file, sizeof labels_file, "%.400s.labels.json", arguments[0]);
  snprintf(results_file, sizeof results_file, "%.400s.results.json", arguments[0]);
  FILE *file = create(labels_file);
  fputs("{\"categories\":[{\"id\":1,\"name\":\"cat\"},{\"id\":2,\"name\":\"dog\"}]}", file);
  fclose(file);
  const Shape plain = {"", "", "0", ",", 0, "]"};
  Shape shape = plain;
  compare(&plain, "");
  shape.between = " ,\r\n\t ";
  compare(&shape, "");
  shape = plain;
  shape.note = "\"},{\""; /* looks like the beginning of an element, and is in a text */
  compare(&shape, "");
  shape.note = "[{},{\"a\":[]},{}]"; /* and in an array of its own */
  compare(&shape, "");
  shape = plain;
  shape.before = "{\"annotations\":"; /* the array is a member */
  shape.after = ",\"info\":{}}";
  compare(&shape, "");
  shape = plain;
  shape.faulty = PREDICTIONS_IN_FILE / 4;
  compare(&shape, "prediction 15000");
  shape.faulty = PREDICTIONS_IN_FILE - 1;
  compare(&shape, "prediction 59999");
  shape = plain;
  shape.ending = "";
  compare(&shape, "cut off");
  shape.ending = "]]";
  compare(&shape, "not JSON");
  remove(labels_file);
  remove(results_file);
  return unit_end("coco_halves");
}
