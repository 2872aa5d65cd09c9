#include "formats/yolo/yolo.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

typedef struct YoloReading {
  const YoloInput *input;
  const ImageSize *size; /* of the image at hand; NULL before an object needs it */
  double *values;        /* of the line at hand, the class left out */
  size_t count, capacity;
  char *text; /* of a polygon */
  size_t length, room;
} YoloReading;

static void refuse_line(const FilesReading *reading, const char *what) {
  error_input(reading->error, "%s: %s: line %zu", what, reading->file.path, reading->file.line);
}

static void refuse_value(const FilesReading *reading, const char *what, double value) {
  char number[32];
  number_format(value, number);
  error_input(reading->error, "%s: %s: %s: line %zu", what, number, reading->file.path, reading->file.line);
}

static void read_values(FilesReading *reading, YoloReading *yolo) {
  Word word;
  yolo->count = 0;
  while (ok(reading->error) && text_file_word(&reading->file, &word)) {
    double value = text_file_number(&reading->file, word, "a coordinate", reading->error);
    memory_reserve((void **)&yolo->values, &yolo->capacity, yolo->count + 1, sizeof *yolo->values,
                   reading->error);
    if (ok(reading->error)) yolo->values[yolo->count++] = value;
  }
}

/* Labels have 4 values or 3 and more pairs; predictions one more, which is taken off. */
static void check_count(FilesReading *reading, YoloReading *yolo, double *score) {
  bool predictions = yolo->input->predictions, odd = yolo->count % 2;
  if (!ok(reading->error)) return;
  if (yolo->count < 4) {
    refuse_line(reading, "fewer values than class, center x, center y, width, height");
  } else if (predictions && !odd) {
    refuse_line(reading, "no confidence at the end (ultralytics writes it with save_conf=True)");
  } else if (!predictions && odd) {
    refuse_line(reading, "an odd number of coordinates (with a confidence it is a prediction: "
                         "yolo_predictions reads it)");
  }
  if (!ok(reading->error) || !predictions) return;
  *score = yolo->values[--yolo->count];
}

/* What lies that far outside of the image is in pixels. */
static void check_range(FilesReading *reading, const YoloReading *yolo) {
  for (size_t i = 0; i < yolo->count && ok(reading->error); i++) {
    if (!(yolo->values[i] >= -1 && yolo->values[i] <= 2))
      refuse_value(reading, "a coordinate is not relative to the image's size (0 to 1)", yolo->values[i]);
  }
}

static Box center_box(FilesReading *reading, const YoloReading *yolo) {
  const double *v = yolo->values;
  double width = yolo->size->width, height = yolo->size->height;
  if (v[2] < 0 || v[3] < 0) refuse_value(reading, "a negative width or height", v[2] < 0 ? v[2] : v[3]);
  return (Box){(v[0] - v[2] / 2) * width, (v[1] - v[3] / 2) * height, v[2] * width, v[3] * height};
}

static Box polygon_box(const double *points, size_t count) {
  double low[2] = {points[0], points[1]}, high[2] = {points[0], points[1]};
  for (size_t i = 2; i < count; i++) {
    low[i % 2] = points[i] < low[i % 2] ? points[i] : low[i % 2];
    high[i % 2] = points[i] > high[i % 2] ? points[i] : high[i % 2];
  }
  return (Box){low[0], low[1], high[0] - low[0], high[1] - low[1]};
}

static const char *polygon_text(FilesReading *reading, YoloReading *yolo) {
  enum { LONGEST = 34 }; /* of a number and a comma */
  Error *error = reading->error;
  memory_reserve((void **)&yolo->text, &yolo->room, yolo->count * LONGEST + 8, 1, error);
  if (!ok(error)) return NULL;
  char *at = yolo->text;
  *at++ = '[';
  for (size_t i = 0; i < yolo->count; i++) {
    *at++ = i ? ',' : '[';
    at += number_format(yolo->values[i], at);
  }
  *at++ = ']';
  *at++ = ']';
  return arena_copy(&reading->out->texts, yolo->text, (size_t)(at - yolo->text), error);
}

static void read_shape(FilesReading *reading, YoloReading *yolo, FileObject *object) {
  if (yolo->count == 4) {
    object->box = center_box(reading, yolo);
    return;
  }
  for (size_t i = 0; i < yolo->count; i++) yolo->values[i] *= i % 2 ? yolo->size->height : yolo->size->width;
  object->box = polygon_box(yolo->values, yolo->count);
  if (yolo->input->segmentation) object->segmentation = polygon_text(reading, yolo);
}

static int64_t read_class(FilesReading *reading, uint32_t *class) {
  const ClassNames *names = ((YoloReading *)reading->context)->input->names;
  Word word;
  text_file_word(&reading->file, &word);
  double number = text_file_number(&reading->file, word, "the class", reading->error);
  if (!ok(reading->error)) return 0;
  if (!(number >= 0 && number < INT32_MAX && floor(number) == number)) {
    refuse_value(reading, "the class is not a whole number from 0", number);
    return 0;
  }
  if (names && number >= (double)names->count) {
    error_input(reading->error, "class %lld has no name, names has %zu: %s: line %zu", (long long)number,
                names->count, reading->file.path, reading->file.line);
    return 0;
  }
  Id id = names ? names->items[(size_t)number] : id_integer((int64_t)number);
  *class = names_add(&reading->out->classes, &id, reading->error);
  return (int64_t)number;
}

/* The image's number in `images`, by the id that the user's table has. */
static void find_image(FilesReading *reading, YoloReading *yolo) {
  yolo->size =
      image_sizes_find(yolo->input->sizes, reading->name, reading->stem, reading->file.path, reading->error);
  if (yolo->size) reading->image = names_add(&reading->out->images, &yolo->size->id, reading->error);
}

static void read_line(FilesReading *reading, YoloReading *yolo) {
  FileObject object = {0};
  if (!yolo->size) find_image(reading, yolo);
  int64_t number = read_class(reading, &object.class);
  read_values(reading, yolo);
  check_count(reading, yolo, &object.score);
  check_range(reading, yolo);
  if (ok(reading->error)) read_shape(reading, yolo, &object);
  object.image = reading->image;
  YoloObject *row = object_files_append(reading, sizeof *row);
  if (row) *row = (YoloObject){object, number};
}

static void read_file(FilesReading *reading) {
  YoloReading *yolo = reading->context;
  if (strcmp(reading->name, "classes.txt") == 0) return;
  yolo->size = NULL;
  while (text_file_line(&reading->file, reading->error)) read_line(reading, yolo);
}

void yolo_read(const YoloInput *input, ObjectFiles *out, Poll *poll, Error *error) {
  YoloReading yolo = {.input = input};
  object_files_read(out, input->directory, ".txt", read_file, &yolo, poll, error);
  memory_release(yolo.values);
  memory_release(yolo.text);
}
