/*
** The sizes of images, read from the images table where shapes need them.
*/
#ifndef BOXSCORE_INPUT_CANVASES_H
#define BOXSCORE_INPUT_CANVASES_H

#include "dataset/dataset.h"
#include "host/host.h"

/* Columns id, width, height; an image whose size is no whole number from 1 has none. Where nobody asked for the table and it
** cannot be read, no size is known: an object that needs one says so. Before the data set is finished. */
void canvases_read(sqlite3 *db, const char *table, bool asked_for, Dataset *data, Error *error);

#endif
