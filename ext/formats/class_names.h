/*
** Names for classes that a format writes as numbers: a JSON array of texts (the first is number 0), a JSON
** object {"1":"car"}, or the path of a file: a text file with a name a line, or the data.yaml of Ultralytics
** (yaml_names.h).
*/
#ifndef BOXSCORE_FORMATS_CLASS_NAMES_H
#define BOXSCORE_FORMATS_CLASS_NAMES_H

#include "base/id.h"
#include "base/workers.h"

typedef struct ClassNames {
  Id *items; /* by number; two classes may bear one name, and a number between others may have none (ID_NULL) */
  size_t count, capacity;
  size_t keypoint_count; /* that a data.yaml gives to each object; 0: none */
  Arena texts;
} ClassNames;

/* Whether `names` is the names themselves and not a path. */
bool class_names_is_json(const char *names);
/* Release them in every case. */
void class_names_read(ClassNames *out, const char *names, Poll *poll, Error *error);
/* The number of a name, -1 where it is not among them. */
int64_t class_names_number(const ClassNames *names, const char *text, size_t length);
/* NULL where the number has no name. */
const Id *class_names_find(const ClassNames *names, int64_t number);
void class_names_release(ClassNames *names);

#endif
