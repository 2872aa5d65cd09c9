/* What is wrong with a box, a mask or the area of a label by itself. */
#include <math.h>

#include "dataset/agreement.h"
#include "dataset/health/health.h"

typedef struct BoxCheck {
  Health *health;
  IssueTable table;
  const Objects *objects;
  BoxScale scale;
} BoxCheck;

static void add(const BoxCheck *check, const Issue *issue, Error *error) {
  issues_add(&check->health->issues, issue, error);
}

static void check_area(const BoxCheck *check, uint32_t row, Error *error) {
  const Objects *objects = check->objects;
  const Box *box = &objects->box[row];
  if (!(box->width > 0 && box->height > 0)) {
    /* A pose has an area of its own. */
    Issue issue = health_row_issue(check->health, ISSUE_DEGENERATE_BOX, check->table, row);
    if (!check->health->data.has_keypoints) add(check, &issue, error);
    return;
  }
  if (check->table != HEALTH_LABELS || objects->crowd[row]) return;
  if (objects->area[row] != 1024 && objects->area[row] != 9216) return;
  Issue issue = health_row_issue(check->health, ISSUE_SIZE_BOUNDARY, check->table, row);
  issue.value = objects->area[row];
  add(check, &issue, error);
}

/* One of a box in pixels whose numbers are shares. */
static bool looks_relative(const Box *box) {
  const double slack = 0.001;
  bool whole = box->x == floor(box->x) && box->y == floor(box->y) && box->width == floor(box->width) &&
               box->height == floor(box->height);
  return !whole && box->width > 0 && box->height > 0 && box->x >= 0 && box->y >= 0 &&
         box->x + box->width <= 1 + slack && box->y + box->height <= 1 + slack;
}

/* By how many pixels a box leaves its image. Rounding takes up to one. */
static void check_edges(const BoxCheck *check, uint32_t row, double width, double height, Error *error) {
  const double slack = 1;
  const Box *box = &check->objects->box[row];
  double beyond =
      fmax(fmax(-box->x, -box->y), fmax(box->x + box->width - width, box->y + box->height - height));
  if (!(beyond > slack)) return;
  Issue issue = health_row_issue(check->health, ISSUE_OUTSIDE_IMAGE, check->table, row);
  issue.value = beyond;
  issue.limit = box->x >= width || box->y >= height || box->x + box->width <= 0 || box->y + box->height <= 0;
  add(check, &issue, error);
}

static void check_mask(const BoxCheck *check, uint32_t row, double width, double height, Error *error) {
  const Geometry *geometry = &check->objects->geometry[row];
  if (geometry->kind != GEOMETRY_MASK) return;
  if (geometry->mask.width == width && geometry->mask.height == height) return;
  Issue issue = health_row_issue(check->health, ISSUE_MASK_SIZE, check->table, row);
  issue.count = geometry->mask.width;
  issue.whole = geometry->mask.height;
  add(check, &issue, error);
}

static void check_row(const BoxCheck *check, uint32_t row, Error *error) {
  const Health *health = check->health;
  uint32_t image = check->objects->image[row];
  double width, height;
  check_area(check, row, error);
  if (check->scale == SCALE_PIXELS && looks_relative(&check->objects->box[row])) {
    Issue issue = health_row_issue(health, ISSUE_RELATIVE_BOX, check->table, row);
    add(check, &issue, error);
  }
  if (!health_image_size(health, image, &width, &height)) return;
  check_edges(check, row, width, height, error);
  if (health->data.has_shapes) check_mask(check, row, width, height, error);
}

/* Whether an image of known size has pixels enough to tell that shares are none. */
static bool has_large_image(const Health *health) {
  const double enough = 10;
  const ListedImages *images = &health->images;
  for (size_t i = 0; i < images->ids.count; i++)
    if (images->width[i] > enough && images->height[i] > enough) return true;
  return false;
}

void health_check_boxes(Health *health, IssueTable table, Poll *poll, Error *error) {
  const Objects *objects = health_objects(health, table);
  BoxCheck check = {health, table, objects, objects_scale(objects)};
  for (uint32_t row = 0; row < objects->count && ok(error); row++) {
    if (row % 10000 == 0) poll_check(poll, error);
    check_row(&check, row, error);
  }
  if (check.scale < SCALE_SHARES || !objects->count || health->scales_differ || !has_large_image(health))
    return;
  Issue issue = {.kind = ISSUE_RELATIVE_BOX, .table = table, .count = objects->count};
  add(&check, &issue, error);
}
