/*
** Protocols: by whose rules predictions are matched and scored (numbers.md, section 9). COCO's rules are
** those of matching.h; the others are rules beside them, in this folder.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_PROTOCOL_H
#define BOXSCORE_EVALUATION_PROTOCOL_PROTOCOL_H

#include <math.h>
#include <stdbool.h>

typedef enum Protocol {
  PROTOCOL_COCO,
  PROTOCOL_VOC,   /* VOC 2010 to 2012: all-point AP */
  PROTOCOL_VOC07, /* VOC 2007: 11-point AP */
  PROTOCOL_OPEN_IMAGES,
  PROTOCOL_LVIS
} Protocol;

const char *protocol_name(Protocol protocol); /* "coco", "voc" and so on */
bool protocol_of_name(const char *name, Protocol *out);

static inline bool protocol_is_voc(Protocol protocol) {
  return protocol == PROTOCOL_VOC || protocol == PROTOCOL_VOC07;
}

/* Whether a prediction is compared with its best label only, and AP is not COCO's mean over 101 recalls. Such
** protocols compare boxes, and have neither area ranges nor a limit of detections. */
static inline bool protocol_takes_best_label(Protocol protocol) {
  return protocol_is_voc(protocol) || protocol == PROTOCOL_OPEN_IMAGES;
}

/* The lowest IoU that counts as reaching a threshold. */
static inline double protocol_reach(Protocol protocol, double threshold) {
  const double most = 1 - 1e-10;
  if (protocol_is_voc(protocol)) return nextafter(threshold, 2);
  return threshold < most || protocol == PROTOCOL_OPEN_IMAGES ? threshold : most;
}

#endif
