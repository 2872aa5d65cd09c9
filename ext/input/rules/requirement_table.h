/*
** Requirements: a table of the user's that says what a model has to reach. A row has a name, a metric and a
** bound, and maybe a direction, a class, thresholds, and the name of a subset, which is a table or view of
** images or labels.
*/
#ifndef BOXSCORE_INPUT_RULES_REQUIREMENT_TABLE_H
#define BOXSCORE_INPUT_RULES_REQUIREMENT_TABLE_H

#include "host/call.h"
#include "input/table_reader.h"

typedef enum RequiredFigure { REQUIRED_AP, REQUIRED_MAP, REQUIRED_PRECISION, REQUIRED_RECALL } RequiredFigure;

typedef struct Requirement {
  Id name;
  const char *metric; /* "ap75" and so on */
  RequiredFigure figure;
  double iou_threshold;   /* NaN: that of the call; of no concern to REQUIRED_MAP */
  double score_threshold; /* NaN: that of the call */
  double bound;           /* from 0 to 1 */
  bool at_most;           /* the direction is '<=' */
  uint32_t class;         /* NAMES_NONE: all */
  const char *subset;     /* NULL: all images */
  RowName row;            /* for messages */
} Requirement;

/* In the order of the table, in memory of the run. */
typedef struct Requirements {
  Requirement *items;
  size_t count, capacity;
  Names names;
} Requirements;

/* A row that asks for something impossible, or that has the name of an earlier one, is an error. Release them
** in every case. */
void requirements_read(Requirements *requirements, Call *call, const Dataset *data);
void requirements_release(Requirements *requirements);

/* The images of a subset, and which labels are not in it. */
typedef struct Subset {
  size_t images;     /* all of it, those without objects included */
  uint32_t *units;   /* of each image of the data set its number in the subset, `images`: it has none */
  uint8_t *left_out; /* of each label; NULL: the subset is one of images */
} Subset;

/* Of a requirement that names one. A table that has nothing in common with the labels and predictions is an
** error, which names the requirement, like every other error of the table. Release it in every case. */
void subset_read(Subset *subset, const Requirement *requirement, Call *call, const Dataset *data);
void subset_release(Subset *subset);

#endif
