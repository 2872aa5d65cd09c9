/*
** picture_crop(image, width, height, drawing, box[, side]): makes an SVG as picture_svg does, but only of the
** part around a box, for galleries.
**
**     SELECT picture_crop(i.data, i.width, i.height, draw_objects(l.bbox, class_colour(l.class), l.class),
**       l.bbox, 200)
**     FROM images AS i JOIN labels AS l ON l.image_id = i.id GROUP BY l.id;
**
** box is a geometry in any notation; the box around it counts. NULL: the whole picture. side is the size in
** pixels (240). The pixels are embedded as a JPEG, or without libjpeg as a PNG.
*/
#include "picture/picture_crop.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "sql/images/image_cache.h"
#include "sql/pictures/picture_call.h"

enum { BOX = 4, SIDE };

static void write_crop(PictureCall *call) {
  enum { USUAL = 240 };
  Buffer pixels = {0}, out = {0};
  Picture *picture = &call->picture;
  Watch watch;
  Box window = picture->frame;
  if (sqlite3_value_type(call->arguments[BOX]) != SQLITE_NULL) {
    Geometry geometry = value_geometry(call->arguments[BOX], "the box", &call->arena, NULL, &call->error);
    if (ok(&call->error)) window = picture_window(geometry_bounds(&geometry), call->width, call->height);
  }
  uint32_t side = call->count > SIDE ? side_argument(call->arguments[SIDE], USUAL, &call->error) : USUAL;
  Connection *connection = sqlite3_user_data(call->context);
  const Image *image = picture_pixels(call);
  watch_begin(&watch, connection->db, &call->error);
  picture_crop(picture, image, window, side, &pixels, &watch.poll, &call->error);
  if (ok(&call->error)) picture_svg(picture, &out, &call->error);
  watch_end(&watch);
  image_cache_trim(connection);
  buffer_release(&pixels);
  if (ok(&call->error))
    sqlite3_result_text64(call->context, out.bytes, out.length, memory_release, SQLITE_UTF8);
  else
    buffer_release(&out);
}

static void scalar_picture_crop(sqlite3_context *context, int count, sqlite3_value **arguments) {
  picture_call(context, count, arguments, "picture_crop", write_crop);
}

const Function function_picture_crop = {
    .kind = SCALAR,
    .name = "picture_crop",
    .arguments = "image, width, height, drawing, box[, side]",
    .summary = "makes an SVG of the part of a picture around an object",
    .returns = "TEXT, an SVG document; NULL where no size is known",
    .example =
        "SELECT picture_crop(NULL, 200, 100, draw_objects('[50,40,30,20]', 'blue', 'car'), '[50,40,30,20]')",
    .since = "0.1.0",
    PARAMETERS(PICTURE_PARAMETERS,
               {"box", NULL, true, "a geometry in any notation; NULL: the whole picture",
                "the object that the crop surrounds"},
               {"side", "240", false, "an integer from 1 to 10,000", "the most pixels in each direction"}),
    .counts = {5, 6, -1},
    .call = scalar_picture_crop,
};
