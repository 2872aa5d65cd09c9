/*
** The keypoints of a row on its way into a data set: all rows have as many, and errors name the row.
*/
#ifndef BOXSCORE_DATASET_KEYPOINTS_H
#define BOXSCORE_DATASET_KEYPOINTS_H

#include "geometry/oks.h"

/* What the keypoints of all rows share. */
typedef struct Skeleton {
  bool sigmas_are_given; /* else the first row decides */
  Sigmas sigmas;         /* count is that of the keypoints of every row */
} Skeleton;

typedef struct KeypointRow {
  const char *who;  /* "labels row 7", for messages */
  const char *text; /* [x,y,visibility,...]; NULL: none */
  size_t length;
  bool is_label, has_box;
  double area; /* labels; NaN: none */
} KeypointRow;

/*
** Reads the keypoints of a row; count is 0 where a label has none. Where the row has no box, *box becomes
** that around its keypoints, of a label around the labelled ones. A prediction must have keypoints, a label
** an area or a box, and a box where no keypoint is labelled.
*/
Keypoints keypoints_take(Skeleton *skeleton, const KeypointRow *row, Box *box, Arena *arena, Error *error);

#endif
