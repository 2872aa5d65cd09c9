/*
** image_thumbnail(image[, side]): an image made small, and
** image_crop(image, box[, side]): a part of it.
**
**     SELECT image_thumbnail(data, 160) FROM images;
**     SELECT image_crop(i.data, l.bbox, 160) FROM labels AS l JOIN images AS i ON i.id = l.image_id;
**
** The result is a JPEG (without libjpeg, a PNG), made by averaging areas, at most side pixels in each
** direction and never enlarged; without side, a crop keeps its pixels. The box is a geometry in any notation;
** the box around it counts, cut to the image. A value that is not an image is an error.
*/
#include <math.h>

#include "image/image_write.h"
#include "image/resample.h"
#include "host/function.h"
#include "sql/geometry/geometry_call.h"
#include "sql/images/image_cache.h"
#include "sql/pictures/picture_call.h"
#include "host/value.h"

static const Image *decoded_argument(GeometryCall *call, Connection *connection) {
  size_t length;
  Error inner = {0};
  const void *bytes = blob_argument(call->arguments[0], "the image", &length, &call->error);
  const Image *image = ok(&call->error) ? image_cache_decode(connection, bytes, length, &inner) : NULL;
  if (inner.kind == ERROR_INPUT)
    error_input(&call->error, "the image: %s", inner.text);
  else if (ok(&call->error))
    call->error = inner;
  return image;
}

static void write_part(GeometryCall *call, const Box *box, uint32_t side) {
  Image small = {0};
  Buffer out = {0};
  Watch watch;
  uint32_t width, height;
  Error *error = &call->error;
  Connection *connection = sqlite3_user_data(call->context);
  const Image *image = decoded_argument(call, connection);
  watch_begin(&watch, connection->db, error);
  if (image) {
    ImagePart part = {0, 0, image->width, image->height};
    if (box) part = (ImagePart){box->x, box->y, box->width, box->height};
    part = image_whole_pixels(image, &part);
    image_fit(&part, side, &width, &height);
    image_resample(image, &part, width, height, &small, &watch.poll, error);
  }
  if (ok(error)) image_write_small(&small, &out, &watch.poll, error);
  watch_end(&watch);
  image_cache_trim(connection);
  image_release(&small);
  blob_result(call, &out);
}

static void thumbnail(GeometryCall *call) {
  enum { USUAL = 160 };
  write_part(call, NULL, call->count > 1 ? side_argument(call->arguments[1], USUAL, &call->error) : USUAL);
}

static void scalar_image_thumbnail(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "image_thumbnail", thumbnail);
}

const Function function_image_thumbnail = {
    .kind = SCALAR,
    .name = "image_thumbnail",
    .arguments = "image[, side]",
    .summary = "shrinks an image",
    .returns = "BLOB, a JPEG, or a PNG without libjpeg; NULL if an argument is NULL",
    .example = "SELECT image_width(image_thumbnail(data, 200)) FROM images WHERE id = 2",
    .since = "0.1.0",
    PARAMETERS({"image", NULL, true, IMAGE_DOMAIN, "the image"},
               {"side", "160", false, "an integer from 1 to 10,000", "the most pixels in each direction"}),
    .counts = {1, 2, -1},
    .call = scalar_image_thumbnail,
};

static void crop(GeometryCall *call) {
  Geometry geometry = geometry_argument(call, 1, "the box");
  uint32_t side =
      call->count > 2 ? side_argument(call->arguments[2], IMAGE_SIDE_MOST, &call->error) : IMAGE_SIDE_MOST;
  if (!ok(&call->error)) return;
  Box box = geometry_bounds(&geometry);
  write_part(call, &box, side);
}

static void scalar_image_crop(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "image_crop", crop);
}

const Function function_image_crop = {
    .kind = SCALAR,
    .name = "image_crop",
    .arguments = "image, box[, side]",
    .summary = "cuts a part out of an image",
    .returns = "BLOB, a JPEG, or a PNG without libjpeg; NULL if an argument is NULL",
    .example = "SELECT image_width(image_crop(data, '[734,313,46,29]')) FROM images WHERE id = 2",
    .since = "0.1.0",
    PARAMETERS({"image", NULL, true, IMAGE_DOMAIN, "the image"},
               {"box", NULL, true, GEOMETRY_DOMAIN, "the part: the box around it counts"},
               {"side", NULL, false, "an integer from 1 to 10,000",
                "the most pixels in each direction; left out: all of the part's"}),
    .counts = {2, 3, -1},
    .call = scalar_image_crop,
};
