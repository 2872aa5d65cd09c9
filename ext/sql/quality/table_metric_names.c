/*
** metric_names: explains the quality metrics that boxscore computes: names, units, ranges.
**
**     SELECT metric, level, display_name, unit FROM metric_names WHERE metric = 'area_relative';
**
** There is a row for each metric and level. A view joins it to show display_name instead of metric, and value
** * factor in its unit. It does not have the user's own metrics.
*/
#include <math.h>

#include "measure/catalogue.h"
#include "host/call.h"

enum { METRIC, LEVEL, DISPLAY_NAME, LETTER, UNIT, FACTOR, LOW, HIGH };

static const Column columns[] = {
    [METRIC] = {"metric", KEY, "TEXT", NULL, NULL, "the name, as in quality_metrics"},
    [LEVEL] = {"level", 0, "TEXT", NULL, NULL, "what it measures: 'image', 'label' or 'prediction'"},
    [DISPLAY_NAME] = {"display_name", 0, "TEXT", NULL, NULL, "a title with the letter of its level"},
    [LETTER] = {"letter", 0, "TEXT", NULL, NULL, "F (frame), L (label) or P (prediction)"},
    [UNIT] = {"unit", 0, "TEXT", NULL, "the metric has no unit", "the unit of value * factor: px, px², %"},
    [FACTOR] = {"factor", 0, "REAL", NULL, NULL, "100 where the value is a share shown in per cent, else 1"},
    [LOW] = {"low", 0, "REAL", "the metric's", "the range has no lower bound",
             "the lowest possible value, before the factor"},
    [HIGH] = {"high", 0, "REAL", "the metric's", "the range has no upper bound",
              "the highest possible value, before the factor"},
};

typedef struct Row {
  const Metric *metric;
  MetricLevel level;
} Row;

static void run(Call *call) {
  for (int m = 0; m < METRIC_COUNT; m++) {
    for (int level = 0; level < METRIC_LEVELS; level++) {
      if (!(metric_catalogue[m].levels & 1U << level)) continue;
      Row *row = run_append(call->run, 1, call->error);
      if (row) *row = (Row){&metric_catalogue[m], (MetricLevel)level};
    }
  }
}

static void cell_bound(Cell *out, double bound) {
  cell_real(out, isinf(bound) ? (double)NAN : bound);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const Metric *metric = ((const Row *)row)->metric;
  MetricLevel level = ((const Row *)row)->level;
  (void)run;
  switch (column) {
  case METRIC: cell_text(out, metric->name); break;
  case LEVEL: cell_text(out, metric_level_name(level)); break;
  case DISPLAY_NAME: cell_format(out, "%s (%c)", metric->title, metric_level_letter(level)); break;
  case LETTER: cell_format(out, "%c", metric_level_letter(level)); break;
  case UNIT:
    if (metric->unit) cell_text(out, metric->unit);
    break;
  case FACTOR: cell_real(out, metric->factor); break;
  case LOW: cell_bound(out, metric->low); break;
  case HIGH: cell_bound(out, metric->high); break;
  }
}

const Function function_metric_names = {
    .kind = TABLE,
    .name = "metric_names",
    .arguments = "",
    .summary = "explains the quality metrics: names, units, ranges",
    .example = "SELECT metric, level, display_name, unit FROM metric_names",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .row_size = sizeof(Row),
            .run = run,
            .cell = cell,
            .is_small = true,
        },
};
