/*
** The user's table of images: id, width, height and, where it has one, file.
*/
#ifndef BOXSCORE_SQL_IMAGE_TABLE_H
#define BOXSCORE_SQL_IMAGE_TABLE_H

#include "base/id.h"
#include "sql/host.h"

typedef struct ImageRow {
  Id id;
  const char *file; /* NULL: none */
  size_t file_length;
  double width, height; /* NaN where they are no number above 0, to be refused where the image is needed */
} ImageRow;

/* Gives all rows of a table or view to `take`; one without an id column uses its rowid. */
void image_table_read(sqlite3 *db, const char *table,
                      void (*take)(void *context, const ImageRow *row, Error *error), void *context,
                      Error *error);

#endif
