/*
** Standings: which predictions take part under a protocol that leaves some out (numbers.md, section 9). LVIS
** and Open Images label only some classes of an image; of the others nothing is known.
*/
#ifndef BOXSCORE_EVALUATION_PROTOCOL_STANDINGS_H
#define BOXSCORE_EVALUATION_PROTOCOL_STANDINGS_H

#include "dataset/dataset.h"

typedef enum Standing {
  STANDING_COUNTS,
  STANDING_LENIENT,     /* ignored where it finds no label: its class is not labelled exhaustively there */
  STANDING_UNVERIFIED,  /* left out: nobody looked for its class there */
  STANDING_BEYOND_LIMIT /* left out: not among the best of its image */
} Standing;

static inline bool standing_is_out(uint8_t standing) {
  return standing >= STANDING_UNVERIFIED;
}

/* What is known of the classes of images beside their labels, in any order; a class with labels in an image
** is verified there. Start with {0}. */
typedef struct VerifiedClasses {
  uint32_t *class, *image;
  uint8_t *is_lenient; /* labelled, though not exhaustively; on its own this does not verify it */
  size_t count, capacity[3];
} VerifiedClasses;

void verified_classes_add(VerifiedClasses *verified, uint32_t class, uint32_t image, bool is_lenient,
                          Error *error);
void verified_classes_release(VerifiedClasses *verified);

/*
** The standing of each prediction of a finished data set, into `standings`. verified: NULL: every class is
** verified on every image. image_limit: how many predictions of an image take part, over all classes: those
** of the highest scores, ties by id.
*/
void standings_make(uint8_t *standings, const Dataset *data, const VerifiedClasses *verified,
                    size_t image_limit, Poll *poll, Error *error);

#endif
