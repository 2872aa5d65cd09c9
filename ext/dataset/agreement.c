#include "dataset/agreement.h"

#include <math.h>

static bool meet(const Names *names, const Objects *labels, const uint32_t *label_names,
                 const Objects *predictions, const uint32_t *prediction_names, Error *error) {
  bool found = !labels->count || !predictions->count;
  uint8_t *of_labels = found ? NULL : memory_allocate_zeroed(names->count, sizeof *of_labels, error);
  if (!of_labels) return true;
  for (size_t row = 0; row < labels->count; row++) of_labels[label_names[row]] = 1;
  for (size_t row = 0; row < predictions->count && !found; row++) found = of_labels[prediction_names[row]];
  memory_release(of_labels);
  return found;
}

bool dataset_images_meet(const Dataset *data, Error *error) {
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  return meet(&data->images, labels, labels->image, predictions, predictions->image, error);
}

bool dataset_classes_meet(const Dataset *data, Error *error) {
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  return meet(&data->classes, labels, labels->class, predictions, predictions->class, error);
}

enum { OF_LABELS = 1, OF_PREDICTIONS = 2 };

/* The tables in which each class occurs. */
static uint8_t *class_sides(const Dataset *data, Error *error) {
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  uint8_t *sides = memory_allocate_zeroed(data->classes.count, sizeof *sides, error);
  for (size_t row = 0; row < labels->count && sides; row++) sides[labels->class[row]] |= OF_LABELS;
  for (size_t row = 0; row < predictions->count && sides; row++)
    sides[predictions->class[row]] |= OF_PREDICTIONS;
  return sides;
}

/* A text in lower case, without blanks, hyphens and underscores. */
static Id simple_name(const Id *name, char *out, uint32_t size) {
  uint32_t length = 0;
  for (uint32_t i = 0; i < name->length && length < size; i++) {
    char c = name->text[i];
    if (c == ' ' || c == '_' || c == '-') continue;
    out[length++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  return id_text(out, length);
}

/* Of the classes that are one simple name: the first of labels alone, of predictions alone, and of both. */
typedef struct Alike {
  uint32_t first[4];
} Alike;

/* Whether a class meets another spelling of itself in the other table, and is missing there or the other one
** is here. */
static bool find_partner(const Alike *alike, uint8_t side, uint32_t number, uint32_t pair[2]) {
  static const uint8_t order[] = {OF_LABELS, OF_PREDICTIONS, OF_LABELS | OF_PREDICTIONS};
  for (int i = 0; i < 3; i++) {
    uint32_t other = alike->first[order[i]];
    if (order[i] == side || other == NAMES_NONE) continue;
    bool first = side == OF_LABELS || order[i] == OF_PREDICTIONS;
    pair[0] = first ? number : other;
    pair[1] = first ? other : number;
    return true;
  }
  return false;
}

bool dataset_classes_alike(const Dataset *data, uint32_t pair[2], Error *error) {
  const Names *classes = &data->classes;
  uint8_t *sides = class_sides(data, error);
  Alike *groups = memory_allocate(classes->count, sizeof *groups, error);
  Names simple = {0};
  char text[200];
  bool found = false;
  for (size_t k = 0; k < classes->count && ok(error) && !found; k++) {
    const Id *name = &classes->items[k];
    if (!sides[k] || name->kind != ID_TEXT || name->length > sizeof text) continue;
    Id id = simple_name(name, text, sizeof text);
    size_t before = simple.count;
    uint32_t number = names_add(&simple, &id, error);
    if (!ok(error)) break;
    if (simple.count > before) groups[number] = (Alike){{NAMES_NONE, NAMES_NONE, NAMES_NONE, NAMES_NONE}};
    found = find_partner(&groups[number], sides[k], (uint32_t)k, pair);
    uint32_t *first = &groups[number].first[sides[k]];
    if (*first == NAMES_NONE) *first = (uint32_t)k;
  }
  names_release(&simple);
  memory_release(groups);
  memory_release(sides);
  return found && ok(error);
}

/* The integer that a text spells the way SQLite would write it. */
static bool spells_integer(const Id *text, int64_t *out) {
  uint32_t at = text->length && text->text[0] == '-', digits = text->length - at;
  int64_t value = 0;
  if (!digits || digits > 18 || (text->text[at] == '0' && text->length > 1)) return false;
  for (uint32_t i = at; i < text->length; i++) {
    if (text->text[i] < '0' || text->text[i] > '9') return false;
    value = value * 10 + (text->text[i] - '0');
  }
  *out = at ? -value : value;
  return true;
}

uint32_t names_spelled(const Names *names, uint32_t *integer) {
  if (names_kind(names) != ID_NULL) return NAMES_NONE;
  for (size_t i = 0; i < names->count; i++) {
    int64_t value;
    if (names->items[i].kind != ID_TEXT || !spells_integer(&names->items[i], &value)) continue;
    Id id = id_integer(value);
    *integer = names_find(names, &id);
    if (*integer != NAMES_NONE) return (uint32_t)i;
  }
  return NAMES_NONE;
}

/* Whether an interval leaves the image, which goes from 0 to 1. */
static bool leaves(double low, double length) {
  const double slack = 0.001;
  return low < -slack || low + length > 1 + slack;
}

BoxScale objects_scale(const Objects *objects) {
  const double largest_share = 1.5, smallest_pixel = 10;
  size_t corners_out = 0, centers_out = 0;
  bool whole = true;
  for (size_t row = 0; row < objects->count; row++) {
    Box box = objects->box[row];
    double largest = fmax(fmax(fabs(box.x), fabs(box.y)), fmax(box.width, box.height));
    if (largest > smallest_pixel) return SCALE_PIXELS;
    if (largest > largest_share) return SCALE_UNKNOWN;
    whole = whole && box.x == floor(box.x) && box.y == floor(box.y) && box.width == floor(box.width) &&
            box.height == floor(box.height);
    corners_out += leaves(box.x, box.width) || leaves(box.y, box.height);
    centers_out += leaves(box.x - box.width / 2, box.width) || leaves(box.y - box.height / 2, box.height);
  }
  if (whole) return SCALE_UNKNOWN;
  return centers_out < corners_out ? SCALE_SHARES_OF_CENTERS : SCALE_SHARES;
}
