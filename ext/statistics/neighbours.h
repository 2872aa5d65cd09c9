/*
** The nearest neighbours of embeddings, by comparing all with all.
*/
#ifndef BOXSCORE_STATISTICS_NEIGHBOURS_H
#define BOXSCORE_STATISTICS_NEIGHBOURS_H

#include "base/workers.h"
#include "statistics/embeddings.h"

enum { NEIGHBOUR_ROWS_MOST = 100000 }; /* all with all: 10,000,000,000 pairs */

typedef struct Neighbour {
  double distance;
  uint32_t row;
} Neighbour;

/* What is searched. */
typedef struct NeighbourSearch {
  const Embeddings *all; /* for the cosine no row is all zeros */
  DistanceType type;
  const uint32_t *ranks;   /* of each row: of equal distances the lower rank comes first */
  const uint32_t *queries; /* the rows whose neighbours are wanted */
  size_t query_count;
  size_t count; /* neighbours of each, fewer than there are rows */
} NeighbourSearch;

/*
** For each query the `count` nearest of the other rows, nearest first: out[query * count + rank]. They are
** the same, to the last bit, for any number of workers: single precision only tells which rows cannot be
** among them, by more than it can be wrong; the distance of the others is that of embeddings_distance.
*/
void neighbours_find(const NeighbourSearch *search, const Workers *workers, Neighbour *out, Error *error);

#endif
