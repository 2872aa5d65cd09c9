#include "chart/chart.h"

#include <math.h>
#include <string.h>

#include "chart/lettering.h"
#include "picture/svg.h"

enum { MARGIN = 14 };

/* ---- writing ---- */

void put(Chart *chart, const char *text) {
  buffer_text(chart->body, text, chart->error);
}

void put_number(Chart *chart, double number) {
  svg_number(chart->body, nearbyint(number * 10) / 10, chart->error);
}

void put_attribute(Chart *chart, const char *name, double number) {
  put(chart, " ");
  put(chart, name);
  put(chart, "=\"");
  put_number(chart, number);
  put(chart, "\"");
}

void put_name(Chart *chart, const Id *name) {
  char room[NAME_ROOM];
  JsonText text = chart_name(name, room);
  svg_text(chart->body, text.text, text.length, chart->error);
}

void put_value(Chart *chart, double value) {
  enum { DIGITS = 4 };
  char text[AXIS_LABEL];
  axis_value(value, DIGITS, text);
  put(chart, text);
}

/* ---- colours ---- */

/* The rules are the same text in every chart (see chart.h). The page may set the variables. */
static const char style[] =
    "<style>.boxscore-chart{max-width:100%;height:auto}"
    "svg:root.boxscore-chart{color-scheme:light dark}"
    "svg.boxscore-chart.light{color-scheme:light}svg.boxscore-chart.dark{color-scheme:dark}"
    "@media print{svg.boxscore-chart:not(.dark){color-scheme:light}}"
    ".boxscore-chart .paper{fill:var(--chart-paper,light-dark(#fff,#14171d))}"
    ".boxscore-chart .over{fill:light-dark(#fff,#14171d)}"
    ".boxscore-chart .ink{fill:var(--chart-ink,light-dark(#1c2128,#e9ecf1))}"
    ".boxscore-chart .soft{fill:var(--chart-soft,light-dark(#59616d,#a4acb8))}"
    ".boxscore-chart .grid{stroke:var(--chart-grid,light-dark(#e3e6ea,#2b313b))}"
    ".boxscore-chart .edge{stroke:var(--chart-edge,light-dark(#8a9099,#79818d))}"
    ".boxscore-chart .halo{stroke:var(--chart-paper,light-dark(#fff,#14171d))}"
    ".boxscore-chart .hover :hover{fill-opacity:.09}</style>";

static const struct {
  const char *class, *light, *dark;
  bool is_line;
} inks[] = {
    [INK_TEXT] = {"ink", "#1c2128", "#e9ecf1", false}, [INK_SOFT] = {"soft", "#59616d", "#a4acb8", false},
    [INK_GRID] = {"grid", "#e3e6ea", "#2b313b", true}, [INK_EDGE] = {"edge", "#8a9099", "#79818d", true},
    [INK_PAPER] = {"paper", "#fff", "#14171d", false}, [INK_OVER] = {"over", "#fff", "#14171d", false},
};

void put_ink(Chart *chart, Ink ink) {
  put(chart, " class=\"");
  put(chart, inks[ink].class);
  put(chart, inks[ink].is_line ? "\" stroke=\"" : "\" fill=\"");
  put(chart, chart->options->theme == THEME_DARK ? inks[ink].dark : inks[ink].light);
  put(chart, "\"");
}

/* Closer to white, so that it is as visible on a dark ground as on a light one. */
static Colour for_dark(Colour colour) {
  enum { PARTS = 10, WHITE = 2 };
  uint8_t *parts[] = {&colour.red, &colour.green, &colour.blue};
  for (int i = 0; i < 3; i++) *parts[i] = (uint8_t)((*parts[i] * (PARTS - WHITE) + 255 * WHITE) / PARTS);
  return colour;
}

void put_colour(Chart *chart, Colour colour) {
  char light[COLOUR_TEXT], dark[COLOUR_TEXT];
  colour_format(colour, light);
  colour_format(for_dark(colour), dark);
  put(chart, " color=\"");
  put(chart, chart->options->theme == THEME_DARK ? dark : light);
  put(chart, "\" style=\"color:light-dark(");
  put(chart, light);
  put(chart, ",");
  put(chart, dark);
  put(chart, ")\"");
}

/* ---- text ---- */

void put_text(Chart *chart, double x, double y, Anchor anchor, double size, Ink ink, JsonText text,
              double room) {
  static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  if (!text.length) return;
  put(chart, "<text");
  put_attribute(chart, "x", x);
  put_attribute(chart, "y", y);
  put(chart, anchors[anchor]);
  if (size != FONT_TEXT) put_attribute(chart, "font-size", size);
  if (size == FONT_TITLE) put(chart, " font-weight=\"600\"");
  put_ink(chart, ink);
  put(chart, ">");
  if (lettering_put(chart->body, text.text, text.length, size, room, chart->error)) {
    put(chart, "<title>");
    svg_text(chart->body, text.text, text.length, chart->error);
    put(chart, "</title>");
  }
  put(chart, "</text>\n");
}

static void put_head(Chart *chart) {
  const ChartOptions *options = chart->options;
  const double bold = 0.86; /* bold letters are wider */
  double room = chart->width - 2 * MARGIN;
  chart->top = MARGIN;
  if (options->title.length) {
    put_text(chart, MARGIN, chart->top + 13, ANCHOR_START, FONT_TITLE, INK_TEXT, options->title, room * bold);
    chart->top += 22;
  }
  if (options->subtitle.length) {
    put_text(chart, MARGIN, chart->top + 11, ANCHOR_START, FONT_TEXT, INK_SOFT, options->subtitle, room);
    chart->top += 19;
  }
}

void put_halo(Chart *chart) {
  put(chart, "<g class=\"halo\" stroke=\"");
  put(chart, chart->options->theme == THEME_DARK ? inks[INK_PAPER].dark : inks[INK_PAPER].light);
  put(chart, "\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">");
}

/* ---- legend ---- */

static void put_swatch(Chart *chart, Swatch swatch, double x, double y) {
  switch (swatch) {
  case SWATCH_LINE:
    put(chart, "<path d=\"M");
    put_number(chart, x);
    put(chart, " ");
    put_number(chart, y);
    put(chart, "h16\" stroke=\"currentColor\" stroke-width=\"3\"/>");
    break;
  case SWATCH_SQUARE:
    put(chart, "<rect");
    put_attribute(chart, "x", x + 4);
    put_attribute(chart, "y", y - 5);
    put(chart, " width=\"10\" height=\"10\" rx=\"1.5\" fill=\"currentColor\"/>");
    break;
  case SWATCH_DOT:
    put(chart, "<circle");
    put_attribute(chart, "cx", x + 10);
    put_attribute(chart, "cy", y);
    put(chart, " r=\"4\" fill=\"currentColor\"/>");
    break;
  }
}

typedef struct Legend {
  double x, y;
  Swatch swatch;
} Legend;

static void put_entry(Chart *chart, Legend *legend, Colour colour, JsonText text) {
  enum { LONGEST = 180, BEFORE = 22, BEHIND = 18, ROW = 19 };
  double longest = chart->width - 2 * MARGIN - BEFORE;
  double room = longest < LONGEST ? longest : LONGEST,
         width = lettering_width(text.text, text.length, FONT_TEXT);
  if (width > room) width = room;
  if (legend->x > MARGIN && legend->x + BEFORE + width > chart->width - MARGIN) {
    legend->x = MARGIN;
    legend->y += ROW;
  }
  put(chart, "<g");
  put_colour(chart, colour);
  put(chart, ">");
  put_swatch(chart, legend->swatch, legend->x, legend->y);
  put(chart, "</g>");
  put_text(chart, legend->x + BEFORE, legend->y + 4, ANCHOR_START, FONT_TEXT, INK_TEXT, text, room);
  legend->x += BEFORE + width + BEHIND;
  chart->top = legend->y + 13;
}

/* "car", or "car (AP 0.873)". */
static void add_name(Chart *chart, Buffer *text, const Series *series, int decimals) {
  char room[NAME_ROOM], mean[AXIS_LABEL];
  JsonText name = chart_name(&series->name, room), word = chart->options->mean;
  buffer_add(text, name.text, name.length, chart->error);
  if (series->name.kind == ID_NULL) buffer_text(text, "NULL", chart->error);
  if (!word.length) return;
  axis_rounded(series->sum / (double)series->count, decimals, mean);
  buffer_text(text, " (", chart->error);
  buffer_add(text, word.text, word.length, chart->error);
  buffer_text(text, " ", chart->error);
  buffer_text(text, mean, chart->error);
  buffer_text(text, ")", chart->error);
}

int series_decimals(const SeriesList *list) {
  double largest = 0;
  for (size_t i = 0; i < list->shown_count; i++)
    largest = fmax(largest, fabs(list->shown[i].sum / (double)list->shown[i].count));
  return axis_decimals(largest, false);
}

void put_legend(Chart *chart, const SeriesList *list, Swatch swatch, const char *others) {
  bool named = list->other_count > 0;
  Legend legend = {MARGIN, chart->top + 8, swatch};
  Buffer text = {0};
  char count[AXIS_LABEL];
  int decimals = series_decimals(list);
  for (size_t i = 0; i < list->shown_count; i++) named = named || list->shown[i].name.kind != ID_NULL;
  if (chart->options->no_legend || !named) return;
  for (size_t i = 0; i < list->shown_count; i++) {
    text.length = 0;
    add_name(chart, &text, &list->shown[i], decimals);
    if (ok(chart->error))
      put_entry(chart, &legend, list->shown[i].colour, (JsonText){text.bytes, text.length});
  }
  if (list->other_count) {
    text.length = 0;
    axis_decimal((int64_t)list->other_count, 0, count);
    buffer_text(&text, count, chart->error);
    buffer_text(&text, others, chart->error);
    if (ok(chart->error)) put_entry(chart, &legend, colour_of_others, (JsonText){text.bytes, text.length});
  }
  buffer_release(&text);
}

JsonText chart_label(Chart *chart, const Id *label, size_t left_over, const char *words) {
  char room[NAME_ROOM], count[AXIS_LABEL];
  JsonText name = chart_name(label, room);
  if (!left_over)
    return (JsonText){arena_copy(&chart->texts, name.text, name.length, chart->error), name.length};
  Buffer text = {0};
  axis_decimal((int64_t)left_over, 0, count);
  buffer_text(&text, count, chart->error);
  buffer_text(&text, words, chart->error);
  JsonText out = {ok(chart->error) ? arena_copy(&chart->texts, text.bytes, text.length, chart->error) : "",
                  text.length};
  buffer_release(&text);
  return out;
}

/* ---- the frame ---- */

/* A description of the chart for screen readers. */
static void put_description(Chart *chart) {
  const ChartOptions *options = chart->options;
  const Names *series = &chart->data->series;
  if (options->description.length) {
    svg_text(chart->body, options->description.text, options->description.length, chart->error);
    return;
  }
  put(chart, chart->type->title);
  if (options->y.length && options->x.length) {
    put(chart, " of ");
    svg_text(chart->body, options->y.text, options->y.length, chart->error);
    put(chart, " by ");
    svg_text(chart->body, options->x.text, options->x.length, chart->error);
  }
  size_t most = 12, count = series->count < most ? series->count : most, listed = 0;
  if (chart->type->is_table) return;
  for (size_t i = 0; i < count; i++) {
    if (series->items[i].kind == ID_NULL) continue;
    put(chart, listed++ ? ", " : ": ");
    put_name(chart, &series->items[i]);
  }
  if (series->count > most) put(chart, ", ...");
}

static void put_size(Chart *chart) {
  put_attribute(chart, "width", chart->width);
  put_attribute(chart, "height", chart->height);
  put(chart, " viewBox=\"0 0 ");
  put_number(chart, chart->width);
  put(chart, " ");
  put_number(chart, chart->height);
  put(chart, "\"");
}

static void put_title(Chart *chart) {
  JsonText title = chart->options->title;
  if (title.length)
    svg_text(chart->body, title.text, title.length, chart->error);
  else
    put(chart, chart->type->title);
}

static void put_opening(Chart *chart) {
  static const char *const themes[] = {"", " light", " dark"};
  put(chart, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"boxscore-chart");
  put(chart, themes[chart->options->theme]);
  put(chart, "\"");
  put_size(chart);
  put(chart, " role=\"img\" aria-label=\"");
  put_title(chart);
  put(chart, "\" font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif\" "
             "font-size=\"12\" fill=\"none\">\n<title>");
  put_title(chart);
  put(chart, "</title><desc>");
  put_description(chart);
  put(chart, "</desc>\n");
  put(chart, style);
  put(chart, "\n");
  if (chart->options->plain) return;
  put(chart, "<rect");
  put_attribute(chart, "width", chart->width);
  put_attribute(chart, "height", chart->height);
  put_ink(chart, INK_PAPER);
  put(chart, "/>\n");
}

static void draw_nothing(Chart *chart) {
  static const JsonText text = JSON_TEXT("no data");
  if (chart->options->height == 0) chart->height = chart->top + 84;
  put_text(chart, chart->width / 2, (chart->top + chart->height) / 2, ANCHOR_MIDDLE, FONT_TEXT, INK_SOFT,
           text, chart->width);
}

void chart_draw(const ChartType *type, ChartData *data, const ChartOptions *options, Buffer *out, Poll *poll,
                Error *error) {
  enum { WIDTH = 640 };
  Buffer body = {0};
  Chart chart = {.type = type,
                 .options = options,
                 .data = data,
                 .body = &body,
                 .poll = poll,
                 .error = error,
                 .width = options->width > 0 ? options->width : WIDTH,
                 .height = options->height};
  chart_data_sort(data, poll, error);
  if (ok(error)) put_head(&chart);
  if (ok(error) && data->count)
    type->draw(&chart);
  else if (ok(error))
    draw_nothing(&chart);
  chart.body = out;
  if (ok(error)) put_opening(&chart);
  buffer_add(out, body.bytes, body.length, error);
  buffer_text(out, "</svg>\n", error);
  buffer_release(&body);
  arena_release(&chart.texts);
}
