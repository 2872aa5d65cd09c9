/*
** The names of classes in a data.yaml, as Ultralytics, Roboflow and others write it: the entry `names`, a
** list or a map by number, over several lines or in brackets.
**
**     names: ['car', 'traffic light']        names:             names:
**                                              - car              0: car
**     names: {0: car, 1: traffic light}        - traffic light    1: traffic light
**
** and how many keypoints an object has, where the file is about poses: `kpt_shape: [17, 3]`.
**
** The rest of the file is ignored. Anchors, tags and texts over several lines are not supported.
*/
#ifndef BOXSCORE_FORMATS_YAML_NAMES_H
#define BOXSCORE_FORMATS_YAML_NAMES_H

#include "base/workers.h"

typedef struct YamlName {
  const char *key; /* of a map; NULL: an item of a list */
  size_t key_length;
  const char *text;
  size_t length;
} YamlName;

/* Gives each name to `take`, in the order of the file. keypoint_count: 0 where the file has no kpt_shape.
** poll may be NULL. */
void yaml_names_read(const char *path, void (*take)(void *context, const YamlName *name, Error *error),
                     void *context, size_t *keypoint_count, Poll *poll, Error *error);

#endif
