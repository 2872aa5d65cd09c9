#include "formats/kitti/kitti.h"

#include <math.h>
#include <string.h>

/* The words of a line, in their order. */
enum { TYPE, TRUNCATED, OCCLUDED, ALPHA, LEFT, HEIGHT = LEFT + 4, SCORE = 15, WORDS, TRACKING = 17 };

static const char *const names[WORDS] = {"type",  "truncated", "occluded",   "alpha", "left",   "top",
                                         "right", "bottom",    "height",     "width", "length", "x",
                                         "y",     "z",         "rotation_y", "score"};

/* Which words a line has, by the number of its values without the score. */
typedef struct Layout {
  size_t count;
  int left;        /* the place of the box */
  bool properties; /* truncated, occluded, alpha */
  bool three_dimensions;
} Layout;

static const Layout layouts[] = {{15, LEFT, true, true}, {8, LEFT, true, false}, {5, TYPE + 1, false, false}};

static const Layout *find_layout(size_t count) {
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
    if (layouts[i].count == count) return &layouts[i];
  }
  return NULL;
}

static void refuse_count(const FilesReading *reading, size_t count, bool scored) {
  const char *advice = "";
  if (scored && find_layout(count))
    advice = " (a label has no score: kitti_labels reads it)";
  else if (!scored && find_layout(count - 1))
    advice = " (with a score it is a prediction: kitti_predictions reads it)";
  else if (count == TRACKING || count == TRACKING + 1)
    advice = " (a line of KITTI's tracking files begins with frame and track)";
  error_input(reading->error, "%zu values where a %s has %s%s: %s: line %zu", count,
              scored ? "prediction" : "label", scored ? "16, 9 or 6" : "15, 8 or 5", advice,
              reading->file.path, reading->file.line);
}

static double read_number(FilesReading *reading, const Word *word, int name) {
  return text_file_number(&reading->file, *word, names[name], reading->error);
}

static void read_values(FilesReading *reading, const Word *words, const Layout *layout, double *values) {
  unsigned wanted = *(const unsigned *)reading->context;
  for (int v = 0; v < KITTI_VALUES; v++) {
    bool early = v < KITTI_OBJECT_HEIGHT;
    int word = early ? TRUNCATED + v : HEIGHT + v - KITTI_OBJECT_HEIGHT;
    bool has = early ? layout->properties : layout->three_dimensions;
    values[v] = has && wanted >> v & 1 ? read_number(reading, &words[word], word) : (double)NAN;
  }
}

static void read_line(FilesReading *reading, bool scored) {
  Word words[WORDS];
  size_t count = text_file_words(&reading->file, words, WORDS);
  const Layout *layout = count ? find_layout(count - scored) : NULL;
  if (!layout) {
    refuse_count(reading, count, scored);
    return;
  }
  KittiObject object = {.dont_care = words[TYPE].length == 8 && memcmp(words[TYPE].text, "DontCare", 8) == 0};
  double corners[4];
  for (int i = 0; i < 4; i++) corners[i] = read_number(reading, &words[layout->left + i], LEFT + i);
  object.object.box = object_files_box(reading, corners);
  if (scored) object.object.score = read_number(reading, &words[count - 1], SCORE);
  read_values(reading, words, layout, object.values);
  object.object.class = object_files_name(reading, &reading->out->classes, words[TYPE], names[TYPE]);
  object.object.image = object_files_image(reading);
  KittiObject *row = object_files_append(reading, sizeof *row);
  if (row) *row = object;
}

static void read_labels(FilesReading *reading) {
  while (text_file_line(&reading->file, reading->error)) read_line(reading, false);
}

static void read_predictions(FilesReading *reading) {
  while (text_file_line(&reading->file, reading->error)) read_line(reading, true);
}

void kitti_read_labels(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll, Error *error) {
  object_files_read(out, directory, ".txt", read_labels, &wanted, poll, error);
}

void kitti_read_predictions(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll,
                            Error *error) {
  object_files_read(out, directory, ".txt", read_predictions, &wanted, poll, error);
}
