/*
** What the tables of the bootstrap share, whether they read tables or a state: columns, rows, and how a model
** gets its rows.
*/
#ifndef BOXSCORE_SQL_TRUST_BOOTSTRAP_TABLE_H
#define BOXSCORE_SQL_TRUST_BOOTSTRAP_TABLE_H

#include "evaluation/summary.h"
#include "host/call.h"
#include "statistics/resampling/bootstrap.h"

enum {
  BOOTSTRAP_CLASS,
  BOOTSTRAP_METRIC,
  BOOTSTRAP_AP,
  BOOTSTRAP_LOW,
  BOOTSTRAP_HIGH,
  BOOTSTRAP_STANDARD_ERROR,
  BOOTSTRAP_ABSENT,
  BOOTSTRAP_LABEL_COUNT,
  BOOTSTRAP_IMAGE_COUNT,
  BOOTSTRAP_RELIABLE,
  BOOTSTRAP_MODEL
};

/* clang-format off */
#define BOOTSTRAP_COLUMNS \
    [BOOTSTRAP_CLASS] = {"class", KEY, NULL, NULL, "the mean over the classes", "the class"}, \
    [BOOTSTRAP_METRIC] = {"metric", KEY, "TEXT", NULL, NULL, \
                "AP; with summary = 1 the name that coco_summary gives a figure"}, \
    [BOOTSTRAP_AP] = {"ap", 0, "REAL", "0 to 1", "the class has no labels", \
            "the figure itself, as ap_by_class and coco_summary have it"}, \
    [BOOTSTRAP_LOW] = {"low", 0, "REAL", "0 to 1", "reliable is 0", "the lower end of the interval"}, \
    [BOOTSTRAP_HIGH] = {"high", 0, "REAL", "0 to 1", "reliable is 0", "its upper end"}, \
    [BOOTSTRAP_STANDARD_ERROR] = {"standard_error", 0, "REAL", "0 to 1", "reliable is 0; the figure is 0 or 1", \
                        "the standard deviation of the figure over the resamples"}, \
    [BOOTSTRAP_ABSENT] = {"absent", 0, "INTEGER", "resamples", NULL, \
                "resamples in which the class has no labels; the interval does without them"}, \
    [BOOTSTRAP_LABEL_COUNT] = {"label_count", 0, "INTEGER", "labels", NULL, "labels that count"}, \
    [BOOTSTRAP_IMAGE_COUNT] = {"image_count", 0, "INTEGER", "images", NULL, "images that hold them"}, \
    [BOOTSTRAP_RELIABLE] = {"reliable", 0, "INTEGER", "0 or 1", NULL, \
                  "1 with at least ten labels in ten images, and resamples that differ"}, \
    [BOOTSTRAP_MODEL] = {"model", KEY | FILTER, NULL, NULL, "the predictions have no column 'model'", "the model"}

#define SUMMARY_PARAMETER \
    {"summary", "0", false, "0 or 1", "1: the figures of coco_summary instead of classes"}
/* clang-format on */

typedef struct BootstrapRow {
  Estimate estimate;
  const char *metric;
  size_t limit; /* of detections, of a metric AR<limit>; 0: none */
  Id class, model;
} BootstrapRow;

/* One model. The ids of classes and models live as long as the run. */
typedef struct BootstrapModel {
  const Matches *matches;
  const Workers *workers;
  const BootstrapSettings *settings;
  size_t model;
  const uint32_t *classes; /* those with a row, in the order of sums */
  size_t class_count;
} BootstrapModel;

/* The parameter `summary`. It excludes iou_threshold, area_range and max_detections. */
bool bootstrap_wants_summary(Call *call);

/* A row for the mean over the classes, and one for each. */
void bootstrap_add_classes(const BootstrapModel *model, Call *call);

/* The limits of detections of coco_summary. */
typedef struct BootstrapLimits {
  size_t items[3];
  int count;
  bool of_keypoints;
} BootstrapLimits;
BootstrapLimits bootstrap_limits(bool of_keypoints);

/* A row for each figure. The matches are by COCO's thresholds, areas and the largest limit; the classes are
** those with labels. */
void bootstrap_add_summary(const BootstrapModel *model, const Summary *summary, const BootstrapLimits *limits,
                           Call *call);

void bootstrap_cell(const Run *run, const void *row, int column, Cell *out);

#endif
