/*
** svg_heatmap: values as the shades of cells, in columns and rows by name. A shade is a colour over the
** ground, so it follows the theme: stronger means further from 0; values below 0 have another colour.
*/
#include <math.h>

#include "base/sort.h"
#include "chart/chart.h"
#include "chart/lettering.h"
#include "picture/svg.h"

enum { NAMES = 20, WIDEST_CELL = 64, TALLEST_CELL = 30, LOWEST_CELL = 14 };

/* The columns or the rows: names, and one for all beyond the limit. */
typedef struct Side {
  JsonText *texts;
  uint32_t *place_of; /* of a name */
  size_t count, left_over;
} Side;

typedef struct Heatmap {
  Side columns, rows;
  double *values; /* row after row; NaN: no cell */
  double low, high;
  bool both; /* values on both sides of 0, the middle of the scale */
  double cell_width, cell_height;
} Heatmap;

/* ---- data ---- */

static int heaviest_first(const void *context, uint32_t a, uint32_t b) {
  const double *of = context;
  if (of[a] != of[b]) return of[a] > of[b] ? -1 : 1;
  return a < b ? -1 : 1;
}

/* The names with the greatest sums of absolute values, in their order; the rest as one at the end. */
static void make_side(Side *side, Chart *chart, const Names *names, const double *weights) {
  const ChartOptions *options = chart->options;
  size_t count = names->count, limit = isnan(options->limit) ? NAMES : (size_t)options->limit;
  bool too_many = count > limit + 1;
  uint32_t *order = memory_allocate(count, 3 * sizeof *order, chart->error);
  side->place_of = memory_allocate(count, sizeof *side->place_of, chart->error);
  side->texts = arena_allocate(&chart->texts, (count + 1) * sizeof *side->texts, chart->error);
  if (!ok(chart->error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  sort_by_comparison(order, order + count, count, heaviest_first, weights);
  uint32_t *rank = order + 2 * count;
  for (size_t i = 0; i < count; i++) rank[order[i]] = (uint32_t)i;
  for (size_t i = 0; i < count; i++) {
    if (too_many && rank[i] >= limit) continue;
    side->texts[side->count] = chart_label(chart, &names->items[i], 0, "");
    side->place_of[i] = (uint32_t)side->count++;
  }
  if (!too_many) goto done;
  side->left_over = count - side->count;
  for (size_t i = 0; i < count; i++) {
    if (rank[i] >= limit) side->place_of[i] = (uint32_t)side->count;
  }
  side->texts[side->count++] = chart_label(chart, &names->items[0], side->left_over, " others");
done:
  memory_release(order);
}

/* A name on both axes, as in confusions of classes, weighs the same on both, so that both show it or neither
** does. */
static void share_weights(const Names *columns, const Names *rows, double *of_columns, double *of_rows,
                          Error *error) {
  Names both = {0}; /* numbered like the columns */
  for (size_t i = 0; i < columns->count && ok(error); i++) names_add(&both, &columns->items[i], error);
  for (size_t i = 0; i < rows->count && ok(error); i++) {
    uint32_t column = names_find(&both, &rows->items[i]);
    if (column == NAMES_NONE) continue;
    double sum = of_rows[i] + of_columns[column];
    of_rows[i] = of_columns[column] = sum;
  }
  names_release(&both);
}

static void make_sides(Heatmap *map, Chart *chart) {
  const ChartData *data = chart->data;
  double *columns = memory_allocate_zeroed(data->labels.count, sizeof *columns, chart->error);
  double *rows = memory_allocate_zeroed(data->series.count, sizeof *rows, chart->error);
  for (size_t i = 0; i < data->count && ok(chart->error); i++) {
    columns[data->rows[i].label] += fabs(data->rows[i].y);
    rows[data->rows[i].series] += fabs(data->rows[i].y);
  }
  if (ok(chart->error)) share_weights(&data->labels, &data->series, columns, rows, chart->error);
  if (ok(chart->error)) make_side(&map->columns, chart, &data->labels, columns);
  if (ok(chart->error)) make_side(&map->rows, chart, &data->series, rows);
  memory_release(columns);
  memory_release(rows);
}

static void add_cells(Heatmap *map, Chart *chart) {
  const ChartOptions *options = chart->options;
  size_t cells = map->columns.count * map->rows.count;
  map->values = memory_allocate(cells, sizeof *map->values, chart->error);
  if (!ok(chart->error)) return;
  for (size_t i = 0; i < cells; i++) map->values[i] = (double)NAN;
  for (size_t i = 0; i < chart->data->count; i++) {
    const ChartRow *row = &chart->data->rows[i];
    double *value = &map->values[map->rows.place_of[row->series] * map->columns.count +
                                 map->columns.place_of[row->label]];
    *value = isnan(*value) ? row->y : *value + row->y;
  }
  /* The sums of all others would make the other cells pale. */
  size_t columns = map->columns.count - (map->columns.left_over > 0),
         rows = map->rows.count - (map->rows.left_over > 0);
  for (size_t i = 0; i < cells; i++) {
    if (i % map->columns.count >= columns || i / map->columns.count >= rows || isnan(map->values[i]))
      continue;
    map->low = fmin(map->low, map->values[i]);
    map->high = fmax(map->high, map->values[i]);
  }
  if (!isnan(options->y_low)) map->low = options->y_low;
  if (!isnan(options->y_high)) map->high = options->y_high;
  map->both = map->low < 0 && map->high > 0;
  if (map->both) map->high = fmax(-map->low, map->high);
  if (map->both) map->low = -map->high;
}

/* The strength of a value's shade, 0 to 1. */
static double strength(const Heatmap *map, double value) {
  double low = map->both ? 0 : map->low, high = map->high;
  double share = map->both ? fabs(value) / high : high > low ? (value - low) / (high - low) : 1;
  if (!map->both && high <= 0) share = high > low ? (high - value) / (high - low) : 0; /* all below 0 */
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* ---- drawing ---- */

static double widest_of(const Side *side, double size) {
  double widest = 0;
  for (size_t i = 0; i < side->count; i++)
    widest = fmax(widest, lettering_width(side->texts[i].text, side->texts[i].length, size));
  return widest;
}

/* Lines of this width in the colour of the values above, or below, 0. */
static void put_shades_begin(Chart *chart, bool below, double width) {
  enum { ABOVE_ZERO = 0, BELOW_ZERO = 3 };
  put(chart, "<g");
  put_colour(chart, palette_colour(below ? BELOW_ZERO : ABOVE_ZERO));
  put_attribute(chart, "stroke-width", fmax(width, 1));
  put(chart, " stroke=\"currentColor\">\n");
}

/* The scale of the shades, in the place of a legend. */
static void put_scale(Chart *chart, const Heatmap *map) {
  enum { STEPS = 6, STEP = 18, MARGIN = 14 };
  char low[AXIS_LABEL], high[AXIS_LABEL];
  JsonText title = chart->options->value;
  double x = MARGIN, y = chart->top + 12;
  if (chart->options->no_legend) return;
  axis_value(map->low, 4, low);
  axis_value(map->high, 4, high);
  if (title.length) {
    double width = fmin(lettering_width(title.text, title.length, FONT_TEXT), chart->width / 2);
    put_text(chart, x, y, ANCHOR_START, FONT_TEXT, INK_TEXT, title, width + 1);
    x += width + 12;
  }
  JsonText first = {low, strlen(low)}, last = {high, strlen(high)};
  put_text(chart, x, y, ANCHOR_START, FONT_TICK, INK_SOFT, first, chart->width);
  x += lettering_width(low, first.length, FONT_TICK) + 6;
  for (int part = map->both ? -1 : 1; part <= 1; part += 2) {
    bool below = part < 0 || map->high <= 0;
    put_shades_begin(chart, below, 12);
    for (int i = 0; i < STEPS; i++, x += STEP) {
      int strong = below ? STEPS - i : i + 1;
      put(chart, "<path d=\"M");
      put_number(chart, x);
      put(chart, " ");
      put_number(chart, y - 4);
      put(chart, "h18\" opacity=\"");
      svg_number(chart->body, strong / (double)STEPS, chart->error);
      put(chart, "\"/>");
    }
    put(chart, "</g>\n");
  }
  put_text(chart, x + 6, y, ANCHOR_START, FONT_TICK, INK_SOFT, last, chart->width);
  chart->top += 20;
}

static void lay_out_map(Heatmap *map, Chart *chart, ColumnLabels *labels) {
  const ChartOptions *options = chart->options;
  double names = fmin(fmin(widest_of(&map->rows, FONT_TEXT), 170), chart->width * 0.35);
  chart->top += 12;
  chart->left = 14 + names + 8 + (options->y.length ? 20 : 0);
  chart->right = chart->width - 18;
  map->cell_width = fmin((chart->right - chart->left) / (double)map->columns.count, WIDEST_CELL);
  chart->right = chart->left + map->cell_width * (double)map->columns.count;
  *labels = column_labels(map->columns.texts, map->columns.count, map->cell_width);
  double below = labels->height + (options->x.length ? 20 : 0) + 10, rows = (double)map->rows.count;
  map->cell_height = fmax(fmin(map->cell_width, TALLEST_CELL), LOWEST_CELL);
  if (chart->height > 0) map->cell_height = fmax((chart->height - chart->top - below) / rows, 3);
  chart->bottom = chart->top + rows * map->cell_height;
  chart->height = chart->bottom + below;
}

/* A cell is a line as wide as the row is tall, which is the shortest SVG. */
static void put_cell(Chart *chart, const Heatmap *map, size_t row, size_t column) {
  double value = map->values[row * map->columns.count + column];
  const JsonText *texts[] = {&map->rows.texts[row], &map->columns.texts[column]};
  put(chart, "<path d=\"M");
  put_number(chart, chart->left + (double)column * map->cell_width + 0.5);
  put(chart, " 0h");
  put_number(chart, fmax(map->cell_width - 1, 1));
  put(chart, "\" opacity=\"");
  svg_number(chart->body, 0.04 + 0.96 * strength(map, value), chart->error);
  put(chart, "\"><title>");
  svg_text(chart->body, texts[0]->text, texts[0]->length, chart->error);
  put(chart, ", ");
  svg_text(chart->body, texts[1]->text, texts[1]->length, chart->error);
  put(chart, ": ");
  put_value(chart, value);
  put(chart, "</title></path>\n");
}

/* Among many cells, those with 0 are left out: they are invisible. */
static void put_cells(Chart *chart, const Heatmap *map, bool below) {
  enum { MANY = 225 };
  bool many = map->columns.count * map->rows.count > MANY;
  put_shades_begin(chart, below, map->cell_height - 1);
  for (size_t row = 0; row < map->rows.count; row++) {
    bool any = false;
    for (size_t column = 0; column < map->columns.count; column++) {
      double value = map->values[row * map->columns.count + column];
      if (isnan(value) || (value < 0) != below || (many && value == 0)) continue;
      if (!any) {
        put(chart, "<g transform=\"translate(0 ");
        put_number(chart, chart->top + ((double)row + 0.5) * map->cell_height);
        put(chart, ")\">\n");
        any = true;
      }
      put_cell(chart, map, row, column);
    }
    if (any) put(chart, "</g>\n");
  }
  put(chart, "</g>\n");
}

static int decimals_of_cells(const Heatmap *map) {
  double largest = 0;
  bool integers = true;
  for (size_t i = 0; i < map->columns.count * map->rows.count; i++) {
    if (isnan(map->values[i])) continue;
    largest = fmax(largest, fabs(map->values[i]));
    integers = integers && map->values[i] == floor(map->values[i]);
  }
  return axis_decimals(largest, integers);
}

static double widest_value(const Heatmap *map, int decimals) {
  char text[AXIS_LABEL];
  double widest = 0;
  for (size_t i = 0; i < map->columns.count * map->rows.count; i++) {
    if (isnan(map->values[i])) continue;
    axis_rounded(map->values[i], decimals, text);
    widest = fmax(widest, lettering_width(text, strlen(text), FONT_TICK));
  }
  return widest;
}

/* The values in digits, if the cells have room for all; `strong`: those on strong shades, in the colour of
** the ground. */
static void put_cell_values(Chart *chart, const Heatmap *map, int decimals, bool strong) {
  const double turning = 0.75;
  char text[AXIS_LABEL];
  put(chart, "<g font-size=\"11\" text-anchor=\"middle\" pointer-events=\"none\"");
  put_ink(chart, strong ? INK_OVER : INK_TEXT);
  put(chart, ">\n");
  for (size_t i = 0; i < map->columns.count * map->rows.count; i++) {
    size_t row = i / map->columns.count, column = i % map->columns.count;
    double value = map->values[i];
    if (isnan(value) || (strength(map, value) > turning) != strong) continue;
    axis_rounded(value, decimals, text);
    put(chart, "<text");
    put_attribute(chart, "x", chart->left + ((double)column + 0.5) * map->cell_width);
    put_attribute(chart, "y", chart->top + ((double)row + 0.5) * map->cell_height + 4);
    put(chart, ">");
    put(chart, text);
    put(chart, "</text>");
  }
  put(chart, "</g>\n");
}

static void put_frame(Chart *chart) {
  put(chart, "<rect");
  put_attribute(chart, "x", chart->left);
  put_attribute(chart, "y", chart->top);
  put_attribute(chart, "width", chart->right - chart->left);
  put_attribute(chart, "height", chart->bottom - chart->top);
  put_ink(chart, INK_GRID);
  put(chart, "/>\n");
}

static void draw_map(Heatmap *map, Chart *chart) {
  const ChartOptions *options = chart->options;
  ColumnLabels labels;
  put_scale(chart, map);
  lay_out_map(map, chart, &labels);
  put_frame(chart);
  put_cells(chart, map, false);
  if (map->low < 0) put_cells(chart, map, true);
  int decimals = decimals_of_cells(map);
  if (map->cell_height >= LOWEST_CELL && widest_value(map, decimals) <= map->cell_width - 4) {
    put_cell_values(chart, map, decimals, false);
    put_cell_values(chart, map, decimals, true);
  }
  double room = chart->left - 14 - 8 - (options->y.length ? 20 : 0);
  for (size_t i = 0; i < map->rows.count; i++) {
    double y = chart->top + ((double)i + 0.5) * map->cell_height + 4;
    put_text(chart, chart->left - 8, y, ANCHOR_END, FONT_TEXT, INK_TEXT, map->rows.texts[i], room + 1);
  }
  put_title_left(chart, options->y, chart->top, chart->bottom);
  put_column_labels(chart, &labels, chart->left, chart->bottom);
  put_text(chart, (chart->left + chart->right) / 2, chart->bottom + labels.height + 15, ANCHOR_MIDDLE,
           FONT_TEXT, INK_TEXT, options->x, chart->width - 20);
}

static void draw_heatmap(Chart *chart) {
  Heatmap map = {.both = false};
  make_sides(&map, chart);
  if (ok(chart->error)) add_cells(&map, chart);
  if (ok(chart->error)) draw_map(&map, chart);
  memory_release(map.columns.place_of);
  memory_release(map.rows.place_of);
  memory_release(map.values);
}

static const ChartOption heatmap_options[] = {
    TITLE_OPTIONS,         TEXT_OPTION("column", x),
    TEXT_OPTION("row", y), TEXT_OPTION("value", value),
    FRAME_OPTIONS,         VALUE_OPTIONS,
    LIMIT_OPTION,          END_OF_OPTIONS,
};

const ChartType chart_heatmap = {
    .title = "Heatmap",
    .arguments = {{"column", CHART_LABEL, true},
                  {"row", CHART_SERIES, true},
                  {"value", CHART_Y, true},
                  {"options", CHART_OPTIONS, false}},
    .options = heatmap_options,
    .is_table = true,
    .draw = draw_heatmap,
};
