#include "sql/pictures/picture_call.h"

#include <math.h>
#include <string.h>

#include "image/image_check.h"
#include "sql/images/image_cache.h"
#include "host/result.h"
#include "host/value.h"

enum { IMAGE, WIDTH, HEIGHT, DRAWING };

const void *blob_argument(sqlite3_value *value, const char *what, size_t *length, Error *error) {
  int type = sqlite3_value_type(value);
  *length = 0;
  if (type == SQLITE_NULL || !ok(error)) return NULL;
  if (type != SQLITE_BLOB) {
    error_input(error, "%s: not a BLOB: %s", what, value_excerpt(value).text);
    return NULL;
  }
  *length = (size_t)sqlite3_value_bytes(value);
  const void *bytes = sqlite3_value_blob(value);
  if (*length && !bytes) error_memory(error);
  return bytes ? bytes : "";
}

uint32_t side_argument(sqlite3_value *value, uint32_t usual, Error *error) {
  enum { MOST = 10000 };
  double side = usual;
  if (sqlite3_value_type(value) == SQLITE_NULL) return usual;
  if (!value_real(value, &side) || !(side >= 1 && side <= MOST) || side != floor(side)) {
    error_input(error, "side is not a whole number from 1 to %d: %s", MOST, value_excerpt(value).text);
    return usual;
  }
  return (uint32_t)side;
}

const char *words_argument(sqlite3_value *value, const char *what, size_t *length, Error *error) {
  int type = sqlite3_value_type(value);
  *length = 0;
  if (type == SQLITE_NULL || !ok(error)) return NULL;
  if (type == SQLITE_BLOB) {
    error_input(error, "%s is neither a text nor a number: %s", what, value_excerpt(value).text);
    return NULL;
  }
  const char *text = value_text(value, length);
  if (!text) error_memory(error);
  return text;
}

/* An image that cannot be shown becomes the picture's problem, which its canvas reports. */
static void read_image(PictureCall *call) {
  sqlite3_value *value = call->arguments[IMAGE];
  Picture *picture = &call->picture;
  Error problem = {0};
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL)
    error_input(&problem, "no image data");
  else if (type != SQLITE_BLOB)
    error_input(&problem, "not an image: %s", value_excerpt(value).text);
  const void *bytes =
      type == SQLITE_BLOB ? blob_argument(value, "image", &picture->image_length, &call->error) : NULL;
  if (!ok(&call->error)) return;
  if (bytes) image_check(bytes, picture->image_length, &problem);
  picture->image = ok(&problem) ? bytes : NULL;
  memcpy(call->problem, problem.text, sizeof call->problem);
  picture->problem = call->problem;
}

const Image *picture_pixels(PictureCall *call) {
  Picture *picture = &call->picture;
  Connection *connection = sqlite3_user_data(call->context);
  Error problem = {0};
  if (!picture->image || !ok(&call->error)) return NULL;
  const Image *image = image_cache_decode(connection, picture->image, picture->image_length, &problem);
  if (image) return image;
  picture->image = NULL;
  if (problem.kind != ERROR_INPUT) call->error = problem;
  memcpy(call->problem, problem.text, sizeof call->problem);
  return NULL;
}

static double read_side(PictureCall *call, int argument, const char *name) {
  sqlite3_value *value = call->arguments[argument];
  double side = (double)NAN;
  if (sqlite3_value_type(value) == SQLITE_NULL) return side;
  if (!value_real(value, &side) || !(side > 0 && side <= PICTURE_SIDE_MOST))
    error_input(&call->error, "%s is not a number above 0 up to %d: %s", name, (int)PICTURE_SIDE_MOST,
                value_excerpt(value).text);
  return side;
}

/* The size of the arguments, else of the image, else of the drawing. */
static void find_size(PictureCall *call) {
  Picture *picture = &call->picture;
  const double margin = 1.05;
  call->width = read_side(call, WIDTH, "width");
  call->height = read_side(call, HEIGHT, "height");
  if (!ok(&call->error)) return;
  if (isnan(call->width) || isnan(call->height)) {
    uint32_t width = 0, height = 0;
    if (picture->image) {
      image_size(picture->image, picture->image_length, &width, &height, &call->error);
      call->width = width;
      call->height = height;
    } else {
      Box bounds = drawing_bounds(&picture->drawing);
      call->width = ceil(fmin(bounds.width * margin, PICTURE_SIDE_MOST));
      call->height = ceil(fmin(bounds.height * margin, PICTURE_SIDE_MOST));
    }
  }
  picture->frame = (Box){0, 0, call->width, call->height};
}

void picture_call(sqlite3_context *context, int count, sqlite3_value **arguments, const char *function,
                  void (*compute)(PictureCall *call)) {
  PictureCall call = {.context = context, .arguments = arguments, .count = count};
  size_t length;
  const void *drawing = blob_argument(arguments[DRAWING], "the drawing", &length, &call.error);
  call.picture.drawing = drawing_read(drawing, length, &call.arena, &call.error);
  read_image(&call);
  find_size(&call);
  if (ok(&call.error) && call.width > 0 && call.height > 0) compute(&call);
  arena_release(&call.arena);
  if (!ok(&call.error)) result_error(context, function, &call.error);
}
