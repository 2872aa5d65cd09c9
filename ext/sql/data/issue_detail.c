#include "base/number.h"
#include "sql/data/issue_text.h"

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

/* A number as it reads back, for messages. */
typedef struct Shown {
  char text[32];
} Shown;

static Shown shown(double value) {
  Shown out;
  number_format(value, out.text);
  return out;
}

static const char *object_name(IssueTable table) {
  return table == HEALTH_LABELS ? "label" : "prediction";
}

/* "[10,20,30,40]" */
static void append_box(Cell *out, const HealthInput *input, const Issue *issue) {
  char text[BOX_TEXT];
  box_format(health_objects(&input->health, issue->table)->box[issue->row], text);
  cell_append(out, "%s", text);
}

/* The size of the image of an object. */
static void append_size(Cell *out, const HealthInput *input, const Issue *issue) {
  double width = 0, height = 0;
  const Objects *objects = health_objects(&input->health, issue->table);
  health_image_size(&input->health, objects->image[issue->row], &width, &height);
  cell_append(out, "%s x %s", shown(width).text, shown(height).text);
}

static void say_box(Cell *out, const HealthInput *input, const Issue *issue) {
  switch ((int)issue->kind) {
  case ISSUE_DEGENERATE_BOX:
    cell_format(out, "the box has no area, so nothing can overlap it: ");
    append_box(out, input, issue);
    break;
  case ISSUE_OUTSIDE_IMAGE:
    cell_format(out, "the box ");
    append_box(out, input, issue);
    if (issue->limit > 0)
      cell_append(out, " lies outside of its image, which is ");
    else
      cell_append(out, " extends %s pixels beyond its image, which is ", shown(issue->value).text);
    append_size(out, input, issue);
    break;
  case ISSUE_MASK_SIZE:
    cell_format(out, "the mask is %lld x %lld, its image is ", (sqlite3_int64)issue->count,
                (sqlite3_int64)issue->whole);
    append_size(out, input, issue);
    break;
  case ISSUE_RELATIVE_BOX:
    if (issue->id.kind == ID_NULL) {
      cell_format(
          out,
          "the boxes look relative to the size of the image, not in pixels: none has a number above 1.5");
      break;
    }
    cell_format(out, "the box looks relative to the size of the image, while others are in pixels: ");
    append_box(out, input, issue);
    break;
  }
}

static void say_overlap(Cell *out, const HealthInput *input, const Issue *issue) {
  const Names *classes = &input->health.data.classes;
  cell_format(out, "overlaps %s %s of ", object_name(issue->table), id_excerpt(&issue->other).text);
  if (issue->kind == ISSUE_TWO_CLASSES)
    cell_append(out, "class %s with IoU %.3f", id_excerpt(&classes->items[issue->count]).text, issue->value);
  else
    cell_append(out, "its class with IoU %.3f", issue->value);
}

static void say_scores(Cell *out, const Issue *issue) {
  sqlite3_int64 count = (sqlite3_int64)issue->count;
  if (issue->kind == ISSUE_EQUAL_SCORES && issue->other.kind == ID_NULL)
    cell_format(out, "all %lld scores are %s, so nothing ranks the predictions", count,
                shown(issue->value).text);
  else if (issue->kind == ISSUE_EQUAL_SCORES)
    cell_format(out, "all %lld scores of the model %s are %s, so nothing ranks its predictions", count,
                id_excerpt(&issue->other).text, shown(issue->value).text);
  else if (issue->id.kind != ID_NULL)
    cell_format(out, "the score is not within 0 to 1: %s", shown(issue->value).text);
  else
    cell_format(out, "%lld of %lld scores are not within 0 to 1: they run from %s to %s", count,
                (sqlite3_int64)issue->whole, shown(issue->value).text, shown(issue->limit).text);
}

static void say_classes(Cell *out, const Issue *issue) {
  sqlite3_int64 count = (sqlite3_int64)issue->count;
  switch ((int)issue->kind) {
  case ISSUE_UNKNOWN_CLASS:
    cell_format(out, "%lld prediction%s this class, and no label", count, count == 1 ? " has" : "s have");
    break;
  case ISSUE_UNPREDICTED_CLASS:
    cell_format(out, "%lld label%s this class, and no prediction, so its AP is 0", count,
                count == 1 ? " has" : "s have");
    break;
  case ISSUE_CLASS_IMBALANCE:
    cell_format(out, "class %s has %lld label%s, class %s %lld; %lld of %lld classes have fewer than 10",
                id_excerpt(&issue->class).text, (sqlite3_int64)issue->limit, plural((size_t)issue->limit),
                id_excerpt(&issue->other).text, (sqlite3_int64)issue->value, count,
                (sqlite3_int64)issue->whole);
    break;
  case ISSUE_CROWDED_IMAGE:
    cell_format(out,
                "the image has %lld labels of this class, of which the default max_detections = %lld cannot"
                " find all",
                count, (sqlite3_int64)issue->whole);
    break;
  }
}

static void say_image(Cell *out, const HealthInput *input, const Issue *issue) {
  sqlite3_int64 count = (sqlite3_int64)issue->count;
  const char *images = input->tables[HEALTH_IMAGES].name;
  switch ((int)issue->kind) {
  case ISSUE_UNKNOWN_IMAGE:
    if (issue->id.kind != ID_NULL)
      cell_format(out, "%s has no image %s", images, id_excerpt(&issue->image).text);
    else
      cell_format(out, "%s has none of these images, such as %s; its first one is %s", images,
                  id_excerpt(&issue->image).text, id_excerpt(&issue->other).text);
    break;
  case ISSUE_DUPLICATE_FILE:
    cell_format(out, "image %s has the same file: %s", id_excerpt(&issue->other).text,
                excerpt(issue->text, issue->count).text);
    break;
  case ISSUE_IMAGE_WITHOUT_LABELS:
    if (count)
      cell_format(out, "the image has no labels, and %lld prediction%s scored up to %.3f", count,
                  plural(issue->count), issue->value);
    else
      cell_format(out, "the image has no labels");
    break;
  case ISSUE_IMAGE_SIZES:
    cell_format(out, "the %lld images have %lld sizes, the most frequent ones: %s",
                (sqlite3_int64)issue->whole, count, issue->text);
    break;
  }
}

static void say_rest(Cell *out, const Issue *issue) {
  sqlite3_int64 count = (sqlite3_int64)issue->count;
  switch ((int)issue->kind) {
  case ISSUE_DUPLICATE_ID:
    if (issue->table == HEALTH_IMAGES)
      cell_format(out, "an earlier row has this id too");
    else
      cell_format(out, "%lld rows have this id%s", count, issue->value > 0 ? " and say the same" : "");
    break;
  case ISSUE_NO_ROWS: cell_format(out, "the table has no rows"); break;
  case ISSUE_ORPHAN_METRIC:
    cell_format(out, "there is no %s with this id, but %lld metric%s of it", issue->text, count,
                plural(issue->count));
    break;
  case ISSUE_SIZE_BOUNDARY:
    cell_format(out, "the area is %s: the label counts as %s", shown(issue->value).text,
                issue->value < 5000 ? "small and as medium" : "medium and as large");
    break;
  }
}

void cell_issue_detail(Cell *out, const HealthInput *input, const Issue *issue) {
  switch (issue->kind) {
  case ISSUE_MISSING_COLUMN:
  case ISSUE_UNREADABLE:
  case ISSUE_IMAGES_DIFFER:
  case ISSUE_CLASSES_DIFFER:
  case ISSUE_SCALES_DIFFER:
  case ISSUE_IMAGE_SIZE: cell_text(out, issue->text); break;
  case ISSUE_MASK_SIZE:
  case ISSUE_DEGENERATE_BOX:
  case ISSUE_OUTSIDE_IMAGE:
  case ISSUE_RELATIVE_BOX: say_box(out, input, issue); break;
  case ISSUE_NEAR_DUPLICATE:
  case ISSUE_TWO_CLASSES: say_overlap(out, input, issue); break;
  case ISSUE_SCORE_RANGE:
  case ISSUE_EQUAL_SCORES: say_scores(out, issue); break;
  case ISSUE_UNKNOWN_CLASS:
  case ISSUE_UNPREDICTED_CLASS:
  case ISSUE_CLASS_IMBALANCE:
  case ISSUE_CROWDED_IMAGE: say_classes(out, issue); break;
  case ISSUE_UNKNOWN_IMAGE:
  case ISSUE_DUPLICATE_FILE:
  case ISSUE_IMAGE_WITHOUT_LABELS:
  case ISSUE_IMAGE_SIZES: say_image(out, input, issue); break;
  case ISSUE_DUPLICATE_ID:
  case ISSUE_NO_ROWS:
  case ISSUE_ORPHAN_METRIC:
  case ISSUE_SIZE_BOUNDARY:
  case ISSUE_KINDS: say_rest(out, issue); break;
  }
}
