#include "formats/image_sizes.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "formats/directory.h"

enum { AMBIGUOUS = UINT32_MAX - 1 };

static void add_key_id(ImageKeys *keys, const Id *id, uint32_t image, Error *error) {
  size_t before = keys->names.count;
  memory_reserve((void **)&keys->image, &keys->capacity, before + 1, sizeof *keys->image, error);
  uint32_t name = names_add(&keys->names, id, error);
  if (!ok(error)) return;
  if (keys->names.count > before)
    keys->image[name] = image;
  else if (keys->image[name] != image)
    keys->image[name] = AMBIGUOUS;
}

static void add_key(ImageKeys *keys, const char *text, size_t length, uint32_t image, Error *error) {
  Id id = id_text(text, (uint32_t)length);
  if (length && length <= UINT32_MAX) add_key_id(keys, &id, image, error);
}

static size_t length_of_folders(const char *path, size_t length) {
  while (length > 0 && path[length - 1] != '/' && path[length - 1] != '\\') length--;
  return length;
}

/* Without folders and ending: "images/train/a.jpg" is a. */
static void add_stem(ImageKeys *keys, const char *path, size_t length, uint32_t image, Error *error) {
  size_t start = length_of_folders(path, length);
  add_key(keys, path + start, stem_length(path + start, length - start), image, error);
}

/* "images/0007.jpg" is 7. */
static void add_number(ImageKeys *keys, const char *path, size_t length, uint32_t image, Error *error) {
  size_t start = length_of_folders(path, length);
  Number number;
  if (!number_read_whole(path + start, stem_length(path + start, length - start), &number) ||
      !number.is_integer)
    return;
  Id id = id_integer(number.integer);
  add_key_id(keys, &id, image, error);
}

/* Without folders: "images/train/a.jpg" is a.jpg. */
static void add_image_name(ImageKeys *keys, const char *path, size_t length, uint32_t image, Error *error) {
  size_t start = length_of_folders(path, length);
  add_key(keys, path + start, length - start, image, error);
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
  if (!file) return;
  add_image_name(&sizes->by_name, file, file_length, image, error);
  add_stem(&sizes->by_file, file, file_length, image, error);
  add_number(&sizes->by_number, file, file_length, image, error);
}

static uint32_t find_key(const ImageKeys *keys, const Id *name) {
  uint32_t found = names_find(&keys->names, name);
  return found == NAMES_NONE ? NAMES_NONE : keys->image[found];
}

static uint32_t find_name(const ImageSizes *sizes, const Id *name) {
  const ImageKeys *const ways[] = {&sizes->by_id, &sizes->by_name, &sizes->by_file, &sizes->by_stem};
  uint32_t image = NAMES_NONE;
  for (size_t i = 0; i < sizeof ways / sizeof *ways && image == NAMES_NONE; i++)
    image = find_key(ways[i], name);
  return image;
}

/* 5 of "a.JPG" where it ends as images do, 0 where it does not. */
static size_t image_ending(const Id *name) {
  static const char *const endings[] = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"};
  size_t stem = stem_length(name->text, name->length), length = name->length - stem;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t same = 0;
    while (same < length && same < strlen(endings[i]) &&
           (name->text[stem + same] | 32) == (endings[i][same] | 32))
      same++;
    if (same == length && same == strlen(endings[i])) return length;
  }
  return 0;
}

/* The labels of a.png may still be named after the a.jpg that it was. */
static uint32_t find_image(const ImageSizes *sizes, const Id *name) {
  uint32_t image = find_name(sizes, name);
  size_t ending = image == NAMES_NONE ? image_ending(name) : 0;
  Id stem = id_text(name->text, (uint32_t)(name->length - ending));
  return ending ? find_name(sizes, &stem) : image;
}

bool image_sizes_know(const ImageSizes *sizes, const char *stem, size_t length) {
  Id id = id_text(stem, (uint32_t)length);
  return find_image(sizes, &id) != NAMES_NONE;
}

const ImageSize *image_sizes_find(const ImageSizes *sizes, const char *stem, size_t length, const char *path,
                                  Error *error) {
  Id id = id_text(stem, (uint32_t)length);
  if (!ok(error)) return NULL;
  uint32_t image = find_image(sizes, &id);
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

const ImageSize *image_sizes_find_file(const ImageSizes *sizes, const Id *name) {
  uint32_t image = NAMES_NONE;
  if (name->kind == ID_INTEGER) {
    image = find_key(&sizes->by_number, name);
  } else if (name->kind == ID_TEXT) {
    size_t start = length_of_folders(name->text, name->length);
    Id own = id_text(name->text + start, (uint32_t)(name->length - start));
    image = find_key(&sizes->by_name, &own);
    if (image == NAMES_NONE) image = find_key(&sizes->by_file, &own);
  }
  return image < AMBIGUOUS ? &sizes->items[image] : NULL;
}

static void release_keys(ImageKeys *keys) {
  names_release(&keys->names);
  memory_release(keys->image);
}

void image_sizes_release(ImageSizes *sizes) {
  release_keys(&sizes->by_id);
  release_keys(&sizes->by_name);
  release_keys(&sizes->by_file);
  release_keys(&sizes->by_stem);
  release_keys(&sizes->by_number);
  memory_release(sizes->items);
  arena_release(&sizes->texts);
  *sizes = (ImageSizes){0};
}
