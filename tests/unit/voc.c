/* Pascal VOC files: annotations and results, what is refused, and that XML cannot hurt. */
#include "formats/voc/voc.h"

#include <math.h>

#include "folder.h"
#include "formats/voc/xml.h"
#include "unit.h"

#define BOX    "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>4</xmax><ymax>6</ymax></bndbox>"
#define OBJECT "<object><name>dog</name>" BOX "</object>"

static unsigned wanted_flags = ~0U;

static const char *read_labels(void) {
  static char out[2000];
  ObjectFiles files = {0};
  Error error = {0};
  voc_read_labels(folder.path, wanted_flags, &files, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; i < files.count; i++) {
    const VocLabel *row = (const VocLabel *)files.rows + i;
    const FileObject *object = &row->object;
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s %s %g,%g,%g,%g", i ? "; " : "",
                             id_excerpt(&files.images.items[object->image]).text,
                             id_excerpt(&files.classes.items[object->class]).text, object->box.x,
                             object->box.y, object->box.width, object->box.height);
    for (int f = 0; f < VOC_FLAGS; f++)
      used +=
          (size_t)snprintf(out + used, sizeof out - used, isnan(row->flags[f]) ? " -" : " %g", row->flags[f]);
  }
  if (!ok(&error)) snprintf(out, sizeof out, "%s", folder_message(error.text));
  object_files_release(&files);
  CHECK(unit.alive == 0);
  return out;
}

static void annotation(const char *text, const char *expected) {
  folder_write("a.xml", text);
  CHECK_TEXT(read_labels(), expected);
}

static void annotations(void) {
  annotation("<annotation/>", "");
  annotation("<annotation>" OBJECT "</annotation>", "'a' 'dog' 1,2,3,4 - - -");
  annotation(
      "<annotation>\n<object><difficult> 1 </difficult><occluded>0</occluded><name>\n big\tdog\n</name>" BOX
      "<truncated>2</truncated></object></annotation>",
      "name is no name: 'big?dog': a.xml: line 4");
  annotation("<annotation><object><difficult> 1 </difficult><occluded>0</occluded><name>\n dog\n</name>" BOX
             "<truncated>2</truncated></object></annotation>",
             "'a' 'dog' 1,2,3,4 1 2 0");
  annotation(
      "<?xml version='1.0'?><!-- x --><annotation><name>no</name>" BOX "<object><name>d&#111;<!-- -->g</name>"
      "<part><name>head</name>" BOX "</part>" BOX "<x><y><bndbox><xmin>9</xmin></bndbox></y></x></object>"
      "<part>" OBJECT "</part>" OBJECT "</annotation>",
      "'a' 'dog' 1,2,3,4 - - -; 'a' 'dog' 1,2,3,4 - - -");
  annotation("<annotation><object><name><![CDATA[<&>]]></name>" BOX "</object></annotation>",
             "'a' '<&>' 1,2,3,4 - - -");
}

/* What converters write: fractions, elements without text, and anything where nobody looks. */
static void odd_flags(void) {
  annotation(
      "<annotation><object><name>dog</name><truncated>0.0597</truncated><difficult/><occluded> </occluded>" BOX
      "</object></annotation>",
      "'a' 'dog' 1,2,3,4 - 0.0597 -");
  wanted_flags = 1 << VOC_DIFFICULT;
  annotation(
      "<annotation><object><name>dog</name><truncated>Unspecified</truncated><difficult>1</difficult>" BOX
      "</object></annotation>",
      "'a' 'dog' 1,2,3,4 1 - -");
  wanted_flags = ~0U;
}

static void skip_objects_without_a_name(void) {
  static const char text[] =
      "<annotation><object>" BOX "</object><object><name> </name></object>" OBJECT "</annotation>";
  ObjectFiles files = {.skip_unknown = true};
  Error error = {0};
  folder_write("a.xml", text);
  CHECK_TEXT(read_labels(), "an object has no name: a.xml: line 1");
  voc_read_labels(folder.path, ~0U, &files, NULL, &error);
  CHECK_TEXT(error.text, "");
  CHECK(files.count == 1 && files.skipped == 2);
  object_files_release(&files);
}

static void refuse_annotations(void) {
  static const char *const wanted[][2] = {
      {"", "not XML (no element found): a.xml: line 1"},
      {"x", "not XML (syntax error): a.xml: line 1"},
      {"<annotation>\n<object>", "not XML (no element found): a.xml: line 2"},
      {"<annotation></annotation>\nx", "not XML (junk after document element): a.xml: line 2"},
      {"<annotation>\xFF</annotation>", "not XML (not well-formed (invalid token)): a.xml: line 1"},
      {"<annotation>&a;</annotation>", "not XML (undefined entity): a.xml: line 1"},
      {"<!DOCTYPE a [<!ENTITY a 'x'>]><annotation>&a;</annotation>",
       "a DOCTYPE, which may hold entities, is not read: a.xml: line 1"},
      {"<!DOCTYPE a SYSTEM 'b.dtd'><annotation/>",
       "a DOCTYPE, which may hold entities, is not read: a.xml: line 1"},
      {"<html/>", "not a VOC file, its outermost element is html and not annotation: a.xml"},
      {"<annotation><object/></annotation>", "an object has no name: a.xml: line 1"},
      {"<annotation><object><name/>" BOX "</object></annotation>", "an object has no name: a.xml: line 1"},
      {"<annotation><object><name>a</name></object></annotation>", "an object has no xmin: a.xml: line 1"},
      {"<annotation><object><name>a</name>" BOX BOX "</object></annotation>",
       "an object has xmin twice: a.xml: line 1"},
      {"<annotation><object><truncated>x</truncated></object></annotation>",
       "truncated is not a number: 'x': a.xml: line 1"},
      {"<annotation><object><name>a</name><bndbox><xmin> </xmin></bndbox></object></annotation>",
       "an object has no xmin: a.xml: line 1"},
      {"<annotation><object><name>a</name><robndbox><cx>5</cx></robndbox></object></annotation>",
       "an object has a rotated box (robndbox) and no bndbox: a.xml: line 1"},
      {"<annotation><object><bndbox><xmin>1<b>2</b>e999</xmin></bndbox></object></annotation>",
       "xmin is not a number: '1e999': a.xml: line 1"},
      {"<annotation><object><name>a</name><bndbox><xmin>5</xmin><ymin>2</ymin><xmax>4</xmax><ymax>6</ymax></bndbox>"
       "</object></annotation>",
       "the box ends before it begins: 5,2,4,6: a.xml: line 1"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) annotation(wanted[i][0], wanted[i][1]);
}

static void refuse_large(void) {
  size_t length = XML_LARGEST + 1;
  char *text = malloc(length);
  memset(text, ' ', length);
  folder_write_bytes("a.xml", text, length);
  free(text);
  CHECK_TEXT(read_labels(), "larger than 16 MB: a.xml");
  folder_empty();
}

static const char *read_results(void) {
  static char out[2000];
  ObjectFiles files = {0};
  Error error = {0};
  voc_read_predictions(folder.path, &files, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; i < files.count; i++) {
    const FileObject *object = (const FileObject *)files.rows + i;
    size_t used = strlen(out);
    snprintf(out + used, sizeof out - used, "%s%s %s %g %g,%g,%g,%g", i ? "; " : "",
             id_excerpt(&files.images.items[object->image]).text,
             id_excerpt(&files.classes.items[object->class]).text, object->score, object->box.x,
             object->box.y, object->box.width, object->box.height);
  }
  if (!ok(&error)) snprintf(out, sizeof out, "%s", folder_message(error.text));
  object_files_release(&files);
  CHECK(unit.alive == 0);
  return out;
}

static void results(void) {
  static const char *const classes[][2] = {{"comp4_det_test_dog.txt", "dog"},
                                           {"comp4-123_det_val_traffic_light.txt", "traffic_light"},
                                           {"dog.txt", "dog"},
                                           {"traffic_light.txt", "traffic_light"},
                                           {"comp4_det_test_.txt", "comp4_det_test_"},
                                           {"x_det_dog.txt", "x_det_dog"}};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    char expected[200];
    folder_write(classes[i][0], "000001 0.5 1 2 4 6\n");
    snprintf(expected, sizeof expected, "'000001' '%s' 0.5 1,2,3,4", classes[i][1]);
    CHECK_TEXT(read_results(), expected);
    folder_empty();
  }
  folder_write("dog.txt", "a 0.5 1 2 4");
  CHECK_TEXT(read_results(), "5 values in place of image, score, xmin, ymin, xmax, ymax: dog.txt: line 1");
  folder_write("dog.txt", "a\xFF 0.5 1 2 4 6");
  CHECK_TEXT(read_results(), "image is no name: 'a?': dog.txt: line 1");
  folder_write("dog.txt", "a x 1 2 4 6");
  CHECK_TEXT(read_results(), "score is not a number: x: dog.txt: line 1");
  folder_empty();
}

static void survive_lack_of_memory(bool labels) {
  folder_write("a.xml", "<annotation>" OBJECT OBJECT "</annotation>");
  folder_write("dog.txt", "a 0.5 1 2 4 6\nb 0.5 1 2 4 6\n");
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 10000; n++) {
      ObjectFiles files = {0};
      Error error = {0};
      unit_fail_allocation(n, for_good);
      if (labels)
        voc_read_labels(folder.path, ~0U, &files, NULL, &error);
      else
        voc_read_predictions(folder.path, &files, NULL, &error);
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&error) ? files.count == 2 : failed && error.kind == ERROR_MEMORY);
      object_files_release(&files);
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
  Error without = {0};
  xml_open(&without);
  if (ok(&without)) {
    annotations();
    odd_flags();
    skip_objects_without_a_name();
    refuse_annotations();
    refuse_large();
    survive_lack_of_memory(true);
  } else {
    CHECK(strcmp(without.text, "built without expat") == 0 ||
          strstr(without.text, "needs expat (") == without.text);
    annotation("<annotation/>", without.text);
    folder_empty();
  }
  results();
  survive_lack_of_memory(false);
  folder_end();
  return unit_end("voc");
}
