#include "formats/coco/coco_known.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "formats/image_sizes.h"

/* What is known of each image and category of the rows. */
typedef struct Known {
  const CocoRequest *request;
  Coco *coco;
  const char *element;
  bool *images, *categories;
  ImageSizes files; /* the listed images by the names of their files */
  Error *error;
} Known;

/* ---- images ---- */

static void list_images(const Coco *lists, Names *listed, Error *error) {
  for (size_t i = 0; i < lists->image_count && ok(error); i++)
    names_add(listed, &lists->rows_of_images[i].id, error);
}

/* The same digits as a number and as a text: which of the two the evaluation compares is told there. */
static bool is_listed_otherwise(const Names *listed, const Id *id) {
  char digits[24];
  Number number;
  Id other;
  if (id->kind == ID_INTEGER) {
    other = id_text(digits, (uint32_t)snprintf(digits, sizeof digits, "%lld", (long long)id->integer));
  } else {
    if (!number_read_whole(id->text, id->length, &number) || !number.is_integer) return false;
    other = id_integer(number.integer);
  }
  return names_find(listed, &other) != NAMES_NONE;
}

static void list_files(Known *known, const Coco *lists) {
  if (known->files.count) return;
  for (size_t i = 0; i < lists->image_count && ok(known->error); i++) {
    const CocoImage *image = &lists->rows_of_images[i];
    image_sizes_add(&known->files, &image->id, image->file, image->file ? strlen(image->file) : 0, 1, 1,
                    known->error);
  }
}

/* The listed image whose file bears this name; NULL where there is none, or more than one. */
static const Id *find_by_file(Known *known, const Coco *lists, const Id *name) {
  list_files(known, lists);
  const ImageSize *found = ok(known->error) ? image_sizes_find_file(&known->files, name) : NULL;
  return found ? &found->id : NULL;
}

/* The image_ids of predictions are names of files: they become the ids of the images. */
static void take_files_for_images(Known *known, const Coco *lists) {
  Names *images = &known->coco->images;
  for (size_t i = 0; i < images->count && ok(known->error); i++) {
    const Id *id = find_by_file(known, lists, &images->items[i]);
    known->images[i] = id != NULL;
    if (!id) continue;
    Id kept = *id;
    if (kept.kind == ID_TEXT)
      kept.text = arena_copy(&known->coco->texts, kept.text, kept.length, known->error);
    if (ok(known->error)) images->items[i] = kept;
  }
}

static void find_images(Known *known, const Coco *lists) {
  const Names *images = &known->coco->images;
  Names listed = {0};
  list_images(lists, &listed, known->error);
  for (size_t i = 0; i < images->count && ok(known->error); i++)
    known->images[i] = names_find(&listed, &images->items[i]) != NAMES_NONE ||
                       is_listed_otherwise(&listed, &images->items[i]);
  names_release(&listed);
}

static const char *kind_name(IdKind kind) {
  return kind == ID_TEXT ? "TEXT" : "INTEGER";
}

static void refuse_image(Known *known, const Coco *lists, uint32_t image, size_t ordinal) {
  const CocoRequest *request = known->request;
  const Id *id = &known->coco->images.items[image];
  bool own = !request->labels_path;
  const Id *by_file = own || request->images_by_file ? NULL : find_by_file(known, lists, id);
  if (!by_file) {
    error_input(known->error, "image_id %s is not among the images%s%s: %s: %s %zu", id_excerpt(id).text,
                own ? "" : " of ", own ? "" : request->labels_path, request->path, known->element, ordinal);
    return;
  }
  char kinds[160] = "";
  if (by_file->kind != id->kind)
    snprintf(kinds, sizeof kinds, "predictions.image_id is %s (%s) and labels.image_id is %s; ",
             kind_name(id->kind), id_excerpt(id).text, kind_name(by_file->kind));
  error_input(known->error,
              "%s%s is the file of image %s: set image_key = 'file' to find images by it: %s: %s %zu", kinds,
              id_excerpt(id).text, id_excerpt(by_file).text, request->path, known->element, ordinal);
}

/* ---- categories ---- */

static void refuse_category(Known *known, uint32_t category, size_t ordinal) {
  const CocoRequest *request = known->request;
  Excerpt id = id_excerpt(&known->coco->categories.items[category]);
  if (request->labels_path)
    error_input(known->error, "category_id %s is not in %s: %s: %s %zu", id.text,
                excerpt(request->labels_path, strlen(request->labels_path)).text, request->path,
                known->element, ordinal);
  else
    error_input(known->error, "category_id %s is not among the categories: %s: %s %zu", id.text,
                request->path, known->element, ordinal);
}

/* Two categories of one name would become one class without a word. */
static void check_names(Known *known, const bool *used) {
  const Coco *coco = known->coco;
  Names names = {0};
  uint32_t *first = memory_allocate(coco->categories.count, sizeof *first, known->error);
  for (size_t i = 0; i < coco->categories.count && ok(known->error); i++) {
    if (!used[i]) continue;
    size_t before = names.count;
    uint32_t name = names_add(&names, &coco->classes[i], known->error);
    if (!ok(known->error)) break;
    if (names.count > before)
      first[name] = (uint32_t)i;
    else
      error_input(
          known->error,
          "the categories %s and %s are both named %s: select category_id AS class to keep them apart: %s",
          id_excerpt(&coco->categories.items[first[name]]).text, id_excerpt(&coco->categories.items[i]).text,
          id_excerpt(&coco->classes[i]).text, known->request->path);
  }
  memory_release(first);
  names_release(&names);
}

/* ---- rows ---- */

/* One row: whether it stays. */
static bool check_row(Known *known, const Coco *lists, uint32_t image, uint32_t category, size_t row) {
  if (known->images[image] && known->categories[category]) return true;
  CocoUnknown rule = known->request->on_unknown;
  bool lenient = rule == COCO_UNKNOWN_SKIP ||
                 (rule == COCO_UNKNOWN_DEFAULT && known->request->labels_path && lists->has_images);
  if (!known->images[image] && rule != COCO_UNKNOWN_SKIP)
    refuse_image(known, lists, image, row + 1);
  else if (!known->categories[category] && !lenient)
    refuse_category(known, category, row + 1);
  known->coco->skipped++;
  return false;
}

static bool begin(Known *known, const Coco *lists) {
  Coco *coco = known->coco;
  known->images = memory_allocate_zeroed(coco->images.count + 1, sizeof *known->images, known->error);
  known->categories =
      memory_allocate_zeroed(coco->categories.count + 1, sizeof *known->categories, known->error);
  coco_reserve_classes(coco, known->error);
  if (!ok(known->error)) return false;
  if (!lists->has_images)
    memset(known->images, true, coco->images.count);
  else if (known->request->images_by_file)
    take_files_for_images(known, lists);
  else
    find_images(known, lists);
  for (size_t i = 0; i < coco->categories.count; i++) known->categories[i] = coco->classes[i].kind != ID_NULL;
  return ok(known->error);
}

static void end(Known *known) {
  memory_release(known->images);
  memory_release(known->categories);
  image_sizes_release(&known->files);
}

void coco_check_labels(const CocoRequest *request, Coco *coco, Error *error) {
  Known known = {.request = request, .coco = coco, .element = "annotation", .error = error};
  bool *used = memory_allocate_zeroed(coco->categories.count + 1, sizeof *used, error);
  size_t kept = 0;
  for (size_t i = 0; ok(error) && (i || begin(&known, coco)) && i < coco->label_count; i++) {
    const CocoLabel *label = &coco->labels[i];
    if (!check_row(&known, coco, label->image, label->category, i)) continue;
    used[label->category] = true;
    coco->labels[kept++] = *label;
  }
  if (ok(error)) coco->label_count = kept;
  if (ok(error) && request->wanted & COCO_CLASS) check_names(&known, used);
  memory_release(used);
  end(&known);
}

void coco_check_predictions(const CocoRequest *request, const Coco *lists, Coco *coco, Error *error) {
  Known known = {.request = request, .coco = coco, .element = "prediction", .error = error};
  bool *used = memory_allocate_zeroed(coco->categories.count + 1, sizeof *used, error);
  size_t kept = 0;
  for (size_t i = 0; ok(error) && (i || begin(&known, lists)) && i < coco->prediction_count; i++) {
    const CocoPrediction *prediction = &coco->predictions[i];
    if (!check_row(&known, lists, prediction->image, prediction->category, i)) continue;
    used[prediction->category] = true;
    coco->predictions[kept++] = *prediction;
  }
  if (ok(error) && !kept && coco->prediction_count && request->on_unknown == COCO_UNKNOWN_DEFAULT)
    refuse_category(&known, coco->predictions[0].category, 1);
  if (ok(error)) coco->prediction_count = kept;
  if (ok(error) && request->wanted & COCO_CLASS) check_names(&known, used);
  memory_release(used);
  end(&known);
}
