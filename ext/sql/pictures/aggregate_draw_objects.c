/*
** draw_objects(geometry, colour, caption[, style]): draws a set of objects, for picture_svg and picture_png.
** draw_objects(drawing): joins several drawings.
**
**     SELECT image_id, draw_objects(bbox, class_colour(class), class) FROM labels GROUP BY image_id;
**
** Geometries are in any notation; NULL draws nothing, and an empty drawing is NULL. The colour is '#rrggbb',
** '#rgb' or a name; NULL: grey. The caption is a text or a number; NULL: none. picture/style.h explains
** style. The order of the rows does not matter.
*/
#include "picture/drawing.h"
#include "host/aggregate.h"
#include "sql/geometry/geometry_call.h"
#include "sql/pictures/picture_call.h"
#include "host/result.h"
#include "host/value.h"

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

static void add_object(Buffer *all, int count, sqlite3_value **arguments, Error *error) {
  size_t caption_length;
  Arena arena = {0};
  Geometry geometry = value_geometry(arguments[0], "the geometry", &arena, NULL, error);
  Colour colour = read_colour(arguments[1], error);
  const char *caption = words_argument(arguments[2], "the caption", &caption_length, error);
  Style style = count > 3 ? read_style(arguments[3], error) : STYLE_USUAL;
  if (ok(error)) drawing_add(all, &geometry, colour, &style, caption, caption_length, error);
  arena_release(&arena);
}

static void add_drawing(Buffer *all, sqlite3_value *value, Error *error) {
  size_t length;
  const void *bytes = blob_argument(value, "the drawing", &length, error);
  drawing_add_all(all, bytes, length, error);
}

static void draw_objects_step(AggregateCall *row) {
  if (sqlite3_value_type(row->arguments[0]) == SQLITE_NULL) return;
  if (row->count == 1)
    add_drawing(row->state, row->arguments[0], &row->error);
  else
    add_object(row->state, row->count, row->arguments, &row->error);
}

static void draw_objects_finish(AggregateCall *group) {
  Buffer *all = group->state;
  result_blob(group->context, all, &group->error);
  *all = (Buffer){0};
}

static void draw_objects_release(void *state) {
  buffer_release(state);
}

const Function function_draw_objects = {
    .kind = AGGREGATE,
    .name = "draw_objects",
    .arguments = "geometry, colour, caption[, style] or drawing",
    .summary = "draws a set of objects: outlines, fills and captions",
    .returns = "BLOB, a drawing for picture_svg and picture_png; NULL where nothing is drawn",
    .example = "SELECT picture_svg(NULL, 80, 50, draw_objects('[10,10,30,20]', 'blue', 'car'))",
    .since = "0.1.0",
    PARAMETERS(
        {"geometry", NULL, true, GEOMETRY_DOMAIN, "the object; NULL draws nothing"},
        {"colour", NULL, true, "'#rrggbb', '#rgb' or a name; NULL: grey", "the colour"},
        {"caption", NULL, true, "a text or a number; NULL: none", "the caption"},
        {"style", NULL, false, "words with spaces between them, or JSON", "line width, fill, dashes, layer"},
        {"drawing", NULL, false, "a BLOB of draw_objects", "as the only argument: joins several drawings"}),
    .counts = {1, 3, 4, -1},
    .aggregate = {.state_size = sizeof(Buffer),
                  .step = draw_objects_step,
                  .finish = draw_objects_finish,
                  .release = draw_objects_release},
};
