/*
** What is wrong with a data set, as a list of issues: one for each object, image, class or metric concerned,
** or one for a whole table.
*/
#ifndef BOXSCORE_DATASET_HEALTH_ISSUE_H
#define BOXSCORE_DATASET_HEALTH_ISSUE_H

#include "base/id.h"

/* In the order in which they are listed. SEVERITY_ERROR: an evaluation that reads the tables stops there. */
typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO } Severity;

typedef enum IssueKind {
  ISSUE_MISSING_COLUMN,
  ISSUE_UNREADABLE,
  ISSUE_DUPLICATE_ID,
  ISSUE_IMAGES_DIFFER,
  ISSUE_CLASSES_DIFFER,
  ISSUE_SCALES_DIFFER,
  ISSUE_MASK_SIZE,
  ISSUE_NO_ROWS,
  ISSUE_UNKNOWN_IMAGE,
  ISSUE_UNKNOWN_CLASS,
  ISSUE_DEGENERATE_BOX,
  ISSUE_OUTSIDE_IMAGE,
  ISSUE_RELATIVE_BOX,
  ISSUE_NEAR_DUPLICATE,
  ISSUE_TWO_CLASSES,
  ISSUE_SCORE_RANGE,
  ISSUE_EQUAL_SCORES,
  ISSUE_IMAGE_SIZE,
  ISSUE_DUPLICATE_FILE,
  ISSUE_ORPHAN_METRIC,
  ISSUE_UNPREDICTED_CLASS,
  ISSUE_IMAGE_WITHOUT_LABELS,
  ISSUE_CROWDED_IMAGE,
  ISSUE_SIZE_BOUNDARY,
  ISSUE_CLASS_IMBALANCE,
  ISSUE_IMAGE_SIZES,
  ISSUE_KINDS
} IssueKind;

/* The table that has to change. The first two are those of objects. */
typedef enum IssueTable {
  HEALTH_LABELS,
  HEALTH_PREDICTIONS,
  HEALTH_IMAGES,
  HEALTH_METRICS,
  HEALTH_TABLES
} IssueTable;

/* Ids are of ID_NULL where there is none; their texts, and `text`, outlive the list. What the figures mean is
** said where the issue is found. */
typedef struct Issue {
  IssueKind kind;
  IssueTable table;
  bool is_repairable; /* one row alone has this id, and `row` is it */
  uint32_t row;       /* of labels or predictions */
  Id id, image, class;
  Id other; /* the object, image or class that it is about as well */
  double value, limit;
  size_t count, whole;
  const char *text; /* NULL: none */
} Issue;

/* Start with {0}. */
typedef struct Issues {
  Issue *items;
  size_t count, capacity;
  Arena texts;
} Issues;

const char *issue_name(IssueKind kind); /* "duplicate_id" */
Severity issue_severity(IssueKind kind);
const char *issue_severity_name(Severity severity); /* "error", "warning", "info" */

void issues_add(Issues *issues, const Issue *issue, Error *error);
/* Appends the issues of another list, which is left empty. */
void issues_append(Issues *issues, Issues *others, Error *error);
/* By severity, kind, table and id; equal ones stay in their order. */
void issues_sort(Issues *issues, Error *error);
void issues_release(Issues *issues);

#endif
