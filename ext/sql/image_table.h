/*
** The user's table of images: id, width, height and, where it has one, file.
*/
#ifndef BOXSCORE_SQL_IMAGE_TABLE_H
#define BOXSCORE_SQL_IMAGE_TABLE_H

#include "formats/image_sizes.h"
#include "sql/host.h"

/* Reads all rows of a table or view; one without an id column uses its rowid. A width or height that is no number above
** 0 is NaN, to be refused where the image is needed. */
void image_table_read(sqlite3 *db, const char *table, ImageSizes *out, Error *error);

#endif
