/*
** The PNG masks of labels and predictions, image by image: the calling thread reads the two of an image, and
** workers count their pairs of values. At most two images a worker are held (base/feed.h).
*/
#ifndef BOXSCORE_SQL_SCORES_PNG_STREAM_H
#define BOXSCORE_SQL_SCORES_PNG_STREAM_H

#include "host/call.h"
#include "input/segment_reader.h"

/* One image. */
typedef struct PngJob {
  Id image;
  uint32_t number; /* in images of the input; NAMES_NONE: it has no segments */
  char *bytes[2];  /* of the PNG of the labels, of the predictions */
  size_t length[2], room[2];
  PngPairs pairs;
} PngJob;

typedef struct PngStream {
  Call *call;
  PngTables tables;
  const SegmentInput *input;
  void *context;
  /* For each image, with its pairs. On a worker, in any order; NULL: nothing to do there. */
  void (*work)(void *context, const PngJob *job, Error *error);
  /* On the calling thread, in the order of the table; NULL: nothing. */
  void (*take)(void *context, const PngJob *job, Error *error);

  /* Private from here. */
  Names images;
  uint8_t *seen; /* of each image of the input */
  struct Feed *feed;
} PngStream;

/* clang-format off */
#define SEGMENT_PARAMETERS \
  {"label_segments", "label_segments", false, TABLE_DOMAIN, \
   "the segments of the labels: image_id, segment_id, class, and if there are such columns iscrowd and isthing"}, \
  {"prediction_segments", "prediction_segments", false, TABLE_DOMAIN, \
   "the segments of the predictions: image_id, segment_id, class, and if there is one isthing"}
#define PNG_PARAMETERS \
  {"label_pngs", "label_pngs", false, TABLE_DOMAIN, "the PNGs of the labels: image_id, png"}, \
  {"prediction_pngs", "prediction_pngs", false, TABLE_DOMAIN, "the PNGs of the predictions: image_id, png"}
/* clang-format on */

/* Reads the tables that the parameters name. Release what it holds in every case. */
void png_stream_run(PngStream *stream);
/* Whether the PNGs of an image of the input were read. */
static inline bool png_stream_has(const PngStream *stream, uint32_t image) {
  return stream->seen[image];
}
void png_stream_release(PngStream *stream);

#endif
