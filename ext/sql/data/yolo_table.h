/*
** What yolo_labels and yolo_predictions share: their parameters and the reading.
*/
#ifndef BOXSCORE_SQL_DATA_YOLO_TABLE_H
#define BOXSCORE_SQL_DATA_YOLO_TABLE_H

#include "formats/yolo.h"
#include "sql/data/directory_table.h"

enum { YOLO_PARAMETERS = 3 };
extern const Parameter yolo_parameters[YOLO_PARAMETERS];

/* Reads the images' sizes, the classes' names and the files. */
void yolo_table_run(Call *call, bool predictions, bool segmentation);

#endif
