/*
** Embeddings as BLOBs and as JSON: the first byte says which allocation fails (0: none), the second what is read. Rows follow
** each other, each with its length in a byte. The neighbours of all are the same for any number of workers.
*/
#include "fuzz.h"

#include "statistics/neighbours.h"

enum { OPTIONS = 2, ROWS = 64 };

static void read_rows(Embeddings *all, bool json, const uint8_t *data, size_t size, Error *error) {
  while (size && ok(error) && all->count < ROWS) {
    size_t length = data[0] < size - 1 ? data[0] : size - 1;
    char *row = malloc(length + 1); /* so that a reading beyond the end is seen */
    MUST(row);
    memcpy(row, data + 1, length);
    if (json)
      embeddings_add_json(all, row, length, "row", error);
    else
      embeddings_add_blob(all, row, length, "row", error);
    free(row);
    data += length + 1;
    size -= length + 1;
  }
}

static void search(const Embeddings *all, DistanceType type, Error *error) {
  uint32_t rows[ROWS];
  Neighbour found[ROWS * 3], again[ROWS * 3];
  NeighbourSearch search = {all, type, rows, rows, all->count, all->count - 1 < 3 ? all->count - 1 : 3};
  for (uint32_t i = 0; i < all->count; i++) {
    rows[i] = i;
    if (type == DISTANCE_COSINE && embeddings_square(all, i) == 0) return;
  }
  neighbours_find(&search, &(Workers){1, NULL}, found, error);
  neighbours_find(&search, &(Workers){2, NULL}, again, error);
  for (size_t i = 0; ok(error) && i < all->count * search.count; i++) {
    MUST(found[i].row == again[i].row && found[i].row < all->count);
    MUST(memcmp(&found[i].distance, &again[i].distance, sizeof(double)) == 0 && found[i].distance >= 0);
    MUST(found[i].distance == embeddings_distance(all, type, i / search.count, found[i].row));
    MUST(i % search.count == 0 || found[i - 1].distance <= found[i].distance);
  }
}

static void run(bool json, bool l2, const uint8_t *data, size_t size, long fail_at) {
  Embeddings all = {0};
  Error error = {0};
  fuzz_fail_at = fail_at;
  read_rows(&all, json, data, size, &error);
  if (ok(&error) && all.count > 1) search(&all, l2 ? DISTANCE_L2 : DISTANCE_COSINE, &error);
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  fuzz_fail_at = 0;
  embeddings_release(&all);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  if (size < OPTIONS) return 0;
  bool json = data[1] % 2, l2 = data[1] / 2 % 2;
  run(json, l2, data + OPTIONS, size - OPTIONS, 0);
  if (data[0]) run(json, l2, data + OPTIONS, size - OPTIONS, data[0]);
  return 0;
}
