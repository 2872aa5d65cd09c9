/*
** The tables of panoptic segmentation: segments, with the class of each value of a PNG, and the PNGs of the
** images.
*/
#ifndef BOXSCORE_INPUT_SEGMENT_READER_H
#define BOXSCORE_INPUT_SEGMENT_READER_H

#include "base/names.h"
#include "evaluation/panoptic.h"
#include "host/connection.h"

/* The segments of a table, by image and ascending id. */
typedef struct SegmentTable {
  const char *table; /* its name */
  Segment *items;
  uint32_t *image; /* of each */
  size_t count, capacity[2];
  uint32_t *starts; /* of each image, and the end */
} SegmentTable;

/* Start with {0}. Images and classes are numbered over both tables, classes in their order. */
typedef struct SegmentInput {
  Names images, classes;
  int8_t *things; /* of each class: 1 a thing, 0 stuff, -1 unknown */
  size_t things_room;
  SegmentTable labels, predictions;
} SegmentInput;

/* Reads both tables: image_id, segment_id, class, and if there are such columns iscrowd (of labels) and
** isthing. */
void segments_read(SegmentInput *input, Connection *connection, const char *labels, const char *predictions,
                   Error *error);
void segments_release(SegmentInput *input);

/* Those of an image that segments_read found. */
static inline SegmentSpan segments_of(const SegmentTable *table, uint32_t image) {
  uint32_t start = table->starts[image];
  return (SegmentSpan){table->items + start, table->starts[image + 1] - start};
}

/* The two PNGs of an image, which live during the call. */
typedef struct PngPairRow {
  Id image;
  const void *label, *prediction;
  size_t label_length, prediction_length;
} PngPairRow;

typedef struct PngTables {
  const char *labels, *predictions; /* tables with image_id and png */
} PngTables;

/* Gives the PNGs of each image of the first table. Where both tables have the images in the same order, each
** is read once from its beginning to its end; else those of the second are looked up. An image without a
** second PNG is an error; images of the second table alone are skipped. */
void png_tables_read(Connection *connection, const PngTables *tables,
                     void (*take)(void *context, const PngPairRow *row, Error *error), void *context,
                     Error *error);

#endif
