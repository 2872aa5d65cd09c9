/*
** The rows of a table of ours as objects, from its cells, where nothing is wrong with them and they have a
** box; any other row is left to object_reader.c, which takes SQLite's values.
*/
#ifndef BOXSCORE_INPUT_OBJECT_CELLS_H
#define BOXSCORE_INPUT_OBJECT_CELLS_H

#include "host/cell.h"
#include "input/table_reader.h"

/* The fields: what is read of a row, in the order of the SELECT. */
enum {
  ID,
  IMAGE_ID,
  CLASS,
  SCORE,
  MODEL,
  AREA,
  ISCROWD,
  CATEGORY_ID,
  TRACK_ID,
  FRAME,
  X,
  Y,
  WIDTH,
  HEIGHT,
  BBOX,
  SEGMENTATION,
  KEYPOINTS,
  NUM_KEYPOINTS,
  FIELDS
};

/* False: the row is to be read from SQLite's values. Its texts live as long as the cells. */
bool object_of_cells(const TableReader *table, const Cell *cells, bool wants_shapes, ObjectRow *row);

#endif
