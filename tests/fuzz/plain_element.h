/*
** Whether an element that coco_take_plainly takes is what the JSON reader makes of it. For fuzz_coco_plain.c and
** tests/unit/coco_plain.c.
*/
#ifndef BOXSCORE_TESTS_PLAIN_ELEMENT_H
#define BOXSCORE_TESTS_PLAIN_ELEMENT_H

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "formats/coco/coco_plain.h"
#include "formats/coco/coco_reading.h"

static inline bool same_number(double a, double b) {
  return memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

static inline bool same_box(Box a, Box b) {
  return same_number(a.x, b.x) && same_number(a.y, b.y) && same_number(a.width, b.width) &&
         same_number(a.height, b.height);
}

static inline bool same_texts(const CocoTexts *a, const CocoTexts *b) {
  if (!a || !b) return !a && !b;
  return a->segmentation && b->segmentation && strcmp(a->segmentation, b->segmentation) == 0 &&
         !b->keypoints && !b->attributes && b->difficult != b->difficult &&
         b->num_keypoints != b->num_keypoints;
}

static inline bool same_element(const Coco *a, const Coco *b, CocoPlainKind kind) {
  if (a->label_count != b->label_count || a->prediction_count != b->prediction_count ||
      a->images.count != 1 || b->images.count != 1 || a->categories.count != 1 || b->categories.count != 1 ||
      !id_equal(a->images.items, b->images.items) || !id_equal(a->categories.items, b->categories.items))
    return false;
  if (kind == COCO_PLAIN_PREDICTION)
    return a->predictions->image == 0 && a->predictions->category == 0 &&
           same_number(a->predictions->score, b->predictions->score) &&
           same_box(a->predictions->box, b->predictions->box) &&
           same_texts(a->predictions->texts, b->predictions->texts);
  return a->labels->image == 0 && a->labels->category == 0 && id_equal(&a->labels->id, &b->labels->id) &&
         same_number(a->labels->area, b->labels->area) && a->labels->crowd == b->labels->crowd &&
         same_box(a->labels->box, b->labels->box) && same_texts(a->labels->texts, b->labels->texts);
}

/* Takes the element at the start of a text, which ends where its memory ends. What is wrong; NULL: nothing. */
static inline const char *plain_element_differs(const char *text, size_t size, CocoPlainKind kind,
                                                unsigned wanted, bool *is_plain) {
  Coco coco[2] = {{0}, {0}};
  Error errors[2] = {{0}, {0}};
  char *copy = malloc(size ? size : 1);
  Reading readings[2];
  const char *wrong = NULL;
  if (size) memcpy(copy, text, size);
  for (int i = 0; i < 2; i++) {
    readings[i] = (Reading){
        .out = &coco[i], .error = &errors[i], .wanted = wanted, .element = "element", .input.path = "text"};
    json_open_text(&readings[i].json, copy, size, &errors[i]);
  }
  *is_plain = coco_take_plainly(&readings[0], kind);
  if (*is_plain) {
    readings[1].plain.passed_over = UINT_MAX;
    (kind == COCO_PLAIN_LABEL ? coco_take_label : coco_take_prediction)(&readings[1]);
    if (!ok(&errors[0]) || !ok(&errors[1]))
      wrong = "there is an error";
    else if (readings[0].json.at != readings[1].json.at)
      wrong = "it ends elsewhere";
    else if (!same_element(&coco[0], &coco[1], kind))
      wrong = "it is another";
  } else if (readings[0].json.at != copy || coco[0].label_count || coco[0].prediction_count ||
             coco[0].images.count || coco[0].categories.count || !ok(&errors[0])) {
    wrong = "something was taken";
  }
  for (int i = 0; i < 2; i++) {
    json_close(&readings[i].json);
    buffer_release(&readings[i].left);
    coco_release(&coco[i]);
  }
  free(copy);
  return wrong;
}

#endif
