/* The search for neighbours against a plain one: what single precision passes over must never be among the nearest. */
#include "statistics/neighbours.h"

#include <math.h>

#include "unit.h"

static uint64_t state = 1;

static double uniform(void) { /* 0 to 1 */
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

static void add(Embeddings *all, const float *row, size_t dimensions, Error *error) {
  embeddings_add_blob(all, row, dimensions * sizeof *row, "a row", error);
}

/* Rows around a few centres; `spread` 0: every row is one of the centres. */
static Embeddings clusters(size_t count, size_t dimensions, double scale, double spread) {
  Embeddings all = {0};
  Error error = {0};
  float centres[4][64], row[64];
  for (int c = 0; c < 4; c++) {
    for (size_t i = 0; i < dimensions; i++) centres[c][i] = (float)(scale * (uniform() - 0.25));
  }
  for (size_t n = 0; n < count; n++) {
    int c = (int)(uniform() * 4);
    for (size_t i = 0; i < dimensions; i++)
      row[i] = (float)((double)centres[c][i] + scale * spread * (uniform() - 0.5));
    add(&all, row, dimensions, &error);
  }
  CHECK(ok(&error));
  return all;
}

/* The next of the neighbours of a row, farther than `last` or behind it; NULL: the first. */
static Neighbour next_of(const NeighbourSearch *search, uint32_t row, const Neighbour *last) {
  Neighbour best = {INFINITY, UINT32_MAX};
  for (uint32_t other = 0; other < search->all->count; other++) {
    if (other == row) continue;
    double distance = embeddings_distance(search->all, search->type, row, other);
    if (last && (distance < last->distance ||
                 (distance == last->distance && search->ranks[other] <= search->ranks[last->row])))
      continue;
    if (distance < best.distance || (distance == best.distance && best.row != UINT32_MAX &&
                                     search->ranks[other] < search->ranks[best.row]))
      best = (Neighbour){distance, other};
  }
  return best;
}

static void compare(const Embeddings *all, DistanceType type, size_t count, unsigned threads) {
  Error error = {0};
  uint32_t ranks[400], queries[400];
  for (uint32_t row = 0; row < all->count; row++) {
    ranks[row] = (uint32_t)((row * 7 + 3) % all->count);
    queries[row] = (uint32_t)all->count - 1 - row;
  }
  NeighbourSearch search = {all, type, ranks, queries, all->count, count};
  Neighbour *out = memory_allocate(all->count * count, sizeof *out, &error);
  Workers workers = {threads, NULL};
  neighbours_find(&search, &workers, out, &error);
  bool same = ok(&error);
  for (size_t q = 0; q < all->count && same; q++) {
    for (size_t n = 0; n < count && same; n++) {
      const Neighbour *found = &out[q * count + n];
      Neighbour expected = next_of(&search, queries[q], n ? found - 1 : NULL);
      same = found->row == expected.row && found->distance == expected.distance;
    }
  }
  CHECK(same);
  memory_release(out);
}

static void finds_the_nearest(void) {
  /* no count has the factor 7, so the ranks are a permutation */
  const size_t counts[] = {2, 3, 33, 130, 302}, dimensions[] = {1, 3, 8, 31, 64};
  const double scales[] = {1, 1e-30, 1e18, 2e38}, spreads[] = {1, 1e-3, 1e-6, 0};
  for (int c = 0; c < 5; c++) {
    for (int s = 0; s < 4; s++) {
      for (int p = 0; p < 4; p++) {
        Embeddings all = clusters(counts[c], dimensions[(c + s + p) % 5], scales[s], spreads[p]);
        size_t few = all.count > 10 ? 10 : all.count - 1;
        compare(&all, DISTANCE_L2, few, 1 + (unsigned)p);
        compare(&all, DISTANCE_COSINE, few, 1 + (unsigned)p);
        compare(&all, DISTANCE_L2, 1, 2);
        if (all.count < 100) compare(&all, DISTANCE_COSINE, all.count - 1, 1);
        embeddings_release(&all);
      }
    }
  }
}

static void distances(void) {
  Error error = {0};
  Embeddings all = {0};
  const float rows[][3] = {{3, 4, 0}, {0, 0, 0}, {-6, -8, 0}, {0, 0, 1}, {0.3f, 0.1f, 0.7f}};
  for (int i = 0; i < 5; i++) add(&all, rows[i], 3, &error);
  embeddings_add_json(&all, "[3,4,0]", 7, "a row", &error);
  CHECK(ok(&error) && all.count == 6 && all.dimensions == 3 && all.stride == 8);
  CHECK(embeddings_distance(&all, DISTANCE_L2, 0, 1) == 5);
  CHECK(embeddings_distance(&all, DISTANCE_L2, 0, 2) == 15);
  CHECK(embeddings_distance(&all, DISTANCE_COSINE, 0, 2) == 2);
  CHECK(embeddings_distance(&all, DISTANCE_COSINE, 0, 3) == 1);
  CHECK(embeddings_distance(&all, DISTANCE_COSINE, 0, 5) == 0);
  CHECK(embeddings_distance(&all, DISTANCE_COSINE, 4, 4) == 0);
  CHECK(isnan(embeddings_distance(&all, DISTANCE_COSINE, 0, 1)));
  CHECK(embeddings_distance(&all, DISTANCE_COSINE, 0, 4) == embeddings_distance(&all, DISTANCE_COSINE, 4, 0));
  embeddings_release(&all);
}

static void expect_error(const char *json, size_t bytes, const char *message) {
  Error error = {0};
  Embeddings all = {0};
  const float row[2] = {1, NAN};
  embeddings_add_json(&all, "[1,2]", 5, "first", &error);
  if (json)
    embeddings_add_json(&all, json, strlen(json), "second", &error);
  else
    embeddings_add_blob(&all, row, bytes, "second", &error);
  CHECK_TEXT(error.text, message);
  CHECK(all.count == 1);
  embeddings_release(&all);
}

static void errors(void) {
  expect_error("[1,2,3]", 0, "second: the embedding has 3 numbers, the ones before it have 2");
  expect_error("[]", 0, "second: the embedding has no number");
  expect_error("[1,2", 0, "second: not JSON: cut off where ',' or ']' belongs at character 5: [1,2");
  expect_error("[1,-1e39]", 0, "second: number 2 of the embedding is not finite");
  expect_error(NULL, 8, "second: number 2 of the embedding is not finite");
  expect_error(NULL, 7, "second: a BLOB of 7 bytes is no embedding: float32 has 4 bytes a number");
  expect_error(NULL, 4, "second: the embedding has 1 numbers, the ones before it have 2");
  expect_error(NULL, 0, "second: the embedding has no number");
}

static bool stop(void *context) {
  (void)context;
  return true;
}

static void stops(void) {
  Error error = {0};
  Embeddings all = clusters(40, 8, 1, 1);
  uint32_t rows[40];
  Neighbour out[40];
  for (uint32_t row = 0; row < 40; row++) rows[row] = row;
  Poll poll = {.stop = stop};
  Workers workers = {1, &poll}; /* of two, the other one may do it all before this one is asked */
  neighbours_find(&(NeighbourSearch){&all, DISTANCE_L2, rows, rows, 40, 1}, &workers, out, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  embeddings_release(&all);
}

static void failing_allocations(void) {
  const uint32_t rows[] = {0, 1, 2};
  for (long n = 1;; n++) {
    Error error = {0};
    Embeddings all = {0};
    Neighbour out[3];
    Workers workers = {1, NULL};
    unit_fail_allocation(n, false);
    embeddings_add_json(&all, "[1,2]", 5, "a row", &error);
    embeddings_add_json(&all, "[1,3]", 5, "a row", &error);
    embeddings_add_json(&all, "[9,3]", 5, "a row", &error);
    if (ok(&error))
      neighbours_find(&(NeighbourSearch){&all, DISTANCE_COSINE, rows, rows, 3, 1}, &workers, out, &error);
    bool did_fail = unit.did_fail;
    unit_fail_allocation(0, false);
    embeddings_release(&all);
    CHECK(did_fail ? error.kind == ERROR_MEMORY : ok(&error) && out[0].row == 1);
    if (!did_fail) break;
  }
}

int main(void) {
  unit_begin();
  distances();
  finds_the_nearest();
  errors();
  stops();
  failing_allocations();
  return unit_end("neighbours");
}
