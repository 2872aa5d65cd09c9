#include "statistics/importance.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "statistics/exact_sum.h"

/* Figures that differ by no more than this are equal but for rounding. */
static const double rounding = 1e-12;

static const uint64_t multiplier = 0x9E3779B97F4A7C15u;

enum { MIXED = 255 /* rows of several bins */ };

static uint64_t mix(uint64_t z) {
  z += multiplier;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static uint64_t image_key(uint64_t image_bits, unsigned shuffle) {
  return mix(image_bits ^ mix(shuffle));
}

/* One for each 50 rows, 10 to 100. */
static size_t bin_count(size_t rows) {
  enum { ROWS_A_BIN = 50, LEAST = 10 };
  size_t bins = rows / ROWS_A_BIN;
  return bins < LEAST ? LEAST : bins > IMPORTANCE_BINS_MOST ? IMPORTANCE_BINS_MOST : bins;
}

/* ---- the orders of the images ---- */

typedef struct Ordering {
  ImageOrders *orders;
  uint64_t *keys; /* two a shuffle */
  uint32_t *scratch;
} Ordering;

static void order_images(void *context, const Task *task, Error *error) {
  const Ordering *ordering = context;
  size_t count = ordering->orders->count;
  uint64_t *keys = ordering->keys + task->worker * 2 * count;
  uint32_t *order = ordering->orders->orders + task->index * count;
  for (size_t i = 0; i < count; i++) {
    keys[i] = image_key(ordering->orders->bits[i], (unsigned)task->index + 1);
    order[i] = (uint32_t)i;
  }
  sort_by_key_checked(keys, order, keys + count, ordering->scratch + task->worker * count, count, task,
                      error);
}

void image_orders_make(ImageOrders *orders, const Id *images, size_t count, const Workers *workers,
                       Error *error) {
  *orders = (ImageOrders){.count = count};
  orders->bits = memory_allocate(count, sizeof *orders->bits, error);
  orders->orders = memory_allocate(count, IMPORTANCE_SHUFFLES * sizeof *orders->orders, error);
  Ordering ordering = {.orders = orders};
  ordering.keys = memory_allocate(workers->count, 2 * count * sizeof *ordering.keys, error);
  ordering.scratch = memory_allocate(workers->count, count * sizeof *ordering.scratch, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    if (i % IMPORTANCE_ROWS_BETWEEN_CHECKS == 0) poll_check(workers->poll, error);
    orders->bits[i] = importance_bits(&images[i]);
  }
  workers_run(workers, IMPORTANCE_SHUFFLES, order_images, &ordering, error);
  memory_release(ordering.keys);
  memory_release(ordering.scratch);
}

void image_orders_release(ImageOrders *orders) {
  memory_release(orders->bits);
  memory_release(orders->orders);
}

void importance_scratch_make(ImportanceScratch *scratch, size_t capacity, size_t images, Error *error) {
  size_t most = images > capacity ? images : capacity;
  *scratch = (ImportanceScratch){.bins = memory_allocate(capacity, 1, error)};
  scratch->hits = memory_allocate(capacity, 1, error);
  scratch->image_bins = memory_allocate(capacity, 1, error);
  scratch->bits = memory_allocate(capacity, sizeof *scratch->bits, error);
  scratch->starts = memory_allocate(capacity + 1, sizeof *scratch->starts, error);
  scratch->donors = memory_allocate(capacity, sizeof *scratch->donors, error);
  scratch->places = memory_allocate(most, sizeof *scratch->places, error);
  pair_space_make(&scratch->pairs, capacity, error);
}

void importance_scratch_release(ImportanceScratch *scratch) {
  memory_release(scratch->bins);
  memory_release(scratch->hits);
  memory_release(scratch->image_bins);
  memory_release(scratch->bits);
  memory_release(scratch->starts);
  memory_release(scratch->donors);
  memory_release(scratch->places);
  pair_space_release(&scratch->pairs);
}

/* ---- what bins say of outcomes ---- */

/* The rows of each bin, and in the upper half those that are true; in four parts, so that one addition need
** not wait for the one before. */
typedef struct Tally {
  uint64_t parts[4][IMPORTANCE_BINS_MOST];
} Tally;

static void tally_add(Tally *tally, size_t part, unsigned bin, uint32_t rows, uint32_t hits) {
  tally->parts[part % 4][bin] += rows | (uint64_t)hits << 32;
}

static double entropy(double hits, double rows) {
  double p = hits / rows;
  return hits > 0 && hits < rows ? -(p * log(p) + (1 - p) * log(1 - p)) : 0;
}

/* The entropy of the outcomes less what is left of it once the bin is known. */
static double information(const Tally *tally, double whole, double count) {
  ExactSum left = {0};
  for (int bin = 0; bin < IMPORTANCE_BINS_MOST; bin++) {
    uint64_t sum = tally->parts[0][bin] + tally->parts[1][bin] + tally->parts[2][bin] + tally->parts[3][bin];
    double rows = (double)(sum & UINT32_MAX), hits = (double)(sum >> 32);
    if (rows > 0) exact_sum_add(&left, rows / count * entropy(hits, rows));
  }
  return whole - exact_sum_value(&left);
}

/* ---- rows in bins, image by image ---- */

typedef struct Binned {
  size_t count, images; /* of rows; of images that have some */
  const uint8_t *bins, *hits;
  uint8_t *image_bins; /* the bin of all rows of an image, or MIXED */
  const uint64_t *bits;
  const uint32_t *starts; /* of each image, and one more */
} Binned;

/* The bins of sorted pairs, which stand in the space by the numbers of their rows. */
static void put_into_bins(const Pairs *pairs, const PairSpace *space, uint8_t *bins, uint8_t *hits) {
  Bin cut[IMPORTANCE_BINS_MOST];
  size_t made = bins_make(pairs->x, pairs->count, bin_count(pairs->count), cut);
  for (size_t b = 0; b < made; b++) {
    for (size_t i = cut[b].begin; i < cut[b].end; i++) bins[space->rows[i]] = (uint8_t)b;
  }
  for (size_t i = 0; i < pairs->count; i++) hits[space->rows[i]] = pairs->y[i] != 0;
}

/* Where each row is an image of its own, it stands in the order of the pairs. */
static void place_rows(const Pairs *pairs, ImportanceScratch *scratch, const Task *task, Error *error) {
  for (size_t i = 0; i < pairs->count && ok(error); i++) {
    if (i % IMPORTANCE_ROWS_BETWEEN_CHECKS == 0) task_check(task, error);
    Id place = id_integer((int64_t)i);
    scratch->pairs.rows[i] = (uint32_t)i;
    scratch->starts[i] = (uint32_t)i;
    scratch->bits[i] = importance_bits(&place);
  }
  scratch->starts[pairs->count] = (uint32_t)pairs->count;
}

/* places: of each image among those that have rows, or NAMES_NONE. */
static size_t find_images(const ImportanceRows *rows, const ImageOrders *orders, ImportanceScratch *scratch) {
  size_t images = 0;
  for (size_t i = 0; i < orders->count; i++) scratch->places[i] = UINT32_MAX;
  for (size_t i = 0; i < rows->pairs.count; i++) {
    if (i && rows->image[i] == rows->image[i - 1]) continue;
    scratch->places[rows->image[i]] = (uint32_t)images;
    scratch->starts[images++] = (uint32_t)i;
  }
  scratch->starts[images] = (uint32_t)rows->pairs.count;
  return images;
}

static void find_image_bins(Binned *binned) {
  for (size_t image = 0; image < binned->images; image++) {
    size_t start = binned->starts[image], others = binned->starts[image + 1] - start - 1;
    bool same = memcmp(binned->bins + start, binned->bins + start + 1, others) == 0;
    binned->image_bins[image] = same ? binned->bins[start] : MIXED;
  }
}

/* ---- shuffles ---- */

/* The image that each image takes its bins from, among those that have rows. */
static void draw_donors(const ImageOrders *orders, const Binned *binned, unsigned shuffle,
                        ImportanceScratch *scratch, const Task *task, Error *error) {
  PairSpace *space = &scratch->pairs;
  if (orders) {
    const uint32_t *order = orders->orders + (shuffle - 1) * orders->count;
    size_t at = 0;
    for (size_t i = 0; i < orders->count; i++)
      if (scratch->places[order[i]] != UINT32_MAX) scratch->donors[at++] = scratch->places[order[i]];
    return;
  }
  for (size_t i = 0; i < binned->count; i++) {
    space->keys[i] = image_key(binned->bits[i], shuffle);
    scratch->donors[i] = (uint32_t)i;
  }
  sort_by_key_checked(space->keys, scratch->donors, space->other_keys, space->other_rows, binned->count, task,
                      error);
}

/* The rows of an image with the bins of a donor whose rows have several. */
static void exchange_rows(const Binned *binned, size_t image, size_t donor, uint64_t key, Tally *tally) {
  const uint8_t *bins = binned->bins + binned->starts[donor];
  uint64_t rows = binned->starts[donor + 1] - binned->starts[donor];
  for (size_t i = binned->starts[image]; i < binned->starts[image + 1]; i++) {
    uint64_t u = (key ^ binned->bits[i]) * multiplier >> 32;
    tally_add(tally, i, bins[u * rows >> 32], 1, binned->hits[i]);
  }
}

static void exchange(const Binned *binned, const ImageOrders *orders, const uint32_t *donors,
                     const uint32_t *images, unsigned shuffle, Tally *tally, const Task *task, Error *error) {
  size_t since = 0;
  for (size_t j = 0; j < binned->images && ok(error); j++) {
    size_t start = binned->starts[j], end = binned->starts[j + 1];
    unsigned bin = binned->image_bins[donors[j]];
    if (bin == MIXED) {
      exchange_rows(binned, j, donors[j], image_key(orders->bits[images[start]], shuffle), tally);
    } else {
      uint32_t hits = 0;
      for (size_t i = start; i < end; i++) hits += binned->hits[i];
      tally_add(tally, j, bin, (uint32_t)(end - start), hits);
    }
    since += end - start;
    if (since < IMPORTANCE_ROWS_BETWEEN_CHECKS) continue;
    task_check(task, error);
    since = 0;
  }
}

/* ---- the whole ---- */

static Importance judge(const Binned *binned, const uint32_t *images, const ImageOrders *orders, double trues,
                        ImportanceScratch *scratch, const Task *task, Error *error) {
  enum { TRUES_ENOUGH = 50 };
  double count = (double)binned->count, whole = entropy(trues, count), sum = 0;
  Tally own = {0};
  for (size_t i = 0; i < binned->count; i++) tally_add(&own, i, binned->bins[i], 1, binned->hits[i]);
  double found = information(&own, whole, count);
  bool above_all = true;
  for (unsigned s = 1; s <= IMPORTANCE_SHUFFLES && ok(error); s++) {
    Tally tally = {0};
    draw_donors(orders, binned, s, scratch, task, error);
    task_check(task, error);
    exchange(binned, orders, scratch->donors, images, s, &tally, task, error);
    double shuffled = information(&tally, whole, count);
    above_all = above_all && found > shuffled + rounding;
    sum += shuffled;
  }
  double chance = sum / IMPORTANCE_SHUFFLES, share = (found - chance) / (whole - chance);
  if (whole - chance <= rounding || found - chance <= rounding) share = 0;
  return (Importance){share > 1 ? 1 : share, chance > rounding ? chance / whole : 0,
                      trues >= TRUES_ENOUGH && above_all};
}

Importance importance(ImportanceRows *rows, const ImageOrders *orders, ImportanceScratch *scratch,
                      const Task *task, Error *error) {
  Importance unknown = {(double)NAN, (double)NAN, false};
  size_t count = rows->pairs.count, images = count;
  double trues = 0;
  pairs_sort(&rows->pairs, &scratch->pairs, task, error);
  for (size_t i = 0; i < count; i++) trues += rows->pairs.y[i] != 0;
  if (!ok(error) || trues < 2 || (double)count - trues < 2) return unknown;
  if (orders) images = find_images(rows, orders, scratch);
  bool own_images = !orders || images == 1;
  if (own_images) place_rows(&rows->pairs, scratch, task, error);
  if (!ok(error)) return unknown;
  put_into_bins(&rows->pairs, &scratch->pairs, scratch->bins, scratch->hits);
  task_check(task, error);
  Binned binned = {.count = count,
                   .images = own_images ? count : images,
                   .bins = scratch->bins,
                   .hits = scratch->hits,
                   .image_bins = scratch->image_bins,
                   .bits = own_images ? scratch->bits : rows->bits,
                   .starts = scratch->starts};
  find_image_bins(&binned);
  task_check(task, error);
  Importance found = judge(&binned, rows->image, own_images ? NULL : orders, trues, scratch, task, error);
  return ok(error) ? found : unknown;
}
