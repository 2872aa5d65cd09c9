/*
** The parameter on_unknown, which the tables over files share, and the column that says how much it left out.
*/
#ifndef BOXSCORE_SQL_DATA_ON_UNKNOWN_H
#define BOXSCORE_SQL_DATA_ON_UNKNOWN_H

#include "formats/coco/coco_request.h"
#include "host/call.h"

#define ON_UNKNOWN        "on_unknown"
#define ON_UNKNOWN_DOMAIN "'error' or 'skip'"

/* Hidden, so that SELECT * keeps the shape of the input tables. */
#define SKIPPED_COLUMN                                                                                       \
  { "skipped", HIDDEN, "INTEGER", "rows", NULL, "how many rows were left out of all files" }

/* What the parameter says. The default where it is not set, or the function has none. */
typedef enum OnUnknown { UNKNOWN_DEFAULT, UNKNOWN_ERROR, UNKNOWN_SKIP } OnUnknown;
OnUnknown call_on_unknown(Call *call);
/* The same for COCO's files. */
CocoUnknown call_coco_unknown(Call *call);
/* What image_key says: whether image_id is the name of a file, and not the image's id. */
bool call_images_by_file(Call *call);

#endif
