/*
** A data set in flat arrays: what the evaluation reads from the user's two tables. Rows are added one by one;
** finish gives images, classes and models their numbers in their own order and ranks the rows. After that it
** is never written.
*/
#ifndef BOXSCORE_DATASET_DATASET_H
#define BOXSCORE_DATASET_DATASET_H

#include "base/names.h"
#include "base/workers.h"
#include "dataset/keypoints.h"
#include "geometry/geometry.h"

typedef struct ObjectRow {
  Id id, image, class;
  bool has_box;
  Box box;
  const char *geometry; /* its notation; NULL: none. Read if there is no box, or if the data set has shapes */
  size_t geometry_length;
  bool geometry_is_blob;
  const char *keypoints; /* [x,y,visibility,...]; NULL: none. Read if the data set has keypoints */
  size_t keypoints_length;
  double num_keypoints; /* labels: how many are said to be labelled; NaN: those that are */
  double score;         /* predictions */
  Id model;             /* predictions; NULL if the table has no such column */
  double area;          /* labels; NaN: the area of the geometry */
  double category;      /* labels: orders the classes in sums; NaN: none */
  bool crowd;           /* labels */
  Id track;             /* the same object in several frames; NULL: none, or not read */
  double frame;         /* with a track: the order of its objects */
} ObjectRow;

/*
** The rows of a table: in the order of the scan while they are added, and after finishing by (model,) class
** and image; within these labels by id, predictions by descending score, then id.
*/
typedef struct Objects {
  const char *table; /* its name, for messages; the owner keeps it */
  size_t count, capacity;
  size_t left_out;  /* rows outside of the regions */
  size_t own_count; /* rows from here on repeat earlier ones under another class; 0: none do */
  IdColumn ids;
  uint32_t *image, *class;
  Box *box;           /* the user's, else that of the geometry */
  Geometry *geometry; /* NULL where the data set has no shapes */
  double *score;      /* predictions */
  uint32_t *model;    /* predictions; NULL where there is one model only */
  /* Labels always have it; predictions have it (else NULL) if one has no box. NaN: the area of the shape, see
  ** shapes.h. */
  double *area;
  uint8_t *crowd; /* labels */
  /* Only where regions are ignored: of labels, whether they lie in one; of predictions, the largest share
  ** of them that lies in one. See region_marks.h. */
  uint8_t *ignored;
  double *absorbed;
  /* Of labels, whether none of their keypoints is labelled; NULL: each has one. */
  uint8_t *unlabelled;
  Keypoints *keypoints; /* NULL where the data set has none */
  uint32_t *track;      /* NULL where no row has one; TRACK_NONE: this row has none */
  double *frame;        /* present with the track */
  /* Rows starts[s] to starts[s + 1] are segment s: labels by class; predictions by model * classes +
  ** class. */
  uint32_t *starts;
} Objects;

#define TRACK_NONE UINT32_MAX

/* Whether none of the keypoints of a label is labelled: it is neither found nor missed. */
static inline bool label_is_unlabelled(const Objects *labels, size_t row) {
  return labels->unlabelled && labels->unlabelled[row];
}

typedef struct Dataset {
  const char *images_table; /* its name, for messages; the owner keeps it */
  bool has_shapes;          /* set before the first row: geometries are kept */
  struct Regions *regions;  /* the same: rows outside of them are left out; NULL: none. The owner keeps it */
  bool has_keypoints;       /* the same of keypoints, which exclude shapes */
  Skeleton skeleton;        /* of the keypoints */
  Names images, classes, models; /* models: one at least, NULL where there is no model column */
  Names tracks;                  /* in any order */
  Objects labels, predictions;
  Arena geometries;
  Canvas *canvases; /* of each image, from the images table; NULL: not read */
  size_t category_capacity;
  double *category;          /* of each class: the lowest of its labels, NaN where there is none */
  uint32_t *classes_in_sums; /* the classes in the order in which sums take them (numbers.md, section 4) */
} Dataset;

/* `poll` is that of the calling thread: reading a single geometry may take long. */
void dataset_add_label(Dataset *data, const ObjectRow *row, Poll *poll, Error *error);
void dataset_add_prediction(Dataset *data, const ObjectRow *row, Poll *poll, Error *error);
/* Before the first one, where it is known how many there will be. */
void dataset_reserve_predictions(Dataset *data, size_t rows, Error *error);
/* The same of a box in a data set without shapes, keypoints and regions, the model being NULL, by the numbers
** that its image and class have in the names: for a reader that has numbered them already. */
void dataset_add_box(Dataset *data, const Id *id, uint32_t image, uint32_t class, Box box, double score,
                     Error *error);

/* The size of an image, before finishing; images without labels and predictions are ignored. */
void dataset_add_canvas(Dataset *data, const Id *image, Canvas canvas, Error *error);

/* Before finishing: repeats each row once for each further class that it stands for. Those of class k are
** classes[starts[k]] to classes[starts[k + 1]], and starts has an entry for each class that rows have. */
void dataset_repeat(Dataset *data, const uint32_t *starts, const uint32_t *classes, Poll *poll, Error *error);

void dataset_release(Dataset *data);
size_t dataset_footprint(const Dataset *data); /* how many bytes it holds, after finishing */

/* The name of a row for messages: "predictions row 17". */
typedef struct RowName {
  char text[240];
} RowName;
RowName objects_row_name(const char *table, const Id *id);

static inline size_t dataset_segment(const Dataset *data, size_t model, size_t class) {
  return model * data->classes.count + class;
}

/* The rows of one class (and model) in one image. */
typedef struct Group {
  uint32_t class, image;
  uint32_t predictions, predictions_end;
  uint32_t labels, labels_end;
} Group;

/* Walks the groups between two rows of each table, image by image. */
typedef struct GroupWalk {
  const Dataset *data;
  uint32_t model, class;
  uint32_t prediction, predictions_end, label, labels_end;
} GroupWalk;

/* The row after the last one of the group that begins at `start`. */
static inline uint32_t objects_group_end(const Objects *objects, uint32_t start, uint32_t end) {
  uint32_t image = objects->image[start], at = start + 1;
  while (at < end && objects->image[at] == image) at++;
  return at;
}

GroupWalk dataset_groups(const Dataset *data, size_t model, size_t class);
/* Those in one image alone; NULL: in all. */
GroupWalk dataset_groups_in(const Dataset *data, size_t model, size_t class, const uint32_t *image);
bool group_next(GroupWalk *walk, Group *group);

/* The groups of all models and classes, cut into stretches of some thousand rows for the workers: whole
** images each, so that one large class keeps all of them busy. classes: of each class whether it takes part,
** NULL: all. image: the only one that takes part, NULL: all. */
typedef struct Stretches {
  GroupWalk *items;
  size_t count, capacity;
  size_t labels_most; /* in one group */
} Stretches;

void stretches_make(Stretches *stretches, const Dataset *data, const bool *classes, const uint32_t *image,
                    Error *error);
void stretches_release(Stretches *stretches);

#endif
