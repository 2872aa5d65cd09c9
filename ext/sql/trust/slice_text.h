/*
** A slice in words and in SQL.
*/
#ifndef BOXSCORE_SQL_TRUST_SLICE_TEXT_H
#define BOXSCORE_SQL_TRUST_SLICE_TEXT_H

#include "sql/trust/slice_sources.h"

/* How SQL names what the conditions read. */
typedef struct SliceNames {
  const AttributeTable *attributes; /* NULL: there are none */
  const char *metrics;              /* the table of quality metrics, quoted */
  Id model;
  bool has_models; /* false: the predictions are of one model without a name */
} SliceNames;

/* Both in the arena; NULL where memory is out. "class = 'person' AND time = 'night'" */
const char *slice_text(const SliceSources *sources, const Slice *slice, Arena *arena, Error *error);
/* A condition on rows of match_outcomes: "outcome IN ('TP', 'FN') AND class = 'person' AND image_id IN (...)"
** */
const char *slice_where(const SliceSources *sources, const Slice *slice, const SliceNames *names,
                        Arena *arena, Error *error);

#endif
