#include "input/object_cells.h"

#include <math.h>

/* NULL: the field is not read. */
static inline const Cell *cell_of(const TableReader *table, const Cell *cells, int f) {
  return table_reader_reads(table, f) ? &cells[table->place[f] - 1] : NULL;
}

static inline bool take_id(const Cell *cell, Id *out) {
  *out = (Id){.kind = ID_NULL};
  if (cell && cell->kind == CELL_INTEGER) *out = id_integer(cell->integer);
  if (cell && cell->kind == CELL_TEXT) *out = id_text(cell->text, (uint32_t)cell->length);
  return !cell || out->kind != ID_NULL;
}

static inline bool take_number(const TableReader *table, const Cell *cells, int f, double fallback,
                               double *out) {
  const Cell *cell = cell_of(table, cells, f);
  unsigned flags = table->layout->fields[f].flags;
  *out = fallback;
  if (!cell || (cell->kind == CELL_NULL && flags & MAY_BE_NULL)) return true;
  if (cell->kind != CELL_REAL && cell->kind != CELL_INTEGER) return false;
  *out = cell->kind == CELL_REAL ? cell->real : (double)cell->integer;
  return isfinite(*out) && !(*out < 0 && flags & NOT_NEGATIVE);
}

/* A text, or nothing; [] is nothing where `may_be_empty`. */
static inline bool take_text(const Cell *cell, bool may_be_empty, const char **text, size_t *length) {
  *text = NULL;
  *length = 0;
  if (!cell || cell->kind == CELL_NULL) return true;
  if (cell->kind != CELL_TEXT) return false;
  if (may_be_empty && cell->length == 2 && cell->text[0] == '[' && cell->text[1] == ']') return true;
  *text = cell->text;
  *length = cell->length;
  return true;
}

static inline bool take_box(const TableReader *table, const Cell *cells, Box *box) {
  if (!table_reader_reads(table, X)) return false;
  return take_number(table, cells, X, 0, &box->x) && take_number(table, cells, Y, 0, &box->y) &&
         take_number(table, cells, WIDTH, 0, &box->width) &&
         take_number(table, cells, HEIGHT, 0, &box->height) && box_is_sound(*box);
}

/* The number that orders the classes in sums; a text may be a number, and is left to SQLite's values. */
static inline bool take_category(const Cell *cell, double *out) {
  *out = (double)NAN;
  if (cell && cell->kind == CELL_INTEGER) *out = (double)cell->integer;
  if (cell && cell->kind == CELL_REAL) *out = cell->real;
  return !cell || cell->kind != CELL_TEXT;
}

bool object_of_cells(const TableReader *table, const Cell *cells, bool wants_shapes, ObjectRow *row) {
  double crowd;
  row->has_box = take_box(table, cells, &row->box);
  row->geometry_is_blob = false;
  bool plain = row->has_box && !table_reader_reads(table, TRACK_ID) &&
               take_id(cell_of(table, cells, ID), &row->id) &&
               take_id(cell_of(table, cells, IMAGE_ID), &row->image) &&
               take_id(cell_of(table, cells, CLASS), &row->class) &&
               take_id(cell_of(table, cells, MODEL), &row->model) &&
               take_number(table, cells, SCORE, 0, &row->score) &&
               take_number(table, cells, NUM_KEYPOINTS, (double)NAN, &row->num_keypoints) &&
               take_number(table, cells, AREA, (double)NAN, &row->area) &&
               take_number(table, cells, ISCROWD, 0, &crowd) &&
               take_category(cell_of(table, cells, CATEGORY_ID), &row->category) &&
               take_text(wants_shapes ? cell_of(table, cells, SEGMENTATION) : NULL, true, &row->geometry,
                         &row->geometry_length) &&
               take_text(cell_of(table, cells, KEYPOINTS), false, &row->keypoints, &row->keypoints_length);
  if (plain) row->crowd = crowd != 0;
  return plain;
}
