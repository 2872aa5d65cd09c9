#include "formats/coco/coco_read.h"

#include <math.h>
#include <string.h>

#include "formats/coco/coco_halves.h"

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
static void forget_classes(Coco *out) {
  out->class_count = 0;
}

typedef struct Section {
  JsonText key;
  const char *element;
  void (*forget)(Coco *out);
  void (*read)(Reading *reading);
} Section;

static const Section images_section = {JSON_TEXT("images"), "image", forget_images, coco_take_image};
static const Section labels_section = {JSON_TEXT("annotations"), "annotation", forget_labels,
                                       coco_take_label};
static const Section categories_section = {JSON_TEXT("categories"), "category", forget_classes,
                                           coco_take_category};
static const Section predictions_section = {JSON_TEXT("annotations"), "prediction", forget_predictions,
                                            coco_take_prediction};

static void read_elements(Reading *reading, const Section *section) {
  section->forget(reading->out);
  reading->element = section->element;
  reading->ordinal = 0;
  json_begin_array(&reading->json);
  while (json_next_element(&reading->json)) {
    if (reading->second && coco_second_half_joins(reading)) return;
    reading->ordinal++;
    section->read(reading);
  }
}

/* Reads the sections of an object, each of which must be there. */
static void read_sections(Reading *reading, const Section *const *sections, size_t count) {
  JsonReader *json = &reading->json;
  bool found[2] = {false, false};
  json_begin_object(json);
  while (json_next_member(json)) {
    size_t i = 0;
    while (i < count && !json_text_is(json->key, sections[i]->key)) i++;
    if (i == count) {
      json_skip(json);
    } else if (json_kind(json) == JSON_ARRAY) {
      found[i] = true;
      read_elements(reading, sections[i]);
    } else {
      error_input(reading->error, "%s is not an array: %s", sections[i]->key.text, reading->input.path);
    }
  }
  for (size_t i = 0; i < count; i++) {
    if (!found[i])
      error_input(reading->error, "not a COCO file, it has no %s: %s", sections[i]->key.text,
                  reading->input.path);
  }
}

static void open_reading(Reading *reading, const char *path, Coco *out, Poll *poll, Error *error) {
  reading->out = out;
  reading->error = error;
  input_open(&reading->input, path, poll, &reading->json, error);
}

static void read_instances(const char *path, const Section *const *sections, size_t count, bool segmentation,
                           Coco *out, Poll *poll, Error *error) {
  Reading reading = {.segmentation = segmentation};
  open_reading(&reading, path, out, poll, error);
  JsonKind kind = json_kind(&reading.json);
  if (kind == JSON_OBJECT) {
    read_sections(&reading, sections, count);
  } else if (kind == JSON_ARRAY) {
    error_input(error, "an array, as results are, not an instances file: %s", path);
  } else {
    error_input(error, "not a COCO file, it is neither an object nor an array: %s", path);
  }
  json_finish(&reading.json);
  coco_reserve_classes(&reading);
  input_close(&reading.input, &reading.json);
}

void coco_read_images(const char *path, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&images_section};
  out->stamp = file_stamp(path);
  read_instances(path, sections, 1, false, out, poll, error);
  memory_shrink((void **)&out->rows_of_images, &out->capacity[0], out->image_count,
                sizeof *out->rows_of_images);
}

void coco_read_labels(const char *path, bool segmentation, Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&labels_section, &categories_section};
  out->stamp = file_stamp(path);
  read_instances(path, sections, 2, segmentation, out, poll, error);
  for (size_t i = 0; i < out->label_count && ok(error); i++) {
    uint32_t category = out->labels[i].category;
    if (out->classes[category].kind != ID_NULL) continue;
    error_input(error, "category_id %s is not among the categories: %s: annotation %zu",
                id_excerpt(&out->categories.items[category]).text, path, i + 1);
  }
  memory_shrink((void **)&out->labels, &out->capacity[1], out->label_count, sizeof *out->labels);
}

static void read_results(Reading *reading) {
  const Section *const sections[] = {&predictions_section};
  JsonKind kind = json_kind(&reading->json);
  if (kind == JSON_ARRAY) {
    read_elements(reading, &predictions_section);
  } else if (kind == JSON_OBJECT) {
    read_sections(reading, sections, 1);
  } else {
    error_input(reading->error, "not a COCO file, it is neither an array nor an object: %s",
                reading->input.path);
  }
}

void coco_read_predictions(const char *path, const char *labels_path, bool segmentation, bool threaded,
                           Coco *out, Poll *poll, Error *error) {
  const Section *const sections[] = {&categories_section};
  out->labels_stamp = file_stamp(labels_path);
  out->stamp = file_stamp(path);
  read_instances(labels_path, sections, 1, false, out, poll, error);
  Reading reading = {.segmentation = segmentation, .labels_path = labels_path};
  open_reading(&reading, path, out, poll, error);
  SecondHalf second;
  if (ok(error) && threaded) coco_second_half_begin(&reading, &second);
  read_results(&reading);
  if (reading.second) coco_second_half_end(&reading);
  if (!reading.is_joined) json_finish(&reading.json);
  input_close(&reading.input, &reading.json);
  memory_shrink((void **)&out->predictions, &out->capacity[2], out->prediction_count,
                sizeof *out->predictions);
}
