/* Boxes of one image that are one object: twice in one class, or once each in two. Along x each box meets its
** neighbours only. */
#include "base/sort.h"
#include "dataset/health/health.h"
#include "dataset/rows_by_image.h"

/* The default of max_detections. */
enum { LIMIT_OF_DETECTIONS = 100 };

typedef struct Neighbour {
  double x, width;
  uint32_t row, class, model;
  bool is_kept;
} Neighbour;

/* Scratch space for the largest image. */
typedef struct OverlapSearch {
  Health *health;
  IssueTable table;
  const Objects *objects;
  uint64_t *keys;
  uint32_t *numbers, *scratch, *places, *counts;
  Neighbour *neighbours; /* by x */
} OverlapSearch;

/* The boxes that are compared: a crowd covers others by its nature. */
static bool takes_part(const Objects *objects, uint32_t row) {
  return objects->box[row].width > 0 && objects->box[row].height > 0 &&
         !(objects->crowd && objects->crowd[row]);
}

/* Lists the boxes of an image by x. */
static size_t list_neighbours(OverlapSearch *search, const uint32_t *rows, size_t count) {
  const Objects *objects = search->objects;
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    if (!takes_part(objects, rows[i])) continue;
    search->keys[found] = sort_key_ascending(objects->box[rows[i]].x);
    search->numbers[found++] = rows[i];
  }
  sort_by_key(search->keys, search->numbers, search->keys + count, search->scratch, found);
  for (size_t i = 0; i < found; i++) {
    uint32_t row = search->numbers[i];
    search->neighbours[i] = (Neighbour){.x = objects->box[row].x,
                                        .width = objects->box[row].width,
                                        .row = row,
                                        .class = objects->class[row],
                                        .model = objects->model ? objects->model[row] : 0};
  }
  return found;
}

/* Which of two comes first: that with the higher score, else the lower id. */
static int by_merit(const void *context, uint32_t a, uint32_t b) {
  const OverlapSearch *search = context;
  const Objects *objects = search->objects;
  uint32_t one = search->neighbours[a].row, other = search->neighbours[b].row;
  if (objects->score && objects->score[one] != objects->score[other])
    return objects->score[one] > objects->score[other] ? -1 : 1;
  const uint32_t *rank = search->health->index[search->table].rank;
  return rank[one] < rank[other] ? -1 : 1;
}

static double overlap(const OverlapSearch *search, uint32_t a, uint32_t b) {
  const Objects *objects = search->objects;
  const Geometry *one = objects->geometry ? &objects->geometry[a] : NULL;
  const Geometry *other = objects->geometry ? &objects->geometry[b] : NULL;
  if (one && one->kind == GEOMETRY_ROTATED_BOX && other->kind == GEOMETRY_ROTATED_BOX)
    return rotated_box_iou(one->rotated_box, other->rotated_box, false);
  return box_iou(objects->box[a], objects->box[b], false);
}

/* The boxes that meet one best, in its class and in another. */
typedef struct BestNeighbours {
  uint32_t same, other; /* rows; NAMES_NONE: none */
  double same_iou, other_iou;
} BestNeighbours;

static void compare(const OverlapSearch *search, const Neighbour *one, const Neighbour *with,
                    BestNeighbours *best) {
  bool same = with->class == one->class;
  bool comparable = same ? with->model == one->model : search->table == HEALTH_LABELS;
  if (!with->is_kept || !comparable) return;
  double iou = overlap(search, with->row, one->row);
  double *most = same ? &best->same_iou : &best->other_iou;
  uint32_t *row = same ? &best->same : &best->other;
  if (iou < search->health->duplicate_iou || (*row != NAMES_NONE && iou <= *most)) return;
  *most = iou;
  *row = with->row;
}

/* Where boxes meet with an IoU of t, the left one is at most 1/t times as wide, and begins at most 1 - t of
** its own width before the other. */
static BestNeighbours find_best(const OverlapSearch *search, size_t place, size_t count) {
  const double t = search->health->duplicate_iou, slack = 1 + 1e-9;
  const Neighbour *all = search->neighbours, *one = &all[place];
  BestNeighbours best = {.same = NAMES_NONE, .other = NAMES_NONE};
  double left = one->x - (1 - t) * one->width / t * slack, right = one->x + (1 - t) * one->width * slack;
  for (size_t i = place; i-- > 0 && all[i].x >= left;) compare(search, one, &all[i], &best);
  for (size_t i = place + 1; i < count && all[i].x <= right; i++) compare(search, one, &all[i], &best);
  return best;
}

static void report(const OverlapSearch *search, IssueKind kind, uint32_t row, uint32_t with, double iou,
                   Error *error) {
  const Objects *objects = search->objects;
  Issue issue = health_row_issue(search->health, kind, search->table, row);
  issue.other = id_column_get(&objects->ids, with);
  issue.value = iou;
  issue.count = objects->class[with];
  issues_add(&search->health->issues, &issue, error);
}

static void check_overlaps(OverlapSearch *search, size_t count, Poll *poll, Error *error) {
  for (size_t i = 0; i < count; i++) search->places[i] = (uint32_t)i;
  sort_by_comparison(search->places, search->scratch, count, by_merit, search);
  for (size_t i = 0; i < count && ok(error); i++) {
    size_t place = search->places[i];
    uint32_t row = search->neighbours[place].row;
    BestNeighbours best = find_best(search, place, count);
    search->neighbours[place].is_kept = best.same == NAMES_NONE;
    if (best.same != NAMES_NONE)
      report(search, ISSUE_NEAR_DUPLICATE, row, best.same, best.same_iou, error);
    else if (best.other != NAMES_NONE)
      report(search, ISSUE_TWO_CLASSES, row, best.other, best.other_iou, error);
    if (count > 1000) poll_check(poll, error);
  }
}

/* Labels of one class beyond the limit of detections cannot all be found. */
static void check_crowded(const OverlapSearch *search, const uint32_t *rows, size_t count, Error *error) {
  const Objects *objects = search->objects;
  uint32_t *counts = search->counts;
  for (size_t i = 0; i < count; i++) counts[objects->class[rows[i]]] += !objects->crowd[rows[i]];
  for (size_t i = 0; i < count && ok(error); i++) {
    uint32_t class = objects->class[rows[i]];
    if (counts[class] > LIMIT_OF_DETECTIONS) {
      Issue issue = health_row_issue(search->health, ISSUE_CROWDED_IMAGE, search->table, rows[i]);
      issue.id = (Id){.kind = ID_NULL};
      issue.is_repairable = false;
      issue.count = counts[class];
      issue.whole = LIMIT_OF_DETECTIONS;
      issues_add(&search->health->issues, &issue, error);
    }
    counts[class] = 0;
  }
}

void health_check_overlaps(Health *health, IssueTable table, Poll *poll, Error *error) {
  const Dataset *data = &health->data;
  const Objects *objects = health_objects(health, table);
  OverlapSearch search = {.health = health, .table = table, .objects = objects};
  RowsByImage by_image;
  size_t most = 0;
  rows_by_image_make(&by_image, data, objects, 0, (uint32_t)objects->count, NULL, error);
  for (uint32_t i = 0; i < data->images.count && ok(error); i++)
    if (rows_of_image(&by_image, i) > most) most = rows_of_image(&by_image, i);
  search.keys = memory_allocate(2 * most, sizeof *search.keys, error);
  search.numbers = memory_allocate(most, sizeof *search.numbers, error);
  search.scratch = memory_allocate(most, sizeof *search.scratch, error);
  search.places = memory_allocate(most, sizeof *search.places, error);
  search.neighbours = memory_allocate(most, sizeof *search.neighbours, error);
  search.counts = memory_allocate_zeroed(data->classes.count, sizeof *search.counts, error);
  for (uint32_t i = 0; i < data->images.count && ok(error); i++) {
    const uint32_t *rows = by_image.rows + by_image.starts[i];
    size_t count = rows_of_image(&by_image, i);
    if (i % 1000 == 0) poll_check(poll, error);
    if (count < 2) continue;
    check_overlaps(&search, list_neighbours(&search, rows, count), poll, error);
    if (table == HEALTH_LABELS && count > LIMIT_OF_DETECTIONS) check_crowded(&search, rows, count, error);
  }
  rows_by_image_release(&by_image);
  memory_release(search.keys);
  memory_release(search.numbers);
  memory_release(search.scratch);
  memory_release(search.places);
  memory_release(search.neighbours);
  memory_release(search.counts);
}
