#include "chart/chart_data.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/sort.h"

enum { NAMES_BETWEEN_CHECKS = 8192 };

const Colour colour_of_others = {0x8A, 0x90, 0x99};

void chart_data_add(ChartData *data, const Id *series, const Id *label, const ChartRow *row, Error *error) {
  enum { MOST = 100 * 1000 * 1000 };
  if (data->count >= MOST) error_input(error, "more than %d rows", MOST);
  memory_reserve((void **)&data->rows, &data->capacity, data->count + 1, sizeof *data->rows, error);
  uint32_t of_series = names_add(&data->series, series, error);
  uint32_t of_label = label ? names_add(&data->labels, label, error) : 0;
  if (!ok(error)) return;
  data->rows[data->count] = *row;
  data->rows[data->count].series = of_series;
  data->rows[data->count].label = of_label;
  data->count++;
}

void chart_data_release(ChartData *data) {
  names_release(&data->series);
  names_release(&data->labels);
  memory_release(data->rows);
}

JsonText chart_name(const Id *name, char room[NAME_ROOM]) {
  if (name->kind == ID_TEXT) return (JsonText){name->text, name->length};
  if (name->kind == ID_NULL) return (JsonText){"", 0};
  int length = snprintf(room, NAME_ROOM, "%" PRId64, name->integer);
  return (JsonText){room, (size_t)length};
}

/* ---- order ---- */

static bool name_number(const Id *name, double *out) {
  Number number = {.real = 0};
  if (name->kind == ID_INTEGER) number.real = (double)name->integer;
  if (name->kind == ID_TEXT && !number_read_whole(name->text, name->length, &number)) return false;
  *out = number.real;
  return name->kind != ID_NULL;
}

typedef struct NameOrder {
  const Id *items;
  const double *numbers; /* NULL: not all are numbers */
} NameOrder;

static int by_name(const void *context, uint32_t a, uint32_t b) {
  const NameOrder *order = context;
  if (order->numbers && order->numbers[a] < order->numbers[b]) return -1;
  if (order->numbers && order->numbers[a] > order->numbers[b]) return 1;
  return id_compare(&order->items[a], &order->items[b]);
}

/* Sorts only the items and their ranks: no name is looked up from here on. */
static void sort_names(Names *names, uint32_t *ranks, Poll *poll, Error *error) {
  Task task = {.poll = poll};
  size_t count = names->count;
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  double *numbers = memory_allocate(count, sizeof *numbers, error);
  Id *sorted = memory_allocate(count, sizeof *sorted, error);
  bool all = true;
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) {
    order[i] = (uint32_t)i;
    all = all && name_number(&names->items[i], &numbers[i]);
    if (i % NAMES_BETWEEN_CHECKS == 0) poll_check(poll, error);
  }
  NameOrder context = {names->items, all ? numbers : NULL};
  sort_by_comparison_checked(order, order + count, count, by_name, &context, &task, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) {
    sorted[i] = names->items[order[i]];
    ranks[order[i]] = (uint32_t)i;
  }
  if (count) memcpy(names->items, sorted, count * sizeof *sorted);
done:
  memory_release(order);
  memory_release(numbers);
  memory_release(sorted);
}

typedef struct RowSort {
  uint32_t *rows, *scratch, *buckets, *starts;
  uint64_t *keys; /* twice the count */
} RowSort;

static void sort_by_number(const ChartData *data, RowSort *sort, size_t member, Poll *poll, Error *error) {
  Task task = {.poll = poll};
  if (!ok(error)) return;
  for (size_t i = 0; i < data->count; i++) {
    double value;
    memcpy(&value, (const char *)&data->rows[sort->rows[i]] + member, sizeof value);
    sort->keys[i] = sort_key_ascending(value);
  }
  poll_check(poll, error);
  sort_by_key_checked(sort->keys, sort->rows, sort->keys + data->count, sort->scratch, data->count, &task,
                      error);
}

/* The last key first: all of these sorts are stable. */
static void order_rows(const ChartData *data, RowSort *sort, Poll *poll, Error *error) {
  size_t count = data->count;
  for (size_t i = 0; i < count; i++) sort->rows[i] = (uint32_t)i;
  if (data->has_count) sort_by_number(data, sort, offsetof(ChartRow, count), poll, error);
  sort_by_number(data, sort, offsetof(ChartRow, y), poll, error);
  if (data->labels.count) {
    for (size_t i = 0; i < count; i++) sort->buckets[i] = data->rows[i].label;
    poll_check(poll, error);
    sort_by_bucket(sort->rows, sort->scratch, count, sort->buckets, data->labels.count, sort->starts);
    poll_check(poll, error);
  } else {
    sort_by_number(data, sort, offsetof(ChartRow, x), poll, error);
  }
  if (!ok(error)) return;
  for (size_t i = 0; i < count; i++) sort->buckets[i] = data->rows[i].series;
  sort_by_bucket(sort->rows, sort->scratch, count, sort->buckets, data->series.count, sort->starts);
}

void chart_data_sort(ChartData *data, Poll *poll, Error *error) {
  size_t count = data->count,
         names = data->series.count > data->labels.count ? data->series.count : data->labels.count;
  RowSort sort = {0};
  uint32_t *ranks[2] = {memory_allocate(data->series.count, sizeof **ranks, error),
                        memory_allocate(data->labels.count, sizeof **ranks, error)};
  ChartRow *sorted = memory_allocate(count, sizeof *sorted, error);
  sort.rows = memory_allocate(count, 3 * sizeof *sort.rows, error);
  sort.starts = memory_allocate(names + 1, sizeof *sort.starts, error);
  sort.keys = memory_allocate(count, 2 * sizeof *sort.keys, error);
  if (ok(error)) sort_names(&data->series, ranks[0], poll, error);
  if (ok(error)) sort_names(&data->labels, ranks[1], poll, error);
  if (!ok(error)) goto done;
  sort.scratch = sort.rows + count;
  sort.buckets = sort.scratch + count;
  for (size_t i = 0; i < count; i++) {
    data->rows[i].series = ranks[0][data->rows[i].series];
    if (data->labels.count) data->rows[i].label = ranks[1][data->rows[i].label];
  }
  order_rows(data, &sort, poll, error);
  poll_check(poll, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) sorted[i] = data->rows[sort.rows[i]];
  if (count) memcpy(data->rows, sorted, count * sizeof *sorted);
done:
  memory_release(ranks[0]);
  memory_release(ranks[1]);
  memory_release(sorted);
  memory_release(sort.rows);
  memory_release(sort.starts);
  memory_release(sort.keys);
}

/* ---- series ---- */

static int by_weight(const void *context, uint32_t a, uint32_t b) {
  const Series *one = (const Series *)context + a, *other = (const Series *)context + b;
  if (one->count != other->count) return one->count > other->count ? -1 : 1;
  if (one->counted != other->counted) return one->counted > other->counted ? -1 : 1;
  double left = one->sum / (double)one->count, right = other->sum / (double)other->count;
  if (left != right) return left > right ? -1 : 1;
  return a < b ? -1 : 1;
}

/* Splits the sorted series into the visible ones and the rest, both still sorted. */
static void pick_shown(Series *all, size_t count, size_t limit, Error *error) {
  uint32_t *order = memory_allocate(count, 2 * sizeof *order, error);
  Series *others = memory_allocate(count, sizeof *others, error);
  size_t kept = 0, left = 0;
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  sort_by_comparison(order, order + count, count, by_weight, all);
  uint32_t *rank = order + count;
  for (size_t i = 0; i < count; i++) rank[order[i]] = (uint32_t)i;
  for (size_t i = 0; i < count; i++) {
    if (rank[i] < limit)
      all[kept++] = all[i];
    else
      others[left++] = all[i];
  }
  memcpy(all + kept, others, left * sizeof *others);
done:
  memory_release(order);
  memory_release(others);
}

static bool colour_asked(const ChartOptions *options, const Id *name, Colour *out) {
  char room[NAME_ROOM];
  JsonText text = chart_name(name, room);
  for (size_t i = 0; i < options->colour_count; i++) {
    if (!json_text_is(options->colours[i].series, text)) continue;
    *out = options->colours[i].colour;
    return true;
  }
  return false;
}

static void give_colours(Series *shown, size_t count, const ChartOptions *options) {
  bool taken[PALETTE_COUNT] = {false};
  size_t next = 0;
  for (size_t i = 0; i < count; i++) {
    if (colour_asked(options, &shown[i].name, &shown[i].colour)) continue;
    size_t place = options->by_class ? class_place(&shown[i].name) : next++;
    place %= PALETTE_COUNT;
    for (int tried = 0; taken[place] && tried < PALETTE_COUNT; tried++) place = (place + 1) % PALETTE_COUNT;
    taken[place] = true;
    shown[i].colour = palette_colour(place);
  }
}

void series_list_make(SeriesList *list, const ChartData *data, const ChartOptions *options, size_t limit,
                      Error *error) {
  size_t count = data->series.count;
  Series *all = memory_allocate_zeroed(count, sizeof *all, error);
  *list = (SeriesList){.shown = all};
  if (!ok(error)) return;
  for (size_t i = 0; i < data->count; i++) {
    Series *series = &all[data->rows[i].series];
    if (!series->count++) series->rows = &data->rows[i];
    series->sum += data->rows[i].y;
    series->counted += data->rows[i].count;
  }
  for (size_t i = 0; i < count; i++) all[i].name = data->series.items[i];
  if (count > limit) pick_shown(all, count, limit, error);
  list->shown_count = count < limit ? count : limit;
  list->others = all + list->shown_count;
  list->other_count = count - list->shown_count;
  give_colours(all, list->shown_count, options);
  /* The script shows each of them alone. */
  for (size_t i = 0; i < list->other_count; i++)
    list->others[i].colour =
        options->by_class ? palette_colour(class_place(&list->others[i].name)) : colour_of_others;
}

void series_list_release(SeriesList *list) {
  memory_release(list->shown);
}
