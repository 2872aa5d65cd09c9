/* Classes and images: those that one table has and another lacks, and how unequal they are. */
#include <math.h>

#include "dataset/health/health.h"

/* ---- rows of images that are not there ---- */

/* Where the table of images has none of the images, it is of another data set, which is one issue. */
static void check_unknown_images(Health *health, IssueTable table, Error *error) {
  const Objects *objects = health_objects(health, table);
  bool any = false;
  if (!health->place) return;
  for (size_t row = 0; row < objects->count; row++)
    any = any || health->place[objects->image[row]] != NAMES_NONE;
  for (uint32_t row = 0; row < objects->count && any && ok(error); row++) {
    if (health->place[objects->image[row]] != NAMES_NONE) continue;
    Issue issue = health_row_issue(health, ISSUE_UNKNOWN_IMAGE, table, row);
    issues_add(&health->issues, &issue, error);
  }
  if (any || !objects->count || !health->images.ids.count) return;
  Issue issue = {.kind = ISSUE_UNKNOWN_IMAGE,
                 .table = table,
                 .image = health->data.images.items[objects->image[0]],
                 .other = health->images.ids.items[0]};
  issues_add(&health->issues, &issue, error);
}

/* ---- classes ---- */

enum { FEW_LABELS = 10, IMBALANCE = 20 };

/* How many rows of each table a class has. */
typedef struct ClassRows {
  size_t count[2];
} ClassRows;

/* Whether one class has more labels than another, or fewer; with as many, the first one by name is taken. */
static bool comes_first(const ClassRows *rows, const Names *classes, uint32_t one, uint32_t other,
                        bool more) {
  size_t own = rows[one].count[HEALTH_LABELS], theirs = rows[other].count[HEALTH_LABELS];
  if (own != theirs) return (own > theirs) == more;
  return id_compare(&classes->items[one], &classes->items[other]) < 0;
}

static void check_imbalance(Health *health, const ClassRows *rows, Error *error) {
  const Names *classes = &health->data.classes;
  uint32_t most = NAMES_NONE, least = NAMES_NONE;
  Issue issue = {.kind = ISSUE_CLASS_IMBALANCE, .table = HEALTH_LABELS};
  for (uint32_t k = 0; k < classes->count; k++) {
    size_t count = rows[k].count[HEALTH_LABELS];
    if (!count) continue;
    issue.whole++;
    issue.count += count < FEW_LABELS;
    if (most == NAMES_NONE || comes_first(rows, classes, k, most, true)) most = k;
    if (least == NAMES_NONE || comes_first(rows, classes, k, least, false)) least = k;
  }
  if (most == NAMES_NONE) return;
  issue.value = (double)rows[most].count[HEALTH_LABELS];
  issue.limit = (double)rows[least].count[HEALTH_LABELS];
  if (issue.value < IMBALANCE * issue.limit) return;
  issue.class = classes->items[least];
  issue.other = classes->items[most];
  issues_add(&health->issues, &issue, error);
}

static void check_class(Health *health, uint32_t class, const ClassRows *rows, Error *error) {
  const Id *name = &health->data.classes.items[class];
  bool has[2] = {rows->count[HEALTH_LABELS] || names_find(&health->lost_classes, name) != NAMES_NONE,
                 rows->count[HEALTH_PREDICTIONS]};
  Issue issue = {.class = *name};
  if (has[HEALTH_LABELS] == has[HEALTH_PREDICTIONS]) return;
  issue.kind = has[HEALTH_LABELS] ? ISSUE_UNPREDICTED_CLASS : ISSUE_UNKNOWN_CLASS;
  issue.table = has[HEALTH_LABELS] ? HEALTH_LABELS : HEALTH_PREDICTIONS;
  issue.count = rows->count[issue.table];
  if (issue.count) issues_add(&health->issues, &issue, error);
}

static void check_classes(Health *health, Error *error) {
  const Dataset *data = &health->data;
  ClassRows *rows = memory_allocate_zeroed(data->classes.count, sizeof *rows, error);
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS && ok(error); table++) {
    const Objects *objects = health_objects(health, (IssueTable)table);
    for (size_t row = 0; row < objects->count; row++) rows[objects->class[row]].count[table]++;
  }
  for (uint32_t k = 0; k < data->classes.count && data->labels.count && data->predictions.count && ok(error);
       k++)
    check_class(health, k, &rows[k], error);
  if (ok(error)) check_imbalance(health, rows, error);
  memory_release(rows);
}

/* ---- images ---- */

/* What an image of the data set has. */
typedef struct ImageRows {
  size_t labels, predictions;
  double score; /* the highest of its predictions */
} ImageRows;

static void check_image(Health *health, const Id *image, const ImageRows *rows, Error *error) {
  if ((rows && rows->labels) || names_find(&health->lost_images, image) != NAMES_NONE) return;
  Issue issue = {.kind = ISSUE_IMAGE_WITHOUT_LABELS,
                 .table = HEALTH_IMAGES,
                 .id = *image,
                 .image = *image,
                 .count = rows ? rows->predictions : 0,
                 .value = rows ? rows->score : 0};
  issues_add(&health->issues, &issue, error);
}

/* Listed images, else those that predictions name. */
static void check_images(Health *health, Error *error) {
  const Dataset *data = &health->data;
  const Objects *labels = &data->labels, *predictions = &data->predictions;
  if (!labels->count || health->images_differ) return;
  ImageRows *rows = memory_allocate_zeroed(data->images.count, sizeof *rows, error);
  if (!rows) return;
  for (size_t row = 0; row < labels->count; row++) rows[labels->image[row]].labels++;
  for (size_t row = 0; row < predictions->count; row++) {
    ImageRows *image = &rows[predictions->image[row]];
    if (!image->predictions++ || predictions->score[row] > image->score)
      image->score = predictions->score[row];
  }
  const Names *listed = &health->images.ids;
  for (size_t i = 0; i < listed->count && ok(error); i++) {
    uint32_t number = names_find(&data->images, &listed->items[i]);
    check_image(health, &listed->items[i], number == NAMES_NONE ? NULL : &rows[number], error);
  }
  for (size_t i = 0; i < data->images.count && !health->has[HEALTH_IMAGES] && ok(error); i++)
    if (rows[i].predictions) check_image(health, &data->images.items[i], &rows[i], error);
  memory_release(rows);
}

/* ---- sizes of images ---- */

enum { SIZES_MOST = 64 };

typedef struct SizeCount {
  double width, height;
  size_t count;
} SizeCount;

/* Counts the images of each size, the most frequent size first; SIZES_MOST + 1: there are more. */
static size_t count_sizes(const ListedImages *images, SizeCount *sizes) {
  size_t count = 0;
  for (size_t i = 0; i < images->ids.count; i++) {
    if (isnan(images->width[i]) || isnan(images->height[i])) continue;
    size_t s = 0;
    while (s < count && (sizes[s].width != images->width[i] || sizes[s].height != images->height[i])) s++;
    if (s == SIZES_MOST) return SIZES_MOST + 1;
    if (s == count) sizes[count++] = (SizeCount){images->width[i], images->height[i], 0};
    SizeCount own = sizes[s];
    own.count++;
    while (s > 0 && sizes[s - 1].count < own.count) {
      sizes[s] = sizes[s - 1];
      s--;
    }
    sizes[s] = own;
  }
  return count;
}

/* Photos come in many sizes; of the images of one camera nearly all have one or two. */
static void check_sizes(Health *health, Error *error) {
  SizeCount sizes[SIZES_MOST];
  size_t all = 0, count = count_sizes(&health->images, sizes);
  if (count < 2 || count > SIZES_MOST) return;
  for (size_t s = 0; s < count; s++) all += sizes[s].count;
  if ((sizes[0].count + sizes[1].count) * 10 < all * 9) return;
  Issue issue = {.kind = ISSUE_IMAGE_SIZES, .table = HEALTH_IMAGES, .count = count, .whole = all};
  Buffer text = {0};
  for (size_t s = 0; s < 2; s++) {
    if (s) buffer_text(&text, ", ", error);
    buffer_number(&text, sizes[s].width, error);
    buffer_text(&text, " x ", error);
    buffer_number(&text, sizes[s].height, error);
    buffer_text(&text, " (", error);
    buffer_number(&text, (double)sizes[s].count, error);
    buffer_text(&text, ")", error);
  }
  issue.text = arena_copy(&health->issues.texts, text.bytes, text.length, error);
  buffer_release(&text);
  issues_add(&health->issues, &issue, error);
}

static void check_rows(Health *health, IssueTable table, Error *error) {
  Issue issue = {.kind = ISSUE_NO_ROWS, .table = table};
  bool lost = health->lost_ids[table].count || (table == HEALTH_LABELS && health->lost_images.count);
  if (health->has[table] && !health_objects(health, table)->count && !lost)
    issues_add(&health->issues, &issue, error);
}

void health_check_names(Health *health, Error *error) {
  check_rows(health, HEALTH_LABELS, error);
  check_rows(health, HEALTH_PREDICTIONS, error);
  check_unknown_images(health, HEALTH_LABELS, error);
  check_unknown_images(health, HEALTH_PREDICTIONS, error);
  check_classes(health, error);
  check_images(health, error);
  check_sizes(health, error);
}
