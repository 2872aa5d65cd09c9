#include "formats/kitti/kitti.h"

#include <string.h>

/* The words of a line, in their order. */
enum { TYPE, TRUNCATED, OCCLUDED, ALPHA, LEFT, HEIGHT = LEFT + 4, SCORE = 15, WORDS };

static const char *const names[WORDS] = {"type",  "truncated", "occluded",   "alpha", "left",   "top",
                                         "right", "bottom",    "height",     "width", "length", "x",
                                         "y",     "z",         "rotation_y", "score"};

static void refuse_count(const FilesReading *reading, size_t count, bool scored) {
  const char *advice = "";
  if (count == 15 && scored) advice = " (a label has no score: kitti_labels reads it)";
  if (count == 16 && !scored) advice = " (with a score it is a prediction: kitti_predictions reads it)";
  error_input(reading->error, "%zu values where a %s has %d%s: %s: line %zu", count,
              scored ? "prediction" : "label", scored ? 16 : 15, advice, reading->file.path,
              reading->file.line);
}

static void read_line(FilesReading *reading, bool scored) {
  Word words[WORDS];
  double numbers[WORDS] = {0};
  size_t count = text_file_words(&reading->file, words, WORDS), expected = scored ? 16 : 15;
  if (count != expected) {
    refuse_count(reading, count, scored);
    return;
  }
  for (size_t i = TRUNCATED; i < expected; i++)
    numbers[i] = text_file_number(&reading->file, words[i], names[i], reading->error);
  Box box = object_files_box(reading, &numbers[LEFT]);
  uint32_t class = object_files_name(reading, &reading->out->classes, words[TYPE], names[TYPE]);
  uint32_t image = object_files_image(reading);
  KittiObject *row = object_files_append(reading, sizeof *row);
  if (!row) return;
  row->object = (FileObject){.image = image, .class = class, .box = box, .score = numbers[SCORE]};
  memcpy(row->values, &numbers[TRUNCATED], 3 * sizeof *numbers);
  memcpy(row->values + KITTI_OBJECT_HEIGHT, &numbers[HEIGHT], 7 * sizeof *numbers);
  row->dont_care = words[TYPE].length == 8 && memcmp(words[TYPE].text, "DontCare", 8) == 0;
}

static void read_labels(FilesReading *reading) {
  while (text_file_line(&reading->file, reading->error)) read_line(reading, false);
}

static void read_predictions(FilesReading *reading) {
  while (text_file_line(&reading->file, reading->error)) read_line(reading, true);
}

void kitti_read_labels(const char *directory, ObjectFiles *out, Poll *poll, Error *error) {
  object_files_read(out, directory, ".txt", read_labels, NULL, poll, error);
}

void kitti_read_predictions(const char *directory, ObjectFiles *out, Poll *poll, Error *error) {
  object_files_read(out, directory, ".txt", read_predictions, NULL, poll, error);
}
