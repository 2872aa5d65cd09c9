#include "input/kept_metrics.h"

#include <string.h>

#include "host/kept/kept.h"
#include "host/value.h"
#include "input/input.h"

static bool same_metrics(const MetricInput *metrics, const Call *call, const char *table) {
  return strcmp(metrics->table, table) == 0 && value_equal(metrics->metrics, call_parameter(call, "metrics"));
}

/* Drops metrics of earlier statements, and before them the choices from them, if only the connection and this
** call hold the input. */
static void forget_metrics(Input *input, const Call *call, const char *table) {
  if (input->shared.references > 2 || !kept_holds(call->connection, &input->shared)) return;
  for (MetricInput **link = &input->metrics; *link;) {
    MetricInput *metrics = *link;
    bool is_choice = metrics->whole && same_metrics(metrics->whole, call, table);
    if (!is_choice && !same_metrics(metrics, call, table)) {
      link = &metrics->next;
      continue;
    }
    *link = metrics->next;
    metrics->next = NULL;
    metric_input_release(metrics);
  }
}

/* Whether what was read is as it is now. */
static bool is_fresh(const MetricInput *metrics, const Call *call) {
  const MetricInput *read = metrics->whole ? metrics->whole : metrics;
  return metrics->statements == call->run->stamp.statements ||
         sources_state(&read->sources, call->connection) == SOURCES_FRESH;
}

/* Whether no choice of the metrics has items of a kind that the ids of a level are not. */
static bool kind_agrees(const MetricInput *metrics, MetricLevel level, IdKind ids) {
  const Names *items = &metrics->data.items[level];
  IdKind kind = names_kind(items);
  return !items->count || (kind != ID_NULL && (ids == ID_NULL || ids == kind));
}

/* All metrics of the table, from which a call may choose: what it would read, it would accept, too. */
static MetricInput *find_whole(const Input *input, const Call *call, const char *table) {
  const Dataset *data = &input->data;
  MetricInput *metrics = input->metrics;
  while (metrics && (metrics->metrics || strcmp(metrics->table, table) != 0 || !is_fresh(metrics, call)))
    metrics = metrics->next;
  bool agrees = metrics && kind_agrees(metrics, LEVEL_IMAGE, names_kind(&data->images)) &&
                kind_agrees(metrics, LEVEL_PREDICTION, id_column_kind(&data->predictions.ids)) &&
                kind_agrees(metrics, LEVEL_LABEL, id_column_kind(&data->labels.ids));
  return agrees ? metrics : NULL;
}

MetricInput *call_metrics(Call *call) {
  const char *table = call_text(call, "quality_metrics", "quality_metrics");
  Input *input = run_input(call->run);
  if (!ok(call->error)) return NULL;
  for (MetricInput *kept = input->metrics; kept; kept = kept->next)
    if (same_metrics(kept, call, table) && is_fresh(kept, call)) return kept;
  forget_metrics(input, call, table);
  Sources sources;
  MetricInput *whole = find_whole(input, call, table);
  sources_begin(&sources, call->connection, !whole && kept_facts(call->connection).limit > 0);
  MetricInput *read = metric_input_read(call, whole);
  sources_end(&sources, call->connection);
  if (!read) {
    sources_release(&sources);
    return NULL;
  }
  read->sources = sources;
  read->statements = call->run->stamp.statements;
  read->next = input->metrics;
  input->metrics = read;
  return read;
}
