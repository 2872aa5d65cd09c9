/*
** Embeddings: rows of numbers that a network computes from images or objects, so that similar ones are close
** together.
**
** A row is a BLOB of float32, little-endian, one after the other (what numpy's tobytes gives and sqlite-vec
** stores), or a JSON list of numbers. All rows of a set have the same number of dimensions.
*/
#ifndef BOXSCORE_STATISTICS_EMBEDDINGS_H
#define BOXSCORE_STATISTICS_EMBEDDINGS_H

#include "base/memory.h"

enum {
  EMBEDDING_LANES = 8, /* numbers that are summed up side by side */
  EMBEDDING_DIMENSIONS_MOST = 65536,
  EMBEDDING_NUMBERS_MOST = 250000000 /* of all rows together: 1 GB */
};

/* Rows one behind the other, each filled up with zeros to a multiple of EMBEDDING_LANES. Start with {0}. */
typedef struct Embeddings {
  float *numbers; /* finite */
  size_t count, dimensions, stride, capacity;
} Embeddings;

static inline const float *embeddings_row(const Embeddings *all, size_t row) {
  return all->numbers + row * all->stride;
}

/* Add a row. Errors begin with `who`: no number, a number that is not finite, another number of dimensions
** than the rows before, more than the limits above. */
void embeddings_add_blob(Embeddings *all, const void *bytes, size_t length, const char *who, Error *error);
void embeddings_add_json(Embeddings *all, const char *text, size_t length, const char *who, Error *error);
void embeddings_release(Embeddings *all);

typedef enum DistanceType { DISTANCE_COSINE, DISTANCE_L2 } DistanceType;

/*
** The distance of two rows. l2: the square root of the sum of the squared differences. cosine: 1 minus the
** cosine of the angle between them, 0 (same direction) to 2; NaN where a row is all zeros. The sums are taken
** in double, the terms i, i + 8, i + 16, ... side by side, so the result is the same everywhere; exchanged
** rows give the same bits.
*/
double embeddings_distance(const Embeddings *all, DistanceType type, size_t one, size_t other);
/* The sum of the squared numbers of a row. */
double embeddings_square(const Embeddings *all, size_t row);
/* The same as embeddings_distance, where the squares are known. */
double embeddings_cosine(const Embeddings *all, size_t one, size_t other, double square_of_one,
                         double square_of_other);

#endif
