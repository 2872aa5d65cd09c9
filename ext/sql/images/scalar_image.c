/*
** Measures of an image: image_brightness(image[, geometry]), image_contrast, image_sharpness, image_red,
** image_green, image_blue; and its size: image_width(image), image_height(image).
**
**     SELECT id, image_brightness(data), image_sharpness(data) FROM images;
**     SELECT l.id, image_brightness(i.data, l.segmentation)
**     FROM labels AS l JOIN images AS i ON i.id = l.image_id;
**
** An image is a PNG or a JPEG as a BLOB. With a geometry, in any notation, only the pixels that it covers on
** the image's canvas count; if it covers none, the value is NULL. measure/pixel_metrics.h has the formulas,
** and image/image.h says how palettes, greys, transparency and so on are read. The size is read from the
** header, without a library.
*/
#include <math.h>

#include "host/function.h"
#include "image/image_decode.h"
#include "sql/geometry/geometry_call.h"
#include "sql/images/image_cache.h"
#include "host/value.h"

/* The bytes of the first argument, or an error if it is not a BLOB. */
static const void *image_argument(GeometryCall *call, size_t *length) {
  sqlite3_value *value = call->arguments[0];
  if (sqlite3_value_type(value) != SQLITE_BLOB)
    error_input(&call->error, "the image: not a BLOB: %s", value_excerpt(value).text);
  *length = (size_t)sqlite3_value_bytes(value);
  const void *bytes = sqlite3_value_blob(value);
  if (*length && !bytes) error_memory(&call->error);
  return bytes ? bytes : "";
}

/* Puts the name of the argument before an error of an image. */
static void name_image(GeometryCall *call, const Error *inner) {
  if (inner->kind == ERROR_INPUT)
    error_input(&call->error, "the image: %s", inner->text);
  else if (ok(&call->error))
    call->error = *inner;
}

static const Image *decoded_argument(GeometryCall *call, Connection *connection) {
  size_t length;
  const void *bytes = image_argument(call, &length);
  if (!ok(&call->error)) return NULL;
  Error inner = {0};
  const Image *image = image_cache_decode(connection, bytes, length, &inner);
  name_image(call, &inner);
  return image;
}

static void measure(GeometryCall *call, int metric) {
  Connection *connection = sqlite3_user_data(call->context);
  const Image *image = decoded_argument(call, connection);
  Mask mask = {0};
  if (image && call->count > 1) {
    Geometry geometry = geometry_argument(call, 1, "the geometry");
    if (ok(&call->error))
      mask = geometry_rasterise(&geometry, image->width, image->height, "the geometry", &call->tools,
                                &call->error);
  }
  PixelMetrics metrics = image_cache_measure(connection, call->count > 1 ? &mask : NULL, &call->error);
  double value = metrics.values[metric];
  if (ok(&call->error) && !isnan(value)) sqlite3_result_double(call->context, value);
  image_cache_trim(connection);
}

#define SHARE "REAL, 0 to 1; NULL if an argument is NULL, or if the geometry covers no pixel"

#define METRIC(metric_name, metric, text, value)                                                             \
  static void metric_name(GeometryCall *call) {                                                              \
    measure(call, metric);                                                                                   \
  }                                                                                                          \
  static void scalar_image_##metric_name(sqlite3_context *context, int count, sqlite3_value **arguments) {   \
    geometry_call(context, count, arguments, "image_" #metric_name, metric_name);                            \
  }                                                                                                          \
  const Function function_image_##metric_name = {                                                            \
      .kind = SCALAR,                                                                                        \
      .name = "image_" #metric_name,                                                                         \
      .arguments = "image[, geometry]",                                                                      \
      .summary = (text),                                                                                     \
      .returns = (value),                                                                                    \
      .example = "SELECT image_" #metric_name "(geometry_png('[1,1,2,4]', 8, 6))",                           \
      .since = "0.1.0",                                                                                      \
      PARAMETERS({"image", NULL, true, IMAGE_DOMAIN, "the image"},                                           \
                 {"geometry", NULL, false, GEOMETRY_DOMAIN, "the object; left out: the whole image"}),       \
      .counts = {1, 2, -1},                                                                                  \
      .call = scalar_image_##metric_name,                                                                    \
  };

METRIC(brightness, PIXEL_BRIGHTNESS, "measures the brightness of an image or an object in it", SHARE)
METRIC(contrast, PIXEL_CONTRAST, "measures the contrast of an image or an object in it",
       "REAL, 0 to 0.5; NULL if an argument is NULL, or if the geometry covers no pixel")
METRIC(sharpness, PIXEL_SHARPNESS, "measures the sharpness of an image or an object in it",
       "REAL, from 0; NULL if an argument is NULL, or if the geometry covers no pixel")
METRIC(red, PIXEL_RED, "computes the share of red pixels of an image or object", SHARE)
METRIC(green, PIXEL_GREEN, "computes the share of green pixels of an image or object", SHARE)
METRIC(blue, PIXEL_BLUE, "computes the share of blue pixels of an image or object", SHARE)

static void size(GeometryCall *call, bool is_width) {
  size_t length;
  uint32_t width, height;
  const void *bytes = image_argument(call, &length);
  if (!ok(&call->error)) return;
  Error inner = {0};
  image_size(bytes, length, &width, &height, &inner);
  name_image(call, &inner);
  if (ok(&call->error)) sqlite3_result_int64(call->context, is_width ? width : height);
}

static void width_of(GeometryCall *call) {
  size(call, true);
}

static void scalar_image_width(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "image_width", width_of);
}

const Function function_image_width = {
    .kind = SCALAR,
    .name = "image_width",
    .arguments = "image",
    .summary = "reads the width of an image from its header",
    .returns = "INTEGER, in pixels; NULL if an argument is NULL",
    .example = "SELECT image_width(geometry_png('[1,1,2,4]', 8, 6))",
    .since = "0.1.0",
    PARAMETERS({"image", NULL, true, IMAGE_DOMAIN, "the image"}),
    .counts = {1, -1},
    .call = scalar_image_width,
};

static void height_of(GeometryCall *call) {
  size(call, false);
}

static void scalar_image_height(sqlite3_context *context, int count, sqlite3_value **arguments) {
  geometry_call(context, count, arguments, "image_height", height_of);
}

const Function function_image_height = {
    .kind = SCALAR,
    .name = "image_height",
    .arguments = "image",
    .summary = "reads the height of an image from its header",
    .returns = "INTEGER, in pixels; NULL if an argument is NULL",
    .example = "SELECT image_height(geometry_png('[1,1,2,4]', 8, 6))",
    .since = "0.1.0",
    PARAMETERS({"image", NULL, true, IMAGE_DOMAIN, "the image"}),
    .counts = {1, -1},
    .call = scalar_image_height,
};
