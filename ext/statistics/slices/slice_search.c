#include "statistics/slices/slice_search.h"

#include <string.h>

/* Counters of cells: rows in the lower half, errors among them in the upper. */
enum { COUNTERS_MOST = 1 << 20 };
#define CELL_ROWS(cell)   ((uint32_t)(cell))
#define CELL_ERRORS(cell) ((uint32_t)((cell) >> 32))

typedef struct AttributePair {
  uint16_t first, second;
} AttributePair;

/* The best slices so far, the best first. */
typedef struct BestSlices {
  Slice *items;
  size_t count, most;
} BestSlices;

/* What a worker has to itself. */
typedef struct SearchScratch {
  uint64_t *cells;
  uint32_t *pair_of;       /* of each cell of two attributes: its number among those that go on */
  uint32_t *cell_of;       /* and back */
  uint32_t *rows, *places; /* the rows in those cells, and the cells' numbers */
  BestSlices best;
} SearchScratch;

typedef struct Search {
  const SliceTable *table;
  const SliceMeasure *measure;
  size_t level; /* conditions of the slices that are counted */
  const AttributePair *pairs;
  size_t cell_room;
  SearchScratch *scratch;
  BestSlices best;
} Search;

static int compare_slices(const Slice *a, const Slice *b) {
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  if (a->count != b->count) return a->count < b->count ? -1 : 1;
  for (uint32_t i = 0; i < a->count; i++) {
    const SliceCondition *one = &a->conditions[i], *other = &b->conditions[i];
    if (one->attribute != other->attribute) return one->attribute < other->attribute ? -1 : 1;
    if (one->value != other->value) return one->value < other->value ? -1 : 1;
  }
  return 0;
}

/* A slice has to reach it to be among the best. */
static double score_least(const BestSlices *best) {
  return best->count == best->most ? best->items[best->count - 1].score : 0;
}

static void keep_slice(BestSlices *best, const Slice *slice) {
  if (best->count == best->most && compare_slices(slice, &best->items[best->count - 1]) > 0) return;
  size_t at = best->count < best->most ? best->count++ : best->count - 1;
  for (; at > 0 && compare_slices(slice, &best->items[at - 1]) < 0; at--)
    best->items[at] = best->items[at - 1];
  best->items[at] = *slice;
}

static void judge_cell(const Search *search, uint64_t cell, const SliceCondition *conditions,
                       BestSlices *best) {
  const SliceMeasure *measure = search->measure;
  uint32_t rows = CELL_ROWS(cell), errors = CELL_ERRORS(cell);
  if (rows < measure->rows_least || !errors) return;
  double score = slice_measure(measure, rows, errors, search->level);
  if (score <= 0 || score < score_least(best) || score < score_least(&search->best)) return;
  Slice slice = {score, rows, errors, (uint32_t)search->level, {{0, 0}}};
  memcpy(slice.conditions, conditions, search->level * sizeof *conditions);
  keep_slice(best, &slice);
}

static uint64_t weight_of(const SliceTable *table, size_t row) {
  return 1 | (uint64_t)table->is_error[row] << 32;
}

/* ---- one attribute, and two ---- */

static void judge_attribute(const Search *search, uint16_t attribute, SearchScratch *scratch) {
  const SliceTable *table = search->table;
  const uint16_t *values = table->values[attribute];
  uint32_t count = table->value_counts[attribute];
  memset(scratch->cells, 0, (count + 1) * sizeof *scratch->cells);
  for (size_t row = 0; row < table->rows; row++) scratch->cells[values[row]] += weight_of(table, row);
  for (uint32_t v = 0; v < count; v++)
    judge_cell(search, scratch->cells[v], &(SliceCondition){attribute, (uint16_t)v}, &scratch->best);
}

static void count_pair(const SliceTable *table, const AttributePair *pair, uint64_t *cells) {
  const uint16_t *first = table->values[pair->first], *second = table->values[pair->second];
  uint32_t width = table->value_counts[pair->second] + 1;
  memset(cells, 0, (size_t)(table->value_counts[pair->first] + 1) * width * sizeof *cells);
  for (size_t row = 0; row < table->rows; row++)
    cells[first[row] * width + second[row]] += weight_of(table, row);
}

static void judge_pair(const Search *search, const AttributePair *pair, SearchScratch *scratch) {
  const SliceTable *table = search->table;
  uint32_t width = table->value_counts[pair->second] + 1;
  for (uint32_t a = 0; a < table->value_counts[pair->first]; a++) {
    for (uint32_t b = 0; b + 1 < width; b++) {
      const SliceCondition conditions[] = {{pair->first, (uint16_t)a}, {pair->second, (uint16_t)b}};
      judge_cell(search, scratch->cells[a * width + b], conditions, &scratch->best);
    }
  }
}

/* ---- three ---- */

/* Numbers the cells of two attributes in which a third condition could still make one of the best. */
static uint32_t number_cells(const Search *search, const AttributePair *pair, SearchScratch *scratch) {
  const SliceTable *table = search->table;
  uint32_t width = table->value_counts[pair->second] + 1, count = 0;
  double least = score_least(&search->best), own = score_least(&scratch->best);
  if (own > least) least = own;
  for (uint32_t a = 0; a <= table->value_counts[pair->first]; a++) {
    for (uint32_t b = 0; b < width; b++) {
      uint32_t cell = a * width + b;
      uint64_t held = scratch->cells[cell];
      bool is_value = a < table->value_counts[pair->first] && b + 1 < width;
      double bound =
          is_value ? slice_measure_bound(search->measure, CELL_ROWS(held), CELL_ERRORS(held), 3) : 0;
      scratch->pair_of[cell] = bound > 0 && bound >= least ? count : UINT32_MAX;
      if (scratch->pair_of[cell] != UINT32_MAX) scratch->cell_of[count++] = cell;
    }
  }
  return count;
}

static size_t collect_rows(const SliceTable *table, const AttributePair *pair, SearchScratch *scratch) {
  const uint16_t *first = table->values[pair->first], *second = table->values[pair->second];
  uint32_t width = table->value_counts[pair->second] + 1;
  size_t kept = 0;
  for (size_t row = 0; row < table->rows; row++) {
    uint32_t place = scratch->pair_of[first[row] * width + second[row]];
    scratch->rows[kept] = (uint32_t)row;
    scratch->places[kept] = place;
    kept += place != UINT32_MAX;
  }
  return kept;
}

/* The cells from `begin` on, with the values of a third attribute, as many as there is room for. Returns
** where they end. */
static uint32_t judge_triples(const Search *search, const AttributePair *pair, uint16_t third, uint32_t begin,
                              uint32_t cell_count, size_t row_count, SearchScratch *scratch) {
  const SliceTable *table = search->table;
  const uint16_t *values = table->values[third];
  uint32_t width = table->value_counts[third] + 1, second_width = table->value_counts[pair->second] + 1;
  uint32_t room = (uint32_t)(search->cell_room / width), end = cell_count;
  if (end - begin > room) end = begin + room;
  memset(scratch->cells, 0, (size_t)(end - begin) * width * sizeof *scratch->cells);
  for (size_t i = 0; i < row_count; i++) {
    uint32_t place = scratch->places[i] - begin;
    if (place < end - begin)
      scratch->cells[place * width + values[scratch->rows[i]]] += weight_of(table, scratch->rows[i]);
  }
  for (uint32_t place = begin; place < end; place++) {
    uint32_t cell = scratch->cell_of[place];
    SliceCondition conditions[] = {{pair->first, (uint16_t)(cell / second_width)},
                                   {pair->second, (uint16_t)(cell % second_width)},
                                   {third, 0}};
    for (uint32_t v = 0; v + 1 < width; v++) {
      conditions[2].value = (uint16_t)v;
      judge_cell(search, scratch->cells[(place - begin) * width + v], conditions, &scratch->best);
    }
  }
  return end;
}

static void judge_inside(const Search *search, const AttributePair *pair, SearchScratch *scratch,
                         const Task *task, Error *error) {
  const SliceTable *table = search->table;
  uint32_t cell_count = number_cells(search, pair, scratch);
  if (!cell_count) return;
  size_t row_count = collect_rows(table, pair, scratch);
  for (size_t third = (size_t)pair->second + 1; third < table->attribute_count; third++) {
    for (uint32_t begin = 0; begin < cell_count && ok(error);) {
      task_check(task, error);
      begin = judge_triples(search, pair, (uint16_t)third, begin, cell_count, row_count, scratch);
    }
  }
}

/* ---- all of them ---- */

static void search_pair(void *context, const Task *task, Error *error) {
  const Search *search = context;
  SearchScratch *scratch = &search->scratch[task->worker];
  const AttributePair *pair = &search->pairs[task->index];
  task_check(task, error);
  if (!ok(error)) return;
  count_pair(search->table, pair, scratch->cells);
  if (search->level == 2)
    judge_pair(search, pair, scratch);
  else
    judge_inside(search, pair, scratch, task, error);
}

/* The best of all workers become those of the search. */
static void merge(Search *search, unsigned workers) {
  for (unsigned w = 0; w < workers; w++) {
    BestSlices *own = &search->scratch[w].best;
    for (size_t i = 0; i < own->count; i++) keep_slice(&search->best, &own->items[i]);
    own->count = 0;
  }
}

static size_t list_pairs(const SliceTable *table, AttributePair *pairs) {
  size_t count = 0;
  for (size_t a = 0; a < table->attribute_count; a++) {
    for (size_t b = a + 1; b < table->attribute_count; b++)
      pairs[count++] = (AttributePair){(uint16_t)a, (uint16_t)b};
  }
  return count;
}

static void scratch_make(SearchScratch *scratch, const Search *search, size_t most, size_t pair_cells,
                         Error *error) {
  size_t rows = search->table->rows;
  scratch->cells = memory_allocate(search->cell_room, sizeof *scratch->cells, error);
  scratch->pair_of = memory_allocate(pair_cells, sizeof *scratch->pair_of, error);
  scratch->cell_of = memory_allocate(pair_cells, sizeof *scratch->cell_of, error);
  scratch->rows = memory_allocate(rows + 1, sizeof *scratch->rows, error);
  scratch->places = memory_allocate(rows + 1, sizeof *scratch->places, error);
  scratch->best = (BestSlices){memory_allocate(most, sizeof(Slice), error), 0, most};
}

static void scratch_release(SearchScratch *scratch) {
  memory_release(scratch->cells);
  memory_release(scratch->pair_of);
  memory_release(scratch->cell_of);
  memory_release(scratch->rows);
  memory_release(scratch->places);
  memory_release(scratch->best.items);
}

/* The cells of the two attributes with most values, and of three as far as they fit into COUNTERS_MOST. */
static size_t find_rooms(Search *search) {
  const SliceTable *table = search->table;
  size_t largest = 0, second = 0;
  for (size_t a = 0; a < table->attribute_count; a++) {
    size_t count = table->value_counts[a];
    if (count > largest) {
      second = largest;
      largest = count;
    } else if (count > second) {
      second = count;
    }
  }
  size_t pair = (largest + 1) * (second + 1), triple = pair * (second + 1);
  if (triple > COUNTERS_MOST) triple = COUNTERS_MOST;
  search->cell_room = pair > triple ? pair : triple;
  return pair;
}

static void search_levels(Search *search, size_t conditions, size_t pair_count, const Workers *workers,
                          Error *error) {
  for (size_t a = 0; a < search->table->attribute_count && ok(error); a++) {
    poll_check(workers->poll, error);
    judge_attribute(search, (uint16_t)a, &search->scratch[0]);
  }
  if (ok(error)) merge(search, workers->count);
  for (search->level = 2; search->level <= conditions && ok(error); search->level++) {
    workers_run(workers, pair_count, search_pair, search, error);
    if (ok(error)) merge(search, workers->count);
  }
}

size_t slices_search(const SliceTable *table, const SliceMeasure *measure, size_t conditions,
                     const Workers *workers, Slice *best, size_t most, Error *error) {
  size_t attributes = table->attribute_count;
  if (!measure->errors || measure->errors == measure->rows || !attributes) return 0;
  AttributePair *pairs = memory_allocate(attributes * attributes, sizeof *pairs, error);
  Search search = {.table = table, .measure = measure, .level = 1, .pairs = pairs, .best = {best, 0, most}};
  size_t pair_cells = find_rooms(&search);
  search.scratch = memory_allocate_zeroed(workers->count, sizeof *search.scratch, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++)
    scratch_make(&search.scratch[w], &search, most, pair_cells, error);
  size_t pair_count = ok(error) ? list_pairs(table, pairs) : 0;
  search_levels(&search, conditions, pair_count, workers, error);
  for (unsigned w = 0; search.scratch && w < workers->count; w++) scratch_release(&search.scratch[w]);
  memory_release(search.scratch);
  memory_release(pairs);
  return ok(error) ? search.best.count : 0;
}
