/*
** The search for views that make the images or classes of two tables meet: other columns of the tables, other
** forms of their names, and the names of files in the images table. What is advised was tried on the names at
** hand.
*/
#ifndef BOXSCORE_INPUT_WRITINGS_H
#define BOXSCORE_INPUT_WRITINGS_H

#include "input/advice/forms.h"
#include "input/table_reader.h"

typedef struct WritingSide {
  const TableReader *table;
  const Field *field; /* of the column */
  const Names *names; /* that stand in it */
} WritingSide;

typedef struct WritingSearch {
  sqlite3 *db;
  const char *images; /* the images table, which may be absent */
  FormsOf of;
  size_t common; /* names that the sides have in common as they are */
  WritingSide sides[2];
} WritingSearch;

/* "; this view fixes it: CREATE TEMP VIEW ..." with one view or two, in sqlite3_malloc memory; NULL where
** nothing brings more together than there is. */
char *writings_views(const WritingSearch *search, Error *error);

/* Ids of the images table and, where it has a column for them, the names of their files. */
typedef struct FileNames {
  TableColumns columns;
  const char *id, *file; /* the columns; id NULL: the rowid; file NULL: there is none */
  IdColumn ids;
  Names files; /* one for each id, or none at all */
} FileNames;

/* Empty where there is no such table, or it cannot be read. Release it in every case. */
void file_names_read(FileNames *files, sqlite3 *db, const char *table, Error *error);
void file_names_release(FileNames *files);

#endif
