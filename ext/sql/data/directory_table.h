/*
** Shared by the tables over directories of files: the objects as the state of a run, rows that are handed
** over without a copy, and the columns that all of them have.
*/
#ifndef BOXSCORE_SQL_DATA_DIRECTORY_TABLE_H
#define BOXSCORE_SQL_DATA_DIRECTORY_TABLE_H

#include "formats/object_files.h"
#include "host/call.h"
#include "sql/data/on_unknown.h"

/* The first parameter of each is its directory. */
#define DIRECTORY_PARAMETER                                                                                  \
  { "directory", NULL, true, "a directory name", "the directory with the files" }

/* An empty ObjectFiles that the run owns, with the value of on_unknown; NULL with the error set. */
ObjectFiles *directory_begin(Call *call);
/* Turns what was read into the rows of the run. */
void directory_hand_over(Call *call, ObjectFiles *files);
/* For the descriptor: whether the files are as they were when they were read. */
bool directory_is_fresh(const Run *run);

/* The value of a column of a row that begins with a FileObject; rows are numbered from 1. */
typedef enum ObjectColumn {
  OBJECT_ID,
  OBJECT_IMAGE,
  OBJECT_CLASS,
  OBJECT_SCORE,
  OBJECT_X,
  OBJECT_Y,
  OBJECT_WIDTH,
  OBJECT_HEIGHT,
  OBJECT_SEGMENTATION,
  OBJECT_SKIPPED
} ObjectColumn;

void directory_cell(const Run *of, const void *row, ObjectColumn column, Cell *out);

#endif
