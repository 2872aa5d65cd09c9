#include "formats/coco/coco_reading.h"

#include <math.h>
#include <string.h>

#include "formats/coco/coco_fields.h"
#include "formats/coco/coco_plain.h"

/* Keys of files that people take for COCO's, and what such a file is. */
static void note_foreign(Reading *reading) {
  static const struct {
    JsonText key;
    const char *is;
  } keys[] = {
      {JSON_TEXT("segments_info"), "panoptic annotations, one for each image (panoptic_segments reads them)"},
      {JSON_TEXT("instances"),
       "Detectron2's list of images with their instances (its COCO results have one object each)"},
      {JSON_TEXT("annotations"), "a list of images with their annotations, as Detectron2 keeps data sets"},
      {JSON_TEXT("shapes"), "a file of LabelMe"},
      {JSON_TEXT("regions"), "a project of the VGG Image Annotator"},
      {JSON_TEXT("ann"), "a data set of MMDetection's own format"},
  };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (json_text_is(reading->json.key, keys[i].key)) reading->foreign = keys[i].is;
  }
}

static void leave(Reading *reading) {
  if (!reading->foreign) note_foreign(reading);
  coco_leave(reading);
}

static Id own_or_key(const Reading *reading, Id id) {
  return id.kind == ID_NULL ? reading->key : id;
}

void coco_take_image(Reading *reading) {
  static const JsonText keys[] = {JSON_TEXT("id"),
                                  JSON_TEXT("width"),
                                  JSON_TEXT("height"),
                                  JSON_TEXT("file_name"),
                                  JSON_TEXT("coco_url"),
                                  JSON_TEXT("neg_category_ids"),
                                  JSON_TEXT("not_exhaustive_category_ids")};
  enum { IMAGE_ID, WIDTH, HEIGHT, FILE_NAME, URL, NEGATIVE, NOT_EXHAUSTIVE, KEYS };
  Coco *out = reading->out;
  CocoImage image = {.width = COCO_NO_SIZE, .height = COCO_NO_SIZE};
  const char *file_of_url = NULL; /* LVIS has no other */
  size_t lists = reading->wanted & COCO_LISTS ? KEYS : NEGATIVE;
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    size_t key = json_key(&reading->json, keys, KEYS, &reading->image_hint);
    switch (key < lists ? key : KEYS) {
    case IMAGE_ID:
      image.id = coco_id(reading, "id");
      coco_keep_id(reading, &image.id);
      break;
    case WIDTH:
      if (coco_wants(reading, COCO_SIZE)) image.width = coco_size(reading, "width");
      break;
    case HEIGHT:
      if (coco_wants(reading, COCO_SIZE)) image.height = coco_size(reading, "height");
      break;
    case FILE_NAME:
      if (coco_wants(reading, COCO_FILE)) image.file = coco_text(reading, "file_name");
      break;
    case URL: file_of_url = coco_file_of_url(reading); break;
    case NEGATIVE: image.negative_categories = coco_json(reading); break;
    case NOT_EXHAUSTIVE: image.not_exhaustive_categories = coco_json(reading); break;
    default:
      if (key < KEYS)
        json_skip(&reading->json); /* has a column of its own */
      else
        coco_leave(reading);
    }
  }
  if (!image.file) image.file = file_of_url;
  image.attributes = coco_left(reading);
  image.id = own_or_key(reading, image.id);
  if (image.id.kind == ID_NULL) coco_refuse(reading, "no id");
  memory_reserve((void **)&out->rows_of_images, &out->capacity[0], out->image_count + 1, sizeof image,
                 reading->error);
  if (ok(reading->error)) out->rows_of_images[out->image_count++] = image;
}

static CocoCategory read_category(Reading *reading) {
  static const JsonText keys[] = {JSON_TEXT("id"),        JSON_TEXT("name"),      JSON_TEXT("supercategory"),
                                  JSON_TEXT("frequency"), JSON_TEXT("keypoints"), JSON_TEXT("skeleton"),
                                  JSON_TEXT("isthing")};
  enum { CATEGORY_ID, NAME, SUPERCATEGORY, FREQUENCY, KEYPOINTS, SKELETON, IS_THING, KEYS };
  CocoCategory category = {.name = {.kind = ID_NULL}, .thing = -1};
  bool all = reading->wanted & COCO_LISTS;
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    size_t key = json_key(&reading->json, keys, KEYS, &reading->class_hint);
    switch (all || key <= NAME || key == IS_THING ? key : KEYS) {
    case CATEGORY_ID:
      category.id = coco_id(reading, "id");
      coco_keep_id(reading, &category.id);
      break;
    case NAME:
      category.name = coco_id(reading, "name");
      coco_keep_id(reading, &category.name);
      break;
    case SUPERCATEGORY: category.supercategory = coco_text(reading, "supercategory"); break;
    case FREQUENCY: category.frequency = coco_text(reading, "frequency"); break;
    case KEYPOINTS: category.keypoints = coco_json(reading); break;
    case SKELETON: category.skeleton = coco_json(reading); break;
    case IS_THING: category.thing = coco_crowd(reading); break;
    default:
      if (all)
        coco_leave(reading);
      else
        json_skip(&reading->json);
    }
  }
  category.attributes = coco_left(reading);
  category.id = own_or_key(reading, category.id);
  return category;
}

void coco_take_category(Reading *reading) {
  Coco *out = reading->out;
  CocoCategory category = read_category(reading);
  if (category.id.kind == ID_NULL) coco_refuse(reading, "no id");
  if (category.name.kind == ID_NULL) coco_refuse(reading, "no name");
  if (!ok(reading->error)) return;
  uint32_t number = names_add(&out->categories, &category.id, reading->error);
  coco_reserve_classes(out, reading->error);
  memory_reserve((void **)&out->rows_of_categories, &out->capacity[4], out->category_count + 1,
                 sizeof category, reading->error);
  if (!ok(reading->error)) return;
  if (out->classes[number].kind != ID_NULL) coco_refuse(reading, "an id that stands twice");
  out->classes[number] = category.name;
  out->rows_of_categories[out->category_count++] = category;
}

/* Labels and predictions share most of their fields. */
typedef struct Object {
  Id id;
  uint32_t image, category;
  double score, area;
  Box box;
  CocoTexts texts;
  const char *rotated, *ring; /* of Ultralytics's oriented boxes */
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
  OBJECT_KEYPOINTS,
  OBJECT_DIFFICULT,
  OBJECT_ROTATED,
  OBJECT_RING,
  OBJECT_NUM_KEYPOINTS,
  OBJECT_KEYS
};
static const JsonText object_keys[] = {
    JSON_TEXT("image_id"),     JSON_TEXT("category_id"), JSON_TEXT("bbox"), JSON_TEXT("segmentation"),
    JSON_TEXT("score"),        JSON_TEXT("id"),          JSON_TEXT("area"), JSON_TEXT("iscrowd"),
    JSON_TEXT("keypoints"),    JSON_TEXT("difficult"),   JSON_TEXT("rbox"), JSON_TEXT("poly"),
    JSON_TEXT("num_keypoints")};
/* Keys that are not read: those of the other kind of file, and those without a reader. */
enum { LABEL_KEYS_NOT = 1 << OBJECT_SCORE | 1 << OBJECT_ROTATED | 1 << OBJECT_RING };
enum {
  PREDICTION_KEYS_NOT = 1 << OBJECT_ID | 1 << OBJECT_AREA | 1 << OBJECT_CROWD | 1 << OBJECT_DIFFICULT |
                        1 << OBJECT_NUM_KEYPOINTS
};

static uint32_t read_name(Reading *reading, Names *names, const char *field) {
  Id id = coco_id(reading, field);
  return id.kind == ID_NULL ? NAMES_NONE : names_add(names, &id, reading->error);
}

static const char *read_if(Reading *reading, unsigned wanted, const char *(*read)(Reading *)) {
  return coco_wants(reading, wanted) ? read(reading) : NULL;
}

/* The member that the reader is at. */
static void read_member(Reading *reading, Object *object, int left_out) {
  Coco *out = reading->out;
  size_t key = json_key(&reading->json, object_keys, OBJECT_KEYS, &reading->key_hint);
  switch (left_out >> key & 1 ? OBJECT_KEYS : key) {
  case OBJECT_IMAGE: object->image = read_name(reading, &out->images, "image_id"); break;
  case OBJECT_CATEGORY: object->category = read_name(reading, &out->categories, "category_id"); break;
  case OBJECT_BOX:
    if (coco_wants(reading, COCO_BOX)) coco_box(reading, &object->box);
    break;
  case OBJECT_SEGMENTATION:
    object->texts.segmentation = read_if(reading, COCO_SEGMENTATION, coco_json);
    break;
  case OBJECT_SCORE: object->score = coco_number(reading, "score"); break;
  case OBJECT_ID:
    object->id = coco_id(reading, "id");
    coco_keep_id(reading, &object->id);
    break;
  case OBJECT_AREA:
    if (coco_wants(reading, COCO_AREA)) object->area = coco_number(reading, "area");
    break;
  case OBJECT_CROWD:
    if (coco_wants(reading, COCO_CROWD)) object->crowd = coco_crowd(reading);
    break;
  case OBJECT_KEYPOINTS: object->texts.keypoints = read_if(reading, COCO_KEYPOINTS, coco_json); break;
  case OBJECT_NUM_KEYPOINTS:
    if (coco_wants(reading, COCO_KEYPOINTS))
      object->texts.num_keypoints = coco_number(reading, "num_keypoints");
    break;
  case OBJECT_DIFFICULT:
    if (!coco_wants(reading, COCO_DIFFICULT)) break;
    if (json_kind(&reading->json) == JSON_BOOLEAN)
      object->texts.difficult = json_boolean(&reading->json);
    else
      object->texts.difficult = coco_number(reading, "difficult");
    break;
  case OBJECT_ROTATED: object->rotated = read_if(reading, COCO_SEGMENTATION, coco_rotated); break;
  case OBJECT_RING: object->ring = read_if(reading, COCO_SEGMENTATION, coco_ring); break;
  default: leave(reading);
  }
}

static Object no_object(void) {
  return (Object){.image = NAMES_NONE,
                  .category = NAMES_NONE,
                  .score = NAN,
                  .area = NAN,
                  .box = coco_no_box,
                  .texts = {.difficult = NAN, .num_keypoints = NAN}};
}

/* After the last member. */
static void finish_object(Reading *reading, Object *object) {
  if (!object->texts.segmentation)
    object->texts.segmentation = object->rotated ? object->rotated : object->ring;
  object->texts.attributes = coco_left(reading);
  if (object->image == NAMES_NONE) coco_refuse_missing(reading, "no image_id");
  if (object->category == NAMES_NONE) coco_refuse_missing(reading, "no category_id");
}

void coco_take_label(Reading *reading) {
  if (coco_take_plainly(reading, COCO_PLAIN_LABEL)) return;
  Object object = no_object();
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) read_member(reading, &object, LABEL_KEYS_NOT);
  finish_object(reading, &object);
  object.id = own_or_key(reading, object.id);
  if (object.id.kind == ID_NULL) coco_refuse(reading, "no id");
  CocoLabel label = {.id = object.id,
                     .image = object.image,
                     .category = object.category,
                     .box = object.box,
                     .area = object.area,
                     .texts = coco_keep_texts(reading, &object.texts),
                     .crowd = object.crowd};
  coco_add_label(reading, &label);
}

static void finish_prediction(Reading *reading, Object *object) {
  finish_object(reading, object);
  if (isnan(object->score))
    coco_refuse_missing(reading, "no score (results have one, the annotations of an instances file do not)");
  CocoPrediction prediction = {.image = object->image,
                               .category = object->category,
                               .score = object->score,
                               .box = object->box,
                               .texts = coco_keep_texts(reading, &object->texts)};
  coco_add_prediction(reading, &prediction);
}

void coco_take_prediction(Reading *reading) {
  if (coco_take_plainly(reading, COCO_PLAIN_PREDICTION)) return;
  Object object = no_object();
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) read_member(reading, &object, PREDICTION_KEYS_NOT);
  finish_prediction(reading, &object);
}

bool coco_take_line(Reading *reading) {
  size_t key = json_key(&reading->json, object_keys, OBJECT_KEYS, &reading->key_hint);
  if (key > OBJECT_SCORE) return false;
  Object object = no_object();
  do read_member(reading, &object, PREDICTION_KEYS_NOT);
  while (json_next_member(&reading->json));
  finish_prediction(reading, &object);
  return true;
}
