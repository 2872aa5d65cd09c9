/*
** The sizes of images, read from the images table where shapes need them.
*/
#ifndef BOXSCORE_SQL_CANVASES_H
#define BOXSCORE_SQL_CANVASES_H

#include "evaluation/dataset.h"
#include "sql/host.h"

/* Columns id, width, height; rows with a NULL size are passed over. asked_for: the parameter `images`; where it is NULL and
** there is no such table, no size is known. Before the data set is finished. */
void canvases_read(sqlite3 *db, const char *table, sqlite3_value *asked_for, Dataset *data, Error *error);

#endif
