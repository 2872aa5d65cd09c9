/*
** The parameter regions: a table of the parts of images to evaluate, and of those to ignore.
*/
#ifndef BOXSCORE_INPUT_RULES_REGION_TABLE_H
#define BOXSCORE_INPUT_RULES_REGION_TABLE_H

#include "dataset/regions.h"
#include "dataset/dataset.h"
#include "host/call.h"

#define REGIONS_PARAMETER                                                                                    \
  {                                                                                                          \
    "regions", NULL, false, TABLE_DOMAIN,                                                                    \
        "evaluates inside these regions only: a table with image_id and a geometry; where its column "       \
        "ignore is 1, predictions are absorbed as by crowds"                                                 \
  }

/* Reads the table that the parameter names. A row without an image or a geometry, one that cannot be read,
** and a table without rows are errors. */
void region_table_read(Call *call, Regions *regions);
/* Once labels and predictions are read: rejects a region of an image that they do not have, nor the table of
** images, and of a class that they do not have. Of a part of a data set, the table may be that of the whole:
** there, ids of another type are rejected. */
void region_table_check(const Call *call, const Regions *regions, const Dataset *data, const char *images,
                        bool of_shard);

#endif
