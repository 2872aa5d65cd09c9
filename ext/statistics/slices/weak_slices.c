#include "statistics/slices/weak_slices.h"

#include <math.h>
#include <string.h>

/* How many of the best slices are looked at for one that may be taken, and no more than the last. */
enum { CANDIDATES_FIRST = 64, CANDIDATES_LAST = 4096 };

/* One covering under way. */
typedef struct Covering {
  const SliceUniverse *universe;
  const WeakSliceSettings *settings;
  const Workers *workers;
  uint8_t *covered;               /* of each row: a slice that was found holds it */
  uint8_t *in_slice, *takes_part; /* of each row, for a proof */
  uint8_t *is_counted;            /* of each image */
  SliceTable left;                /* rows that are searched and not covered */
  double *logs, toll;
  Slice *candidates;
  size_t candidate_room;
} Covering;

static void covering_make(Covering *covering, Error *error) {
  const SliceTable *table = &covering->universe->table;
  size_t values = 0;
  covering->covered = memory_allocate_zeroed(table->rows, 1, error);
  covering->in_slice = memory_allocate(table->rows, 1, error);
  covering->takes_part = memory_allocate(table->rows, 1, error);
  covering->is_counted =
      memory_allocate(covering->universe->image_count, sizeof *covering->is_counted, error);
  covering->logs = slice_logs_make(table->rows, error);
  covering->left = (SliceTable){
      .attribute_count = table->attribute_count,
      .value_counts = table->value_counts,
      .values = memory_allocate_zeroed(table->attribute_count, sizeof *covering->left.values, error),
      .is_error = memory_allocate(table->rows, 1, error)};
  for (size_t a = 0; a < table->attribute_count; a++) {
    values += table->value_counts[a];
    if (ok(error))
      covering->left.values[a] = memory_allocate(table->rows, sizeof *covering->left.values[a], error);
  }
  covering->toll = values > 1 ? log((double)values) : 0;
}

static void covering_release(Covering *covering) {
  memory_release(covering->covered);
  memory_release(covering->in_slice);
  memory_release(covering->takes_part);
  memory_release(covering->is_counted);
  memory_release(covering->logs);
  memory_release(covering->candidates);
  for (size_t a = 0; covering->left.values && a < covering->left.attribute_count; a++)
    memory_release(covering->left.values[a]);
  memory_release(covering->left.values);
  memory_release(covering->left.is_error);
}

static bool is_searched(const SliceUniverse *universe, size_t row) {
  return universe->is_searched[universe->image[row]];
}

/* Copies the rows that are left to search. Returns the errors among them. */
static size_t collect_left(Covering *covering) {
  const SliceTable *table = &covering->universe->table;
  SliceTable *left = &covering->left;
  size_t errors = 0;
  left->rows = 0;
  for (size_t row = 0; row < table->rows; row++) {
    if (covering->covered[row] || !is_searched(covering->universe, row)) continue;
    for (size_t a = 0; a < table->attribute_count; a++) left->values[a][left->rows] = table->values[a][row];
    errors += left->is_error[left->rows++] = table->is_error[row];
  }
  return errors;
}

/* Whether a slice is large enough and not too large, and mostly new. Counts its rows and images. */
static bool may_be_taken(const Covering *covering, const Slice *slice, WeakSlice *out) {
  const SliceUniverse *universe = covering->universe;
  const WeakSliceSettings *settings = covering->settings;
  size_t searched = 0;
  *out = (WeakSlice){.slice = *slice};
  memset(covering->is_counted, 0, universe->image_count * sizeof *covering->is_counted);
  for (size_t row = 0; row < universe->table.rows; row++) {
    if (!slice_holds(&universe->table, slice, row)) continue;
    out->rows++;
    out->images += !covering->is_counted[universe->image[row]];
    covering->is_counted[universe->image[row]] = 1;
    searched += is_searched(universe, row);
  }
  return out->rows >= settings->rows_least && out->images >= settings->images_least &&
         2 * out->rows <= universe->table.rows && 2 * (size_t)slice->rows >= searched;
}

/* The best slice of what is left that may be taken; false: there is none. */
static bool find_slice(Covering *covering, WeakSlice *out, Error *error) {
  SliceMeasure measure = {.kind = SLICE_EVIDENCE,
                          .errors = collect_left(covering),
                          .rows_least = (covering->settings->rows_least + 1) / 2,
                          .toll = covering->toll,
                          .logs = covering->logs};
  measure.rows = covering->left.rows;
  for (size_t most = CANDIDATES_FIRST; most <= CANDIDATES_LAST && ok(error); most *= 8) {
    memory_reserve((void **)&covering->candidates, &covering->candidate_room, most,
                   sizeof *covering->candidates, error);
    if (!ok(error)) break;
    size_t count = slices_search(&covering->left, &measure, covering->settings->conditions, covering->workers,
                                 covering->candidates, most, error);
    for (size_t i = 0; i < count && ok(error); i++) {
      poll_check(covering->workers->poll, error);
      if (may_be_taken(covering, &covering->candidates[i], out)) return true;
    }
    if (count < most) break;
  }
  return false;
}

/* Proves it on the other half, and again without the rows of the slices before it. */
static void prove(Covering *covering, WeakSlice *out, Error *error) {
  const SliceUniverse *universe = covering->universe;
  const WeakSliceSettings *settings = covering->settings;
  const SliceTable *table = &universe->table;
  const ProofRows rows = {table->rows,     universe->image_count, universe->image,
                          table->is_error, covering->in_slice,    covering->takes_part};
  SliceProof beyond;
  for (size_t row = 0; row < table->rows; row++) {
    covering->in_slice[row] = slice_holds(table, &out->slice, row);
    covering->takes_part[row] = !is_searched(universe, row);
  }
  slice_prove(&rows, settings->flips, settings->seed, covering->workers->poll, &out->proof, error);
  for (size_t row = 0; row < table->rows; row++)
    covering->takes_part[row] = covering->takes_part[row] && !covering->covered[row];
  slice_prove(&rows, settings->flips, settings->seed, covering->workers->poll, &beyond, error);
  if (beyond.p > out->proof.p) out->proof.p = beyond.p;
  for (size_t row = 0; row < table->rows; row++) covering->covered[row] |= covering->in_slice[row];
}

size_t weak_slices(const SliceUniverse *universe, const WeakSliceSettings *settings, const Workers *workers,
                   WeakSlice *slices, Error *error) {
  Covering covering = {.universe = universe, .settings = settings, .workers = workers};
  size_t count = 0;
  covering_make(&covering, error);
  while (count < WEAK_SLICES_MOST && ok(error) && find_slice(&covering, &slices[count], error))
    prove(&covering, &slices[count++], error);
  covering_release(&covering);
  return ok(error) ? count : 0;
}
