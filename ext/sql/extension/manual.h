/*
** The pages of the manual that are built in: which page a topic means, and which pages words point to.
*/
#ifndef BOXSCORE_SQL_EXTENSION_MANUAL_H
#define BOXSCORE_SQL_EXTENSION_MANUAL_H

#include <stddef.h>

#include "sql/extension/embedded.h"

/* A part of a page's text. */
typedef struct Part {
  const char *text;
  size_t length;
} Part;

/* The heading of a page, and the line below it, which says what the page is for. */
Part manual_title(const Embedded *page);
Part manual_summary(const Embedded *page);
size_t manual_size(const Embedded *page); /* bytes */
size_t manual_count(void);

/*
** The page of a topic: its path below docs/, "how-to/data". Without case, "docs/" or "../" before it and
** ".md" after it, as links have them. The last part is enough; if pages share it, the one of the reference is
** meant. NULL: there is no such page.
*/
const Embedded *manual_find(const char *topic, size_t length);

/*
** How well each page fits the words, one number for each page; 0: no word occurs. A word counts wherever a
** word of the page begins with it, at most ten times for each page, more the fewer pages have it, and five
** times more in the topic, the title and the summary. Of the words, the first WORDS_MOST count.
*/
enum { WORDS_MOST = 16 };
void manual_rank(const char *words, size_t length, double *relevance);

/* How many letters of the last part of a page's topic differ from the asked one, up to `most`. */
size_t manual_distance(const Embedded *page, const char *topic, size_t length, size_t most);

#endif
