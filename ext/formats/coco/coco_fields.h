/*
** The values of one element of a COCO file, each taken from the JSON reader and checked; messages name the
** field, the file and the element. For coco_reading.c.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_FIELDS_H
#define BOXSCORE_FORMATS_COCO_COCO_FIELDS_H

#include "base/buffer.h"
#include "formats/coco/coco.h"

enum { SMALL_IDS = 512 };

/* What coco_plain.c keeps from element to element: how many were not plain one after the other, how many are
** not to be tried, and one more than the number of the category with each small id, 0 where it is not known
** yet. */
typedef struct PlainState {
  unsigned misses, passed_over;
  uint32_t categories[SMALL_IDS];
} PlainState;

/* One COCO file on its way through the JSON reader. */
typedef struct Reading {
  InputFile input;
  JsonReader json;
  Coco *out;
  Error *error;
  unsigned wanted;
  const char *element; /* what an element is called in messages */
  size_t ordinal;      /* of the element, from 1 */
  Id key; /* of an element that stands in an object keyed by id; ID_NULL: it stands in an array */
  size_t key_hint, image_hint, class_hint; /* where json_key goes on, of objects, images, categories */
  const char *foreign;       /* what the file seems to be instead of COCO's; NULL: nothing speaks for that */
  Buffer left;               /* the keys that are left, as JSON */
  struct SecondHalf *second; /* who reads the rest of the array at the same time; NULL: nobody */
  bool is_joined;            /* the rest has been taken from there */
  PlainState plain;          /* of coco_plain.c */
} Reading;

/* Whether this is wanted; if not, the value is skipped. */
bool coco_wants(Reading *reading, unsigned wanted);
/* Sets an error about the element. */
void coco_refuse(Reading *reading, const char *what);
/* The same where something is missing: what the file seems to be instead is said too. */
void coco_refuse_missing(Reading *reading, const char *what);

/* The text of an Id is valid until the reader's next call; coco_keep_id copies it. */
Id coco_id(Reading *reading, const char *field);
void coco_keep_id(Reading *reading, Id *id);
double coco_number(Reading *reading,
                   const char *field); /* NaN where there is none; may be a text that is a number */
int64_t coco_size(Reading *reading, const char *field); /* COCO_NO_SIZE where there is none */
bool coco_crowd(Reading *reading);
void coco_box(Reading *reading, Box *box);
extern const Box coco_no_box;

const char *coco_text(Reading *reading, const char *field); /* a text or a number; NULL where there is none */
const char *coco_json(Reading *reading);    /* the value as it is written; NULL for null and [] */
const char *coco_ring(Reading *reading);    /* [x1,y1,...] as a polygon of one ring */
const char *coco_rotated(Reading *reading); /* [cx,cy,w,h,radians] in degrees */

/* Appends what an element said. */
static inline void coco_add_label(Reading *reading, const CocoLabel *label) {
  Coco *out = reading->out;
  memory_reserve((void **)&out->labels, &out->capacity[1], out->label_count + 1, sizeof *label,
                 reading->error);
  if (ok(reading->error)) out->labels[out->label_count++] = *label;
}
static inline void coco_add_prediction(Reading *reading, const CocoPrediction *prediction) {
  Coco *out = reading->out;
  memory_reserve((void **)&out->predictions, &out->capacity[2], out->prediction_count + 1, sizeof *prediction,
                 reading->error);
  if (ok(reading->error)) out->predictions[out->prediction_count++] = *prediction;
}
/* Keeps the texts of an element, only where there is something, so that rows stay small. */
const CocoTexts *coco_keep_texts(Reading *reading, const CocoTexts *texts);

/* Keeps the member that the reader is at among those that are left, or skips it. */
void coco_leave(Reading *reading);
/* The same for the URL of an image's file, whose last folder and name are returned ("val2017/1.jpg"); NULL
** where it is not a text, or files are not wanted. */
const char *coco_file_of_url(Reading *reading);
/* What was left since the last call, as an object; NULL where nothing was. */
const char *coco_left(Reading *reading);

#endif
