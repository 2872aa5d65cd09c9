/* COCO files: what is read of them, what is refused and how, and that no failing allocation is lost. */
#include <math.h>

#include "formats/coco/coco_read.h"
#include "unit.h"

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

static char labels_file[500], results_file[500]; /* beside the program */

static void write_bytes(const char *path, const char *text, size_t length) {
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0) {
    fprintf(stderr, "cannot write %s\n", path);
    exit(2);
  }
}

static void write_text(const char *path, const char *text) {
  write_bytes(path, text, strlen(text));
}

static const char instances[] =
    "{\"info\": {\"year\": 2024, \"x\": [1, {\"y\": null}]},\n"
    " \"annotations\": [\n"
    "  {\"id\": 7, \"image_id\": 1, \"category_id\": 3, \"bbox\": [1, 2.5, 3e1, 40], \"area\": 1200.5, \"iscrowd\": 0,\n"
    "   \"segmentation\": [[1, 2, 3, 4, 5, 6]], \"note\": {\"deep\": [[[]]]}},\n"
    "  {\"iscrowd\": 1, \"segmentation\": {\"size\": [4, 5], \"counts\": \"a\\\\b\"}, \"category_id\": 1, \"id\": 8.0,\n"
    "   \"image_id\": 42.0},\n"
    "  {\"id\": \"n\\u00e9\", \"image_id\": \"abc\", \"category_id\": 3, \"bbox\": [], \"area\": null, \"segmentation\": [ ],\n"
    "   \"score\": \"ignored here\"}],\n"
    " \"categories\": [{\"id\": 1, \"name\": \"cat\", \"supercategory\": \"pet\"}, {\"name\": \"dog\", \"id\": 3}],\n"
    " \"images\": [{\"id\": 1, \"width\": 640, \"height\": 480.0, \"file_name\": \"one.png\"}, {\"id\": \"abc\"}, {\"id\": 42}]}\n";

static const char results[] =
    "[{\"image_id\": 1, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": 0.5, \"id\": null, \"area\": \"x\"},\n"
    " {\"score\": 1, \"image_id\": \"abc\", \"segmentation\": {\"size\": [1, 1], \"counts\": \"1\"}, \"category_id\": 1,\n"
    "  \"score\": 0.25}]";

static bool id_is(Id id, int64_t integer) {
  return id.kind == ID_INTEGER && id.integer == integer;
}
static bool text_is(Id id, const char *text) {
  return id.kind == ID_TEXT && id.length == strlen(text) && memcmp(id.text, text, id.length) == 0;
}

static void read_images(void) {
  Coco coco = {0};
  Error error = {0};
  take_images(labels_file, &coco, &error);
  CHECK_TEXT(error.text, "");
  CHECK(coco.image_count == 3 && id_is(coco.rows_of_images[0].id, 1) &&
        text_is(coco.rows_of_images[1].id, "abc"));
  if (coco.image_count == 3) {
    CHECK(coco.rows_of_images[0].width == 640 && coco.rows_of_images[0].height == 480);
    CHECK_TEXT(coco.rows_of_images[0].file, "one.png");
    CHECK(coco.rows_of_images[1].width == COCO_NO_SIZE && !coco.rows_of_images[1].file);
  }
  coco_release(&coco);
}

static void read_labels(void) {
  Coco coco = {0};
  Error error = {0};
  take_labels(labels_file, true, &coco, NULL, &error);
  CHECK_TEXT(error.text, "");
  CHECK(coco.label_count == 3);
  if (coco.label_count == 3) {
    const CocoLabel *label = coco.labels;
    CHECK(id_is(label[0].id, 7) && id_is(label[1].id, 8) && text_is(label[2].id, "n\xC3\xA9"));
    CHECK(id_is(coco.images.items[label[0].image], 1) && id_is(coco.images.items[label[1].image], 42));
    CHECK(text_is(coco.images.items[label[2].image], "abc"));
    CHECK(text_is(coco.classes[label[0].category], "dog") && text_is(coco.classes[label[1].category], "cat"));
    CHECK(id_is(coco.categories.items[label[0].category], 3) && label[2].category == label[0].category);
    CHECK(label[0].box.x == 1 && label[0].box.y == 2.5 && label[0].box.width == 30 &&
          label[0].box.height == 40);
    CHECK(isnan(label[1].box.x) && isnan(label[2].box.x));
    CHECK(label[0].area == 1200.5 && isnan(label[1].area) && isnan(label[2].area));
    CHECK(!label[0].crowd && label[1].crowd && !label[2].crowd);
    CHECK_TEXT(label[0].texts->segmentation, "[[1, 2, 3, 4, 5, 6]]");
    CHECK_TEXT(label[1].texts->segmentation, "{\"size\": [4, 5], \"counts\": \"a\\\\b\"}");
    CHECK(!label[2].texts || !label[2].texts->segmentation);
  }
  coco_release(&coco);
  take_labels(labels_file, false, &coco, NULL, &error);
  CHECK(coco.label_count == 3 && !coco.labels[0].texts);
  coco_release(&coco);
}

static void check_predictions(void) {
  Coco coco = {0};
  Error error = {0};
  take_predictions(results_file, labels_file, true, false, &coco, &error);
  CHECK_TEXT(error.text, "");
  CHECK(coco.prediction_count == 2);
  if (coco.prediction_count == 2) {
    const CocoPrediction *prediction = coco.predictions;
    CHECK(id_is(coco.images.items[prediction[0].image], 1) &&
          text_is(coco.images.items[prediction[1].image], "abc"));
    CHECK(text_is(coco.classes[prediction[0].category], "dog") &&
          text_is(coco.classes[prediction[1].category], "cat"));
    CHECK(prediction[0].score == 0.5 && prediction[1].score == 0.25); /* of two the last one */
    CHECK(prediction[0].box.height == 4 && isnan(prediction[1].box.x) && !prediction[0].texts->segmentation);
    CHECK_TEXT(prediction[1].texts->segmentation, "{\"size\": [1, 1], \"counts\": \"1\"}");
  }
  coco_release(&coco);
}

static void read_predictions(void) {
  check_predictions();
  /* Some tools write results as an object. */
  char text[1000];
  snprintf(text, sizeof text, "\xEF\xBB\xBF{\"info\": 1, \"annotations\": %s}", results);
  write_text(results_file, text);
  check_predictions();
  write_text(results_file, results);
}

/* A section or key that occurs twice: the last one wins. */
static void read_twice(void) {
  Coco coco = {0};
  Error error = {0};
  write_text(
      results_file,
      "{\"categories\": [{\"id\": 5, \"name\": \"old\"}], \"annotations\": [{\"id\": 1, \"image_id\": 1, "
      "\"category_id\": 5}, {\"id\": 2, \"image_id\": 1, \"category_id\": 5}], \"categories\": [{\"id\": 6, "
      "\"name\": 9}], \"annotations\": [{\"id\": 3, \"id\": 4, \"image_id\": 1, \"category_id\": 6}]}");
  take_labels(results_file, true, &coco, NULL, &error);
  CHECK_TEXT(error.text, "");
  CHECK(coco.label_count == 1 && id_is(coco.labels[0].id, 4) &&
        id_is(coco.classes[coco.labels[0].category], 9));
  coco_release(&coco);
  write_text(results_file, results);
}

/* Rows are shared between queries only while the file is what it was. */
static void tell_files_apart(void) {
  Coco coco = {0};
  Error error = {0};
  take_predictions(results_file, labels_file, false, false, &coco, &error);
  FileStamp results_now = file_stamp(results_file), labels_now = file_stamp(labels_file);
  CHECK(file_stamp_equal(&coco.stamp, &results_now) && file_stamp_equal(&coco.labels_stamp, &labels_now));
  write_text(results_file, "[]");
  results_now = file_stamp(results_file);
  CHECK(!file_stamp_equal(&coco.stamp, &results_now));
  remove(results_file);
  results_now = file_stamp(results_file);
  CHECK(!file_stamp_equal(&coco.stamp, &results_now));
  coco_release(&coco);
  write_text(results_file, results);
}

typedef enum Kind { IMAGES, LABELS, PREDICTIONS } Kind;

/* What is said to a file: after its name, where that stands in the message. */
static void check_refused(int line, Kind kind, const char *text, size_t length, const char *expected) {
  Coco coco = {0};
  Error error = {0};
  const char *path = kind == PREDICTIONS ? results_file : labels_file;
  write_bytes(path, text, length);
  if (kind == IMAGES) take_images(path, &coco, &error);
  if (kind == LABELS) take_labels(path, true, &coco, NULL, &error);
  if (kind == PREDICTIONS) take_predictions(path, labels_file, true, false, &coco, &error);
  coco_release(&coco);
  char told[sizeof error.text] = "", *out = told;
  for (const char *at = error.text; *at;) { /* FILE and LABELS stand for the paths */
    size_t skip = 0;
    const char *name = "";
    if (strncmp(at, results_file, strlen(results_file)) == 0) skip = strlen(results_file), name = "FILE";
    if (strncmp(at, labels_file, strlen(labels_file)) == 0) {
      skip = strlen(labels_file);
      name = kind == PREDICTIONS ? "LABELS" : "FILE";
    }
    if (skip) {
      out += sprintf(out, "%s", name);
      at += skip;
    } else {
      *out++ = *at++;
      *out = 0;
    }
  }
  unit_check_text(told, expected, __FILE__, line);
  write_text(labels_file, instances);
  write_text(results_file, results);
}

#define REFUSED(kind, text, expected) check_refused(__LINE__, kind, text, sizeof text - 1, expected)
#define ONE_LABEL(members)            "{\"categories\":[{\"id\":1,\"name\":\"cat\"}],\"annotations\":[{" members "}]}"
#define ONE_PREDICTION(members)       "[{" members "}]"

static void refuse_files(void) {
  REFUSED(LABELS, "", "empty file: FILE");
  REFUSED(LABELS, "hello", "not JSON: FILE: something else where a value belongs at line 1, column 1");
  REFUSED(LABELS, "7", "not a COCO file, it is neither an object nor an array: FILE");
  REFUSED(LABELS, "[]", "an array, which looks like results, not an instances file: FILE");
  REFUSED(IMAGES, "{}", "not a COCO file, it has no images: FILE");
  REFUSED(LABELS, "{\"categories\":[]}", "not a COCO file, it has no annotations: FILE");
  REFUSED(LABELS, "{\"annotations\":[]}", "not a COCO file, it has no categories: FILE");
  REFUSED(IMAGES, "{\"images\":5}", "images is neither an array nor an object: FILE");
  REFUSED(IMAGES, "{\"images\":[1]}",
          "unexpected JSON: FILE: a number where an object belongs at line 1, column 12");
  REFUSED(IMAGES, "{\"images\":[]} x", "not JSON: FILE: something follows the end at line 1, column 15");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1,\"wid",
          "not JSON: FILE: cut off inside a string at line 1, column 24");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1},",
          "not JSON: FILE: cut off where an object belongs at line 1, column 21");
  REFUSED(IMAGES, "\x1F\x8B\x08\x00", "compressed with gzip, unpack it first: FILE");
  REFUSED(PREDICTIONS, "null", "not a COCO file, it is neither an array nor an object: FILE");
  REFUSED(PREDICTIONS, "{\"images\":[]}", "not a COCO file, it has no annotations: FILE");
  REFUSED(PREDICTIONS, instances,
          "no score (results have one, the annotations of an instances file do not): FILE: prediction 1");
}

static void refuse_elements(void) {
  REFUSED(IMAGES, "{\"images\":[{\"width\":1}]}", "no id: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1,\"width\":1.5}]}", "width is not a whole number: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1,\"height\":\"9x\"}]}",
          "height is not a whole number: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1,\"file_name\":[9]}]}", "file_name is not a text: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":true}]}", "id is neither a number nor a text: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":1.5}]}", "id is not a whole number of 64 bits: FILE: image 1");
  REFUSED(IMAGES, "{\"images\":[{\"id\":9223372036854775808}]}",
          "id is not a whole number of 64 bits: FILE: image 1");
  REFUSED(LABELS, "{\"annotations\":[],\"categories\":[{\"id\":1}]}", "no name: FILE: category 1");
  REFUSED(LABELS, "{\"annotations\":[],\"categories\":[{\"name\":\"cat\"}]}", "no id: FILE: category 1");
  REFUSED(LABELS, "{\"annotations\":[],\"categories\":[{\"id\":1,\"name\":\"a\"},{\"id\":1,\"name\":\"b\"}]}",
          "an id that stands twice: FILE: category 2");
  REFUSED(LABELS, ONE_LABEL("\"image_id\":1,\"category_id\":1"), "no id: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"category_id\":1"), "no image_id: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":null,\"category_id\":1"),
          "no image_id: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1"), "no category_id: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":9"),
          "category_id 9 is not among the categories: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3]"),
          "bbox has not four numbers: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4,5]"),
          "bbox has not four numbers: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,null,4]"),
          "unexpected JSON: FILE: null where a number belongs at line 1, column 103");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,\"3\",4]"),
          "unexpected JSON: FILE: a string where a number belongs at line 1, column 103");
  REFUSED(LABELS, ONE_LABEL("\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":{}"),
          "bbox is not an array: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"bbox\":[NaN,1,1,1]"),
          "not JSON: FILE: NaN, which is not a number at line 1, column 63");
  REFUSED(LABELS, ONE_LABEL("\"bbox\":[1e999,1,1,1]"),
          "not JSON: FILE: a number beyond the range of double precision at line 1, column 63");
  REFUSED(LABELS, ONE_LABEL("\"area\":\"one\""), "area is not a number: FILE: annotation 1");
  REFUSED(LABELS, ONE_LABEL("\"iscrowd\":2"), "iscrowd is neither 0 nor 1: FILE: annotation 1");
  REFUSED(PREDICTIONS, ONE_PREDICTION("\"image_id\":1,\"category_id\":9,\"score\":1"),
          "category_id 9 is not in LABELS: FILE: prediction 1");
  REFUSED(PREDICTIONS, ONE_PREDICTION("\"image_id\":1,\"category_id\":\"1\",\"score\":1"),
          "category_id '1' is not in LABELS: FILE: prediction 1");
  REFUSED(PREDICTIONS, ONE_PREDICTION("\"image_id\":1,\"category_id\":1,\"score\":null"),
          "no score (results have one, the annotations of an instances file do not): FILE: prediction 1");
  REFUSED(PREDICTIONS, ONE_PREDICTION("\"image_id\":1,\"category_id\":1,\"score\":\"high\""),
          "score is not a number: FILE: prediction 1");
  REFUSED(PREDICTIONS, ONE_PREDICTION("\"image_id\":1,\"category_id\":1,\"score\":NaN"),
          "not JSON: FILE: NaN, which is not a number at line 1, column 40");
}

static void refuse_paths(void) {
  Coco coco = {0};
  Error error = {0};
  take_images("no/such/file.json", &coco, &error);
  CHECK_TEXT(error.text, "no such file: no/such/file.json");
  coco_release(&coco);
  error = (Error){0};
  take_labels(".", true, &coco, NULL, &error);
  CHECK_TEXT(error.text, "a directory, not a file: .");
  coco_release(&coco);
  error = (Error){0};
  take_predictions(results_file, "", true, false, &coco, &error);
  CHECK_TEXT(error.text, "no such file: ''");
  coco_release(&coco);
}

static bool stop_at_once(void *context) {
  (void)context;
  return true;
}

static void stop(void) {
  Coco coco = {0};
  Error error = {0};
  Poll poll = {stop_at_once, NULL, 0};
  take_labels(labels_file, true, &coco, &poll, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  coco_release(&coco);
}

/* Every allocation fails once, and every one with all that follow: memory is said to be out, nothing leaks. */
static void survive_lack_of_memory(Kind kind) {
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 10000; n++) {
      Coco coco = {0};
      Error error = {0};
      unit_fail_allocation(n, for_good);
      if (kind == IMAGES) take_images(labels_file, &coco, &error);
      if (kind == LABELS) take_labels(labels_file, true, &coco, NULL, &error);
      if (kind == PREDICTIONS) take_predictions(results_file, labels_file, true, false, &coco, &error);
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&error) ? coco.image_count + coco.label_count + coco.prediction_count > 1
                       : error.kind == ERROR_MEMORY);
      CHECK(failed || ok(&error));
      coco_release(&coco);
      CHECK(unit.alive == 0);
      if (!failed) break;
    }
  }
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  snprintf(labels_file, sizeof labels_file, "%s.labels.json", words[0]);
  snprintf(results_file, sizeof results_file, "%s.results.json", words[0]);
  write_text(labels_file, instances);
  write_text(results_file, results);
  read_images();
  read_labels();
  read_predictions();
  read_twice();
  tell_files_apart();
  refuse_files();
  refuse_elements();
  refuse_paths();
  stop();
  survive_lack_of_memory(IMAGES);
  survive_lack_of_memory(LABELS);
  survive_lack_of_memory(PREDICTIONS);
  return unit_end("coco");
}
