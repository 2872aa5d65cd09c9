/*
** The health of a data set: everything that is wrong with it at once, where an evaluation stops at the first
** thing (numbers.md, section 9b).
**
**     Health health = {.duplicate_iou = 0.9, .has = {...}};
**     dataset_add_label(&health.data, ...);          of what cannot be read, issues_add(&health.issues, ...)
**     health_add_image(&health, ...);
**     health_check(&health, poll, error);
**     health_add_metric(&health, ...);               then health_check_metrics(&health, error)
**     health_release(&health);
**
** The data set stays as it was read: rows are in the order of the scan and ids may repeat, so it must not be
** finished.
*/
#ifndef BOXSCORE_DATASET_HEALTH_HEALTH_H
#define BOXSCORE_DATASET_HEALTH_HEALTH_H

#include "dataset/dataset.h"
#include "dataset/health/issue.h"

/* Finds the rows of an id. */
typedef struct IdIndex {
  uint32_t *order;   /* row numbers by id */
  uint32_t *rank;    /* of each row its place in that order */
  uint8_t *repeated; /* of each row whether another one has its id */
  size_t last;       /* the place found last */
} IdIndex;

/* The images of the table of images, in its order. */
typedef struct ListedImages {
  Names ids, files;
  double *width, *height; /* NaN: not a number above 0 */
  uint32_t *first_of_file;
  size_t width_capacity, height_capacity, file_capacity;
} ListedImages;

enum { HEALTH_LEVELS = 3 };

typedef struct Health {
  Dataset data;                  /* the rows that could be read */
  bool has[HEALTH_TABLES];       /* which tables were read */
  bool has_items[HEALTH_LEVELS]; /* of which levels the metrics are checked */
  /* Of each row of the data set whether its box is the user's, and it has no other geometry. */
  uint8_t *has_own_box[2];
  double duplicate_iou; /* at which two boxes are one object */
  bool scales_differ;   /* it is known already that one table's boxes are relative, */
  bool images_differ;   /* and that the tables have no image in common */
  Issues issues;

  /* Private from here. */
  ListedImages images;
  uint32_t *place; /* of each image of the data set its number among the listed ones; NAMES_NONE: none */
  IdIndex index[2];
  Names lost_ids[2], lost_images, lost_classes; /* of rows that could not be read */
  size_t own_capacity[2];
  Names gone[HEALTH_LEVELS]; /* ids of items that have metrics and are not there */
  size_t *gone_metrics[HEALTH_LEVELS], gone_capacity[HEALTH_LEVELS];
} Health;

static inline const Objects *health_objects(const Health *health, IssueTable table) {
  return table == HEALTH_LABELS ? &health->data.labels : &health->data.predictions;
}

/* The row that was added to the data set last. */
void health_note_box(Health *health, IssueTable table, bool is_own, Error *error);

/* A row of the table of images, before the check. file: NULL: none. `what` says what is wrong with the size;
** NULL: nothing. */
typedef struct ImageFacts {
  Id id;
  double width, height;
  const char *file, *what;
  size_t file_length;
} ImageFacts;
void health_add_image(Health *health, const ImageFacts *image, Error *error);

/* Finds all issues of labels, predictions and images. */
void health_check(Health *health, Poll *poll, Error *error);

/* A metric of an image (level 0), label or prediction (level 1 + its table), after the check. */
void health_add_metric(Health *health, int level, const Id *item, Error *error);
void health_check_metrics(Health *health, Error *error);
/* The level's name: "image", "label", "prediction". */
const char *health_level_name(int level);

void health_release(Health *health);

/* The size of an image of the data set; false where it is unknown. */
bool health_image_size(const Health *health, uint32_t image, double *width, double *height);

/* An issue of a row of labels or predictions. */
Issue health_row_issue(const Health *health, IssueKind kind, IssueTable table, uint32_t row);

/* Parts of health_check, each in a file of its own. */
void health_check_boxes(Health *health, IssueTable table, Poll *poll, Error *error);
void health_check_scores(Health *health, Poll *poll, Error *error);
void health_check_overlaps(Health *health, IssueTable table, Poll *poll, Error *error);
void health_check_names(Health *health, Error *error);

#endif
