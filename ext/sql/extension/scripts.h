/*
** The scripts of sql/, built in (build/scripts.c is made by sql/embed.awk).
*/
#ifndef BOXSCORE_SQL_EXTENSION_SCRIPTS_H
#define BOXSCORE_SQL_EXTENSION_SCRIPTS_H

typedef struct Script {
  const char *name;         /* "schema" for sql/schema.sql; NULL ends the table */
  const char *const *lines; /* each with its newline; NULL ends the script */
} Script;

extern const Script scripts[];

#endif
