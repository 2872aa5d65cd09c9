/*
** The reader: a user's table or view, row by row, as objects. Columns are found by name, without case.
*/
#ifndef BOXSCORE_INPUT_OBJECT_READER_H
#define BOXSCORE_INPUT_OBJECT_READER_H

#include "base/pipeline.h"
#include "dataset/shapes.h"
#include "evaluation/protocol/protocol.h"
#include "input/table_reader.h"

typedef enum ObjectKind { LABELS, PREDICTIONS } ObjectKind;

/* Takes one row. */
typedef void (*RowTaker)(void *context, const ObjectRow *row, Error *error);

typedef struct Reader Reader;

/* What to read of a table's geometries. */
typedef enum GeometryWish {
  WISH_BOXES,         /* boxes alone: a row without one stops the reading, see reader_lacks_boxes */
  WISH_UNDECIDED,     /* the same; a table that has keypoints alone is opened too, for reader_first */
  WISH_BOXES_OR_MORE, /* boxes, and the segmentation where a row has none */
  WISH_ROTATED,       /* boxes and rotated boxes, the segmentation where a row has neither */
  WISH_SHAPES,        /* the segmentation, and the box where a row has none */
  WISH_KEYPOINTS,     /* keypoints, and boxes where there are any */
  WISH_MEASURES       /* the same with rotated boxes, and tracks where the table has track_id and frame */
} GeometryWish;

/* Finds the columns: of labels the one in which the protocol says which are not ordinary objects (iscrowd;
** difficult; is_group_of or iscrowd; none); of predictions with filter, reads those of that model only.
** `table` may be schema.table. Close it in every case; NULL where memory is out. */
Reader *reader_open(Connection *connection, const char *table, ObjectKind kind, Protocol protocol,
                    sqlite3_value *filter, GeometryWish wish, Error *error);
/* What the first row of the table has, which decides where iou_type is not set. The reader's statement for it
** stays open, so that a file behind a view is read once. */
typedef enum FirstGeometry {
  FIRST_NONE,
  FIRST_BOX,
  FIRST_ROTATED,
  FIRST_SEGMENTATION,
  FIRST_KEYPOINTS
} FirstGeometry;
FirstGeometry reader_first(Reader *reader, Error *error);
/* What labels and predictions that begin so are compared by, and what is to be read for that. */
IouType iou_type_of_first(FirstGeometry labels, FirstGeometry predictions);
GeometryWish geometry_wish_for(IouType type);
/* Whether reading stopped at a row that has a segmentation column and no box. */
bool reader_lacks_boxes(const Reader *reader);
/* Gives every row to `take`. Errors name the table, the row's id and the value. */
void reader_run(Reader *reader, RowTaker take, void *context, Error *error);
/* The same, going on after a row that cannot be read, which `reject` gets: as far as it could be read, and
** what is wrong with it, without its name. */
typedef void (*RowRejecter)(void *context, const ObjectRow *row, const char *what, Error *error);
void reader_run_leniently(Reader *reader, RowTaker take, RowRejecter reject, void *context, Error *error);
/* A taker whose context is a pipeline of ObjectRows, which gets a copy with its texts. */
void reader_hand_row(void *pipeline, const ObjectRow *row, Error *error);
/* What a message about a row says behind its name, "labels row 7: ". */
const char *reader_without_name(const char *table, const Id *id, const char *message);
void reader_close(Reader *reader);

const TableReader *reader_table(const Reader *reader);
/* Where a filter found nothing: an error unless the table is empty. */
void reader_refuse_model(sqlite3 *db, const char *table, sqlite3_value *filter, Error *error);

#endif
