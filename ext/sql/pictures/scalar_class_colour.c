/*
** class_colour(class): gives the colour that a class has in every picture, as '#rrggbb'.
**
**     SELECT class, class_colour(class) FROM ap_by_class;
**
** It depends only on the class, an INTEGER or a TEXT (picture/colour.h). NULL for NULL.
*/
#include "picture/colour.h"
#include "host/function.h"
#include "host/result.h"
#include "host/value.h"

static void scalar_class_colour(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  sqlite3_value *value = arguments[0];
  int type = sqlite3_value_type(value);
  Error error = {0};
  Id class;
  if (type == SQLITE_NULL) return;
  if (value_id(value, &class)) {
    char text[COLOUR_TEXT];
    colour_format(class_colour(&class), text);
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    return;
  }
  if (type == SQLITE_TEXT) error_memory(&error);
  error_input(&error, "the class is neither an integer nor a text: %s", value_excerpt(value).text);
  result_error(context, "class_colour", &error);
}

const Function function_class_colour = {
    .kind = SCALAR,
    .name = "class_colour",
    .arguments = "class",
    .summary = "gives the colour that a class has in every picture",
    .returns = "TEXT, '#rrggbb'; NULL if an argument is NULL",
    .example = "SELECT class_colour('car')",
    .since = "0.1.0",
    PARAMETERS({"class", NULL, true, "an INTEGER or a TEXT", "the class"}),
    .counts = {1, -1},
    .call = scalar_class_colour,
};
