#include "sql/extension/manual.h"

#include <stdbool.h>
#include <string.h>

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word(char c) {
  c = lower(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static bool same(const char *a, const char *b, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

/* ---- parts of a page ---- */

static Part line_at(const char *text) {
  if (!text) return (Part){"", 0}; /* a page without a line */
  const char *end = strchr(text, '\n');
  return (Part){text, end ? (size_t)(end - text) : strlen(text)};
}

Part manual_title(const Embedded *page) {
  Part line = line_at(page->pieces[0]);
  size_t marks = line.length > 1 && line.text[0] == '#' ? 2 : 0;
  return (Part){line.text + marks, line.length - marks};
}

Part manual_summary(const Embedded *page) {
  Part line = line_at(page->pieces[0]);
  do {
    line = line_at(line.text + line.length + (line.text[line.length] == '\n'));
  } while (*line.text && (line.length == 0 || strncmp(line.text, "<!--", 4) == 0));
  return line;
}

size_t manual_size(const Embedded *page) {
  size_t size = 0;
  for (const char *const *piece = page->pieces; *piece; piece++) size += strlen(*piece);
  return size;
}

size_t manual_count(void) {
  size_t count = 0;
  while (manual[count].name) count++;
  return count;
}

/* ---- topics ---- */

static Part topic_of(const char *topic, size_t length) {
  static const char *const before[] = {"./", "../", "docs/"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    size_t size = strlen(before[i]);
    while (length > size && same(topic, before[i], size)) topic += size, length -= size;
  }
  if (length > 3 && same(topic + length - 3, ".md", 3)) length -= 3;
  return (Part){topic, length};
}

static Part last_part(Part topic) {
  size_t start = topic.length;
  while (start > 0 && topic.text[start - 1] != '/') start--;
  return (Part){topic.text + start, topic.length - start};
}

static bool is_topic(Part name, Part asked) {
  return name.length == asked.length && same(name.text, asked.text, name.length);
}

const Embedded *manual_find(const char *topic, size_t length) {
  Part asked = topic_of(topic, length);
  const Embedded *found = NULL;
  for (const Embedded *page = manual; page->name; page++) {
    Part name = {page->name, strlen(page->name)};
    if (is_topic(name, asked)) return page;
    bool is_reference = strncmp(page->name, "reference/", 10) == 0;
    if ((!found || is_reference) && is_topic(last_part(name), asked)) found = page;
  }
  return found;
}

size_t manual_distance(const Embedded *page, const char *topic, size_t length, size_t most) {
  enum { LONGEST = 40 };
  size_t row[LONGEST + 1];
  Part asked = last_part(topic_of(topic, length));
  Part name = last_part((Part){page->name, strlen(page->name)});
  if (asked.length > LONGEST || name.length > LONGEST) return most;
  for (size_t j = 0; j <= name.length; j++) row[j] = j;
  for (size_t i = 1; i <= asked.length; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= name.length; j++) {
      size_t changed = diagonal + (lower(asked.text[i - 1]) != lower(name.text[j - 1]));
      diagonal = row[j];
      size_t shorter = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
      row[j] = changed < shorter ? changed : shorter;
    }
  }
  return row[name.length] < most ? row[name.length] : most;
}

/* ---- search ---- */

/* How often a word of the text begins with this one, up to ten times. */
static size_t occurrences(Part word, const char *text, size_t length) {
  size_t found = 0;
  for (size_t i = 0; i + word.length <= length && found < 10; i++) {
    bool begins = i == 0 || !is_word(text[i - 1]) || text[i - 1] == '_';
    if (begins && same(text + i, word.text, word.length)) found++;
  }
  return found;
}

static double weight_of(Part word, const Embedded *page) {
  enum { HEAD_FACTOR = 5 };
  size_t found = 0;
  for (const char *const *piece = page->pieces; *piece && found < 10; piece++)
    found += occurrences(word, *piece, strlen(*piece));
  Part title = manual_title(page), summary = manual_summary(page);
  bool in_head = occurrences(word, page->name, strlen(page->name)) ||
                 occurrences(word, title.text, title.length) ||
                 occurrences(word, summary.text, summary.length);
  return (double)(found < 10 ? found : 10) * (in_head ? HEAD_FACTOR : 1);
}

static void add_word(Part word, double *relevance, size_t count) {
  size_t pages = 0;
  for (size_t i = 0; i < count; i++) pages += weight_of(word, &manual[i]) > 0;
  for (size_t i = 0; i < count && pages > 0; i++)
    relevance[i] += weight_of(word, &manual[i]) * ((double)count / (double)pages - 1);
}

void manual_rank(const char *words, size_t length, double *relevance) {
  size_t count = manual_count(), at = 0;
  for (size_t i = 0; i < count; i++) relevance[i] = 0;
  for (int word = 0; word < WORDS_MOST; word++) {
    while (at < length && !is_word(words[at])) at++;
    size_t start = at;
    while (at < length && is_word(words[at])) at++;
    if (start == at) return;
    add_word((Part){words + start, at - start}, relevance, count);
  }
}
