/*
** picture_svg(image, width, height, drawing[, note]): makes an SVG of the image with the drawing over it and
** the note below.
**
**     SELECT picture_svg(i.data, i.width, i.height, draw_objects(l.bbox, class_colour(l.class), l.class))
**     FROM images AS i JOIN labels AS l ON l.image_id = i.id WHERE i.id = 17;
**
** The image is a PNG or a JPEG, whose bytes are embedded unchanged; anything else becomes a grey canvas that
** says why. NULL as width and height means the image's; without any size the result is NULL.
*/
#include "host/function.h"
#include "sql/pictures/picture_call.h"

enum { NOTE = 4 };

static void write_svg(PictureCall *call) {
  Buffer out = {0};
  Picture *picture = &call->picture;
  if (call->count > NOTE)
    picture->note = words_argument(call->arguments[NOTE], "the note", &picture->note_length, &call->error);
  if (ok(&call->error)) picture_svg(picture, &out, &call->error);
  if (ok(&call->error))
    sqlite3_result_text64(call->context, out.bytes, out.length, memory_release, SQLITE_UTF8);
  else
    buffer_release(&out);
}

static void scalar_picture_svg(sqlite3_context *context, int count, sqlite3_value **arguments) {
  picture_call(context, count, arguments, "picture_svg", write_svg);
}

const Function function_picture_svg = {
    .kind = SCALAR,
    .name = "picture_svg",
    .arguments = "image, width, height, drawing[, note]",
    .summary = "makes an SVG of an image with a drawing over it",
    .returns = "TEXT, an SVG document; NULL where no size is known",
    .example =
        "SELECT picture_svg(geometry_png('[10,10,30,15]', 64, 40), 64, 40, draw_objects('[10,10,30,15]', 'blue', 'car 0.93'))",
    .since = "0.1.0",
    PARAMETERS(PICTURE_PARAMETERS,
               {"note", NULL, false, "a text of up to eight lines", "shown below the picture"}),
    .counts = {4, 5, -1},
    .call = scalar_picture_svg,
};
