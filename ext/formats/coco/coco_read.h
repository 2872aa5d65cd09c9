/*
** Reads COCO files: an instances file (an object with images, annotations and categories, in any order; each
** is an array, or an object keyed by id) and a results file (an array of predictions, JSON Lines with one in
** each line, or an object whose annotations have scores, as some tools write it).
**
**     Coco coco = {0};
**     CocoRequest request = {.path = "instances.json", .wanted = COCO_SEGMENTATION};
**     coco_read_labels(&request, &coco, poll, &error);
**     for (size_t i = 0; i < coco.label_count; i++) use(&coco.labels[i]);
**     coco_release(&coco);
**
** One pass over the file, without a document tree; keys that nobody asked for are skipped, but checked to be
** JSON. `[]` and null stand for a geometry that is not there. The images and categories that the instances
** file lists count: what belongs to others is an error, or is left out and counted.
*/
#ifndef BOXSCORE_FORMATS_COCO_COCO_READ_H
#define BOXSCORE_FORMATS_COCO_COCO_READ_H

#include "formats/coco/coco_request.h"

/* `poll` may be NULL. */
void coco_read_images(const CocoRequest *request, Coco *out, Poll *poll, Error *error);
void coco_read_categories(const CocoRequest *request, Coco *out, Poll *poll, Error *error);
void coco_read_labels(const CocoRequest *request, Coco *out, Poll *poll,
                      Error *error); /* images and categories too */
/* Images with their segments. With COCO_CLASS the categories too, of labels_path if it is set. */
void coco_read_panoptic(const CocoRequest *request, Coco *out, Poll *poll, Error *error);
void coco_read_predictions(const CocoRequest *request, Coco *out, Poll *poll, Error *error);
/* The same, with the lists of labels that were read from labels_path before. What it says of an error is not
** final: a message about an image may need the names of files, which labels need not have. */
void coco_read_predictions_of(const CocoRequest *request, const Coco *labels, Coco *out, Poll *poll,
                              Error *error);
/* Labels, and predictions whose lists are those of the labels: at the same time where the request for
** predictions is threaded and that pays. An error is that of one after the other. */
void coco_read_both(const CocoRequest *labels_request, Coco *labels, const CocoRequest *predictions_request,
                    Coco *predictions, Poll *poll, Error *error);

#endif
