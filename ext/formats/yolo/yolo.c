#include "formats/yolo/yolo.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

typedef struct YoloReading {
  const YoloInput *input;
  const ImageSize *size; /* of the image at hand; NULL before an object needs it */
  double *values;        /* of the line at hand, the class left out */
  size_t count, capacity;
  char *text; /* of a polygon or keypoints */
  size_t room;
  int64_t *numbers; /* of each class, the one it was first met with */
  size_t number_count, number_capacity;
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

/* A track's id: never confused with a coordinate, which lies in 0 to 1 or so. After a box it is the sixth
** value. */
static bool ends_in_track(const YoloReading *yolo, size_t shape) {
  double last = yolo->values[yolo->count - 1];
  bool whole = last >= 0 && last < INT32_MAX && floor(last) == last;
  return whole && (shape == 4 || yolo->input->points || last >= 2);
}

/* Takes confidence and track off a prediction's values. */
static void take_confidence(FilesReading *reading, YoloReading *yolo, YoloObject *object) {
  bool second = yolo->input->confidence == CONFIDENCE_SECOND;
  if (second) {
    object->object.score = yolo->values[0];
    memmove(yolo->values, yolo->values + 1, --yolo->count * sizeof *yolo->values);
  }
  size_t behind = second ? 0 : 1; /* the coordinates, track left out */
  bool odd = yolo->input->points ? yolo->count > behind + 4 + 2 * yolo->input->points &&
                                       yolo->count != behind + 4 + 3 * yolo->input->points
                                 : (yolo->count - behind) % 2;
  if (odd && yolo->count >= behind + 5 && ends_in_track(yolo, yolo->count - behind - 1))
    object->track = (int64_t)yolo->values[--yolo->count];
  else if (odd && !yolo->input->points)
    refuse_line(reading, second ? "an odd number of coordinates after the confidence"
                                : "no confidence at the end (ultralytics writes it with save_conf=True)");
  if (!second && ok(reading->error)) object->object.score = yolo->values[--yolo->count];
  double score = object->object.score;
  if (ok(reading->error) && !(score >= 0 && score <= 1))
    refuse_value(reading,
                 "a confidence that is not in 0 to 1 (a track without one? ultralytics writes both with "
                 "save_conf=True)",
                 score);
}

/* What is left of the values must be a box, a polygon, or a box and keypoints. */
static void check_count(FilesReading *reading, YoloReading *yolo, YoloObject *object) {
  bool predictions = yolo->input->predictions;
  size_t points = yolo->input->points;
  if (!ok(reading->error)) return;
  if (yolo->count < 4) refuse_line(reading, "fewer values than class, center x, center y, width, height");
  if (ok(reading->error) && predictions) take_confidence(reading, yolo, object);
  if (!ok(reading->error)) return;
  if (points && yolo->count != 4 + 2 * points && yolo->count != 4 + 3 * points)
    error_input(reading->error, "%zu values are not a box and %zu keypoints: %s: line %zu", yolo->count,
                points, reading->file.path, reading->file.line);
  else if (yolo->count < 4)
    refuse_line(reading, "fewer values than class, center x, center y, width, height");
  else if (!points && yolo->count % 2)
    refuse_line(reading, "an odd number of coordinates (with a confidence it is a prediction: "
                         "yolo_predictions reads it)");
}

/* What lies that far outside the image is in pixels. Keypoints that are not there may be anything. */
static void check_range(FilesReading *reading, const YoloReading *yolo) {
  size_t count = yolo->input->points && yolo->count > 4 ? 4 : yolo->count;
  for (size_t i = 0; i < count && ok(reading->error); i++) {
    if (!(yolo->values[i] >= -1 && yolo->values[i] <= 2))
      refuse_value(reading, "a coordinate is not relative to the image's size (0 to 1)", yolo->values[i]);
  }
}

/* A confidence that stands after the class and is read as the centre mostly pushes the box out of the
** image. */
static void check_place(FilesReading *reading, const YoloReading *yolo) {
  const double *v = yolo->values, low = -0.02, high = 1.02;
  if (!ok(reading->error) || !yolo->input->predictions || yolo->input->confidence != CONFIDENCE_UNSET) return;
  for (int i = 0; i < 2; i++) {
    if (v[i] - v[i + 2] / 2 < low || v[i] + v[i + 2] / 2 > high)
      refuse_line(reading, "the box leaves the image: where the confidence stands after the class, set "
                           "confidence = 'second'; where boxes may leave it, 'last'");
  }
}

static Box center_box(FilesReading *reading, const YoloReading *yolo) {
  const double *v = yolo->values;
  double width = yolo->size->width, height = yolo->size->height;
  check_place(reading, yolo);
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

enum { LONGEST = 34 }; /* of a number and a comma */

/* Room for `count` numbers as JSON; NULL with the error set. */
static char *text_room(FilesReading *reading, YoloReading *yolo, size_t count) {
  memory_reserve((void **)&yolo->text, &yolo->room, count * LONGEST + 8, 1, reading->error);
  return ok(reading->error) ? yolo->text : NULL;
}

static const char *polygon_text(FilesReading *reading, YoloReading *yolo) {
  char *at = text_room(reading, yolo, yolo->count);
  if (!at) return NULL;
  *at++ = '[';
  for (size_t i = 0; i < yolo->count; i++) {
    *at++ = i ? ',' : '[';
    at += number_format(yolo->values[i], at);
  }
  *at++ = ']';
  *at++ = ']';
  return arena_copy(&reading->out->texts, yolo->text, (size_t)(at - yolo->text), reading->error);
}

/* [x,y,v,...]; without visibilities in the file every point is visible, but for those at 0, 0, as Ultralytics
** has it. */
static const char *keypoints_text(FilesReading *reading, YoloReading *yolo) {
  size_t points = yolo->input->points, width = (yolo->count - 4) / points;
  char *at = text_room(reading, yolo, points * 3);
  if (!at) return NULL;
  for (size_t p = 0; p < points; p++) {
    const double *v = &yolo->values[4 + p * width];
    double numbers[3] = {v[0] * yolo->size->width, v[1] * yolo->size->height, 2};
    if (width == 3)
      numbers[2] = v[2];
    else if (v[0] == 0 && v[1] == 0)
      numbers[2] = 0;
    for (int i = 0; i < 3; i++) {
      *at++ = p || i ? ',' : '[';
      at += number_format(numbers[i], at);
    }
  }
  *at++ = ']';
  return arena_copy(&reading->out->texts, yolo->text, (size_t)(at - yolo->text), reading->error);
}

static void read_shape(FilesReading *reading, YoloReading *yolo, YoloObject *object) {
  if (yolo->count == 4 || yolo->input->points) {
    object->object.box = center_box(reading, yolo);
    if (yolo->input->points && yolo->input->keypoints && ok(reading->error))
      object->keypoints = keypoints_text(reading, yolo);
    return;
  }
  for (size_t i = 0; i < yolo->count; i++) yolo->values[i] *= i % 2 ? yolo->size->height : yolo->size->width;
  object->object.box = polygon_box(yolo->values, yolo->count);
  if (yolo->input->segmentation) object->object.segmentation = polygon_text(reading, yolo);
}

/* Two numbers of one name would become one class without a word. */
static void check_name(FilesReading *reading, YoloReading *yolo, uint32_t class, int64_t number) {
  size_t known = yolo->number_count;
  memory_reserve((void **)&yolo->numbers, &yolo->number_capacity, (size_t) class + 1, sizeof *yolo->numbers,
                 reading->error);
  if (!ok(reading->error)) return;
  if (class >= known) {
    yolo->numbers[class] = number;
    yolo->number_count = (size_t) class + 1;
  } else if (yolo->numbers[class] != number && yolo->input->classes) {
    error_input(
        reading->error,
        "the classes %lld and %lld are both named %s: select category_id AS class to keep them apart: "
        "%s: line %zu",
        (long long)yolo->numbers[class], (long long)number,
        id_excerpt(&reading->out->classes.items[class]).text, reading->file.path, reading->file.line);
  }
}

/* The number of the class; some tools write its name in place of it. -1 with the error set. */
static int64_t read_number(FilesReading *reading, const ClassNames *names) {
  Word word;
  Number read;
  text_file_word(&reading->file, &word);
  bool is_number = number_read_whole(word.text, word.length, &read);
  int64_t named = names && !is_number ? class_names_number(names, word.text, word.length) : -1;
  if (named >= 0) return named;
  double number = text_file_number(&reading->file, word, "the class", reading->error);
  if (ok(reading->error) && !(number >= 0 && number < INT32_MAX && floor(number) == number))
    refuse_value(reading, "the class is not a whole number from 0", number);
  return ok(reading->error) ? (int64_t)number : -1;
}

/* False where the class has no name: the object is skipped, or the error is set. */
static bool read_class(FilesReading *reading, YoloReading *yolo, YoloObject *object) {
  const ClassNames *names = yolo->input->names;
  object->number = read_number(reading, names);
  if (!ok(reading->error)) return false;
  Id id = id_integer(object->number);
  if (names) {
    const Id *name = class_names_find(names, object->number);
    if (!name) {
      object_files_unknown(reading, "class %lld has no name, names has %zu: %s: line %zu",
                           (long long)object->number, names->count, reading->file.path, reading->file.line);
      return false;
    }
    id = *name;
  }
  uint32_t class = names_add(&reading->out->classes, &id, reading->error);
  if (ok(reading->error)) check_name(reading, yolo, class, object->number);
  object->object.class = class;
  return ok(reading->error);
}

/* The image's number in `images`, by the id that the user's table has. False where there is none. */
static bool find_image(FilesReading *reading, YoloReading *yolo) {
  const ImageSizes *sizes = yolo->input->sizes;
  if (yolo->size) return true;
  if (!image_sizes_know(sizes, reading->name, reading->stem)) {
    Id name = id_text(reading->name, (uint32_t)reading->stem);
    object_files_unknown(reading, "%s has no image %s, neither by id nor by file: %s", sizes->table,
                         id_excerpt(&name).text, reading->file.path);
    return false;
  }
  yolo->size = image_sizes_find(sizes, reading->name, reading->stem, reading->file.path, reading->error);
  if (yolo->size) reading->image = names_add(&reading->out->images, &yolo->size->id, reading->error);
  return ok(reading->error);
}

static void read_line(FilesReading *reading, YoloReading *yolo) {
  YoloObject object = {.track = YOLO_NO_TRACK};
  if (!find_image(reading, yolo) || !read_class(reading, yolo, &object)) return;
  read_values(reading, yolo);
  check_count(reading, yolo, &object);
  check_range(reading, yolo);
  if (ok(reading->error)) read_shape(reading, yolo, &object);
  object.object.image = reading->image;
  YoloObject *row = object_files_append(reading, sizeof *row);
  if (row) *row = object;
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
  memory_release(yolo.numbers);
}
