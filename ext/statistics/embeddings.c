#include "statistics/embeddings.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/json.h"

/* Room for a row of so many dimensions, all zeros; NULL with the error set. It counts once the caller says
** so. */
static float *new_row(Embeddings *all, size_t dimensions, const char *who, Error *error) {
  if (!ok(error)) return NULL;
  if (dimensions == 0 || dimensions > EMBEDDING_DIMENSIONS_MOST) {
    error_input(error,
                dimensions ? "%s: the embedding has %zu numbers, more than %d"
                           : "%s: the embedding has no number",
                who, dimensions, EMBEDDING_DIMENSIONS_MOST);
    return NULL;
  }
  if (all->count && dimensions != all->dimensions) {
    error_input(error, "%s: the embedding has %zu numbers, the ones before it have %zu", who, dimensions,
                all->dimensions);
    return NULL;
  }
  all->dimensions = dimensions;
  all->stride = (dimensions + EMBEDDING_LANES - 1) / EMBEDDING_LANES * EMBEDDING_LANES;
  size_t needed = (all->count + 1) * all->stride;
  if ((all->count + 1) * dimensions > EMBEDDING_NUMBERS_MOST)
    error_input(error, "%s: more than %d numbers: %zu rows of %zu dimensions", who, EMBEDDING_NUMBERS_MOST,
                all->count + 1, dimensions);
  memory_reserve((void **)&all->numbers, &all->capacity, needed, sizeof *all->numbers, error);
  if (!ok(error)) return NULL;
  float *row = all->numbers + all->count * all->stride;
  memset(row, 0, all->stride * sizeof *row);
  return row;
}

static float read_float(Bytes *bytes, Error *error) {
  uint32_t bits = (uint32_t)bytes_take(bytes, 4, error);
  float number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static void check_row(const float *row, size_t dimensions, const char *who, Error *error) {
  for (size_t i = 0; i < dimensions && ok(error); i++) {
    if (!isfinite(row[i])) error_input(error, "%s: number %zu of the embedding is not finite", who, i + 1);
  }
}

void embeddings_add_blob(Embeddings *all, const void *bytes, size_t length, const char *who, Error *error) {
  size_t dimensions = length / sizeof(float);
  if (ok(error) && length % sizeof(float))
    error_input(error, "%s: a BLOB of %zu bytes is no embedding: float32 has 4 bytes a number", who, length);
  float *row = new_row(all, dimensions, who, error);
  if (!row) return;
  Bytes from = {bytes, (const unsigned char *)bytes + length, who};
  for (size_t i = 0; i < dimensions; i++) row[i] = read_float(&from, error);
  check_row(row, dimensions, who, error);
  if (ok(error)) all->count++;
}

void embeddings_add_json(Embeddings *all, const char *text, size_t length, const char *who, Error *error) {
  JsonReader json;
  Error inner = {0};
  if (!ok(error)) return;
  /* A number and its comma take two characters. */
  size_t most = length / 2 < EMBEDDING_DIMENSIONS_MOST ? length / 2 + 1 : EMBEDDING_DIMENSIONS_MOST;
  double *numbers = memory_allocate(most, sizeof *numbers, error);
  if (!numbers) return;
  json_open_text(&json, text, length, &inner);
  size_t dimensions = json_reals(&json, numbers, most);
  json_finish(&json);
  json_close(&json);
  if (!ok(&inner)) error_pass_on(error, &inner, who, text, length);
  float *row = new_row(all, dimensions, who, error);
  for (size_t i = 0; row && i < dimensions; i++) row[i] = (float)numbers[i];
  if (row) check_row(row, dimensions, who, error);
  if (ok(error)) all->count++;
  memory_release(numbers);
}

void embeddings_release(Embeddings *all) {
  memory_release(all->numbers);
  *all = (Embeddings){0};
}

static double sum_of(const double *lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

static double dot_product(const float *one, const float *other, size_t stride) {
  double lanes[EMBEDDING_LANES] = {0};
  for (size_t i = 0; i < stride; i += EMBEDDING_LANES) {
    for (size_t lane = 0; lane < EMBEDDING_LANES; lane++)
      lanes[lane] += (double)one[i + lane] * (double)other[i + lane];
  }
  return sum_of(lanes);
}

double embeddings_square(const Embeddings *all, size_t row) {
  return dot_product(embeddings_row(all, row), embeddings_row(all, row), all->stride);
}

/* The root of the product, not the product of the roots: a row is at distance 0 from itself. */
double embeddings_cosine(const Embeddings *all, size_t one, size_t other, double square_of_one,
                         double square_of_other) {
  double dot = dot_product(embeddings_row(all, one), embeddings_row(all, other), all->stride);
  double distance = 1 - dot / sqrt(square_of_one * square_of_other);
  if (distance < 0) distance = 0;
  return distance > 2 ? 2 : distance;
}

static double l2(const float *one, const float *other, size_t stride) {
  double lanes[EMBEDDING_LANES] = {0};
  for (size_t i = 0; i < stride; i += EMBEDDING_LANES) {
    for (size_t lane = 0; lane < EMBEDDING_LANES; lane++) {
      double difference = (double)one[i + lane] - (double)other[i + lane];
      lanes[lane] += difference * difference;
    }
  }
  return sqrt(sum_of(lanes));
}

double embeddings_distance(const Embeddings *all, DistanceType type, size_t one, size_t other) {
  if (type == DISTANCE_COSINE)
    return embeddings_cosine(all, one, other, embeddings_square(all, one), embeddings_square(all, other));
  return l2(embeddings_row(all, one), embeddings_row(all, other), all->stride);
}
