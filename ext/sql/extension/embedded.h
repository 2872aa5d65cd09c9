/*
** The texts that are built in: the scripts of sql/ and the pages of docs/ (build/scripts.c is made by
** sql/embed.awk).
*/
#ifndef BOXSCORE_SQL_EXTENSION_EMBEDDED_H
#define BOXSCORE_SQL_EXTENSION_EMBEDDED_H

typedef struct Embedded {
  /* "schema" for sql/schema.sql, "how-to/data" for docs/how-to/data.md; NULL ends the table. */
  const char *name;
  /* The text, cut at the ends of lines; NULL ends it. */
  const char *const *pieces;
} Embedded;

extern const Embedded scripts[];
/* Empty where the extension was built with MANUAL=0. */
extern const Embedded manual[];

#endif
