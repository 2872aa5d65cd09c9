/*
** One COCO file on its way through the JSON reader: the elements of its arrays. For coco_read.c and coco_halves.c.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_READING_H
#define BOXSCORE_FORMATS_COCO_COCO_READING_H

#include "formats/coco/coco.h"

typedef struct Reading {
  InputFile input;
  JsonReader json;
  Coco *out;
  Error *error;
  bool segmentation;
  const char *labels_path;     /* where the categories of predictions are from */
  const char *element;         /* what an element is called in messages */
  size_t ordinal;              /* of the element, from 1 */
  size_t key_hint, class_hint; /* where json_key goes on */
  struct SecondHalf *second;   /* the reader of the rest of the array, at the same time; NULL: none */
  bool is_joined;              /* the rest has been taken from there */
} Reading;

/* Each takes one element of an array, and appends what it says. */
void coco_take_image(Reading *reading);
void coco_take_label(Reading *reading);
void coco_take_category(Reading *reading);
void coco_take_prediction(Reading *reading);

/* Makes room for the classes of all categories that are known; the new ones have none yet. */
void coco_reserve_classes(Reading *reading);

#endif
