#include "dataset/health/issue.h"

#include "base/sort.h"

static const struct {
  const char *name;
  Severity severity;
} kinds[ISSUE_KINDS] = {
    [ISSUE_MISSING_COLUMN] = {"missing_column", SEVERITY_ERROR},
    [ISSUE_UNREADABLE] = {"unreadable", SEVERITY_ERROR},
    [ISSUE_DUPLICATE_ID] = {"duplicate_id", SEVERITY_ERROR},
    [ISSUE_IMAGES_DIFFER] = {"image_ids_differ", SEVERITY_ERROR},
    [ISSUE_CLASSES_DIFFER] = {"class_names_differ", SEVERITY_ERROR},
    [ISSUE_SCALES_DIFFER] = {"box_units_differ", SEVERITY_ERROR},
    [ISSUE_MASK_SIZE] = {"mask_size", SEVERITY_ERROR},
    [ISSUE_NO_ROWS] = {"no_rows", SEVERITY_WARNING},
    [ISSUE_UNKNOWN_IMAGE] = {"unknown_image", SEVERITY_WARNING},
    [ISSUE_UNKNOWN_CLASS] = {"unknown_class", SEVERITY_WARNING},
    [ISSUE_DEGENERATE_BOX] = {"degenerate_box", SEVERITY_WARNING},
    [ISSUE_OUTSIDE_IMAGE] = {"outside_image", SEVERITY_WARNING},
    [ISSUE_RELATIVE_BOX] = {"relative_box", SEVERITY_WARNING},
    [ISSUE_NEAR_DUPLICATE] = {"near_duplicate", SEVERITY_WARNING},
    [ISSUE_TWO_CLASSES] = {"two_classes", SEVERITY_WARNING},
    [ISSUE_SCORE_RANGE] = {"score_range", SEVERITY_WARNING},
    [ISSUE_EQUAL_SCORES] = {"equal_scores", SEVERITY_WARNING},
    [ISSUE_IMAGE_SIZE] = {"image_size", SEVERITY_WARNING},
    [ISSUE_DUPLICATE_FILE] = {"duplicate_file", SEVERITY_WARNING},
    [ISSUE_ORPHAN_METRIC] = {"orphan_metric", SEVERITY_WARNING},
    [ISSUE_UNPREDICTED_CLASS] = {"unpredicted_class", SEVERITY_INFO},
    [ISSUE_IMAGE_WITHOUT_LABELS] = {"image_without_labels", SEVERITY_INFO},
    [ISSUE_CROWDED_IMAGE] = {"crowded_image", SEVERITY_INFO},
    [ISSUE_SIZE_BOUNDARY] = {"size_boundary", SEVERITY_INFO},
    [ISSUE_CLASS_IMBALANCE] = {"class_imbalance", SEVERITY_INFO},
    [ISSUE_IMAGE_SIZES] = {"image_sizes", SEVERITY_INFO},
};

const char *issue_name(IssueKind kind) {
  return kinds[kind].name;
}

Severity issue_severity(IssueKind kind) {
  return kinds[kind].severity;
}

const char *issue_severity_name(Severity severity) {
  static const char *const names[] = {"error", "warning", "info"};
  return names[severity];
}

void issues_add(Issues *issues, const Issue *issue, Error *error) {
  memory_reserve((void **)&issues->items, &issues->capacity, issues->count + 1, sizeof *issues->items, error);
  if (ok(error)) issues->items[issues->count++] = *issue;
}

void issues_append(Issues *issues, Issues *others, Error *error) {
  for (size_t i = 0; i < others->count; i++) issues_add(issues, &others->items[i], error);
  arena_adopt(&issues->texts, &others->texts);
  issues_release(others);
}

static int by_kind_and_id(const void *context, uint32_t a, uint32_t b) {
  const Issue *one = (const Issue *)context + a, *other = (const Issue *)context + b;
  if (one->kind != other->kind) return one->kind < other->kind ? -1 : 1;
  if (one->table != other->table) return one->table < other->table ? -1 : 1;
  int order = id_compare(&one->id, &other->id);
  if (order == 0) order = id_compare(&one->image, &other->image);
  return order ? order : id_compare(&one->class, &other->class);
}

void issues_sort(Issues *issues, Error *error) {
  size_t count = issues->count;
  uint32_t *order = memory_allocate(count, sizeof *order, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  Issue *sorted = memory_allocate(count, sizeof *sorted, error);
  if (!ok(error)) goto done;
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  sort_by_comparison(order, scratch, count, by_kind_and_id, issues->items);
  for (size_t i = 0; i < count; i++) sorted[i] = issues->items[order[i]];
  memory_release(issues->items);
  issues->items = sorted;
  issues->capacity = count;
  sorted = NULL;
done:
  memory_release(order);
  memory_release(scratch);
  memory_release(sorted);
}

void issues_release(Issues *issues) {
  memory_release(issues->items);
  arena_release(&issues->texts);
  *issues = (Issues){0};
}
