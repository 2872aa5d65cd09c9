/*
** A large results file is read by two threads: the calling one from the start, another from the middle. Where
** the other begins is a guess at the beginning of an element; the guess is right if the first one comes to it
** as the beginning of an element, and then its elements follow the first one's. If not, or if the second half
** has a fault, the first one reads on, so that every file gives the rows and the errors that one thread
** gives.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_HALVES_H
#define BOXSCORE_FORMATS_COCO_COCO_HALVES_H

#include <stdatomic.h>

#include "formats/coco/coco_reading.h"

typedef struct SecondHalf {
  Reading reading;
  Coco coco;   /* its own predictions, images and categories */
  Error error; /* the file is then read as if there were no second half */
  Poll poll;
  uint64_t start; /* in the file, of its first element */
  bool bracket;   /* the [ before it, which the file has elsewhere, was given to the reader */
  atomic_bool stop;
  pthread_t thread;
} SecondHalf;

/* Starts the second half where it pays, and sets reading->second; else leaves it NULL. */
void coco_second_half_begin(Reading *reading, SecondHalf *second);
/* At the beginning of an element: whether it is the second half's first one, whose elements have then been
** taken over. */
bool coco_second_half_joins(Reading *reading);
/* Waits for the thread and releases what is left. */
void coco_second_half_end(Reading *reading);

#endif
