/* YOLO files: images found, coordinates turned into pixels, names of classes, what is refused. */
#include "formats/yolo/yolo.h"

#include <math.h>

#include "folder.h"
#include "unit.h"

static void add_image(ImageSizes *sizes, Id id, const char *file, double width, double height, Error *error) {
  image_sizes_add(sizes, &id, file, file ? strlen(file) : 0, width, height, error);
}

static void fill_sizes(ImageSizes *sizes, Error *error) {
  *sizes = (ImageSizes){.table = "images"};
  add_image(sizes, id_text("street", 6), NULL, 640, 480, error);
  add_image(sizes, id_integer(7), "val/park.jpg", 1000, 500, error);
  add_image(sizes, id_text("sky.png", 7), "x\\cloud.png", 100, 100, error);
  add_image(sizes, id_integer(-3), "one/twin.png", 10, 10, error);
  add_image(sizes, id_integer(12), "two/twin.jpg", 10, 10, error);
  add_image(sizes, id_text("flat", 4), "", (double)NAN, 10, error);
  add_image(sizes, id_text("park", 4), "other.jpg", 5, 5, error);
}

static YoloInput yolo_input(const char *directory, const ImageSizes *sizes, const ClassNames *names,
                            bool predictions) {
  return (YoloInput){.directory = directory,
                     .sizes = sizes,
                     .names = names,
                     .predictions = predictions,
                     .classes = true,
                     .segmentation = true,
                     .keypoints = true};
}

static void find_images(void) {
  static const struct {
    const char *stem, *found;
  } wanted[] = {{"street", "'street'"},
                {"7", "7"},
                {"park", "'park'"},
                {"sky", "'sky.png'"},
                {"cloud", "'sky.png'"},
                {"sky.png", "'sky.png'"},
                {"-3", "-3"},
                {"other", "'park'"},
                {"twin", "images has more than one image 'twin': f"},
                {"flat", "images row 'flat': width and height are not numbers above 0: f"},
                {"moon", "images has no image 'moon', neither by id nor by file: f"}};
  ImageSizes sizes;
  Error error = {0};
  fill_sizes(&sizes, &error);
  CHECK(ok(&error));
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    Error wrong = {0};
    const ImageSize *size = image_sizes_find(&sizes, wanted[i].stem, strlen(wanted[i].stem), "f", &wrong);
    CHECK_TEXT(size ? id_excerpt(&size->id).text : wrong.text, wanted[i].found);
  }
  image_sizes_release(&sizes);
  CHECK(unit.alive == 0);
}

/* Reads the folder; each object as "image class x,y,width,height [score] [segmentation]", or the error. */
static const char *read_all(bool predictions, const char *names) {
  static char out[4000];
  ImageSizes sizes;
  ClassNames class_names = {0};
  ObjectFiles files = {0};
  Error error = {0};
  fill_sizes(&sizes, &error);
  if (names) class_names_read(&class_names, names, NULL, &error);
  YoloInput input = yolo_input(folder.path, &sizes, names ? &class_names : NULL, predictions);
  yolo_read(&input, &files, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; i < files.count; i++) {
    const YoloObject *row = (const YoloObject *)files.rows + i;
    const FileObject *object = &row->object;
    size_t used = strlen(out);
    snprintf(out + used, sizeof out - used, "%s%s %s(%lld) %g,%g,%g,%g", i ? "; " : "",
             id_excerpt(&files.images.items[object->image]).text,
             id_excerpt(&files.classes.items[object->class]).text, (long long)row->number, object->box.x,
             object->box.y, object->box.width, object->box.height);
    used = strlen(out);
    if (predictions) used += (size_t)snprintf(out + used, sizeof out - used, " %g", object->score);
    if (object->segmentation) snprintf(out + used, sizeof out - used, " %s", object->segmentation);
  }
  if (!ok(&error)) snprintf(out, sizeof out, "%s", folder_message(error.text));
  object_files_release(&files);
  class_names_release(&class_names);
  image_sizes_release(&sizes);
  CHECK(unit.alive == 0);
  return out;
}

static void read_labels(void) {
  folder_write("street.txt", "0 0.5 0.5 0.25 0.5\n\n2 .5 .25 0 1");
  folder_write("sky.txt", "1 0 0 1 0 1 1\n");
  folder_write("7.txt", "");
  folder_write("classes.txt", "person\n");
  CHECK_TEXT(read_all(false, NULL), "'sky.png' 1(1) 0,0,100,100 [[0,0,100,0,100,100]]; "
                                    "'street' 0(0) 240,120,160,240; 'street' 2(2) 320,-120,0,480");
  CHECK_TEXT(read_all(false, "[\"a\", \"b\", \"c\"]"), "'sky.png' 'b'(1) 0,0,100,100 [[0,0,100,0,100,100]]; "
                                                       "'street' 'a'(0) 240,120,160,240; "
                                                       "'street' 'c'(2) 320,-120,0,480");
  CHECK_TEXT(read_all(false, "{\"2\":\"c\",\"1\":\"b\", \"0\":\"a\"}"),
             "'sky.png' 'b'(1) 0,0,100,100 [[0,0,100,0,100,100]]; 'street' 'a'(0) 240,120,160,240; "
             "'street' 'c'(2) 320,-120,0,480");
  CHECK_TEXT(
      read_all(false, "[\"a\", \"b\", \"a\"]"),
      "the classes 0 and 2 are both named 'a': select category_id AS class to keep them apart: street.txt: line 3");
  folder_empty();
}

static void read_predictions(void) {
  folder_write("sky.txt", "1 0 0 1 0 1 1 0.75\r\n0 0.5 0.5 0.1 0.1 1e-3\r\n");
  CHECK_TEXT(read_all(true, NULL), "'sky.png' 1(1) 0,0,100,100 0.75 [[0,0,100,0,100,100]]; "
                                   "'sky.png' 0(0) 45,45,10,10 0.001");
  folder_empty();
}

static void refuse_lines(void) {
  static const struct {
    bool predictions;
    const char *text, *message;
  } wanted[] = {
      {false, "0", "fewer values than class, center x, center y, width, height: sky.txt: line 1"},
      {false, "0 1 1 1", "fewer values than class, center x, center y, width, height: sky.txt: line 1"},
      {false, "0 1 1 1 1\n0 1 1 1 1 1",
       "an odd number of coordinates (with a confidence it is a prediction: yolo_predictions reads it): sky.txt: line 2"},
      {true, "0 1 1 1 1",
       "no confidence at the end (ultralytics writes it with save_conf=True): sky.txt: line 1"},
      {true, "0 .1 .1 .2 .1 .2 .25",
       "no confidence at the end (ultralytics writes it with save_conf=True): sky.txt: line 1"},
      {false, "x 1 1 1 1", "the class is not a number: x: sky.txt: line 1"},
      {false, "-1 1 1 1 1", "the class is not a whole number from 0: -1: sky.txt: line 1"},
      {false, "0.5 1 1 1 1", "the class is not a whole number from 0: 0.5: sky.txt: line 1"},
      {false, "3000000000 1 1 1 1", "the class is not a whole number from 0: 3000000000: sky.txt: line 1"},
      {false, "0 1 one 1 1", "a coordinate is not a number: one: sky.txt: line 1"},
      {false, "0 1 2.5 1 1",
       "a coordinate is not relative to the image's size (0 to 1): 2.5: sky.txt: line 1"},
      {false, "0 1 1 -1 1", "a negative width or height: -1: sky.txt: line 1"},
      {true, "0 1 1 1 1 nan", "a coordinate is not a number: nan: sky.txt: line 1"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    folder_write("sky.txt", wanted[i].text);
    CHECK_TEXT(read_all(wanted[i].predictions, NULL), wanted[i].message);
  }
  folder_write("sky.txt", "2 1 1 1 1");
  CHECK_TEXT(read_all(false, "[\"a\",\"b\"]"), "class 2 has no name, names has 2: sky.txt: line 1");
  folder_empty();
}

static void read_names(void) {
  char path[1100];
  folder_write("sky.txt", "1 0.5 0.5 1 1");
  folder_write("names", "first\r\n second one \n\n\n");
  snprintf(path, sizeof path, "%s", folder_file("names"));
  CHECK_TEXT(read_all(false, path), "'sky.png' 'second one'(1) 0,0,100,100");
  folder_write("names", "first\n\nthird\n");
  CHECK_TEXT(read_all(false, path), "a blank line between the names of classes: names: line 2");
  folder_write("names", "first\n\xFF\n");
  CHECK_TEXT(read_all(false, path), "no name: '?': names: line 2");
  folder_write("names", "");
  CHECK_TEXT(read_all(false, path), "no names of classes: names");
  CHECK(strstr(read_all(false, "[\"a\", 1]"), "names is neither a JSON array of texts nor an object ") !=
        NULL);
  CHECK(strstr(read_all(false, "{\"x\":\"a\"}"),
               "the number of a class is not a whole number from 0 to 1000000: x") != NULL);
  CHECK(strstr(read_all(false, "{\"1e9\":\"a\"}"),
               "the number of a class is not a whole number from 0 to 1000000: 1e9") != NULL);
  CHECK_TEXT(read_all(false, "{\"0\":\"a\",\"2\":\"b\"}"),
             "class 1 has no name, names has 3: sky.txt: line 1");
  folder_empty();
}

static void yaml(const char *text, const char *expected) {
  char path[1100];
  folder_write("data.yaml", text);
  snprintf(path, sizeof path, "%s", folder_file("data.yaml"));
  CHECK_TEXT(read_all(false, path), expected);
}

static void read_yaml(void) {
  static const char *const texts[] = {
      "names: [a, b]",
      "nc: 2\nnames: ['a', \"b\"]  # two\n",
      "names:\n  - a\n  - b\nnc: 2\n",
      "names:\n- a # first\n\n# note\n- 'b'\ntrain: x\n",
      "path: x\r\nnames:\r\n  0: a\r\n  1: b\r\n",
      "names: {0: a, 1: b}\n",
      "names: {\n  1: 'b',\n  0: \"a\", # last\n}\nx: y",
      "# names: [x]\ntrain_names: [x]\n\"names\":\n  1: b\n  0: a",
  };
  folder_write("sky.txt", "1 0.5 0.5 1 1");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) yaml(texts[i], "'sky.png' 'b'(1) 0,0,100,100");
  yaml("names: ['a', 'it''s: \"b\"']", "'sky.png' 'it's: \"b\"'(1) 0,0,100,100");
  yaml("names: [a, traffic light #2]", "neither ',' nor the end of the names: data.yaml: line 1");
  yaml("names: [a, \"b\\\\\\\"c\"]", "'sky.png' 'b\\\"c'(1) 0,0,100,100");
  yaml("nc: 2\n", "no entry 'names': data.yaml");
  yaml("names:\nnc: 2\n", "no names of classes: data.yaml");
  yaml("names: x.txt\n", "names is neither a list nor a map: data.yaml: line 1");
  yaml("names: [a, b", "neither ',' nor the end of the names: data.yaml: line 1");
  yaml("\nnames: ['a, b]\n", "a quote without its end: data.yaml: line 2");
  yaml("names: [a, , b]", "a class without a name: data.yaml: line 1");
  yaml("names:\n  car\n", "no ':' between the number and the name of a class: data.yaml: line 2");
  yaml("names:\n  0: 'a' b\n", "more than a name: data.yaml: line 2");
  yaml("names:\n  first: a\n", "the number of a class is not a whole number from 0 to 1000000: first");
  yaml("names: [a]\nkpt_shape: 17\n", "kpt_shape is not a list: data.yaml: line 2");
  yaml("names: [a]\nkpt_shape: [x, 3]\n",
       "kpt_shape does not begin with a number of keypoints from 1 to 1000: x");
  folder_empty();
}

static void read_keypoint_count(void) {
  static const char *const texts[] = {"names: [a]\nkpt_shape: [17, 3]  # x, y, visible\n",
                                      "kpt_shape:\n  - 17\n  - 2\nnames: [a]\n"};
  for (int i = 0; i < 2; i++) {
    ClassNames names;
    Error error = {0};
    folder_write("data.yaml", texts[i]);
    class_names_read(&names, folder_file("data.yaml"), NULL, &error);
    CHECK(ok(&error) && names.keypoint_count == 17 && names.count == 1);
    class_names_release(&names);
  }
  folder_empty();
}

/* Tracks, confidences elsewhere, keypoints, and what is not known. */
static void read_with(YoloInput input, const char *text, const char *expected) {
  char out[1600] = "";
  ImageSizes sizes;
  ObjectFiles files = {.skip_unknown = true};
  Error error = {0};
  fill_sizes(&sizes, &error);
  input.directory = folder.path;
  input.sizes = &sizes;
  input.keypoints = input.segmentation = true;
  folder_write("sky.txt", text);
  yolo_read(&input, &files, NULL, &error);
  for (size_t i = 0; i < files.count; i++) {
    const YoloObject *row = (const YoloObject *)files.rows + i;
    size_t used = strlen(out);
    snprintf(out + used, sizeof out - used, "%s%g,%g,%g,%g %g %lld%s%s", i ? "; " : "", row->object.box.x,
             row->object.box.y, row->object.box.width, row->object.box.height, row->object.score,
             (long long)row->track, row->keypoints ? " " : "", row->keypoints ? row->keypoints : "");
  }
  if (!ok(&error)) snprintf(out, sizeof out, "%s", folder_message(error.text));
  CHECK_TEXT(out, expected);
  object_files_release(&files);
  image_sizes_release(&sizes);
  CHECK(unit.alive == 0);
}

static void read_extras(void) {
  YoloInput plain = {.predictions = true}, second = plain, last = plain, pose = {.points = 2}, found = pose;
  second.confidence = CONFIDENCE_SECOND;
  last.confidence = CONFIDENCE_LAST;
  found.predictions = true;
  read_with(plain, "0 .5 .5 .25 .25 .5 7\n0 .5 .5 .25 .25 .75",
            "37.5,37.5,25,25 0.5 7; 37.5,37.5,25,25 0.75 -1");
  read_with(plain, "0 .125 .125 .5 .125 .5 .5 .5 7", "12.5,12.5,37.5,37.5 0.5 7");
  read_with(plain, "0 .1 .1 .5 .1 .5 .5 .9 1",
            "no confidence at the end (ultralytics writes it with save_conf=True): sky.txt: line 1");
  read_with(
      plain, "0 .5 .5 .2 .2 2",
      "a confidence that is not in 0 to 1 (a track without one? ultralytics writes both with save_conf=True): 2: "
      "sky.txt: line 1");
  read_with(
      plain, "0 .74 .27 .15 .68 .42",
      "the box leaves the image: where the confidence stands after the class, set confidence = 'second'; where "
      "boxes may leave it, 'last': sky.txt: line 1");
  read_with(last, "0 .75 .25 .5 1 .5", "50,-25,50,100 0.5 -1");
  read_with(second, "0 .75 .25 .25 .5 .5\n0 1 .25 .25 .5 .5 3", "0,0,50,50 0.75 -1; 0,0,50,50 1 3");
  read_with(second, "0 .5 .125 .125 .5 .125 .5 .5", "12.5,12.5,37.5,37.5 0.5 -1");
  read_with(pose, "0 .5 .5 .5 .5 .25 .25 2 0 0 0", "25,25,50,50 0 -1 [25,25,2,0,0,0]");
  read_with(pose, "0 .5 .5 .5 .5 .25 .25 0 0", "25,25,50,50 0 -1 [25,25,2,0,0,0]");
  read_with(found, "0 .5 .5 .5 .5 .25 .25 .75 .5 .75 1 .5 4", "25,25,50,50 0.5 4 [25,25,0.75,50,75,1]");
  read_with(found, "0 .5 .5 .5 .5 .25 .25 .5 .75 .5", "25,25,50,50 0.5 -1 [25,25,2,50,75,2]");
  read_with(pose, "0 .5 .5 .5 .5 .25", "5 values are not a box and 2 keypoints: sky.txt: line 1");
  folder_empty();
}

static void read_classes_by_name(void) {
  folder_write("sky.txt", "b 0.5 0.5 1 1\n0 .5 .5 1 1\n");
  CHECK_TEXT(read_all(false, "[\"a\",\"b\"]"), "'sky.png' 'b'(1) 0,0,100,100; 'sky.png' 'a'(0) 0,0,100,100");
  CHECK_TEXT(read_all(false, "[\"a\"]"), "the class is not a number: b: sky.txt: line 1");
  folder_write("sky.txt", "1 0.5 0.5 1 1\n");
  CHECK_TEXT(read_all(false, "[\"1\",\"0\"]"), "'sky.png' '0'(1) 0,0,100,100");
  folder_empty();
}

static void skip_unknown(void) {
  ImageSizes sizes;
  ClassNames names = {0};
  ObjectFiles files = {.skip_unknown = true};
  Error error = {0};
  fill_sizes(&sizes, &error);
  folder_write("sky.txt", "1 0.5 0.5 1 1\n0 .5 .5 1 1\n");
  folder_write("moon.txt", "0 0.5 0.5 1 1\nnot looked at\n");
  class_names_read(&names, "[\"a\"]", NULL, &error);
  YoloInput input = yolo_input(folder.path, &sizes, &names, false);
  yolo_read(&input, &files, NULL, &error);
  CHECK_TEXT(error.text, "");
  CHECK(files.count == 1 && files.skipped == 3);
  object_files_release(&files);
  class_names_release(&names);
  image_sizes_release(&sizes);
  folder_empty();
}

static void tell_changes(void) {
  ObjectFiles files = {0};
  ImageSizes sizes;
  Error error = {0};
  folder_write("sky.txt", "1 0.5 0.5 1 1");
  fill_sizes(&sizes, &error);
  YoloInput input = yolo_input(folder.path, &sizes, NULL, false);
  yolo_read(&input, &files, NULL, &error);
  CHECK(ok(&error) && object_files_are_fresh(&files, folder.path));
  folder_write("sky.txt", "1 0.5 0.5 1 1\n1 0.5 0.5 1 1");
  CHECK(!object_files_are_fresh(&files, folder.path));
  object_files_release(&files);
  image_sizes_release(&sizes);
  folder_empty();
}

static void survive_lack_of_memory(void) {
  folder_write("street.txt", "0 0.5 0.5 0.25 0.5 1\n2 .5 .5 0 1 1");
  folder_write("sky.txt", "1 0 0 1 0 1 1 1\n");
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 10000; n++) {
      ImageSizes sizes;
      ClassNames names = {0};
      ObjectFiles files = {0};
      Error error = {0};
      unit_fail_allocation(n, for_good);
      fill_sizes(&sizes, &error);
      class_names_read(&names, "[\"a\", \"b\", \"c\"]", NULL, &error);
      YoloInput input = yolo_input(folder.path, &sizes, &names, true);
      yolo_read(&input, &files, NULL, &error);
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&error) ? files.count == 3 : failed && error.kind == ERROR_MEMORY);
      object_files_release(&files);
      class_names_release(&names);
      image_sizes_release(&sizes);
      CHECK(unit.alive == 0);
      if (!failed) break;
    }
  }
  folder_empty();
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "folder");
  find_images();
  read_labels();
  read_predictions();
  refuse_lines();
  read_names();
  read_yaml();
  read_keypoint_count();
  read_extras();
  read_classes_by_name();
  skip_unknown();
  tell_changes();
  survive_lack_of_memory();
  folder_end();
  return unit_end("yolo");
}
