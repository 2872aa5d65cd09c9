/*
** Reads COCO files: an instances file (an object with images, annotations and categories, in any order) and a results file
** (an array of predictions; an object whose annotations have scores is taken too, as some tools write it).
**
**     Coco coco = {0};
**     coco_read_labels("instances.json", true, &coco, poll, &error);
**     for (size_t i = 0; i < coco.label_count; i++) use(&coco.labels[i]);
**     coco_release(&coco);
**
** One pass over the file, without a document tree; keys that nobody asked for are skipped, but checked to be JSON. `[]` and
** null stand for a geometry that is not there.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_READ_H
#define BOXSCORE_FORMATS_COCO_COCO_READ_H

#include "formats/coco/coco.h"

/* `poll` may be NULL. */
void coco_read_images(const char *path, Coco *out, Poll *poll, Error *error);
void coco_read_labels(const char *path, bool segmentation, Coco *out, Poll *poll, Error *error);
/* threaded: a large file may be read by two threads. */
void coco_read_predictions(const char *path, const char *labels_path, bool segmentation, bool threaded,
                           Coco *out, Poll *poll, Error *error);

#endif
