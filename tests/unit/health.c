/* Near-duplicates against every pair of boxes compared, and the list of issues. */
#include "dataset/health/health.h"

#include "data.h"

static uint32_t state = 1;

static double drawn(double low, double high) {
  state = state * 1664525u + 1013904223u;
  return low + (high - low) * (state >> 8) / 16777216.0;
}

/* What is kept if each prediction, best first, goes where a better one of its class covers it. */
static void test_overlaps(int seed, double threshold, double spread) {
  enum { COUNT = 120 };
  static const char *const classes[] = {"a", "b"};
  Health health = {.duplicate_iou = threshold, .has = {[HEALTH_PREDICTIONS] = true}};
  bool kept[COUNT];
  size_t gone = 0, found = 0;
  Error error = {0};
  state = (uint32_t)seed;
  for (int i = 0; i < COUNT; i++) {
    Box box = {drawn(0, spread), drawn(0, spread), drawn(20, 22), drawn(20, 40)};
    data_prediction(&health.data, i, i % 3 ? "x" : "y", classes[(int)drawn(0, 2)], 1 - i / 1000.0, box);
  }
  const Objects *objects = &health.data.predictions;
  for (int i = 0; i < COUNT; i++) {
    kept[i] = true;
    for (int k = 0; k < i; k++)
      if (kept[k] && objects->image[i] == objects->image[k] && objects->class[i] == objects->class[k] &&
          box_iou(objects->box[k], objects->box[i], false) >= threshold)
        kept[i] = false;
    gone += !kept[i];
  }
  health_check(&health, NULL, &error);
  CHECK(ok(&error));
  for (size_t i = 0; i < health.issues.count; i++) {
    const Issue *issue = &health.issues.items[i];
    if (issue->kind != ISSUE_NEAR_DUPLICATE) continue;
    CHECK(!kept[issue->row] && kept[issue->other.integer]);
    CHECK(issue->value == box_iou(objects->box[issue->other.integer], objects->box[issue->row], false));
    found++;
  }
  CHECK(found == gone);
  health_release(&health);
}

static void test_list(void) {
  Issues issues = {0}, more = {0};
  Error error = {0};
  Issue last = {.kind = ISSUE_IMAGE_SIZES, .table = HEALTH_IMAGES};
  Issue second = {.kind = ISSUE_DUPLICATE_ID, .table = HEALTH_LABELS, .id = id_integer(7)};
  Issue first = {.kind = ISSUE_DUPLICATE_ID, .table = HEALTH_LABELS, .id = id_integer(3)};
  issues_add(&issues, &last, &error);
  issues_add(&more, &second, &error);
  issues_add(&more, &first, &error);
  issues_append(&issues, &more, &error);
  issues_sort(&issues, &error);
  CHECK(ok(&error) && issues.count == 3 && more.count == 0);
  CHECK(issues.items[0].id.integer == 3 && issues.items[1].id.integer == 7 &&
        issues.items[2].kind == ISSUE_IMAGE_SIZES);
  for (int kind = 0; kind < ISSUE_KINDS; kind++) {
    CHECK(issue_name((IssueKind)kind) != NULL);
    CHECK(!kind || issue_severity((IssueKind)kind) >= issue_severity((IssueKind)(kind - 1)));
  }
  issues_release(&issues);
}

int main(void) {
  unit_begin();
  for (int seed = 1; seed <= 20; seed++) {
    test_overlaps(seed, 0.9, 8);
    test_overlaps(seed, 0.5, 60);
    test_overlaps(seed, 0.05, 300);
  }
  test_list();
  return unit_end("health");
}
