/*
** Labels and predictions as nearly all files have them, taken from the window of the JSON reader in one go:
** known keys, each once and without escapes, ids that are whole numbers, a box of four numbers, polygons.
** Anything else, and an element that goes on behind the window, stays untouched for coco_reading.c.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_PLAIN_H
#define BOXSCORE_FORMATS_COCO_COCO_PLAIN_H

#include "formats/coco/coco_fields.h"

typedef enum CocoPlainKind { COCO_PLAIN_LABEL, COCO_PLAIN_PREDICTION } CocoPlainKind;

/* Takes the element that comes next, if it is plain; else nothing was done. */
bool coco_take_plainly(Reading *reading, CocoPlainKind kind);

#endif
