#include "formats/coco/coco_plain.h"

#include <math.h>
#include <string.h>

#include "base/json_scan.h"

/* The keys, as bits of those that were met. */
enum {
  PLAIN_IMAGE = 1,
  PLAIN_CATEGORY = 2,
  PLAIN_BOX = 4,
  PLAIN_SCORE = 8,
  PLAIN_ID = 16,
  PLAIN_AREA = 32,
  PLAIN_CROWD = 64,
  PLAIN_SEGMENTATION = 128
};

/* An element while it is scanned. */
typedef struct Plain {
  const char *end; /* of the window */
  unsigned met;
  int64_t image, category, id;
  double numbers[4], score, area;
  bool crowd;
  JsonText segmentation;
} Plain;

static inline const char *pass_blanks(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
  return p;
}

/* Behind this byte and the blanks around it; NULL where something else stands there. */
static inline const char *pass_byte(const char *p, const char *end, char byte) {
  p = pass_blanks(p, end);
  return p < end && *p == byte ? pass_blanks(p + 1, end) : NULL;
}

/* Which key stands behind the quote at `p`; 0: none of these. Each length is a constant, so that a comparison
** is a move or two. */
static inline unsigned find_key(const char *p, const char *end, size_t *length) {
  enum { LONGEST = sizeof "segmentation" };
#define IS_KEY(text) (memcmp(p, text "\"", *length = sizeof(text)) == 0)
  if (end - p < LONGEST) return 0;
  if (IS_KEY("image_id")) return PLAIN_IMAGE;
  if (IS_KEY("category_id")) return PLAIN_CATEGORY;
  if (IS_KEY("bbox")) return PLAIN_BOX;
  if (IS_KEY("score")) return PLAIN_SCORE;
  if (IS_KEY("id")) return PLAIN_ID;
  if (IS_KEY("area")) return PLAIN_AREA;
  if (IS_KEY("iscrowd")) return PLAIN_CROWD;
  if (IS_KEY("segmentation")) return PLAIN_SEGMENTATION;
#undef IS_KEY
  return 0;
}

/* A whole number from 0 on. */
static inline const char *read_whole(const char *p, const char *end, int64_t *out) {
  enum { DIGITS_MOST = 18 };
  const char *first = p;
  int64_t value = 0;
  for (; p < end && *p >= '0' && *p <= '9'; p++) {
    if (p - first == DIGITS_MOST) return NULL;
    value = value * 10 + (*p - '0');
  }
  bool goes_on = p == end || *p == '.' || *p == 'e' || *p == 'E';
  if (p == first || (*first == '0' && p - first > 1) || goes_on) return NULL;
  *out = value;
  return p;
}

static const char *read_box(const char *p, const char *end, double *numbers) {
  p = pass_byte(p, end, '[');
  for (int i = 0; i < 4 && p; i++) {
    p = number_read_within(p, end, &numbers[i]);
    if (p) p = pass_byte(p, end, i < 3 ? ',' : ']');
  }
  return p;
}

/* Passes arrays of numbers, or of such arrays, none of them empty. */
static const char *pass_arrays(const char *p, const char *end) {
  enum { DEPTH_MOST = 4 };
  int depth = 0;
  do {
    while (p && p < end && *p == '[') {
      p = pass_blanks(p + 1, end);
      if (++depth > DEPTH_MOST) return NULL;
    }
    p = p ? scan_number(p, end) : NULL;
    if (!p || !depth) return NULL;
    p = pass_blanks(p, end);
    while (depth && p < end && *p == ']') {
      p++;
      if (--depth) p = pass_blanks(p, end);
    }
    if (depth) p = pass_byte(p, end, ',');
  } while (depth);
  return p;
}

/* Behind the value of a key; NULL where it is not plain. */
static inline const char *read_value(const char *p, unsigned key, Plain *plain) {
  const char *start = p, *end = plain->end;
  int64_t crowd;
  switch (key) {
  case PLAIN_IMAGE: return read_whole(p, end, &plain->image);
  case PLAIN_CATEGORY: return read_whole(p, end, &plain->category);
  case PLAIN_ID: return read_whole(p, end, &plain->id);
  case PLAIN_BOX: return read_box(p, end, plain->numbers);
  case PLAIN_SCORE: return number_read_within(p, end, &plain->score);
  case PLAIN_AREA: return number_read_within(p, end, &plain->area);
  case PLAIN_CROWD:
    p = read_whole(p, end, &crowd);
    plain->crowd = p && crowd == 1;
    return p && crowd <= 1 ? p : NULL;
  default:
    p = pass_arrays(p, end);
    if (p) plain->segmentation = (JsonText){start, (size_t)(p - start)};
    return p;
  }
}

/* Behind the element at `p`; NULL where it is not plain. */
static const char *scan_element(const char *p, unsigned allowed, Plain *plain) {
  const char *end = plain->end;
  p = pass_byte(p, end, '{');
  while (p && p < end && *p == '"') {
    size_t length = 0;
    unsigned key = find_key(p + 1, end, &length) & allowed & ~plain->met;
    if (!key) return NULL;
    plain->met |= key;
    p = pass_byte(p + 1 + length, end, ':');
    p = p ? read_value(p, key, plain) : NULL;
    p = p ? pass_blanks(p, end) : NULL;
    if (!p || p == end) return NULL;
    if (*p == '}') return p + 1;
    p = pass_byte(p, end, ',');
  }
  return NULL;
}

/* Rows of an image mostly follow each other, in results at least. */
static inline uint32_t image_number(Reading *reading, int64_t image) {
  Names *images = &reading->out->images;
  const Id *last = images->count ? &images->items[images->last] : NULL;
  if (last && last->kind == ID_INTEGER && last->integer == image) return images->last;
  Id id = id_integer(image);
  return names_add(images, &id, reading->error);
}

static inline uint32_t category_number(Reading *reading, int64_t category) {
  uint32_t *known = category < SMALL_IDS ? &reading->plain.categories[category] : NULL;
  if (known && *known) return *known - 1;
  Id id = id_integer(category);
  uint32_t number = names_add(&reading->out->categories, &id, reading->error);
  if (known && ok(reading->error)) *known = number + 1;
  return number;
}

static Box box_of(const Reading *reading, const Plain *plain) {
  if (!(plain->met & PLAIN_BOX && reading->wanted & COCO_BOX)) return coco_no_box;
  return (Box){plain->numbers[0], plain->numbers[1], plain->numbers[2], plain->numbers[3]};
}

/* NULL where there is none, or it is not wanted. */
static const CocoTexts *texts_of(Reading *reading, const Plain *plain) {
  if (!(plain->met & PLAIN_SEGMENTATION && reading->wanted & COCO_SEGMENTATION)) return NULL;
  JsonText text = plain->segmentation;
  CocoTexts texts = {.segmentation = arena_copy(&reading->out->texts, text.text, text.length, reading->error),
                     .difficult = NAN,
                     .num_keypoints = NAN};
  return coco_keep_texts(reading, &texts);
}

static void add_prediction(Reading *reading, const Plain *plain) {
  CocoPrediction prediction = {.image = image_number(reading, plain->image),
                               .category = category_number(reading, plain->category),
                               .score = plain->score,
                               .box = box_of(reading, plain),
                               .texts = texts_of(reading, plain)};
  coco_add_prediction(reading, &prediction);
}

static void add_label(Reading *reading, const Plain *plain) {
  bool has_area = plain->met & PLAIN_AREA && reading->wanted & COCO_AREA;
  CocoLabel label = {.id = id_integer(plain->id),
                     .image = image_number(reading, plain->image),
                     .category = category_number(reading, plain->category),
                     .box = box_of(reading, plain),
                     .area = has_area ? plain->area : (double)NAN,
                     .texts = texts_of(reading, plain),
                     .crowd = plain->crowd && reading->wanted & COCO_CROWD};
  coco_add_label(reading, &label);
}

/* After some that were not plain, the more are left alone, so that other files are not read twice. */
static bool note_miss(PlainState *state) {
  enum { MOST = 63 };
  state->misses = state->misses * 2 + 1 < MOST ? state->misses * 2 + 1 : MOST;
  state->passed_over = state->misses - 1;
  return false;
}

bool coco_take_plainly(Reading *reading, CocoPlainKind kind) {
  const unsigned common = PLAIN_IMAGE | PLAIN_CATEGORY | PLAIN_BOX | PLAIN_SEGMENTATION,
                 of_labels = PLAIN_ID | PLAIN_AREA | PLAIN_CROWD;
  PlainState *state = &reading->plain;
  bool is_label = kind == COCO_PLAIN_LABEL;
  /* In results those of labels are attributes. */
  unsigned allowed = common | (is_label ? of_labels : PLAIN_SCORE);
  if (!is_label && !(reading->wanted & COCO_ATTRIBUTES)) allowed |= of_labels;
  unsigned required = PLAIN_IMAGE | PLAIN_CATEGORY | (is_label ? PLAIN_ID : PLAIN_SCORE);
  if (state->passed_over) {
    state->passed_over--;
    return false;
  }
  Plain plain = {.end = reading->json.end};
  const char *behind = scan_element(reading->json.at, allowed, &plain);
  if (!behind || ~plain.met & required) return note_miss(state);
  state->misses = 0;
  (is_label ? add_label : add_prediction)(reading, &plain);
  json_pass(&reading->json, behind);
  return true;
}
