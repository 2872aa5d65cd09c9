/* KITTI files: what is read of a line, and what is refused. */
#include "formats/kitti/kitti.h"

#include "folder.h"
#include "unit.h"

#define CAR "Car 0.88 3 -0.69 1 2 4 6.5 1.60 1.57 3.23 -2.70 1.74 3.68 -1.29"

static const char *read_all(bool predictions) {
  static char out[2000];
  ObjectFiles files = {0};
  Error error = {0};
  (predictions ? kitti_read_predictions : kitti_read_labels)(folder.path, ~0u, &files, NULL, &error);
  out[0] = 0;
  for (size_t i = 0; i < files.count; i++) {
    const KittiObject *row = (const KittiObject *)files.rows + i;
    const FileObject *object = &row->object;
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s %s%s %g,%g,%g,%g", i ? "; " : "",
                             id_excerpt(&files.images.items[object->image]).text,
                             id_excerpt(&files.classes.items[object->class]).text, row->dont_care ? "?" : "",
                             object->box.x, object->box.y, object->box.width, object->box.height);
    for (int v = 0; v < KITTI_VALUES; v++)
      used += (size_t)snprintf(out + used, sizeof out - used, " %g", row->values[v]);
    if (predictions) snprintf(out + used, sizeof out - used, " %g", object->score);
  }
  if (!ok(&error)) snprintf(out, sizeof out, "%s", folder_message(error.text));
  object_files_release(&files);
  CHECK(unit.alive == 0);
  return out;
}

static void lines(void) {
  folder_write("7.txt", CAR "\r\n\nDontCare -1 -1 -10 8 16 9 18 -1 -1 -1 -1000 -1000 -1000 -10\n");
  folder_write("6.txt", "");
  CHECK_TEXT(read_all(false), "'7' 'Car' 1,2,3,4.5 0.88 3 -0.69 1.6 1.57 3.23 -2.7 1.74 3.68 -1.29; "
                              "'7' 'DontCare'? 8,16,1,2 -1 -1 -10 -1 -1 -1 -1000 -1000 -1000 -10");
  folder_write("7.txt", CAR " 0.5\n");
  CHECK_TEXT(read_all(true), "'7' 'Car' 1,2,3,4.5 0.88 3 -0.69 1.6 1.57 3.23 -2.7 1.74 3.68 -1.29 0.5");
}

/* Detectors in 2D: what follows the box is absent, and maybe what stands before it too. */
static void flat_lines(void) {
  folder_write("7.txt", "Car -1 -1 -10 1 2 4 6.5 0.9\nCar 1 2 4 6.5 0.25\n");
  CHECK_TEXT(read_all(true), "'7' 'Car' 1,2,3,4.5 -1 -1 -10 nan nan nan nan nan nan nan 0.9; "
                             "'7' 'Car' 1,2,3,4.5 nan nan nan nan nan nan nan nan nan nan 0.25");
  folder_write("7.txt", "Car 0 0 1.5 1 2 4 6.5\nCar 1 2 4 6.5\n");
  CHECK_TEXT(read_all(false), "'7' 'Car' 1,2,3,4.5 0 0 1.5 nan nan nan nan nan nan nan; "
                              "'7' 'Car' 1,2,3,4.5 nan nan nan nan nan nan nan nan nan nan");
}

static void refuse_lines(void) {
  static const struct {
    bool predictions;
    const char *text, *message;
  } wanted[] = {
      {false, "Car", "1 values where a label has 15, 8 or 5: 7.txt: line 1"},
      {false, CAR " 0.5",
       "16 values where a label has 15, 8 or 5 (with a score it is a prediction: kitti_predictions reads it): 7.txt: line 1"},
      {true, CAR,
       "15 values where a prediction has 16, 9 or 6 (a label has no score: kitti_labels reads it): 7.txt: line 1"},
      {true, CAR " 0.5 1",
       "17 values where a prediction has 16, 9 or 6 (a line of KITTI's tracking files begins with frame and track): "
       "7.txt: line 1"},
      {true, CAR " high", "score is not a number: high: 7.txt: line 1"},
      {false, "\xFF 0 0 0 1 2 3 4 0 0 0 0 0 0 0", "type is no name: '?': 7.txt: line 1"},
      {false, "Car 0 0 0 1 2 3 4 0 0 0 0 0 0 1e400", "rotation_y is not a number: 1e400: 7.txt: line 1"},
      {false, "Car 0 0 0 1 2 3 1 0 0 0 0 0 0 0", "the box ends before it begins: 1,2,3,1: 7.txt: line 1"},
      {false, "Car 0 0 0 -1e308 2 1e308 4 0 0 0 0 0 0 0",
       "the box ends before it begins: -1e+308,2,1e+308,4: 7.txt: line 1"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    folder_write("7.txt", wanted[i].text);
    CHECK_TEXT(read_all(wanted[i].predictions), wanted[i].message);
  }
}

static void survive_lack_of_memory(void) {
  folder_write("6.txt", CAR "\n" CAR "\n");
  folder_write("7.txt", CAR "\n");
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 10000; n++) {
      ObjectFiles files = {0};
      Error error = {0};
      unit_fail_allocation(n, for_good);
      kitti_read_labels(folder.path, ~0u, &files, NULL, &error);
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&error) ? files.count == 3 : failed && error.kind == ERROR_MEMORY);
      object_files_release(&files);
      CHECK(unit.alive == 0);
      if (!failed) break;
    }
  }
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "folder");
  lines();
  flat_lines();
  refuse_lines();
  survive_lack_of_memory();
  folder_end();
  return unit_end("kitti");
}
