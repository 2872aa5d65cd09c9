/*
** picture_png(image, width, height, drawing): makes a PNG of the image with outlines and fills on its pixels.
**
**     SELECT picture_png(i.data, i.width, i.height, draw_objects(l.bbox, class_colour(l.class), NULL))
**     FROM images AS i JOIN labels AS l ON l.image_id = i.id WHERE i.id = 17;
**
** It has the size of the image; only picture_svg draws captions. A value that is not an image becomes a grey
** canvas of width x height that says why. Without any size the result is NULL.
*/
#include <math.h>
#include <string.h>

#include "image/image_write.h"
#include "picture/font.h"
#include "picture/render.h"
#include "host/function.h"
#include "sql/images/image_cache.h"
#include "sql/pictures/picture_call.h"

static void grey_canvas(const PictureCall *call, Image *image, Error *error) {
  enum { GREY = 0xC8 };
  double width = fmax(1, floor(call->width)), height = fmax(1, floor(call->height));
  if (width * height > IMAGE_PIXELS_MOST)
    error_input(error, "a canvas of more than %d pixels", IMAGE_PIXELS_MOST);
  if (!ok(error)) return;
  image_resize(image, (uint32_t)width, (uint32_t)height, error);
  if (ok(error)) memset(image->pixels, GREY, 3 * (size_t)image->width * image->height);
}

/* A copy to draw on: the image stays unchanged. */
static void copy_image(const Image *image, Image *copy, Error *error) {
  image_resize(copy, image->width, image->height, error);
  if (ok(error)) memcpy(copy->pixels, image->pixels, 3 * (size_t)image->width * image->height);
}

static void write_png(PictureCall *call) {
  Image drawn = {0};
  Buffer out = {0};
  Error *error = &call->error;
  Watch watch;
  Connection *connection = sqlite3_user_data(call->context);
  const Image *image = picture_pixels(call);
  watch_begin(&watch, connection->db, error);
  if (image)
    copy_image(image, &drawn, error);
  else
    grey_canvas(call, &drawn, error);
  if (ok(error))
    render_drawing(&call->picture.drawing, call->width, call->height, &drawn, &watch.poll, error);
  if (ok(error) && !image) font_write_middle(&drawn, call->problem, (Colour){0x1A, 0x1A, 0x1A});
  if (ok(error)) png_write(&drawn, &out, &watch.poll, error);
  watch_end(&watch);
  image_cache_trim(connection);
  image_release(&drawn);
  if (ok(error))
    sqlite3_result_blob64(call->context, out.bytes, out.length, memory_release);
  else
    buffer_release(&out);
}

static void scalar_picture_png(sqlite3_context *context, int count, sqlite3_value **arguments) {
  picture_call(context, count, arguments, "picture_png", write_png);
}

const Function function_picture_png = {
    .kind = SCALAR,
    .name = "picture_png",
    .arguments = "image, width, height, drawing",
    .summary = "makes a PNG of an image with a drawing on its pixels",
    .returns = "BLOB, an RGB PNG of the size of the image; NULL where no size is known",
    .example = "SELECT length(picture_png(NULL, 20, 10, draw_objects('[5,2,10,6]', 'red', NULL)))",
    .since = "0.1.0",
    PARAMETERS(PICTURE_PARAMETERS),
    .counts = {4, -1},
    .call = scalar_picture_png,
};
