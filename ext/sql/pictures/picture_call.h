/*
** Shared by the functions that make pictures: their arguments (image, width, height, drawing), each of which
** may be NULL.
*/
#ifndef BOXSCORE_SQL_PICTURES_PICTURE_CALL_H
#define BOXSCORE_SQL_PICTURES_PICTURE_CALL_H

#include "image/image_decode.h"
#include "picture/picture_svg.h"
#include "host/host.h"

/* clang-format off */
#define PICTURE_PARAMETERS                                                                                   \
  {"image", NULL, true, "a PNG or a JPEG as a BLOB, or NULL", "the image; anything else is a grey canvas"},  \
  {"width", NULL, true, "a number above 0, or NULL", "the width of the drawing; NULL: the image's"},         \
  {"height", NULL, true, "a number above 0, or NULL", "the height of the drawing; NULL: the image's"},       \
  {"drawing", NULL, true, "a BLOB of draw_objects, or NULL", "what is drawn over the image"}
/* clang-format on */

typedef struct PictureCall {
  sqlite3_context *context;
  sqlite3_value **arguments;
  int count;
  Arena arena;
  Error error;
  double width, height; /* of what the drawing's coordinates belong to; 0: nothing tells it */
  Picture picture;      /* its frame is the whole */
  char problem[sizeof((Error *)0)->text]; /* what picture.problem points to */
} PictureCall;

/* Reads image, width, height and drawing, and calls `compute` if there is a size; otherwise the result is
** NULL. An image that cannot be shown is not an error but the picture's problem. */
void picture_call(sqlite3_context *context, int count, sqlite3_value **arguments, const char *function,
                  void (*compute)(PictureCall *call));

/* The pixels of the image, until the next call of any function on images; NULL without pixels, which then is
** the picture's problem, or after an error. */
const Image *picture_pixels(PictureCall *call);

/* The bytes of a BLOB; NULL for NULL. */
const void *blob_argument(sqlite3_value *value, const char *what, size_t *length, Error *error);

/* A number of pixels, an integer from 1 to 10,000; `usual` for NULL. */
uint32_t side_argument(sqlite3_value *value, uint32_t usual, Error *error);

/* The text of a TEXT or a number; NULL for NULL. */
const char *words_argument(sqlite3_value *value, const char *what, size_t *length, Error *error);

#endif
