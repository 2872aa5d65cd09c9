#include "chart/bars.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/sort.h"

enum { SERIES = 8, LABELS = 30, BINS = 120, LABELS_BETWEEN_CHECKS = 8192 };

/* ---- labels as numbers ---- */

static bool label_number(const Id *label, double *out) {
  Number number = {.real = 0};
  if (label->kind == ID_INTEGER) number.real = (double)label->integer;
  if (label->kind == ID_TEXT && !number_read_whole(label->text, label->length, &number)) return false;
  *out = number.real;
  return true;
}

static bool all_numbers(const Names *labels) {
  double number;
  for (size_t i = 0; i < labels->count; i++) {
    if (!label_number(&labels->items[i], &number)) return false;
  }
  return true;
}

/* Finds the group of each label. With bins, several labels may share one: if there would be more than BINS,
** 2, 5, 10, ... of them are merged. */
static void place_labels(Bars *bars, Chart *chart, uint32_t *group_of) {
  static const double steps[] = {1, 2, 5};
  const Names *labels = &chart->data->labels;
  const double slack = 1e-6;
  double width = chart->options->bin, first = 0, last = 0;
  bars->group_count = labels->count;
  for (size_t i = 0; i < labels->count; i++) group_of[i] = (uint32_t)i;
  if (!bars->binned) return;
  char room[NAME_ROOM];
  for (size_t i = 0; i < labels->count; i++) {
    double number;
    JsonText text = chart_name(&labels->items[i], room);
    if (!label_number(&labels->items[i], &number))
      error_input(chart->error, "with the option bin a label is not a number: %s",
                  excerpt(text.text, text.length).text);
    if (i % LABELS_BETWEEN_CHECKS == 0) poll_check(chart->poll, chart->error);
    if (!ok(chart->error)) return;
    if (i == 0) first = number;
    last = number; /* they are sorted by value */
  }
  double unit = width;
  for (int i = 1; !(floor(last / width + slack) - floor(first / width + slack) < BINS);
       i++) { /* NaN: too far */
    if (i % 3 == 0) unit *= 10;
    width = unit * steps[i % 3];
  }
  double begin = floor(first / width + slack);
  bars->group_count = 0;
  for (size_t i = 0; i < labels->count && ok(chart->error); i++) {
    double number = 0;
    if (i % LABELS_BETWEEN_CHECKS == 0) poll_check(chart->poll, chart->error);
    label_number(&labels->items[i], &number);
    size_t group = (size_t)(floor(number / width + slack) - begin);
    group_of[i] = (uint32_t)group;
    bars->group_count = group + 1;
  }
  for (size_t g = 0; g < bars->group_count; g++) {
    bars->groups[g].low = (begin + (double)g) * width;
    bars->groups[g].high = (begin + (double)g + 1) * width;
  }
}

/* ---- values ---- */

/* The ends of a bar's interval: a bar of several rows has none. */
static void set_ends(double *low, double *high, const ChartRow *row, bool first) {
  *low = first && row->x < row->count ? row->x : (double)NAN;
  *high = first && row->x < row->count ? row->count : (double)NAN;
}

static void add_to(double *value, double more) {
  *value = isnan(*value) ? more : *value + more;
}

/* Adds up the rows. `column_of` is the bar of a series in its group. `series_of` counts, by group, the series
** merged into the last bar, which shows their mean, or their sum if bars are stacked. */
static void add_rows(Bars *bars, const ChartData *data, const uint32_t *group_of, const uint32_t *column_of,
                     uint32_t *series_of, bool sum) {
  size_t shown = bars->list.shown_count, cells = bars->group_count * bars->stride;
  double *lows = data->has_count ? bars->values + cells : NULL,
         *highs = data->has_count ? lows + cells : NULL;
  for (size_t i = 0; i < (data->has_count ? 3 : 1) * cells; i++) bars->values[i] = (double)NAN;
  for (size_t i = 0; i < data->count; i++) {
    const ChartRow *row = &data->rows[i];
    size_t group = group_of[row->label], column = column_of[row->series];
    bool first = i == 0 || row[-1].series != row->series || group_of[row[-1].label] != group;
    series_of[group] += column == shown && first;
    size_t cell = group * bars->stride + column;
    if (lows) set_ends(&lows[cell], &highs[cell], row, isnan(bars->values[cell]) && column != shown);
    add_to(&bars->values[cell], row->y);
  }
  for (size_t g = 0; g < bars->group_count; g++) {
    Group *group = &bars->groups[g];
    double *values = bars->values + g * bars->stride;
    if (!sum && series_of[g]) values[shown] /= series_of[g];
    group->values = values;
    group->lows = lows ? lows + g * bars->stride : NULL;
    group->highs = lows ? highs + g * bars->stride : NULL;
    for (size_t s = 0; s < bars->stride; s++) {
      if (!isnan(group->values[s])) group->total += group->values[s];
    }
  }
}

/* The mean of a series over its labels, for the legend and the dashed line. */
static void find_means(Bars *bars) {
  for (size_t s = 0; s < bars->list.shown_count; s++) {
    Series *series = &bars->list.shown[s];
    series->sum = 0;
    series->count = 0;
    for (size_t g = 0; g < bars->group_count; g++) {
      double value = bars->groups[g].values[s];
      if (isnan(value)) continue;
      series->sum += value;
      series->count++;
    }
  }
}

/* ---- order and limit ---- */

typedef struct GroupOrder {
  const Group *groups;
  int sign; /* -1: the largest first */
} GroupOrder;

static int by_total(const void *context, uint32_t a, uint32_t b) {
  const GroupOrder *order = context;
  double one = order->groups[a].total, other = order->groups[b].total;
  if (one != other) return (one < other ? -1 : 1) * order->sign;
  return a < b ? -1 : 1; /* by label */
}

/* Groups beyond the limit become one: the mean of each series, or its sum if bars are stacked. */
static void put_together(Bars *bars, const Group *from, size_t count, bool sum) {
  Group *group = &bars->groups[bars->group_count++];
  double *values = bars->values + (size_t)(from[0].values - bars->values); /* those of the first are freed */
  for (size_t s = 0; s < bars->stride; s++) {
    double total = (double)NAN, present = 0;
    for (size_t g = 0; g < count; g++) {
      if (isnan(from[g].values[s])) continue;
      add_to(&total, from[g].values[s]);
      present++;
    }
    values[s] = sum || present == 0 ? total : total / present;
  }
  *group = (Group){.label = {.kind = ID_NULL}, .values = values};
  bars->left_over = count;
}

static void order_groups(Bars *bars, Chart *chart, bool numbers) {
  const ChartOptions *options = chart->options;
  int order = options->order == ORDER_AUTO ? (numbers ? ORDER_LABEL : ORDER_LARGEST) : options->order;
  size_t count = bars->group_count, limit = isnan(options->limit) ? LABELS : (size_t)options->limit, kept = 0;
  bool too_many = count > limit + 1; /* if only one is left over, it is shown itself */
  if (bars->binned || (order == ORDER_LABEL && !too_many)) return;
  uint32_t *rows = memory_allocate(count, 3 * sizeof *rows, chart->error);
  Group *sorted = memory_allocate(count, sizeof *sorted, chart->error);
  if (!ok(chart->error)) goto done;
  for (size_t g = 0; g < count; g++) rows[g] = (uint32_t)g;
  GroupOrder context = {bars->groups, order == ORDER_SMALLEST ? 1 : -1};
  sort_by_comparison(rows, rows + count, count, by_total, &context);
  uint32_t *rank = rows + 2 * count;
  for (size_t g = 0; g < count; g++) rank[rows[g]] = (uint32_t)g;
  if (!too_many) limit = count;
  /* The ones to keep, in their order, then the rest. */
  for (size_t g = 0; g < count; g++) {
    if (order != ORDER_LABEL)
      sorted[g] = bars->groups[rows[g]];
    else if (rank[g] < limit)
      sorted[kept++] = bars->groups[g];
  }
  for (size_t g = 0; g < count && order == ORDER_LABEL; g++) {
    if (rank[g] >= limit) sorted[kept++] = bars->groups[g];
  }
  memcpy(bars->groups, sorted, count * sizeof *sorted);
  if (too_many) {
    bars->group_count = limit;
    put_together(bars, sorted + limit, count - limit, options->stack);
  }
done:
  memory_release(rows);
  memory_release(sorted);
}

/* ---- the whole ---- */

static void find_range(Bars *bars, const ChartOptions *options) {
  bars->low = bars->high = 0;
  for (size_t g = 0; g < bars->group_count; g++) {
    double below = 0, above = 0;
    for (size_t s = 0; s < bars->stride; s++) {
      double value = bars->groups[g].values[s];
      if (value < 0) below = options->stack ? below + value : fmin(below, value);
      if (value > 0) above = options->stack ? above + value : fmax(above, value);
    }
    for (size_t s = 0; bars->groups[g].lows && s < bars->stride; s++) {
      below = fmin(below, bars->groups[g].lows[s]);
      above = fmax(above, bars->groups[g].highs[s]);
    }
    bars->low = fmin(bars->low, below);
    bars->high = fmax(bars->high, above);
  }
  for (size_t i = 0; i < options->reference_count; i++) {
    bars->low = fmin(bars->low, options->references[i].value);
    bars->high = fmax(bars->high, options->references[i].value);
  }
}

void bars_make(Bars *bars, Chart *chart) {
  const ChartOptions *options = chart->options;
  const ChartData *data = chart->data;
  size_t labels = data->labels.count, most = labels > BINS + 1 ? labels : BINS + 1;
  bool numbers = all_numbers(&data->labels);
  *bars = (Bars){.binned = !isnan(options->bin)};
  series_list_make(&bars->list, data, options, SERIES, chart->error);
  bars->stride = bars->list.shown_count + (bars->list.other_count > 0);
  bars->groups = memory_allocate_zeroed(most, sizeof *bars->groups, chart->error);
  bars->values = memory_allocate(most, 3 * (bars->stride + 1) * sizeof *bars->values, chart->error);
  uint32_t *group_of = memory_allocate(labels, sizeof *group_of, chart->error);
  uint32_t *column_of = memory_allocate(data->series.count, sizeof *column_of, chart->error);
  uint32_t *series_of = memory_allocate_zeroed(most, sizeof *series_of, chart->error);
  if (!ok(chart->error)) goto done;
  for (size_t s = 0; s < data->series.count; s++) column_of[s] = (uint32_t)bars->list.shown_count;
  for (size_t s = 0; s < bars->list.shown_count; s++)
    column_of[bars->list.shown[s].rows->series] = (uint32_t)s;
  for (size_t i = 0; i < labels; i++) bars->groups[i].label = data->labels.items[i];
  place_labels(bars, chart, group_of);
  if (!ok(chart->error)) goto done;
  bars->horizontal =
      options->direction == DIRECTION_AUTO ? !numbers : options->direction == DIRECTION_HORIZONTAL;
  bars->horizontal = bars->horizontal && !bars->binned;
  add_rows(bars, data, group_of, column_of, series_of, options->stack);
  find_means(bars);
  order_groups(bars, chart, numbers);
  find_range(bars, options);
done:
  memory_release(group_of);
  memory_release(column_of);
  memory_release(series_of);
}

void bars_release(Bars *bars) {
  series_list_release(&bars->list);
  memory_release(bars->groups);
  memory_release(bars->values);
}
