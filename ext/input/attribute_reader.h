/*
** The reader of attributes: a user's table or view of images, labels or predictions, of which every column is
** an attribute, such as the weather of an image.
**
** Rules:
** 1. The ids stand in label_id, prediction_id, image_id or id, the first of these that the table has; the
**    last two are ids of images. None of the four is an attribute.
** 2. A column whose values are all numbers, also texts that are wholly numbers, is one of numbers, unless it
**    has at most ATTRIBUTE_INTEGERS_MOST different values, all of them integers. Every other column is one of
**    categories: INTEGER and TEXT values. A text that is no number is an error beside REAL values.
** 3. NULL, blank text, text of more than ATTRIBUTE_TEXT_MOST bytes and BLOBs are no value; a BLOB is not
**    loaded.
*/
#ifndef BOXSCORE_INPUT_ATTRIBUTE_READER_H
#define BOXSCORE_INPUT_ATTRIBUTE_READER_H

#include "base/names.h"
#include "host/call.h"
#include "input/columns.h"
#include "measure/metric_level.h"

enum { ATTRIBUTE_INTEGERS_MOST = 20, ATTRIBUTE_TEXT_MOST = 200, ATTRIBUTES_MOST = 100 };

typedef struct AttributeColumn {
  const char *name; /* as the table spells it */
  bool is_number;   /* else it is one of categories */
  bool has_text;    /* blank or not; numbers of such a column have to be cast */
  bool has_unread;  /* BLOBs or long texts, which are no values, but which SQL would compare or cast */
  double *numbers;  /* of each item of the table; NaN: none */
  uint32_t *categories;
  Names names; /* of the categories */
  /* Private from here. */
  bool has_real, has_fraction, has_word;
  size_t number_capacity, category_capacity;
} AttributeColumn;

typedef struct AttributeTable {
  TableColumns table; /* `quoted` names it in SQL */
  const char *key;    /* the column of the ids */
  MetricLevel level;  /* whose ids they are */
  Names items;
  AttributeColumn *columns;
  size_t count;
} AttributeTable;

/* Errors name the table and the row: an id that is neither INTEGER nor TEXT, or that stands twice. Release it
** in every case. `name` outlives it. */
void attribute_table_read(AttributeTable *attributes, Call *call, const char *name, Error *error);
void attribute_table_release(AttributeTable *attributes);

#endif
