/*
** What a user's table lacks, said in one error with the one view that fixes it: names that people use
** instead, corners and centres of boxes, and a width and height that are the image's.
*/
#ifndef BOXSCORE_INPUT_MISSING_H
#define BOXSCORE_INPUT_MISSING_H

#include "input/columns.h"

/* BOX_OF_IMAGE: x, y, width, height are there, but the last two are the size of the image. */
typedef enum BoxLack { BOX_THERE, BOX_MISSING, BOX_OF_IMAGE } BoxLack;

/* Sets the error for a table that lacks required fields, an id or a box. Sets none where nothing is
** missing. */
void missing_refuse(const TableColumns *columns, const Field *fields, int field_count, BoxLack lack,
                    Error *error);

/* Of a table with x, y, width and height: whether other columns (w and h, or corners) are a box too and the
** rows show that width and height are those of the image. image: the field of the image ids. */
bool missing_box_is_image(const TableColumns *columns, const Field *image, Error *error);

#endif
