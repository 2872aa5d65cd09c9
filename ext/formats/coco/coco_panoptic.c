#include "formats/coco/coco_reading.h"

#include <math.h>

/* A segment of the annotation that is being read, which becomes row `image`. */
static void take_segment(Reading *reading, uint32_t image, size_t *hint) {
  static const JsonText keys[] = {JSON_TEXT("id"), JSON_TEXT("category_id"), JSON_TEXT("area"),
                                  JSON_TEXT("bbox"), JSON_TEXT("iscrowd")};
  enum { SEGMENT_ID, CATEGORY, AREA, BOX, CROWD, KEYS };
  Coco *out = reading->out;
  CocoSegment segment = {.image = image, .category = NAMES_NONE, .area = (double)NAN, .box = coco_no_box};
  Id id = {.kind = ID_NULL};
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    switch (json_key(&reading->json, keys, KEYS, hint)) {
    case SEGMENT_ID: id = coco_id(reading, "id"); break;
    case CATEGORY: {
      Id category = coco_id(reading, "category_id");
      if (category.kind != ID_NULL) segment.category = names_add(&out->categories, &category, reading->error);
      break;
    }
    case AREA: segment.area = coco_number(reading, "area"); break;
    case BOX: coco_box(reading, &segment.box); break;
    case CROWD: segment.crowd = coco_crowd(reading); break;
    default: json_skip(&reading->json);
    }
  }
  if (id.kind != ID_INTEGER || id.integer < 1 || id.integer > UINT32_MAX)
    coco_refuse(reading, "the id of a segment is not a whole number from 1");
  if (segment.category == NAMES_NONE) coco_refuse(reading, "a segment without category_id");
  memory_reserve((void **)&out->segments, &out->segment_room, out->segment_count + 1, sizeof segment,
                 reading->error);
  if (!ok(reading->error)) return;
  segment.id = (uint32_t)id.integer;
  out->segments[out->segment_count++] = segment;
}

void coco_take_panoptic(Reading *reading) {
  static const JsonText keys[] = {JSON_TEXT("image_id"), JSON_TEXT("file_name"), JSON_TEXT("segments_info")};
  enum { IMAGE, FILE_NAME, SEGMENTS, KEYS };
  Coco *out = reading->out;
  CocoImage image = {.width = COCO_NO_SIZE, .height = COCO_NO_SIZE};
  bool has_segments = false;
  json_begin_object(&reading->json);
  while (json_next_member(&reading->json)) {
    switch (json_key(&reading->json, keys, KEYS, &reading->image_hint)) {
    case IMAGE:
      image.id = coco_id(reading, "image_id");
      coco_keep_id(reading, &image.id);
      break;
    case FILE_NAME: image.file = coco_text(reading, "file_name"); break;
    case SEGMENTS:
      has_segments = true;
      json_begin_array(&reading->json);
      while (json_next_element(&reading->json))
        take_segment(reading, (uint32_t)out->image_count, &reading->key_hint);
      break;
    default: json_skip(&reading->json);
    }
  }
  if (image.id.kind == ID_NULL) coco_refuse(reading, "no image_id");
  if (!has_segments) coco_refuse(reading, "no segments_info, which panoptic annotations have");
  memory_reserve((void **)&out->rows_of_images, &out->capacity[0], out->image_count + 1, sizeof image,
                 reading->error);
  if (ok(reading->error)) out->rows_of_images[out->image_count++] = image;
}

void coco_check_panoptic(const char *path, Coco *out, Error *error) {
  for (size_t i = 0; i < out->segment_count && ok(error); i++) {
    const CocoSegment *segment = &out->segments[i];
    if (out->classes[segment->category].kind != ID_NULL) continue;
    error_input(error, "category_id %s is not among the categories: %s: annotation %u",
                id_excerpt(&out->categories.items[segment->category]).text, path, segment->image + 1);
  }
  out->things = memory_allocate(out->categories.count, sizeof *out->things, error);
  for (size_t i = 0; i < out->categories.count && ok(error); i++) out->things[i] = -1;
  for (size_t i = 0; i < out->category_count && ok(error); i++) {
    const CocoCategory *category = &out->rows_of_categories[i];
    out->things[names_find(&out->categories, &category->id)] = category->thing;
  }
}
