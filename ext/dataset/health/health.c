#include "dataset/health/health.h"

#include <math.h>
#include <string.h>

#include "dataset/object_rows.h"

bool health_image_size(const Health *health, uint32_t image, double *width, double *height) {
  uint32_t place = health->place ? health->place[image] : NAMES_NONE;
  if (place == NAMES_NONE) return false;
  *width = health->images.width[place];
  *height = health->images.height[place];
  return !isnan(*width) && !isnan(*height);
}

Issue health_row_issue(const Health *health, IssueKind kind, IssueTable table, uint32_t row) {
  const Objects *objects = health_objects(health, table);
  return (Issue){.kind = kind,
                 .table = table,
                 .is_repairable = !health->index[table].repeated[row],
                 .row = row,
                 .id = id_column_get(&objects->ids, row),
                 .image = health->data.images.items[objects->image[row]],
                 .class = health->data.classes.items[objects->class[row]]};
}

void health_note_box(Health *health, IssueTable table, bool is_own, Error *error) {
  size_t count = health_objects(health, table)->count;
  memory_reserve((void **)&health->has_own_box[table], &health->own_capacity[table], count, 1, error);
  if (ok(error)) health->has_own_box[table][count - 1] = is_own;
}

/* ---- ids ---- */

static void make_index(IdIndex *index, const IdColumn *ids, Error *error) {
  size_t count = ids->count;
  index->order = memory_allocate(count, sizeof *index->order, error);
  index->rank = memory_allocate(count, sizeof *index->rank, error);
  index->repeated = memory_allocate_zeroed(count, sizeof *index->repeated, error);
  if (!ok(error)) return;
  for (size_t row = 0; row < count; row++) index->order[row] = (uint32_t)row;
  if (!ids->ascending) id_column_sort(ids, index->order, index->rank, count, error);
  for (size_t i = 0; i < count && ok(error); i++) index->rank[index->order[i]] = (uint32_t)i;
}

/* The row of an id; NAMES_NONE: none. Ids that come in their order are found at once. */
static uint32_t find_row(IdIndex *index, const IdColumn *ids, const Id *id) {
  size_t low = 0, high = ids->count;
  for (size_t next = index->last; next < index->last + 2 && next < ids->count; next++) {
    Id here = id_column_get(ids, index->order[next]);
    if (!id_equal(&here, id)) continue;
    index->last = next;
    return index->order[next];
  }
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    Id here = id_column_get(ids, index->order[middle]);
    if (id_compare(&here, id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == ids->count) return NAMES_NONE;
  Id here = id_column_get(ids, index->order[low]);
  index->last = low;
  return id_equal(&here, id) ? index->order[low] : NAMES_NONE;
}

/* Whether two rows say the same. Shapes are not compared: those of predictions, which have no area here, may
** differ. */
static bool rows_equal(const Dataset *data, const Objects *objects, uint32_t a, uint32_t b) {
  const Box *one = &objects->box[a], *other = &objects->box[b];
  return objects_same_group(objects, a, b) && one->x == other->x && one->y == other->y &&
         one->width == other->width && one->height == other->height &&
         (!objects->area || objects->area[a] == objects->area[b]) && (objects->area || !data->has_shapes) &&
         (!objects->score || objects->score[a] == objects->score[b]) &&
         (!objects->crowd || objects->crowd[a] == objects->crowd[b]);
}

/* An issue for each row but the first of those with one id. */
static void check_ids(Health *health, IssueTable table, Error *error) {
  const Objects *objects = health_objects(health, table);
  IdIndex *index = &health->index[table];
  make_index(index, &objects->ids, error);
  for (size_t i = 0, end; i < objects->count && ok(error); i = end) {
    Id id = id_column_get(&objects->ids, index->order[i]);
    bool equal = true;
    for (end = i + 1; end < objects->count; end++) {
      Id other = id_column_get(&objects->ids, index->order[end]);
      if (!id_equal(&id, &other)) break;
      equal = equal && rows_equal(&health->data, objects, index->order[i], index->order[end]);
    }
    for (size_t k = i; k < end && end - i > 1; k++) {
      index->repeated[index->order[k]] = 1;
      Issue issue = health_row_issue(health, ISSUE_DUPLICATE_ID, table, index->order[k]);
      issue.count = end - i;
      issue.value = equal;
      if (k > i) issues_add(&health->issues, &issue, error);
    }
  }
}

/* Rows that could not be read still are there: their ids, images and classes are no news elsewhere. */
static void note_lost_rows(Health *health, Error *error) {
  for (size_t i = 0; i < health->issues.count && ok(error); i++) {
    const Issue *issue = &health->issues.items[i];
    if (issue->kind != ISSUE_UNREADABLE || issue->table > HEALTH_PREDICTIONS) continue;
    const IdColumn *ids = &health_objects(health, issue->table)->ids;
    IdIndex *index = &health->index[issue->table];
    if (issue->id.kind != ID_NULL) names_add(&health->lost_ids[issue->table], &issue->id, error);
    uint32_t row = issue->id.kind != ID_NULL ? find_row(index, ids, &issue->id) : NAMES_NONE;
    if (row != NAMES_NONE) index->repeated[row] = 1;
    if (issue->table == HEALTH_PREDICTIONS) continue;
    if (issue->image.kind != ID_NULL) names_add(&health->lost_images, &issue->image, error);
    if (issue->class.kind != ID_NULL) names_add(&health->lost_classes, &issue->class, error);
  }
}

/* ---- images ---- */

static void add_size(Health *health, const ImageFacts *image, Error *error) {
  ListedImages *images = &health->images;
  size_t count = images->ids.count;
  memory_reserve((void **)&images->width, &images->width_capacity, count, sizeof *images->width, error);
  memory_reserve((void **)&images->height, &images->height_capacity, count, sizeof *images->height, error);
  if (!ok(error)) return;
  images->width[count - 1] = image->width;
  images->height[count - 1] = image->height;
  if (!image->what) return;
  Issue issue = {.kind = ISSUE_IMAGE_SIZE, .table = HEALTH_IMAGES, .id = image->id, .image = image->id};
  issue.text = arena_copy(&health->issues.texts, image->what, strlen(image->what), error);
  issues_add(&health->issues, &issue, error);
}

static void add_file(Health *health, const ImageFacts *image, Error *error) {
  ListedImages *images = &health->images;
  Id file = id_text(image->file, (uint32_t)image->file_length);
  size_t before = images->files.count;
  uint32_t number = names_add(&images->files, &file, error);
  memory_reserve((void **)&images->first_of_file, &images->file_capacity, images->files.count,
                 sizeof *images->first_of_file, error);
  if (!ok(error)) return;
  if (images->files.count > before) {
    images->first_of_file[number] = (uint32_t)images->ids.count - 1;
    return;
  }
  Issue issue = {.kind = ISSUE_DUPLICATE_FILE,
                 .table = HEALTH_IMAGES,
                 .id = image->id,
                 .image = image->id,
                 .other = images->ids.items[images->first_of_file[number]],
                 .text = images->files.items[number].text,
                 .count = image->file_length};
  issues_add(&health->issues, &issue, error);
}

void health_add_image(Health *health, const ImageFacts *image, Error *error) {
  Names *ids = &health->images.ids;
  size_t before = ids->count;
  uint32_t number = names_add(ids, &image->id, error);
  if (!ok(error)) return;
  ImageFacts own = *image;
  own.id = ids->items[number];
  if (ids->count > before) {
    add_size(health, &own, error);
    if (image->file) add_file(health, &own, error);
    return;
  }
  Issue issue = {.kind = ISSUE_DUPLICATE_ID, .table = HEALTH_IMAGES, .id = own.id, .image = own.id};
  issues_add(&health->issues, &issue, error);
}

static void find_places(Health *health, Error *error) {
  const Names *images = &health->data.images;
  if (!health->has[HEALTH_IMAGES]) return;
  health->place = memory_allocate(images->count, sizeof *health->place, error);
  for (size_t i = 0; i < images->count && ok(error); i++)
    health->place[i] = names_find(&health->images.ids, &images->items[i]);
}

/* ---- metrics ---- */

static const char *const level_names[HEALTH_LEVELS] = {"image", "label", "prediction"};

const char *health_level_name(int level) {
  return level_names[level];
}

static bool has_item(Health *health, int level, const Id *item) {
  if (!health->has_items[level]) return true;
  if (level == 0)
    return names_find(&health->data.images, item) != NAMES_NONE ||
           names_find(&health->images.ids, item) != NAMES_NONE ||
           names_find(&health->lost_images, item) != NAMES_NONE;
  IssueTable table = level == 1 ? HEALTH_LABELS : HEALTH_PREDICTIONS;
  return find_row(&health->index[table], &health_objects(health, table)->ids, item) != NAMES_NONE ||
         names_find(&health->lost_ids[table], item) != NAMES_NONE;
}

void health_add_metric(Health *health, int level, const Id *item, Error *error) {
  Names *gone = &health->gone[level];
  if (!ok(error) || has_item(health, level, item)) return;
  size_t before = gone->count;
  uint32_t number = names_add(gone, item, error);
  memory_reserve((void **)&health->gone_metrics[level], &health->gone_capacity[level], gone->count,
                 sizeof *health->gone_metrics[level], error);
  if (!ok(error)) return;
  if (gone->count > before) health->gone_metrics[level][number] = 0;
  health->gone_metrics[level][number]++;
}

void health_check_metrics(Health *health, Error *error) {
  for (int level = 0; level < HEALTH_LEVELS; level++) {
    const Names *gone = &health->gone[level];
    for (size_t i = 0; i < gone->count && ok(error); i++) {
      Issue issue = {.kind = ISSUE_ORPHAN_METRIC,
                     .table = HEALTH_METRICS,
                     .id = gone->items[i],
                     .is_repairable = true,
                     .count = health->gone_metrics[level][i],
                     .text = level_names[level]};
      issues_add(&health->issues, &issue, error);
    }
  }
}

/* ---- all of it ---- */

void health_check(Health *health, Poll *poll, Error *error) {
  check_ids(health, HEALTH_LABELS, error);
  check_ids(health, HEALTH_PREDICTIONS, error);
  if (ok(error)) note_lost_rows(health, error);
  find_places(health, error);
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS && ok(error); table++) {
    if (!health->has[table]) continue;
    health_check_boxes(health, (IssueTable)table, poll, error);
    health_check_overlaps(health, (IssueTable)table, poll, error);
  }
  if (ok(error)) health_check_scores(health, poll, error);
  if (ok(error)) health_check_names(health, error);
}

static void release_index(IdIndex *index) {
  memory_release(index->order);
  memory_release(index->rank);
  memory_release(index->repeated);
}

void health_release(Health *health) {
  dataset_release(&health->data);
  names_release(&health->images.ids);
  names_release(&health->images.files);
  memory_release(health->images.width);
  memory_release(health->images.height);
  memory_release(health->images.first_of_file);
  memory_release(health->place);
  for (int table = 0; table < 2; table++) {
    release_index(&health->index[table]);
    memory_release(health->has_own_box[table]);
    names_release(&health->lost_ids[table]);
  }
  names_release(&health->lost_images);
  names_release(&health->lost_classes);
  for (int level = 0; level < HEALTH_LEVELS; level++) {
    names_release(&health->gone[level]);
    memory_release(health->gone_metrics[level]);
  }
  issues_release(&health->issues);
}
