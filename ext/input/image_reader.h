/*
** The user's table of images: id, width, height and, where it has them, file and data.
*/
#ifndef BOXSCORE_INPUT_IMAGE_READER_H
#define BOXSCORE_INPUT_IMAGE_READER_H

#include "dataset/dataset.h"
#include "host/connection.h"

typedef struct ImageRow {
  Id id;
  const char *file; /* NULL: none */
  size_t file_length;
  double width,
      height; /* NaN where one is not a number above 0, which is an error only where the image is needed */
  const void *data; /* the file itself; NULL: no BLOB, or not read */
  size_t data_length;
  Excerpt shown_width, shown_height, shown_data; /* what stands there instead, for messages */
} ImageRow;

/* Gives all rows of a table or view to `take`; one without an id column uses its rowid. An id that occurs
** twice is an error. with_data: the column data too, where a table without it is an error. */
void image_table_read(Connection *connection, const char *table, bool with_data,
                      void (*take)(void *context, const ImageRow *row, Error *error), void *context,
                      Error *error);

/* How many images a data set has together with those of a table, which must have some of the data set's. A
** table that nobody asked for need not exist. */
size_t image_table_count(Connection *connection, const char *table, bool asked_for, const Dataset *data,
                         Error *error);

/* The sizes of the images of a data set, before it is finished; one whose size is not in whole numbers has
** none. A table that nobody asked for need not exist; whatever else is wrong with it is an error. */
void image_table_read_canvases(Connection *connection, const char *table, bool asked_for, Dataset *data,
                               Error *error);

#endif
