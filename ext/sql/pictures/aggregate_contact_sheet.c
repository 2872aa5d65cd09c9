/*
** contact_sheet(picture, caption[, columns]): arranges many pictures in a grid, as one SVG.
**
**     SELECT contact_sheet(picture, explanation)
**     FROM (SELECT * FROM outcome_crops WHERE outcome = 'FP' LIMIT 20);
**
** A picture is an SVG as TEXT, as from picture_svg, picture_crop and the charts, or a PNG or JPEG as a BLOB;
** anything else becomes a grey cell that says why. They come in the order of the rows. The caption is a text
** or a number; NULL: none. columns is 1 to 100; NULL or left out: up to five. Without rows the result is
** NULL.
*/
#include <math.h>
#include <string.h>

#include "image/image_check.h"
#include "picture/contact_sheet.h"
#include "host/aggregate.h"
#include "sql/pictures/picture_call.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Pictures {
  ContactSheet sheet;
  size_t columns; /* 0: not set */
} Pictures;

static bool is_svg(const char *text, size_t length) {
  return (length > 4 && memcmp(text, "<svg", 4) == 0) || (length > 5 && memcmp(text, "<?xml", 5) == 0);
}

/* The cell says what cannot be shown. */
static void read_picture(sqlite3_value *value, SheetCell *cell, Error *problem, Error *error) {
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) {
    error_input(problem, "no picture");
  } else if (type == SQLITE_BLOB) {
    cell->bytes = blob_argument(value, "the picture", &cell->length, error);
    if (ok(error)) image_check(cell->bytes, cell->length, problem);
    if (ok(error) && ok(problem))
      cell->kind = image_format(cell->bytes, cell->length) == IMAGE_PNG ? SHEET_PNG : SHEET_JPEG;
  } else {
    cell->bytes = words_argument(value, "the picture", &cell->length, error);
    cell->kind = SHEET_SVG;
    if (ok(error) && !is_svg(cell->bytes, cell->length))
      error_input(problem, "neither an SVG nor an image: %s", value_excerpt(value).text);
  }
  if (ok(problem)) return;
  cell->kind = SHEET_PROBLEM;
  cell->bytes = problem->text;
  cell->length = strlen(problem->text);
}

static void read_columns(sqlite3_value *value, Pictures *all, Error *error) {
  double columns = 0;
  if (sqlite3_value_type(value) == SQLITE_NULL) return;
  if (!value_real(value, &columns) || !(columns >= 1 && columns <= SHEET_COLUMNS_MOST) ||
      columns != floor(columns))
    error_input(error, "columns is not a whole number from 1 to %d: %s", SHEET_COLUMNS_MOST,
                value_excerpt(value).text);
  if (ok(error)) all->columns = (size_t)columns;
}

static void contact_sheet_step(AggregateCall *row) {
  Error problem = {0}, *error = &row->error;
  Pictures *all = row->state;
  SheetCell cell = {.kind = SHEET_PROBLEM};
  read_picture(row->arguments[0], &cell, &problem, error);
  cell.caption = words_argument(row->arguments[1], "the caption", &cell.caption_length, error);
  if (row->count > 2) read_columns(row->arguments[2], all, error);
  contact_sheet_add(&all->sheet, &cell, error);
}

static void contact_sheet_finish(AggregateCall *group) {
  Pictures *all = group->state;
  Buffer out = {0};
  if (!all->sheet.count) return;
  contact_sheet_write(&all->sheet, all->columns, &out, &group->error);
  result_text(group->context, &out, &group->error);
}

static void pictures_release(void *state) {
  contact_sheet_release(&((Pictures *)state)->sheet);
}

const Function function_contact_sheet = {
    .kind = AGGREGATE,
    .name = "contact_sheet",
    .arguments = "picture, caption[, columns]",
    .summary = "arranges many pictures in a grid with captions, as one SVG",
    .returns = "TEXT, an SVG document; NULL without rows",
    .example = "SELECT contact_sheet(picture, explanation) FROM outcome_crops WHERE image_id = 2",
    .since = "0.1.0",
    PARAMETERS({"picture", NULL, true, "an SVG as TEXT, or a PNG or JPEG as a BLOB",
                "a cell of the grid; anything else is a grey cell that says why"},
               {"caption", NULL, true, "a text or a number; NULL: none", "shown below it, up to three lines"},
               {"columns", NULL, false, "an integer from 1 to 100",
                "the columns of the grid; left out: up to five"}),
    .counts = {2, 3, -1},
    .aggregate = {.state_size = sizeof(Pictures),
                  .step = contact_sheet_step,
                  .finish = contact_sheet_finish,
                  .release = pictures_release},
};
