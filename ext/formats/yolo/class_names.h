/*
** Names for classes that a format writes as numbers from 0: a JSON array of texts, or the path of a text file with a name a
** line.
*/
#ifndef BOXSCORE_FORMATS_YOLO_CLASS_NAMES_H
#define BOXSCORE_FORMATS_YOLO_CLASS_NAMES_H

#include "base/id.h"
#include "base/workers.h"

typedef struct ClassNames {
  Id *items; /* in their order; two classes may bear one name */
  size_t count, capacity;
  Arena texts;
} ClassNames;

/* Whether `names` is an array and not a path. */
bool class_names_is_array(const char *names);
/* Release them in every case. */
void class_names_read(ClassNames *out, const char *names, Poll *poll, Error *error);
void class_names_release(ClassNames *names);

#endif
