/*
** Inputs: data sets read from the user's tables, kept as long as a run of theirs lives.
*/
#ifndef BOXSCORE_INPUT_INPUT_H
#define BOXSCORE_INPUT_INPUT_H

#include "dataset/regions.h"
#include "dataset/shapes.h"
#include "host/call.h"
#include "input/rules/protocol_tables.h"

/* Whether metrics need the sizes of images. */
typedef enum SizesWish { SIZES_UNUSED, SIZES_IF_THERE, SIZES_REQUIRED } SizesWish;

typedef struct Input {
  Shared shared;                       /* first: the engine counts who holds it */
  sqlite3_value *filter;               /* the model that was read; NULL: all */
  char *labels, *predictions, *images; /* names of tables */
  bool is_named[3];                    /* whether the query names them: one that is missing is an error */
  char *sigmas;                        /* as the call has them; NULL: the default */
  IouType iou_type;                    /* what it was read for */
  bool type_decided;                   /* by the tables, since the query set none */
  bool measured;                       /* read for metrics; one of the tables may be absent */
  SizesWish sizes;
  const char *sizes_for; /* the metric that requires them, for messages */
  bool of_shard;         /* the tables are a part of a data set, so they need not have images in common */
  bool has_labels, has_predictions;
  ProtocolTables rules; /* the tables of rules that it was read by */
  ProtocolFacts facts;  /* and what they say */
  Dataset data;
  Shapes *shapes;              /* of iou_type; NULL: boxes */
  char *regions_table;         /* NULL: the evaluation has no regions */
  Regions regions;             /* of that table */
  bool counts_images;          /* some run over it read the ids of the images */
  struct MetricInput *metrics; /* the quality metrics that runs over this input read; NULL: none */
} Input;

/* The input of a call: read now, or kept from an earlier run that is provably fresh. iou_type: what was asked
** for; NULL: the tables decide, 'bbox' where both have boxes, 'rotated' where one has rotated ones,
** 'keypoints' where one has nothing else, else 'segm'. rules: what the protocol reads beside the tables. */
Input *call_input(Call *call, const IouType *iou_type, const ProtocolTables *rules);
/* The same of a part of a data set, the tables of which need have no image and no class in common. */
Input *call_shard_input(Call *call, const IouType *iou_type, const ProtocolTables *rules);
/* The same labels and images with another table of predictions: read now, and the caller's to leave. */
Input *call_other_input(Call *call, IouType iou_type, const char *predictions);
/* The input of what measures objects and compares nothing: geometries as they are, tracks, of predictions
** those of `model` (NULL: all). Where labels or predictions are not named and there is no such table, the
** input does without. Errors that come of the sizes name what needs them. */
Input *call_measured_input(Call *call, sqlite3_value *model, SizesWish sizes, const char *sizes_for);
/* How many images there are: those of the labels and predictions that the run's input holds, and those of the
** table of images where there is one. */
size_t call_image_count(Call *call);
const char *iou_type_name(IouType type);
bool iou_type_of_name(const char *name, IouType *out);

/* What call_input or call_measured_input read for a run. */
static inline Input *run_input(const Run *run) {
  return (Input *)run->shared;
}

#endif
