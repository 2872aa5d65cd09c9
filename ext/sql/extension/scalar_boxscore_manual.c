/*
** boxscore_manual([topic]): returns a page of the manual, which is built in. Without a topic, the list of
** pages. NULL for NULL; an unknown topic is an error that names the nearest ones.
** boxscore_topics: finds pages of the manual by words.
**
**     SELECT boxscore_manual('how-to/thresholds');
**     SELECT topic, summary FROM boxscore_topics('wrong labels') LIMIT 5;
*/
#include <string.h>

#include "base/sort.h"
#include "host/call.h"
#include "host/result.h"
#include "host/value.h"
#include "sql/extension/manual.h"

static const char without_manual[] = "the manual is not built in (MANUAL=0)";

/* ---- boxscore_manual ---- */

static void write_list(Buffer *out, Error *error) {
  static const char head[] =
      "# boxscore " BOXSCORE_VERSION ": the manual\n\n"
      "`SELECT boxscore_manual('tutorial')` returns a page as Markdown, and\n"
      "`SELECT topic, summary FROM boxscore_topics('some words')` searches. Start with how-to/data and tutorial.\n\n";
  buffer_text(out, head, error);
  for (const Embedded *page = manual; page->name; page++) {
    Part title = manual_title(page), summary = manual_summary(page);
    /* The title of a reference page is its topic. */
    bool has_title = strncmp(page->name, "reference/", 10) != 0;
    buffer_text(out, "- ", error);
    buffer_text(out, page->name, error);
    buffer_text(out, ": ", error);
    if (has_title) buffer_add(out, title.text, title.length, error);
    if (has_title) buffer_text(out, ". ", error);
    buffer_add(out, summary.text, summary.length, error);
    buffer_text(out, "\n", error);
  }
}

static void refuse_topic(const char *topic, size_t length, Error *error) {
  enum { MOST = 5, TYPOS = 4, TYPO_WEIGHT = 1000000 };
  char text[600] = "";
  size_t count = manual_count();
  double *relevance = memory_allocate(count, sizeof *relevance, error);
  if (relevance) manual_rank(topic, length, relevance);
  for (size_t i = 0; relevance && i < count; i++)
    relevance[i] += (double)(TYPOS - manual_distance(&manual[i], topic, length, TYPOS)) * TYPO_WEIGHT;
  for (int n = 0; relevance && n < MOST; n++) {
    size_t best = 0, used = strlen(text);
    for (size_t i = 1; i < count; i++) best = relevance[i] > relevance[best] ? i : best;
    if (!(relevance[best] > 0)) break;
    relevance[best] = 0;
    sqlite3_snprintf((int)(sizeof text - used), text + used, "%s%s", used ? ", " : "", manual[best].name);
  }
  memory_release(relevance);
  Excerpt shown = excerpt(topic, length);
  if (ok(error))
    error_input(error, "no such topic: %s; %s%s; boxscore_manual() lists all topics", shown.text,
                *text ? "the nearest are " : "no page has these words", text);
}

static void scalar_boxscore_manual(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Error error = {0};
  Buffer text = {0};
  size_t length = 0;
  if (count > 0 && sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  const char *topic = count > 0 ? value_text(arguments[0], &length) : "";
  const Embedded *page = topic && length > 0 ? manual_find(topic, length) : NULL;
  if (!topic)
    error_memory(&error);
  else if (manual_count() == 0)
    error_input(&error, "%s", without_manual);
  else if (page)
    for (const char *const *piece = page->pieces; *piece; piece++) buffer_text(&text, *piece, &error);
  else if (length == 0)
    write_list(&text, &error);
  else
    refuse_topic(topic, length, &error);
  if (ok(&error))
    result_text(context, &text, &error);
  else
    result_error(context, "boxscore_manual", &error);
  if (!ok(&error)) buffer_release(&text);
}

const Function function_boxscore_manual = {
    .kind = SCALAR,
    .name = "boxscore_manual",
    .arguments = "[topic]",
    .summary = "returns a page of the manual, or the list of pages",
    .returns = "TEXT, Markdown; NULL if an argument is NULL",
    .example = "SELECT boxscore_manual('how-to/thresholds')",
    .since = "0.1.0",
    PARAMETERS(
        {"topic", NULL, false, "a path below docs/, or its last part", "the page; without it, the list"}),
    .counts = {0, 1, -1},
    .call = scalar_boxscore_manual,
};

/* ---- boxscore_topics ---- */

enum { TOPIC, TITLE, SUMMARY, RELEVANCE, SIZE };

static const Column columns[] = {
    [TOPIC] = {"topic", KEY, "TEXT", NULL, NULL, "the page, for boxscore_manual"},
    [TITLE] = {"title", 0, "TEXT", NULL, NULL, "its heading"},
    [SUMMARY] = {"summary", 0, "TEXT", NULL, NULL, "what it is for"},
    [RELEVANCE] = {"relevance", 0, "REAL", NULL, "there are no words",
                   "how well it fits the words: higher is better"},
    [SIZE] = {"size", 0, "INTEGER", "bytes", NULL, "the length of the page"},
};

static const Parameter parameters[] = {
    {"words", NULL, false, "text", "what to search for; NULL: every page"},
};

typedef struct TopicRow {
  const Embedded *page;
  double relevance;
} TopicRow;

static int compare_relevance(const void *context, uint32_t a, uint32_t b) {
  const double *relevance = context;
  return (relevance[a] < relevance[b]) - (relevance[a] > relevance[b]);
}

static void append_topics(Call *call, const double *relevance, const uint32_t *order, bool all) {
  for (size_t i = 0; i < manual_count() && ok(call->error); i++) {
    if (!all && !(relevance[order[i]] > 0)) continue;
    TopicRow *row = run_append(call->run, 1, call->error);
    if (row) *row = (TopicRow){&manual[order[i]], relevance[order[i]]};
  }
}

static void run_topics(Call *call) {
  const char *words = call_text(call, "words", NULL);
  size_t count = manual_count();
  double *relevance = memory_allocate_zeroed(count, sizeof *relevance, call->error);
  uint32_t *order = memory_allocate(count, sizeof *order, call->error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, call->error);
  if (!ok(call->error)) goto done;
  if (count == 0) {
    error_input(call->error, "%s", without_manual);
    goto done;
  }
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  if (words) manual_rank(words, strlen(words), relevance);
  sort_by_comparison(order, scratch, count, compare_relevance, relevance);
  append_topics(call, relevance, order, !words);
done:
  memory_release(scratch);
  memory_release(order);
  memory_release(relevance);
}

static void topic_cell(const Run *run, const void *at, int column, Cell *out) {
  const TopicRow *row = at;
  Part title = manual_title(row->page), summary = manual_summary(row->page);
  switch (column) {
  case TOPIC: cell_text(out, row->page->name); break;
  case TITLE: cell_bytes(out, title.text, title.length); break;
  case SUMMARY: cell_bytes(out, summary.text, summary.length); break;
  case RELEVANCE:
    if (run->parameters[0]) cell_real(out, row->relevance);
    break;
  case SIZE: cell_integer(out, (sqlite3_int64)manual_size(row->page)); break;
  }
}

const Function function_boxscore_topics = {
    .kind = TABLE,
    .name = "boxscore_topics",
    .arguments = "words",
    .summary = "finds pages of the manual by words",
    .example = "SELECT topic, summary FROM boxscore_topics('wrong labels') LIMIT 5",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(TopicRow),
            .run = run_topics,
            .cell = topic_cell,
            .is_small = true,
        },
};
