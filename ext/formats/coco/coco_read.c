#include "formats/coco/coco_read.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "formats/class_names.h"
#include "formats/coco/coco_halves.h"
#include "formats/coco/coco_known.h"

/* A section that is met again starts anew: the last one wins. */
static void forget_images(Coco *out) {
  out->image_count = 0;
}
static void forget_labels(Coco *out) {
  out->label_count = 0;
}
static void forget_predictions(Coco *out) {
  out->prediction_count = 0;
}
static void forget_panoptic(Coco *out) {
  out->image_count = out->segment_count = 0;
}
static void forget_classes(Coco *out) {
  out->class_count = out->category_count = 0;
}

typedef struct Section {
  JsonText key;
  const char *element;
  bool optional;
  void (*forget)(Coco *out);
  void (*read)(Reading *reading);
} Section;

static const Section images_section = {JSON_TEXT("images"), "image", false, forget_images, coco_take_image};
/* A file without a list of images says nothing about them. */
static const Section listed_images_section = {JSON_TEXT("images"), "image", true, forget_images,
                                              coco_take_image};
static const Section labels_section = {JSON_TEXT("annotations"), "annotation", false, forget_labels,
                                       coco_take_label};
static const Section categories_section = {JSON_TEXT("categories"), "category", false, forget_classes,
                                           coco_take_category};
static const Section predictions_section = {JSON_TEXT("annotations"), "prediction", false, forget_predictions,
                                            coco_take_prediction};
static const Section panoptic_section = {JSON_TEXT("annotations"), "annotation", false, forget_panoptic,
                                         coco_take_panoptic};

static void begin_section(Reading *reading, const Section *section) {
  section->forget(reading->out);
  reading->element = section->element;
  reading->ordinal = 0;
  reading->key = (Id){.kind = ID_NULL};
}

static void read_array(Reading *reading, const Section *section) {
  begin_section(reading, section);
  json_begin_array(&reading->json);
  while (json_next_element(&reading->json)) {
    if (reading->second && coco_second_half_joins(reading)) return;
    reading->ordinal++;
    section->read(reading);
  }
}

/* An element's id may stand as its key only. */
static void take_key(Reading *reading) {
  JsonText key = reading->json.key;
  Number number;
  if (number_read_whole(key.text, key.length, &number) && number.is_integer) {
    reading->key = id_integer(number.integer);
  } else {
    char *copy = arena_copy(&reading->out->texts, key.text, key.length, reading->error);
    if (copy) reading->key = id_text(copy, (uint32_t)key.length);
  }
}

static void read_keyed(Reading *reading, const Section *section) {
  begin_section(reading, section);
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    take_key(reading);
    reading->ordinal++;
    section->read(reading);
  }
}

static void read_section(Reading *reading, const Section *section) {
  JsonKind kind = json_kind(&reading->json);
  if (section == &images_section || section == &listed_images_section) reading->out->has_images = true;
  if (kind == JSON_ARRAY)
    read_array(reading, section);
  else if (kind == JSON_OBJECT)
    read_keyed(reading, section);
  else
    error_input(reading->error, "%s is neither an array nor an object: %s", section->key.text,
                reading->input.path);
}

/* Keys of other formats' files, which have no annotations. */
static void note_format(Reading *reading) {
  static const struct {
    JsonText key;
    const char *is;
  } keys[] = {
      {JSON_TEXT("features"), "GeoJSON"},
      {JSON_TEXT("shapes"), "a file of LabelMe"},
      {JSON_TEXT("_via_img_metadata"), "a project of the VGG Image Annotator"},
      {JSON_TEXT("image_id"), "JSON Lines, one object a line, as results may be"},
      {JSON_TEXT("predictions"),
       "results within an object, and results are an array: write the value of 'predictions' alone"},
      {JSON_TEXT("results"),
       "results within an object, and results are an array: write the value of 'results' alone"},
      {JSON_TEXT("detections"),
       "results within an object, and results are an array: write the value of 'detections' alone"},
  };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (json_text_is(reading->json.key, keys[i].key)) reading->foreign = keys[i].is;
  }
}

static void refuse_format(Reading *reading, const char *lacks) {
  error_input(reading->error, "not a COCO file, it has no %s%s%s: %s", lacks,
              reading->foreign ? "; this looks like " : "", reading->foreign ? reading->foreign : "",
              reading->input.path);
}

/* Reads the sections of an object, each of which must be there unless it is optional. */
static void read_sections(Reading *reading, const Section *const *sections, size_t count) {
  JsonReader *json = &reading->json;
  bool found[3] = {false, false, false};
  json_begin_object(json);
  while (json_next_member(json)) {
    size_t i = 0;
    while (i < count && !json_text_is(json->key, sections[i]->key)) i++;
    if (i < count) {
      found[i] = true;
      read_section(reading, sections[i]);
    } else {
      note_format(reading);
      json_skip(json);
    }
  }
  for (size_t i = 0; i < count; i++) {
    if (!found[i] && !sections[i]->optional) refuse_format(reading, sections[i]->key.text);
  }
}

static void open_reading(Reading *reading, const char *path, Coco *out, Poll *poll, Error *error) {
  reading->out = out;
  reading->error = error;
  input_open(&reading->input, path, poll, &reading->json, error);
}

static void close_reading(Reading *reading) {
  buffer_release(&reading->left);
  input_close(&reading->input, &reading->json);
}

/* An array is no instances file: what it is, by the keys of its first element. */
static void refuse_array(Reading *reading) {
  static const struct {
    JsonText key;
    const char *is;
  } keys[] = {
      {JSON_TEXT("score"), "results"},
      {JSON_TEXT("annotations"),
       "a list of images with their annotations, as Detectron2 and Label Studio keep them"},
      {JSON_TEXT("instances"), "Detectron2's list of images with their instances"},
      {JSON_TEXT("ann"), "a data set of MMDetection's own format"},
  };
  const char *is = "results";
  json_begin_array(&reading->json);
  if (json_next_element(&reading->json) && json_kind(&reading->json) == JSON_OBJECT) {
    json_begin_object(&reading->json);
    while (json_next_member(&reading->json)) {
      for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (json_text_is(reading->json.key, keys[i].key)) is = keys[i].is;
      }
      json_skip(&reading->json);
    }
  }
  error_input(reading->error, "an array, which looks like %s, not an instances file: %s", is,
              reading->input.path);
}

static void read_instances(const char *path, const Section *const *sections, size_t count, unsigned wanted,
                           Coco *out, Poll *poll, Error *error) {
  Reading reading = {.wanted = wanted};
  open_reading(&reading, path, out, poll, error);
  JsonKind kind = json_kind(&reading.json);
  if (kind == JSON_OBJECT)
    read_sections(&reading, sections, count);
  else if (kind == JSON_ARRAY)
    refuse_array(&reading);
  else
    error_input(error, "not a COCO file, it is neither an object nor an array: %s", path);
  json_finish(&reading.json);
  coco_reserve_classes(out, error);
  close_reading(&reading);
}

void coco_read_images(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&images_section};
  out->stamp = file_stamp(request->path);
  read_instances(request->path, sections, 1, request->wanted, out, poll, error);
  memory_shrink((void **)&out->rows_of_images, &out->capacity[0], out->image_count,
                sizeof *out->rows_of_images);
}

void coco_read_categories(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&categories_section};
  out->stamp = file_stamp(request->path);
  read_instances(request->path, sections, 1, request->wanted, out, poll, error);
}

void coco_read_labels(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&labels_section, &categories_section, &listed_images_section};
  out->stamp = file_stamp(request->path);
  read_instances(request->path, sections, 3, request->wanted, out, poll, error);
  coco_check_labels(request, out, error);
  memory_shrink((void **)&out->labels, &out->capacity[1], out->label_count, sizeof *out->labels);
}

/* JSON Lines: a prediction in each, of which the first has been begun. */
static void read_lines(Reading *reading) {
  while (json_next_document(&reading->json)) {
    reading->ordinal++;
    coco_take_prediction(reading);
  }
}

/* Annotations, or the first of many lines. */
static void read_results_object(Reading *reading) {
  JsonReader *json = &reading->json;
  bool found = false;
  begin_section(reading, &predictions_section);
  json_begin_object(json);
  while (json_next_member(json)) {
    if (json_text_is(json->key, predictions_section.key)) {
      found = true;
      read_section(reading, &predictions_section);
      continue;
    }
    if (!found) reading->ordinal = 1;
    if (!found && coco_take_line(reading)) {
      read_lines(reading);
      return;
    }
    note_format(reading);
    json_skip(json);
  }
  if (!found) refuse_format(reading, predictions_section.key.text);
}

static void read_results(Reading *reading) {
  JsonKind kind = json_kind(&reading->json);
  if (kind == JSON_ARRAY)
    read_array(reading, &predictions_section);
  else if (kind == JSON_OBJECT)
    read_results_object(reading);
  else
    error_input(reading->error, "not a COCO file, it is neither an array nor an object: %s",
                reading->input.path);
}

static bool has_ending(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length > tail && strcmp(path + length - tail, ending) == 0;
}

/* Whether it is the names of classes, or a file of them, and no instances file. */
static bool is_names(const char *labels_path) {
  return class_names_is_json(labels_path) || has_ending(labels_path, ".yaml") ||
         has_ending(labels_path, ".yml") || has_ending(labels_path, ".txt") ||
         has_ending(labels_path, ".names");
}

static void add_category(Coco *out, const Id *id, const Id *name, Error *error) {
  uint32_t category = names_add(&out->categories, id, error);
  coco_reserve_classes(out, error);
  Id kept = *name;
  if (kept.kind == ID_TEXT) kept.text = arena_copy(&out->texts, name->text, name->length, error);
  if (ok(error)) out->classes[category] = kept;
}

static void read_names(const char *labels_path, Coco *out, Poll *poll, Error *error) {
  ClassNames names;
  class_names_read(&names, labels_path, poll, error);
  for (size_t i = 0; i < names.count && ok(error); i++) {
    Id number = id_integer((int64_t)i);
    if (names.items[i].kind != ID_NULL) add_category(out, &number, &names.items[i], error);
  }
  class_names_release(&names);
}

/* What predictions are compared with: categories and images. */
static void read_lists(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&categories_section, &listed_images_section};
  if (!class_names_is_json(request->labels_path)) out->labels_stamp = file_stamp(request->labels_path);
  if (is_names(request->labels_path))
    read_names(request->labels_path, out, poll, error);
  else
    read_instances(request->labels_path, sections, 2, COCO_FILE, out, poll, error);
}

void coco_read_panoptic(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&panoptic_section, &categories_section};
  bool classes = request->wanted & COCO_CLASS;
  if (classes && request->labels_path) read_lists(request, out, poll, error);
  out->stamp = file_stamp(request->path);
  size_t count = classes && !request->labels_path ? 2 : 1;
  if (ok(error)) read_instances(request->path, sections, count, 0, out, poll, error);
  if (ok(error) && classes) coco_check_panoptic(request->path, out, error);
}

static void read_predictions(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  out->stamp = file_stamp(request->path);
  Reading reading = {.wanted = request->wanted};
  open_reading(&reading, request->path, out, poll, error);
  SecondHalf second;
  if (ok(error) && request->threaded) coco_second_half_begin(&reading, &second);
  read_results(&reading);
  if (reading.second) coco_second_half_end(&reading);
  if (!reading.is_joined) json_finish(&reading.json);
  close_reading(&reading);
}

static void check_predictions(const CocoRequest *request, const Coco *lists, Coco *out, Error *error) {
  coco_check_predictions(request, lists, out, error);
  memory_shrink((void **)&out->predictions, &out->capacity[2], out->prediction_count,
                sizeof *out->predictions);
}

void coco_read_predictions(const CocoRequest *request, Coco *out, Poll *poll, Error *error) {
  read_lists(request, out, poll, error);
  read_predictions(request, out, poll, error);
  check_predictions(request, out, out, error);
}

static void take_lists(const CocoRequest *request, const Coco *labels, Coco *out, Error *error) {
  for (size_t i = 0; i < labels->categories.count && ok(error); i++)
    add_category(out, &labels->categories.items[i], &labels->classes[i], error);
  if (ok(error)) check_predictions(request, labels, out, error);
}

void coco_read_predictions_of(const CocoRequest *request, const Coco *labels, Coco *out, Poll *poll,
                              Error *error) {
  out->labels_stamp = labels->stamp;
  read_predictions(request, out, poll, error);
  take_lists(request, labels, out, error);
}

typedef struct Both {
  const CocoRequest *requests[2];
  Coco *out[2];
} Both;

static void read_one(void *context, const Task *task, Error *error) {
  const Both *both = context;
  (task->index ? read_predictions : coco_read_labels)(both->requests[task->index], both->out[task->index],
                                                      task->poll, error);
}

/* A thread costs more than it saves where either file is small. */
static unsigned threads_for(const Both *both) {
  enum { WORTH_A_THREAD = 1 << 20 };
  for (int i = 0; i < 2; i++) {
    FileStamp stamp = file_stamp(both->requests[i]->path);
    if (!stamp.is_file || stamp.size < WORTH_A_THREAD) return 1;
  }
  return workers_that_pay(SIZE_MAX, 0) < 2 ? 1 : 2;
}

void coco_read_both(const CocoRequest *labels_request, Coco *labels, const CocoRequest *predictions_request,
                    Coco *predictions, Poll *poll, Error *error) {
  Both both = {{labels_request, predictions_request}, {labels, predictions}};
  Workers workers = {predictions_request->threaded ? threads_for(&both) : 1, poll};
  workers_run(&workers, 2, read_one, &both, error);
  take_lists(predictions_request, labels, predictions, error);
}
