#include "formats/yolo/image_sizes.h"

#include <stdio.h>

#include "formats/directory.h"

enum { AMBIGUOUS = UINT32_MAX - 1 };

static void add_key(ImageKeys *keys, const char *text, size_t length, uint32_t image, Error *error) {
  size_t before = keys->names.count;
  Id id = id_text(text, (uint32_t)length);
  if (!length || length > UINT32_MAX) return;
  memory_reserve((void **)&keys->image, &keys->capacity, before + 1, sizeof *keys->image, error);
  uint32_t name = names_add(&keys->names, &id, error);
  if (!ok(error)) return;
  if (keys->names.count > before)
    keys->image[name] = image;
  else if (keys->image[name] != image)
    keys->image[name] = AMBIGUOUS;
}

/* Without folders and ending: "images/train/a.jpg" is a. */
static void add_stem(ImageKeys *keys, const char *path, size_t length, uint32_t image, Error *error) {
  size_t start = length;
  while (start > 0 && path[start - 1] != '/' && path[start - 1] != '\\') start--;
  add_key(keys, path + start, stem_length(path + start, length - start), image, error);
}

void image_sizes_add(ImageSizes *sizes, const Id *id, const char *file, size_t file_length, double width,
                     double height, Error *error) {
  if (sizes->count >= AMBIGUOUS) error_input(error, "%s has more rows than fit", sizes->table);
  memory_reserve((void **)&sizes->items, &sizes->capacity, sizes->count + 1, sizeof *sizes->items, error);
  ImageSize size = {*id, width, height};
  if (id->kind == ID_TEXT) size.id.text = arena_copy(&sizes->texts, id->text, id->length, error);
  if (!ok(error)) return;
  uint32_t image = (uint32_t)sizes->count;
  sizes->items[sizes->count++] = size;
  if (id->kind == ID_TEXT) {
    add_key(&sizes->by_id, id->text, id->length, image, error);
    add_stem(&sizes->by_stem, id->text, id->length, image, error);
  } else {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)id->integer);
    add_key(&sizes->by_id, digits, (size_t)length, image, error);
  }
  if (file) add_stem(&sizes->by_file, file, file_length, image, error);
}

const ImageSize *image_sizes_find(const ImageSizes *sizes, const char *stem, size_t length, const char *path,
                                  Error *error) {
  const ImageKeys *const ways[] = {&sizes->by_id, &sizes->by_file, &sizes->by_stem};
  Id id = id_text(stem, (uint32_t)length);
  if (!ok(error)) return NULL;
  uint32_t image = NAMES_NONE;
  for (size_t i = 0; i < 3 && image == NAMES_NONE; i++) {
    uint32_t name = names_find(&ways[i]->names, &id);
    if (name != NAMES_NONE) image = ways[i]->image[name];
  }
  const ImageSize *size = image < AMBIGUOUS ? &sizes->items[image] : NULL;
  if (image == NAMES_NONE)
    error_input(error, "%s has no image %s, neither by id nor by file: %s", sizes->table,
                id_excerpt(&id).text, path);
  else if (!size)
    error_input(error, "%s has more than one image %s: %s", sizes->table, id_excerpt(&id).text, path);
  else if (!(size->width > 0 && size->height > 0))
    error_input(error, "%s row %s: width and height are not numbers above 0: %s", sizes->table,
                id_excerpt(&size->id).text, path);
  return ok(error) ? size : NULL;
}

static void release_keys(ImageKeys *keys) {
  names_release(&keys->names);
  memory_release(keys->image);
}

void image_sizes_release(ImageSizes *sizes) {
  release_keys(&sizes->by_id);
  release_keys(&sizes->by_file);
  release_keys(&sizes->by_stem);
  memory_release(sizes->items);
  arena_release(&sizes->texts);
  *sizes = (ImageSizes){0};
}
