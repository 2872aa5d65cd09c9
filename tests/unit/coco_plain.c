/* Elements of COCO files that are taken without the JSON reader, whatever stands in place of each of their bytes. */
#include "../fuzz/plain_element.h"
#include "unit.h"

enum { ALL = COCO_BOX | COCO_AREA | COCO_CROWD | COCO_SEGMENTATION };

static void check_taken(const char *text, CocoPlainKind kind, bool expected) {
  bool is_plain;
  CHECK(!plain_element_differs(text, strlen(text), kind, ALL, &is_plain));
  CHECK(is_plain == expected);
  CHECK(!plain_element_differs(text, strlen(text), kind, 0, &is_plain));
  CHECK(is_plain == expected);
}

/* The text with each byte replaced, left out or preceded by another, and each beginning of it. */
static void mutate(const char *text, CocoPlainKind kind) {
  static const char bytes[] = "0159-+.eE,:[]{}\" \n\t\\nx\x01\x80/";
  size_t length = strlen(text), differing = 0;
  char other[400];
  bool is_plain;
  for (size_t at = 0; at < length; at++) {
    for (size_t b = 0; b < sizeof bytes; b++) { /* the NUL too */
      memcpy(other, text, length);
      other[at] = bytes[b];
      differing += plain_element_differs(other, length, kind, ALL, &is_plain) != NULL;
      memcpy(other + at + 1, text + at, length - at);
      differing += plain_element_differs(other, length + 1, kind, ALL, &is_plain) != NULL;
    }
    memcpy(other, text, at);
    memcpy(other + at, text + at + 1, length - at - 1);
    differing += plain_element_differs(other, length - 1, kind, ALL, &is_plain) != NULL;
    differing += plain_element_differs(text, at, kind, ALL, &is_plain) != NULL;
  }
  CHECK(differing == 0);
}

int main(void) {
  static const char
      prediction[] = "{\"image_id\": 28, \"category_id\": 1, \"bbox\": [271.89, 97.02, 7, 6.67], "
                     "\"score\": 0.969, \"id\":3},           ",
      polygons[] = "{\"image_id\":28,\"category_id\":600,\"segmentation\":[[1.5,2,3e1,4],[7,-8]],"
                   "\"score\":1e-05}               ",
      label[] =
          "\n {\"segmentation\": [[1, 4.01]], \"area\": 1748.5, \"iscrowd\": 1, \"image_id\": 5,"
          " \"bbox\": [-0.0,0.12345678901234567890,1,2], \"category_id\": 1, \"id\": 0 } ,             ";
  unit_begin();
  check_taken(prediction, COCO_PLAIN_PREDICTION, true);
  check_taken(polygons, COCO_PLAIN_PREDICTION, true);
  check_taken(label, COCO_PLAIN_LABEL, true);
  mutate(prediction, COCO_PLAIN_PREDICTION);
  mutate(polygons, COCO_PLAIN_PREDICTION);
  mutate(label, COCO_PLAIN_LABEL);
  check_taken(prediction, COCO_PLAIN_LABEL, false); /* score is an attribute */
  check_taken(label, COCO_PLAIN_PREDICTION, false); /* no score */
  bool is_plain;
  CHECK(!plain_element_differs(prediction, strlen(prediction), COCO_PLAIN_PREDICTION, ~0U, &is_plain));
  CHECK(!is_plain); /* id is an attribute that is wanted */
  check_taken("{\"image_id\":1,\"category_id\":2,\"score\":1,\"image_id\":3}                ",
              COCO_PLAIN_PREDICTION, false);
  check_taken("{\"image_id\":\"1\",\"category_id\":2,\"score\":1}                ", COCO_PLAIN_PREDICTION,
              false);
  check_taken("{\"image_id\":1,\"category_id\":2,\"score\":1,\"note\":0}                ",
              COCO_PLAIN_PREDICTION, false);
  check_taken("{\"image_id\":1,\"category_id\":2,\"score\":1e999}                ", COCO_PLAIN_PREDICTION,
              false);
  return unit_end("coco_plain");
}
