#include "formats/coco/coco_reading.h"

#include <math.h>
#include <string.h>

static void refuse(Reading *reading, const char *what) {
  error_input(reading->error, "%s: %s: %s %zu", what, reading->input.path, reading->element,
              reading->ordinal);
}

static void refuse_field(Reading *reading, const char *field, const char *what) {
  error_input(reading->error, "%s %s: %s: %s %zu", field, what, reading->input.path, reading->element,
              reading->ordinal);
}

/* ---- fields ---- */

static bool integer_of(Number number, int64_t *out) {
  *out = number.integer;
  if (number.is_integer) return true;
  if (!(fabs(number.real) < 9223372036854775808.0) || number.real != trunc(number.real)) return false;
  *out = (int64_t)number.real;
  return true;
}

/* The text of an Id is valid until the reader's next call. */
static Id read_id(Reading *reading, const char *field) {
  JsonReader *json = &reading->json;
  if (json_null(json)) return (Id){.kind = ID_NULL};
  JsonKind kind = json_kind(json);
  if (kind == JSON_STRING) {
    JsonText text = json_string(json);
    return id_text(text.text, (uint32_t)text.length);
  }
  if (kind != JSON_NUMBER) {
    refuse_field(reading, field, "is neither a number nor a text");
    return (Id){.kind = ID_NULL};
  }
  Id id = id_integer(0);
  if (!integer_of(json_number(json), &id.integer))
    refuse_field(reading, field, "is not a whole number of 64 bits");
  return id;
}

/* NaN where there is none. */
static double read_number(Reading *reading, const char *field) {
  switch (json_kind(&reading->json)) {
  case JSON_NUMBER: return json_real(&reading->json);
  case JSON_NULL: json_null(&reading->json); return NAN;
  default: refuse_field(reading, field, "is not a number"); return NAN;
  }
}

static int64_t read_size(Reading *reading, const char *field) {
  JsonReader *json = &reading->json;
  int64_t size = COCO_NO_SIZE;
  if (json_null(json)) return size;
  if (json_kind(json) != JSON_NUMBER || !integer_of(json_number(json), &size)) {
    refuse_field(reading, field, "is not a whole number");
  }
  return size;
}

static bool read_crowd(Reading *reading) {
  JsonReader *json = &reading->json;
  if (json_null(json)) return false;
  JsonKind kind = json_kind(json);
  if (kind == JSON_BOOLEAN) return json_boolean(json);
  double value = kind == JSON_NUMBER ? json_real(json) : -1;
  if (value != 0 && value != 1) refuse_field(reading, "iscrowd", "is neither 0 nor 1");
  return value == 1;
}

static const Box no_box = {NAN, NAN, NAN, NAN};

static void read_box(Reading *reading, Box *box) {
  JsonReader *json = &reading->json;
  *box = no_box;
  if (json_null(json)) return;
  if (json_kind(json) != JSON_ARRAY) {
    refuse_field(reading, "bbox", "is not an array");
    return;
  }
  double numbers[4];
  size_t count = json_reals(json, numbers, 4);
  if (count == 4) *box = (Box){numbers[0], numbers[1], numbers[2], numbers[3]};
  if (count != 0 && count != 4) refuse_field(reading, "bbox", "has not four numbers");
}

/* The geometry as its JSON text, NULL for null and []. */
static const char *read_segmentation(Reading *reading) {
  JsonReader *json = &reading->json;
  if (!reading->segmentation) {
    json_skip(json);
    return NULL;
  }
  if (json_null(json)) return NULL;
  JsonText text = json_capture(json);
  if (!ok(reading->error)) return NULL;
  bool empty = text.text[0] == '[';
  for (size_t i = 1; empty && i + 1 < text.length; i++) empty = text.text[i] <= ' ';
  return empty ? NULL : arena_copy(&reading->out->texts, text.text, text.length, reading->error);
}

static const char *read_text(Reading *reading, const char *field) {
  if (json_null(&reading->json)) return NULL;
  if (json_kind(&reading->json) != JSON_STRING) {
    refuse_field(reading, field, "is not a text");
    return NULL;
  }
  JsonText text = json_string(&reading->json);
  return arena_copy(&reading->out->texts, text.text, text.length, reading->error);
}

static void keep_id(Reading *reading, Id *id) {
  if (id->kind == ID_TEXT) id->text = arena_copy(&reading->out->texts, id->text, id->length, reading->error);
}

/* ---- elements ---- */

void coco_take_image(Reading *reading) {
  static const JsonText keys[] = {JSON_TEXT("id"), JSON_TEXT("width"), JSON_TEXT("height"),
                                  JSON_TEXT("file_name")};
  enum { IMAGE_ID, WIDTH, HEIGHT, FILE_NAME, KEYS };
  Coco *out = reading->out;
  CocoImage image = {.width = COCO_NO_SIZE, .height = COCO_NO_SIZE};
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    switch (json_key(&reading->json, keys, KEYS, &reading->key_hint)) {
    case IMAGE_ID:
      image.id = read_id(reading, "id");
      keep_id(reading, &image.id);
      break;
    case WIDTH: image.width = read_size(reading, "width"); break;
    case HEIGHT: image.height = read_size(reading, "height"); break;
    case FILE_NAME: image.file = read_text(reading, "file_name"); break;
    default: json_skip(&reading->json);
    }
  }
  if (image.id.kind == ID_NULL) refuse(reading, "no id");
  memory_reserve((void **)&out->rows_of_images, &out->capacity[0], out->image_count + 1, sizeof image,
                 reading->error);
  if (ok(reading->error)) out->rows_of_images[out->image_count++] = image;
}

void coco_reserve_classes(Reading *reading) {
  Coco *out = reading->out;
  size_t needed = out->categories.count;
  memory_reserve((void **)&out->classes, &out->capacity[3], needed, sizeof *out->classes, reading->error);
  if (!ok(reading->error)) return;
  for (; out->class_count < needed; out->class_count++)
    out->classes[out->class_count] = (Id){.kind = ID_NULL};
}

void coco_take_category(Reading *reading) {
  static const JsonText keys[] = {JSON_TEXT("id"), JSON_TEXT("name")};
  enum { CATEGORY_ID, NAME, KEYS };
  Coco *out = reading->out;
  uint32_t category = NAMES_NONE;
  Id name = {.kind = ID_NULL};
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    switch (json_key(&reading->json, keys, KEYS, &reading->class_hint)) {
    case CATEGORY_ID: {
      Id id = read_id(reading, "id");
      category = id.kind == ID_NULL ? NAMES_NONE : names_add(&out->categories, &id, reading->error);
      break;
    }
    case NAME:
      name = read_id(reading, "name");
      keep_id(reading, &name);
      break;
    default: json_skip(&reading->json);
    }
  }
  if (category == NAMES_NONE) refuse(reading, "no id");
  if (name.kind == ID_NULL) refuse(reading, "no name");
  coco_reserve_classes(reading);
  if (!ok(reading->error)) return;
  if (out->classes[category].kind != ID_NULL) refuse(reading, "an id that stands twice");
  out->classes[category] = name;
}

/* Labels and predictions share most of their fields. */
typedef struct Object {
  Id id;
  uint32_t image, category;
  double score, area;
  Box box;
  const char *segmentation;
  bool crowd;
} Object;

enum {
  OBJECT_IMAGE,
  OBJECT_CATEGORY,
  OBJECT_BOX,
  OBJECT_SEGMENTATION,
  OBJECT_SCORE,
  OBJECT_ID,
  OBJECT_AREA,
  OBJECT_CROWD,
  OBJECT_KEYS
};
static const JsonText object_keys[] = {JSON_TEXT("image_id"),     JSON_TEXT("category_id"), JSON_TEXT("bbox"),
                                       JSON_TEXT("segmentation"), JSON_TEXT("score"),       JSON_TEXT("id"),
                                       JSON_TEXT("area"),         JSON_TEXT("iscrowd")};
enum {
  NOT_IN_LABELS = 1 << OBJECT_SCORE,
  NOT_IN_PREDICTIONS = 1 << OBJECT_ID | 1 << OBJECT_AREA | 1 << OBJECT_CROWD
};

/* The number of a category; those of predictions must be known. */
static uint32_t read_category_id(Reading *reading) {
  Id id = read_id(reading, "category_id");
  if (id.kind == ID_NULL) return NAMES_NONE;
  if (!reading->labels_path) return names_add(&reading->out->categories, &id, reading->error);
  uint32_t category = names_find(&reading->out->categories, &id);
  if (category == NAMES_NONE || reading->out->classes[category].kind == ID_NULL) {
    error_input(reading->error, "category_id %s is not in %s: %s: %s %zu", id_excerpt(&id).text,
                reading->labels_path, reading->input.path, reading->element, reading->ordinal);
  }
  return category;
}

static uint32_t read_image_id(Reading *reading) {
  Id id = read_id(reading, "image_id");
  return id.kind == ID_NULL ? NAMES_NONE : names_add(&reading->out->images, &id, reading->error);
}

static Object read_object(Reading *reading, int skipped) {
  Object object = {.image = NAMES_NONE, .category = NAMES_NONE, .score = NAN, .area = NAN, .box = no_box};
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    size_t key = json_key(&reading->json, object_keys, OBJECT_KEYS, &reading->key_hint);
    switch (skipped >> key & 1 ? OBJECT_KEYS : key) {
    case OBJECT_IMAGE: object.image = read_image_id(reading); break;
    case OBJECT_CATEGORY: object.category = read_category_id(reading); break;
    case OBJECT_BOX: read_box(reading, &object.box); break;
    case OBJECT_SEGMENTATION: object.segmentation = read_segmentation(reading); break;
    case OBJECT_SCORE: object.score = read_number(reading, "score"); break;
    case OBJECT_ID:
      object.id = read_id(reading, "id");
      keep_id(reading, &object.id);
      break;
    case OBJECT_AREA: object.area = read_number(reading, "area"); break;
    case OBJECT_CROWD: object.crowd = read_crowd(reading); break;
    default: json_skip(&reading->json);
    }
  }
  if (object.image == NAMES_NONE) refuse(reading, "no image_id");
  if (object.category == NAMES_NONE) refuse(reading, "no category_id");
  return object;
}

void coco_take_label(Reading *reading) {
  Coco *out = reading->out;
  Object object = read_object(reading, NOT_IN_LABELS);
  if (object.id.kind == ID_NULL) refuse(reading, "no id");
  memory_reserve((void **)&out->labels, &out->capacity[1], out->label_count + 1, sizeof *out->labels,
                 reading->error);
  if (!ok(reading->error)) return;
  out->labels[out->label_count++] = (CocoLabel){.id = object.id,
                                                .image = object.image,
                                                .category = object.category,
                                                .box = object.box,
                                                .area = object.area,
                                                .segmentation = object.segmentation,
                                                .crowd = object.crowd};
}

void coco_take_prediction(Reading *reading) {
  Coco *out = reading->out;
  Object object = read_object(reading, NOT_IN_PREDICTIONS);
  if (isnan(object.score))
    refuse(reading, "no score (results have one, the annotations of an instances file do not)");
  memory_reserve((void **)&out->predictions, &out->capacity[2], out->prediction_count + 1,
                 sizeof *out->predictions, reading->error);
  if (!ok(reading->error)) return;
  out->predictions[out->prediction_count++] = (CocoPrediction){.image = object.image,
                                                               .category = object.category,
                                                               .score = object.score,
                                                               .box = object.box,
                                                               .segmentation = object.segmentation};
}
