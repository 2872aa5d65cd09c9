/*
** draw_objects(geometry, colour, caption[, style]): the drawing of a set of objects, for picture_svg and picture_png.
** draw_objects(drawing): several drawings in one.
**
**     SELECT image_id, draw_objects(bbox, class_colour(class), class) FROM labels GROUP BY image_id;
**
** Geometries are in any notation; a NULL one draws nothing, and a drawing of nothing is NULL. The colour is '#rrggbb', '#rgb'
** or a name, NULL: grey. The caption is a text or a number, NULL: none. style: picture/style.h. The order of the rows
** does not matter.
*/
#include "picture/drawing.h"
#include "host/aggregate.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "sql/pictures/picture_call.h"
#include "host/result.h"
#include "host/value.h"

typedef struct Collection {
  Buffer drawing;
  Arena arena; /* of the geometry at hand */
  bool failed; /* a step failed: what it left is only released */
} Collection;

static Colour read_colour(sqlite3_value *value, Error *error) {
  Colour colour = {0x80, 0x80, 0x80};
  size_t length;
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL || !ok(error)) return colour;
  const char *text = type == SQLITE_TEXT ? value_text(value, &length) : NULL;
  if (type == SQLITE_TEXT && !text) error_memory(error);
  if (!text || !colour_parse(text, length, &colour))
    error_input(error, "the colour is neither '#rrggbb' nor a name that is known here: %s",
                value_excerpt(value).text);
  return colour;
}

static Style read_style(sqlite3_value *value, Error *error) {
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL || !ok(error)) return STYLE_USUAL;
  size_t length = 0;
  const char *text = type == SQLITE_TEXT ? value_text(value, &length) : NULL;
  if (type == SQLITE_TEXT && !text) error_memory(error);
  if (type != SQLITE_TEXT) error_input(error, "the style is not a text: %s", value_excerpt(value).text);
  return style_parse(text, length, error);
}

static void add_object(Collection *all, int count, sqlite3_value **arguments, Error *error) {
  size_t caption_length;
  Geometry geometry = value_geometry(arguments[0], "the geometry", &all->arena, error);
  Colour colour = read_colour(arguments[1], error);
  const char *caption = words_argument(arguments[2], "the caption", &caption_length, error);
  Style style = count > 3 ? read_style(arguments[3], error) : STYLE_USUAL;
  if (ok(error)) drawing_add(&all->drawing, &geometry, colour, &style, caption, caption_length, error);
  arena_release(&all->arena);
}

static void add_drawing(Collection *all, sqlite3_value *value, Error *error) {
  size_t length;
  const void *bytes = blob_argument(value, "the drawing", &length, error);
  drawing_add_all(&all->drawing, bytes, length, error);
}

static void draw_objects_step(sqlite3_context *context, int count, sqlite3_value **arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  Error error = {0};
  Collection *all = aggregate_state(context, sizeof *all);
  if (!all) return;
  if (count == 1)
    add_drawing(all, arguments[0], &error);
  else
    add_object(all, count, arguments, &error);
  if (ok(&error)) return;
  all->failed = true;
  result_error(context, "draw_objects", &error);
}

static void draw_objects_final(sqlite3_context *context) {
  Collection *all = aggregate_state_so_far(context);
  if (!all) return;
  if (all->failed)
    buffer_release(&all->drawing);
  else
    sqlite3_result_blob64(context, all->drawing.bytes, all->drawing.length, memory_release);
  arena_release(&all->arena);
  memory_release(all);
}

const Function function_draw_objects = {
    .kind = AGGREGATE,
    .name = "draw_objects",
    .arguments = "geometry, colour, caption[, style] or drawing",
    .summary = "the drawing of a set of objects",
    .counts = {1, 3, 4, -1},
    .call = draw_objects_step,
    .final = draw_objects_final,
};
