#include "statistics/verdict/matched_rows.h"

/* Of a class in an image. */
typedef struct Counts {
  size_t labels, tp, fp;
} Counts;

static Counts count_group(const MatchedRows *rows, const Group *group) {
  const Matches *matches = rows->matches;
  const Objects *labels = &matches->data->labels;
  Counts counts = {0};
  uint32_t end = matches_kept_end(matches->data, &matches->rules, group);
  for (uint32_t row = group->predictions; row < end; row++) {
    if (matches->ignored[row]) continue;
    counts.tp += matches->matched[row] != 0;
    counts.fp += matches->matched[row] == 0;
  }
  for (uint32_t row = group->labels; row < group->labels_end; row++)
    counts.labels += !labels->crowd[row] && matches_label_areas(matches->data, &matches->rules, row) != 0;
  return counts;
}

static void add_rows(const MatchedRows *rows, bool of_labels, Proportion *out, Poll *poll, Error *error) {
  const Dataset *data = rows->matches->data;
  for (size_t k = 0; k < rows->class_count && ok(error); k++) {
    GroupWalk walk = dataset_groups(data, rows->model, rows->classes[k]);
    Group group;
    poll_check(poll, error);
    while (ok(error) && group_next(&walk, &group)) {
      if (rows->units && rows->units[group.image] == rows->images) continue;
      Counts counts = count_group(rows, &group);
      const Id *image = &data->images.items[group.image];
      size_t others = of_labels ? counts.labels - counts.tp : counts.fp;
      for (size_t i = 0; i < counts.tp + others; i++) proportion_add(out, image, i < counts.tp, error);
    }
  }
}

void matched_rows_add_predictions(const MatchedRows *rows, Proportion *out, Poll *poll, Error *error) {
  add_rows(rows, false, out, poll, error);
}

void matched_rows_add_labels(const MatchedRows *rows, Proportion *out, Poll *poll, Error *error) {
  add_rows(rows, true, out, poll, error);
}
