#include "statistics/neighbours.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/platform/processor.h"

#ifdef PROCESSOR_WIDE
#include <immintrin.h>
#endif

/*
** Queries go to the workers in blocks. A block passes over all rows, some rows at a time that stay in the
** cache. For every pair the squared l2 distance is taken in single precision (of the rows divided by their
** length for the cosine, where it is twice the distance); only where it does not exceed the limit of the
** query is the distance itself worked out.
*/
enum { BLOCK = 32, GROUP = 4, PAIR = 2, CACHED_NUMBERS = 32768 };

/* The squared distances of GROUP queries from PAIR rows, in single precision. */
typedef void Screen(const float *const *queries, const float *const *rows, size_t stride, float (*out)[PAIR]);

typedef struct Search {
  const NeighbourSearch *asked;
  Screen *screen;
  const float *screened;   /* the rows as the screening compares them */
  const double *squares;   /* of the rows; cosine only */
  const uint32_t *queries; /* the rows asked for, with repetitions up to a multiple of GROUP */
  double relative;         /* how wrong a sum in single precision can be, relative to it */
  Neighbour *out;
} Search;

/* ---- screening ---- */

typedef float Lanes __attribute__((vector_size(16)));
enum { LANES = 4 };

static Lanes load(const float *numbers) {
  Lanes lanes;
  memcpy(&lanes, numbers, sizeof lanes);
  return lanes;
}

static void screen_narrow(const float *const *queries, const float *const *rows, size_t stride,
                          float (*out)[PAIR]) {
  Lanes sums[GROUP][PAIR] = {{{0}}};
  for (size_t i = 0; i < stride; i += LANES) {
    Lanes row[PAIR];
    for (int r = 0; r < PAIR; r++) row[r] = load(rows[r] + i);
    for (int q = 0; q < GROUP; q++) {
      Lanes query = load(queries[q] + i);
      for (int r = 0; r < PAIR; r++) {
        Lanes difference = query - row[r];
        sums[q][r] += difference * difference;
      }
    }
  }
  for (int q = 0; q < GROUP; q++) {
    for (int r = 0; r < PAIR; r++)
      out[q][r] = (sums[q][r][0] + sums[q][r][1]) + (sums[q][r][2] + sums[q][r][3]);
  }
}

/* Twice as many numbers at a time. Sums are other ones in their last bits, which is as well: they only tell
** which pairs to look at. */
#ifdef PROCESSOR_WIDE
PROCESSOR_WIDE static float sum_lanes(__m256 lanes) {
  float numbers[8];
  _mm256_storeu_ps(numbers, lanes);
  return ((numbers[0] + numbers[1]) + (numbers[2] + numbers[3])) +
         ((numbers[4] + numbers[5]) + (numbers[6] + numbers[7]));
}

/* Written out, so that the eight sums stay in registers. */
#define ADD(q, query)                                                                                        \
  do {                                                                                                       \
    __m256 numbers = _mm256_loadu_ps((query) + i);                                                           \
    __m256 one = _mm256_sub_ps(numbers, row0), other = _mm256_sub_ps(numbers, row1);                         \
    sum##q##0 = _mm256_fmadd_ps(one, one, sum##q##0);                                                        \
    sum##q##1 = _mm256_fmadd_ps(other, other, sum##q##1);                                                    \
  } while (0)

PROCESSOR_WIDE static void screen_wide(const float *const *queries, const float *const *rows, size_t stride,
                                       float (*out)[PAIR]) {
  const float *query0 = queries[0], *query1 = queries[1], *query2 = queries[2], *query3 = queries[3];
  __m256 sum00 = _mm256_setzero_ps(), sum01 = sum00, sum10 = sum00, sum11 = sum00, sum20 = sum00,
         sum21 = sum00, sum30 = sum00, sum31 = sum00;
  for (size_t i = 0; i < stride; i += 2 * LANES) {
    __m256 row0 = _mm256_loadu_ps(rows[0] + i), row1 = _mm256_loadu_ps(rows[1] + i);
    ADD(0, query0);
    ADD(1, query1);
    ADD(2, query2);
    ADD(3, query3);
  }
  const __m256 sums[GROUP][PAIR] = {{sum00, sum01}, {sum10, sum11}, {sum20, sum21}, {sum30, sum31}};
  for (int q = 0; q < GROUP; q++)
    for (int r = 0; r < PAIR; r++) out[q][r] = sum_lanes(sums[q][r]);
}
#undef ADD
#else
#define screen_wide screen_narrow
#endif

/* Each sum has stride / LANES terms in a row; a term is rounded when it is subtracted (which counts twice),
** squared and added; 2^-24 is the largest relative error of one rounding. Twice that, to be safe. */
static double relative_error(size_t stride) {
  return 2 * ((double)stride / LANES + 8) * 0x1p-24;
}

/* What the screened distance of a pair must exceed, so that the pair's distance surely exceeds `distance`. */
static float screening_limit(const Search *search, double distance) {
  const double underflow = (double)search->asked->all->stride * 0x1p-120;
  double limit = distance * distance;
  if (search->asked->type == DISTANCE_COSINE) {
    /* A row divided by its length is off by 2^-24 of its length, 1; the distance in double by less than
    ** 1e-10. */
    double length = sqrt(2 * (distance + 1e-10)) + 0x1p-22;
    limit = length * length;
  }
  limit = (limit * (1 + 1e-9) / (1 - search->relative) + underflow) * (1 + 0x1p-22);
  return limit < (double)FLT_MAX ? (float)limit : INFINITY;
}

/* ---- the nearest so far: a heap with the farthest on top ---- */

typedef struct Nearest {
  Neighbour *items;
  size_t count;
  float limit; /* of the screening */
} Nearest;

static bool is_farther(const Search *search, const Neighbour *one, const Neighbour *other) {
  if (one->distance != other->distance) return one->distance > other->distance;
  return search->asked->ranks[one->row] > search->asked->ranks[other->row];
}

static void sink(const Search *search, Neighbour *heap, size_t count, Neighbour item) {
  size_t at = 0;
  for (size_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && is_farther(search, &heap[child + 1], &heap[child])) child++;
    if (!is_farther(search, &heap[child], &item)) break;
    heap[at] = heap[child];
  }
  heap[at] = item;
}

static void rise(const Search *search, Neighbour *heap, size_t at, Neighbour item) {
  for (; at > 0 && is_farther(search, &item, &heap[(at - 1) / 2]); at = (at - 1) / 2)
    heap[at] = heap[(at - 1) / 2];
  heap[at] = item;
}

static void offer(const Search *search, Nearest *nearest, Neighbour item) {
  size_t most = search->asked->count;
  if (nearest->count < most)
    rise(search, nearest->items, nearest->count++, item);
  else if (is_farther(search, &nearest->items[0], &item))
    sink(search, nearest->items, most, item);
  else
    return;
  if (nearest->count == most) nearest->limit = screening_limit(search, nearest->items[0].distance);
}

static void sort_heap(const Search *search, Nearest *nearest) {
  for (size_t last = nearest->count; last-- > 1;) {
    Neighbour item = nearest->items[last];
    nearest->items[last] = nearest->items[0];
    sink(search, nearest->items, last, item);
  }
}

/* ---- the search ---- */

static double distance_of(const Search *search, size_t one, size_t other) {
  const Embeddings *all = search->asked->all;
  if (search->asked->type == DISTANCE_COSINE)
    return embeddings_cosine(all, one, other, search->squares[one], search->squares[other]);
  return embeddings_distance(all, DISTANCE_L2, one, other);
}

static void compare_group(const Search *search, const uint32_t *queries, size_t query_count, size_t row,
                          Nearest *nearest) {
  const Embeddings *all = search->asked->all;
  const float *numbers[GROUP], *others[PAIR];
  float screened[GROUP][PAIR];
  for (size_t q = 0; q < GROUP; q++) numbers[q] = search->screened + queries[q] * all->stride;
  for (size_t r = 0; r < PAIR; r++)
    others[r] = search->screened + (row + r < all->count ? row + r : row) * all->stride;
  search->screen(numbers, others, all->stride, screened);
  for (size_t q = 0; q < query_count; q++) {
    for (size_t r = 0; r < PAIR; r++) {
      size_t other = row + r;
      if (!(screened[q][r] <= nearest[q].limit) || other >= all->count || other == queries[q]) continue;
      offer(search, &nearest[q], (Neighbour){distance_of(search, queries[q], other), (uint32_t)other});
    }
  }
}

static void search_block(void *context, const Task *task, Error *error) {
  const Search *search = context;
  const NeighbourSearch *asked = search->asked;
  Nearest nearest[BLOCK];
  size_t first = task->index * BLOCK, rows = asked->all->count;
  size_t count = asked->query_count - first < BLOCK ? asked->query_count - first : BLOCK;
  size_t cached = CACHED_NUMBERS / asked->all->stride / PAIR * PAIR;
  if (cached < PAIR) cached = PAIR;
  for (size_t q = 0; q < count; q++)
    nearest[q] = (Nearest){search->out + (first + q) * asked->count, 0, INFINITY};
  for (size_t start = 0; start < rows && ok(error); start += cached) {
    size_t end = rows - start < cached ? rows : start + cached;
    for (size_t q = 0; q < count; q += GROUP) {
      size_t some = count - q < GROUP ? count - q : GROUP;
      for (size_t row = start; row < end; row += PAIR)
        compare_group(search, search->queries + first + q, some, row, &nearest[q]);
    }
    task_check(task, error);
  }
  for (size_t q = 0; q < count; q++) sort_heap(search, &nearest[q]);
}

/* The rows divided by their length, and the squares of the rows. */
static void normalise(const Embeddings *all, float *normal, double *squares) {
  for (size_t row = 0; row < all->count; row++) {
    const float *from = embeddings_row(all, row);
    squares[row] = embeddings_square(all, row);
    double length = sqrt(squares[row]);
    for (size_t i = 0; i < all->stride; i++)
      normal[row * all->stride + i] = (float)((double)from[i] / length);
  }
}

static size_t rounded_up(size_t count, size_t to) {
  return (count + to - 1) / to * to;
}

void neighbours_find(const NeighbourSearch *asked, const Workers *workers, Neighbour *out, Error *error) {
  const Embeddings *all = asked->all;
  if (!asked->count || !asked->query_count || !ok(error)) return;
  size_t normals = asked->type == DISTANCE_COSINE ? all->count : 0;
  size_t query_count = rounded_up(asked->query_count, GROUP);
  float *normal = memory_allocate(normals, all->stride * sizeof *normal, error);
  double *squares = memory_allocate(normals, sizeof *squares, error);
  uint32_t *queries = memory_allocate(query_count, sizeof *queries, error);
  if (ok(error)) {
    if (normals) normalise(all, normal, squares);
    for (size_t q = 0; q < query_count; q++) queries[q] = asked->queries[q < asked->query_count ? q : 0];
    Search search = {.asked = asked,
                     .screen = processor_is_wide() ? screen_wide : screen_narrow,
                     .screened = normals ? normal : all->numbers,
                     .squares = squares,
                     .queries = queries,
                     .relative = relative_error(all->stride),
                     .out = out};
    workers_run(workers, rounded_up(asked->query_count, BLOCK) / BLOCK, search_block, &search, error);
  }
  memory_release(normal);
  memory_release(squares);
  memory_release(queries);
}
