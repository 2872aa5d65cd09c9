/*
** contact_sheet(picture, caption[, columns]): many pictures in a grid, as one SVG.
**
**     SELECT contact_sheet(picture, explanation) FROM (SELECT * FROM outcome_crops WHERE outcome = 'FP' LIMIT 20);
**
** A picture is an SVG as TEXT, as picture_svg, picture_crop and the charts give it, or a PNG or JPEG as a BLOB; for whatever
** else it is there is a grey cell that says why. They come in the order of the rows. The caption is a text or a number,
** NULL: none. columns: 1 to 100, up to five where it is NULL or left out. Of no rows it is NULL.
*/
#include <math.h>
#include <string.h>

#include "image/image_check.h"
#include "picture/contact_sheet.h"
#include "host/aggregate.h"
#include "host/function.h"
#include "sql/pictures/picture_call.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Collection {
  ContactSheet sheet;
  size_t columns; /* 0: nobody said */
  bool failed;    /* a step failed: what it left is only released */
} Collection;

static bool is_svg(const char *text, size_t length) {
  return (length > 4 && memcmp(text, "<svg", 4) == 0) || (length > 5 && memcmp(text, "<?xml", 5) == 0);
}

/* What cannot be shown is said in the cell. */
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

static void read_columns(sqlite3_value *value, Collection *all, Error *error) {
  double columns = 0;
  if (sqlite3_value_type(value) == SQLITE_NULL) return;
  if (!value_real(value, &columns) || !(columns >= 1 && columns <= SHEET_COLUMNS_MOST) ||
      columns != floor(columns))
    error_input(error, "columns is not a whole number from 1 to %d: %s", SHEET_COLUMNS_MOST,
                value_excerpt(value).text);
  if (ok(error)) all->columns = (size_t)columns;
}

static void contact_sheet_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  Error error = {0}, problem = {0};
  SheetCell cell = {.kind = SHEET_PROBLEM};
  Collection *all = aggregate_state(context, sizeof *all);
  if (!all) return;
  read_picture(arguments[0], &cell, &problem, &error);
  cell.caption = words_argument(arguments[1], "the caption", &cell.caption_length, &error);
  if (count > 2) read_columns(arguments[2], all, &error);
  contact_sheet_add(&all->sheet, &cell, &error);
  if (ok(&error)) return;
  all->failed = true;
  result_error(context, "contact_sheet", &error);
}

static void contact_sheet_final(sqlite3_context *context) {
  Collection *all = aggregate_state_so_far(context);
  Error error = {0};
  Buffer out = {0};
  if (!all) return;
  if (!all->failed) {
    contact_sheet_write(&all->sheet, all->columns, &out, &error);
    if (ok(&error)) {
      sqlite3_result_text64(context, out.bytes, out.length, memory_release, SQLITE_UTF8);
    } else {
      buffer_release(&out);
      result_error(context, "contact_sheet", &error);
    }
  }
  contact_sheet_release(&all->sheet);
  memory_release(all);
}

const Function function_contact_sheet = {
    .kind = AGGREGATE,
    .name = "contact_sheet",
    .arguments = "picture, caption[, columns]",
    .summary = "many pictures in a grid, as one SVG",
    .counts = {2, 3, -1},
    .call = contact_sheet_step,
    .final = contact_sheet_final,
};
