/* COCO files as people have them: keyed by id, JSON Lines, names instead of a file, what is not listed, and what only looks like
** COCO's. */
#include <math.h>

#include "folder.h"
#include "formats/coco/coco_read.h"
#include "unit.h"

#define LISTS                                                                                                \
  "\"images\":[{\"id\":1,\"file_name\":\"val/a.jpg\"},{\"id\":2,\"file_name\":\"0007.png\"}],"               \
  "\"categories\":[{\"id\":1,\"name\":\"car\"},{\"id\":3,\"name\":\"bus\"},{\"id\":9,\"name\":\"car\"}]"

static const char *add_text(char *out, const char *text) {
  if (text) sprintf(out + strlen(out), " %s", text);
  return out;
}

static const char *finish(char *out, Coco *coco, const Error *error) {
  if (coco->skipped) sprintf(out + strlen(out), " skipped %zu", coco->skipped);
  if (!ok(error)) { /* without the folder, wherever it stands */
    size_t length = strlen(folder.path) + 1;
    const char *at = error->text;
    char *to = out;
    while (*at)
      if (strncmp(at, folder.path, length - 1) == 0)
        at += length;
      else
        *to++ = *at++;
    *to = 0;
  }
  coco_release(coco);
  CHECK(unit.alive == 0);
  return out;
}

/* "id image class category; ..." or the error. */
static const char *labels_of(const char *text, CocoRequest request) {
  static char out[4000], path[1100];
  Coco coco = {0};
  Error error = {0};
  folder_write("labels.json", text);
  snprintf(path, sizeof path, "%s", folder_file("labels.json"));
  request.path = path;
  coco_read_labels(&request, &coco, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; ok(&error) && i < coco.label_count; i++) {
    const CocoLabel *label = &coco.labels[i];
    sprintf(out + strlen(out), "%s%s %s %s %s", i ? "; " : "", id_excerpt(&label->id).text,
            id_excerpt(&coco.images.items[label->image]).text,
            id_excerpt(&coco.classes[label->category]).text,
            id_excerpt(&coco.categories.items[label->category]).text);
    if (!label->texts) continue;
    add_text(out, label->texts->segmentation);
    add_text(out, label->texts->keypoints);
    add_text(out, label->texts->attributes);
    if (!isnan(label->texts->difficult)) sprintf(out + strlen(out), " difficult %g", label->texts->difficult);
  }
  return finish(out, &coco, &error);
}

/* "image class score [texts]; ..." or the error. */
static const char *predictions_of(const char *text, const char *labels, CocoRequest request) {
  static char out[4000], path[1100], labels_path[1100];
  Coco coco = {0};
  Error error = {0};
  folder_write("results.json", text);
  if (labels) folder_write("labels.json", labels);
  snprintf(path, sizeof path, "%s", folder_file("results.json"));
  snprintf(labels_path, sizeof labels_path, "%s", folder_file("labels.json"));
  request.path = path;
  if (labels) request.labels_path = labels_path;
  coco_read_predictions(&request, &coco, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; ok(&error) && i < coco.prediction_count; i++) {
    const CocoPrediction *prediction = &coco.predictions[i];
    sprintf(out + strlen(out), "%s%s %s %g", i ? "; " : "",
            id_excerpt(&coco.images.items[prediction->image]).text,
            id_excerpt(&coco.classes[prediction->category]).text, prediction->score);
    if (!prediction->texts) continue;
    add_text(out, prediction->texts->segmentation);
    add_text(out, prediction->texts->keypoints);
    add_text(out, prediction->texts->attributes);
  }
  return finish(out, &coco, &error);
}

static const CocoRequest plain, skip = {.on_unknown = COCO_UNKNOWN_SKIP},
                                strict = {.on_unknown = COCO_UNKNOWN_ERROR}, everything = {.wanted = ~0U},
                                by_file = {.images_by_file = true};

static void sections_keyed_by_id(void) {
  CHECK_TEXT(
      labels_of(
          "{\"annotations\":{\"5\":{\"id\":7,\"image_id\":1,\"category_id\":3},"
          "\"6\":{\"image_id\":1,\"category_id\":\"c\"},\"x\":{\"image_id\":\"p\",\"category_id\":3}},"
          "\"images\":{\"1\":{},\"p\":{\"id\":\"p\"}},\"categories\":{\"3\":{\"name\":\"bus\"},\"c\":{\"name\":\"cat\"}}}",
          plain),
      "7 1 'bus' 3; 6 1 'cat' 'c'; 'x' 'p' 'bus' 3");
}

static void what_is_not_listed(void) {
  static const char unknown_image[] =
      "{" LISTS ",\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":3},"
      "{\"id\":2,\"image_id\":5,\"category_id\":3},{\"id\":3,\"image_id\":1,\"category_id\":4}]}";
  CHECK_TEXT(labels_of(unknown_image, plain),
             "image_id 5 is not among the images: labels.json: annotation 2");
  CHECK_TEXT(labels_of(unknown_image, skip), "1 1 'bus' 3 skipped 2");
  CHECK_TEXT(
      labels_of(
          "{\"categories\":[{\"id\":1,\"name\":\"car\"}],\"annotations\":[{\"id\":1,\"image_id\":5,\"category_id\":1}]}",
          plain),
      "1 5 'car' 1"); /* no list, no check */
  CHECK_TEXT(labels_of("{\"images\":[],\"categories\":[{\"id\":1,\"name\":\"car\"}],"
                       "\"annotations\":[{\"id\":1,\"image_id\":5,\"category_id\":1}]}",
                       plain),
             "image_id 5 is not among the images: labels.json: annotation 1");
}

#define RESULT(image, category, score)                                                                       \
  "{\"image_id\":" image ",\"category_id\":" category ",\"score\":" score "}"

static void results_of_what_is_not_listed(void) {
  static const char labels[] = "{" LISTS "}";
  static const char image[] = "[" RESULT("1", "3", "0.5") "," RESULT("8", "3", "0.5") "]";
  static const char category[] = "[" RESULT("1", "3", "0.5") "," RESULT("1", "80", "0.5") "]";
  CHECK_TEXT(predictions_of(image, labels, plain),
             "image_id 8 is not among the images of labels.json: results.json: prediction 2");
  CHECK_TEXT(predictions_of(image, labels, strict),
             "image_id 8 is not among the images of labels.json: results.json: prediction 2");
  CHECK_TEXT(predictions_of(image, labels, skip), "1 'bus' 0.5 skipped 1");
  CHECK_TEXT(predictions_of(category, labels, plain), "1 'bus' 0.5 skipped 1");
  CHECK_TEXT(predictions_of(category, labels, strict),
             "category_id 80 is not in labels.json: results.json: prediction 2");
  CHECK_TEXT(predictions_of("[" RESULT("1", "80", "0.5") "]", labels, plain),
             "category_id 80 is not in labels.json: results.json: prediction 1");
  CHECK_TEXT(predictions_of("[" RESULT("1", "80", "0.5") "]", labels, skip), " skipped 1");
  CHECK_TEXT(predictions_of("[" RESULT("\"1\"", "3", "0.5") "]", labels, plain), "'1' 'bus' 0.5");
}

static void images_by_their_files(void) {
  static const char labels[] = "{" LISTS "}";
  static const char stems[] =
      "[" RESULT("\"a\"", "3", "0.5") "," RESULT("7", "3", "0.5") "," RESULT("\"x/a.jpg\"", "3", "0.5") "]";
  CHECK_TEXT(predictions_of(stems, labels, by_file), "1 'bus' 0.5; 2 'bus' 0.5; 1 'bus' 0.5");
  CHECK_TEXT(
      predictions_of(stems, labels, plain),
      "predictions.image_id is TEXT ('a') and labels.image_id is INTEGER; 'a' is the file of image 1: set image_key = "
      "'file' to find images by it: results.json: prediction 1");
  CHECK_TEXT(
      predictions_of("[" RESULT("7", "3", "0.5") "]", labels, plain),
      "7 is the file of image 2: set image_key = 'file' to find images by it: results.json: prediction 1");
  CHECK_TEXT(predictions_of("[" RESULT("\"b\"", "3", "0.5") "]", labels, by_file),
             "image_id 'b' is not among the images of labels.json: results.json: prediction 1");
}

static void categories_of_one_name(void) {
  static const char labels[] = "{" LISTS "}";
  static const char both[] = "[" RESULT("1", "1", "0.5") "," RESULT("1", "9", "0.5") "]";
  CHECK_TEXT(
      predictions_of(both, labels, everything),
      "the categories 1 and 9 are both named 'car': select category_id AS class to keep them apart: results.json");
  CHECK_TEXT(predictions_of(both, labels, plain), "1 'car' 0.5; 1 'car' 0.5");
  CHECK_TEXT(predictions_of("[" RESULT("1", "9", "0.5") "," RESULT("1", "3", "0.5") "]", labels, everything),
             "1 'car' 0.5; 1 'bus' 0.5");
  CHECK_TEXT(
      labels_of("{" LISTS ",\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1},"
                "{\"id\":2,\"image_id\":1,\"category_id\":9}]}",
                everything),
      "the categories 1 and 9 are both named 'car': select category_id AS class to keep them apart: labels.json");
}

static void json_lines(void) {
  static const char labels[] = "{" LISTS "}";
  CHECK_TEXT(predictions_of(RESULT("1", "3", "0.5") "\n" RESULT("2", "1", "0.25") "\n\n", labels, plain),
             "1 'bus' 0.5; 2 'car' 0.25");
  CHECK_TEXT(
      predictions_of("{\"file_name\":\"x\",\"score\":1,\"image_id\":1,\"category_id\":3}", labels, plain),
      "1 'bus' 1");
  CHECK_TEXT(predictions_of(RESULT("1", "3", "0.5") "\n{\"image_id\":1}", labels, plain),
             "no category_id: results.json: prediction 2");
  CHECK_TEXT(predictions_of(RESULT("1", "3", "0.5") "\n5", labels, plain),
             "unexpected JSON: results.json: a number where an object belongs at line 2, column 1");
  CHECK_TEXT(predictions_of("{}", labels, plain), "not a COCO file, it has no annotations: results.json");
  CHECK_TEXT(
      labels_of(RESULT("1", "3", "0.5") "\n" RESULT("1", "3", "0.5"), plain),
      "not a COCO file, it has no annotations; this looks like JSON Lines, one object a line, as results may be: labels.json");
}

static void names_for_categories(void) {
  CocoRequest names = {.labels_path = "[\"car\",\"bus\"]"},
              map = {.labels_path = "{\"1\":\"car\",\"2\":\"bus\"}"};
  CHECK_TEXT(predictions_of("[" RESULT("\"a\"", "1", "0.5") "]", NULL, names), "'a' 'bus' 0.5");
  CHECK_TEXT(predictions_of("[" RESULT("\"a\"", "1", "0.5") "]", NULL, map), "'a' 'car' 0.5");
  CHECK_TEXT(predictions_of("[" RESULT("\"a\"", "1", "0.5") "," RESULT("\"a\"", "2", "0.5") "]", NULL, names),
             "category_id 2 is not in [\"car\",\"bus\"]: results.json: prediction 2");
}

static void texts_and_what_is_left(void) {
  static const char labels[] = "{" LISTS "}";
  CHECK_TEXT(
      labels_of(
          "{" LISTS
          ",\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":3,\"keypoints\":[1, 2,2],\"num_keypoints\":1,"
          "\"difficult\":true,\"q\\\"\":{\"a\":[1]}},{\"id\":2,\"image_id\":1,\"category_id\":1,\"keypoints\":[],\"difficult\":0}]}",
          everything),
      "1 1 'bus' 3 [1, 2,2] {\"q\\\"\":{\"a\":[1]}} difficult 1; 2 1 'car' 1 difficult 0");
  CHECK_TEXT(
      predictions_of(
          "[{\"image_id\":1,\"category_id\":3,\"score\":\"0.5\",\"rbox\":[1,2,3,4,3.141592653589793],\"poly\":[1,2,3,4,5,6]},"
          "{\"image_id\":1,\"category_id\":3,\"score\":1,\"poly\":[1,2,3,4,5,6],\"file_name\":\"a\"}]",
          labels, everything),
      "1 'bus' 0.5 [1,2,3,4,180]; 1 'bus' 1 [[1,2,3,4,5,6]] {\"file_name\":\"a\"}");
  CHECK_TEXT(
      predictions_of("[{\"image_id\":1,\"category_id\":3,\"score\":1,\"rbox\":[1,2]}]", labels, everything),
      "rbox has not five numbers: cx, cy, width, height, radians: results.json: prediction 1");
}

/* What nobody asked for may be anything. */
static void unwanted_values(void) {
  static const char odd[] =
      "{" LISTS ",\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":3,\"area\":\"n/a\",\"iscrowd\":7,"
      "\"bbox\":[1],\"difficult\":[]}]}";
  CHECK_TEXT(labels_of(odd, plain), "1 1 'bus' 3");
  CHECK_TEXT(labels_of(odd, (CocoRequest){.wanted = COCO_AREA}),
             "area is not a number: labels.json: annotation 1");
  CHECK_TEXT(labels_of(odd, (CocoRequest){.wanted = COCO_CROWD}),
             "iscrowd is neither 0 nor 1: labels.json: annotation 1");
  CHECK_TEXT(labels_of(odd, (CocoRequest){.wanted = COCO_BOX}),
             "bbox has not four numbers: labels.json: annotation 1");
}

static void files_that_are_not_cocos(void) {
  static const char labels[] = "{" LISTS "}";
  CHECK_TEXT(
      labels_of("{" LISTS ",\"annotations\":[{\"image_id\":1,\"file_name\":\"x\",\"segments_info\":[]}]}",
                plain),
      "no category_id; this looks like panoptic annotations, one for each image (panoptic_segments reads them): "
      "labels.json: annotation 1");
  CHECK_TEXT(
      predictions_of("[{\"image_id\":1,\"instances\":[]}]", labels, plain),
      "no category_id; this looks like Detectron2's list of images with their instances (its COCO results have one object "
      "each): results.json: prediction 1");
  CHECK_TEXT(
      labels_of("[{\"file_name\":\"a\",\"image_id\":1,\"annotations\":[]}]", plain),
      "an array, which looks like a list of images with their annotations, as Detectron2 and Label Studio keep them, not an "
      "instances file: labels.json");
  CHECK_TEXT(labels_of("[{\"image_id\":1,\"score\":1}]", plain),
             "an array, which looks like results, not an instances file: labels.json");
  CHECK_TEXT(labels_of("{\"type\":\"FeatureCollection\",\"features\":[]}", plain),
             "not a COCO file, it has no annotations; this looks like GeoJSON: labels.json");
  CHECK_TEXT(labels_of("{\"version\":\"5\",\"shapes\":[]}", plain),
             "not a COCO file, it has no annotations; this looks like a file of LabelMe: labels.json");
}

static void survive_lack_of_memory(void) {
  char path[1100], labels_path[1100];
  folder_write("labels.json", "{" LISTS "}");
  folder_write("results.json", "[" RESULT("\"a\"", "3", "0.5") "," RESULT("\"q\"", "3", "0.5") "]");
  snprintf(path, sizeof path, "%s", folder_file("results.json"));
  snprintf(labels_path, sizeof labels_path, "%s", folder_file("labels.json"));
  for (long n = 1; n < 10000; n++) {
    Coco coco = {0};
    Error error = {0};
    CocoRequest request = {path, labels_path, ~0U, COCO_UNKNOWN_SKIP, true, false};
    unit_fail_allocation(n, false);
    coco_read_predictions(&request, &coco, NULL, &error);
    bool failed = unit.did_fail;
    unit_fail_allocation(0, false);
    CHECK(ok(&error) ? coco.prediction_count == 1 && coco.skipped == 1
                     : failed && error.kind == ERROR_MEMORY);
    coco_release(&coco);
    CHECK(unit.alive == 0);
    if (!failed) break;
  }
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "folder");
  sections_keyed_by_id();
  what_is_not_listed();
  results_of_what_is_not_listed();
  images_by_their_files();
  categories_of_one_name();
  json_lines();
  names_for_categories();
  texts_and_what_is_left();
  unwanted_values();
  files_that_are_not_cocos();
  survive_lack_of_memory();
  folder_end();
  return unit_end("coco_forms");
}
