/*
** What the slices of weak_slices are made of: the class, the columns of the table of attributes, and the
** quality metrics.
*/
#ifndef BOXSCORE_SQL_TRUST_SLICE_SOURCES_H
#define BOXSCORE_SQL_TRUST_SLICE_SOURCES_H

#include "input/attribute_reader.h"
#include "statistics/metric_analysis.h"
#include "statistics/slices/slice_attribute.h"
#include "statistics/slices/weak_slices.h"

/* One attribute: the column, the metric, or (both NULL) the class. */
typedef struct SliceSource {
  const AttributeColumn *column;
  const AnalysedMetric *metric;
  MetricLevel level;     /* whose values they are; of the class those of labels and predictions */
  const uint32_t *items; /* of each image, label or prediction of the data set */
  const double *numbers; /* of each item; NULL: it has categories */
  double *own_numbers;   /* the same, if the source owns them */
  SliceAttribute rows;
} SliceSource;

/* The attributes of one side of the model that the analysis began last. Release them in every case. */
typedef struct SliceSources {
  const MetricAnalysis *analysis;
  Side side;
  SliceSource *items;
  size_t count;
  SliceTable table;
  uint32_t *value_counts, *image; /* of the table and its rows */
} SliceSources;

/* attributes: NULL: there are none; attribute_items: the item of each image, label or prediction in it.
** rows_least: what fewer rows have is no value. */
void slice_sources_make(SliceSources *sources, const MetricAnalysis *analysis, Side side,
                        const AttributeTable *attributes, const uint32_t *attribute_items, size_t rows_least,
                        Error *error);
void slice_sources_release(SliceSources *sources);

/* Of each label or prediction of the data set whether it fulfils all conditions of a slice; 0 of the side
** that lacks what they ask for. */
void slice_sources_mark(const SliceSources *sources, const Slice *slice, Side side, uint8_t *marks);

#endif
