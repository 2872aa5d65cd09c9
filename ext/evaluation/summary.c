#include "evaluation/summary.h"

#include <math.h>

const AreaRange coco_areas[4] = {{0, 1e10}, {0, 1024}, {1024, 9216}, {9216, 1e10}};

enum { T = COCO_THRESHOLDS, R = COCO_RECALLS, A = 4, CELLS = T * A };

/*
** What the sums need of one model's classes, in memory that grows with their labels. A class of few labels
** reaches few recalls, so its envelope has few steps: one for each count of true positives from 0 to its
** labels, at most one for each recall point. The arrays of a class lie one behind the other: recalls are
** counts of true positives.
*/
typedef struct Table {
  size_t classes;
  uint32_t (*label_counts)[A]; /* [classes][A] */
  size_t *first_step; /* [classes]: where the steps of a class begin, area by area, threshold by threshold */
  double *steps;
  uint32_t *tp;         /* [A][T][classes] */
  uint32_t *tp_within;  /* [smaller limits][T][classes] */
  uint32_t *present;    /* the classes with labels of one size, while its sums are made */
  uint8_t (*places)[R]; /* [R]: the step at each recall point, by the number of labels; see place_of */
} Table;

typedef struct SummaryJob {
  const Matches *matches;
  size_t model;
  const size_t *smaller_limits;
  int smaller_count;
  const uint8_t *frequencies;
  uint32_t *classes; /* those with labels that count, in the order of sums: area range 'all' has no NaN */
  Table table;
  Ranked *ranked; /* one for each worker */
  Curve *curves;  /* CELLS for each worker */
} SummaryJob;

static size_t step_count(uint32_t labels) {
  return labels < R ? labels + 1 : R;
}

/* The step of a recall point: with few labels how many true positives reach it, else the point itself. */
static size_t place_of(const Table *table, uint32_t labels, size_t r) {
  return labels < R ? table->places[labels][r] : r;
}

static void fill_places(Table *table) {
  for (uint32_t labels = 1; labels < R; labels++) {
    for (int r = 0; r < R; r++) table->places[labels][r] = (uint8_t)curve_needed(coco_recall(r), labels);
  }
}

/* Where the steps of a class begin for an area range and threshold. */
static size_t first_step(const Table *table, size_t k, size_t area, size_t threshold) {
  const uint32_t *labels = table->label_counts[k];
  size_t at = table->first_step[k];
  for (size_t a = 0; a < area; a++) at += labels[a] ? T * step_count(labels[a]) : 0;
  return at + threshold * step_count(labels[area]);
}

static void summarise_class(void *context, const Task *task, Error *error) {
  SummaryJob *job = context;
  Table *table = &job->table;
  size_t k = task->index, classes = table->classes;
  Curve *curves = job->curves + (size_t)task->worker * CELLS;
  uint32_t tp_within[LIMITS_MOST * T];
  class_curves(job->matches, job->model, job->classes[k], &job->ranked[task->worker], curves,
               job->smaller_limits, job->smaller_count, tp_within, task, error);
  if (!ok(error)) return;
  for (size_t c = 0; c < CELLS; c++) {
    const Curve *curve = &curves[c];
    table->tp[c * classes + k] = curve->tp;
    if (!curve->label_count) continue;
    double *steps = table->steps + first_step(table, k, c / T, c % T);
    for (size_t r = 0; r < R; r++) steps[place_of(table, curve->label_count, r)] = curve->precision[r];
  }
  for (size_t i = 0; i < (size_t)job->smaller_count * T; i++)
    table->tp_within[i * classes + k] = tp_within[i];
}

/* ---- sums, in the order of numpy's: thresholds, recalls, classes, which run fastest ---- */

/* The classes with labels of a size; figures are the means of their values from one threshold on. */
typedef struct Slice {
  const Table *table;
  size_t area, threshold, present;
  const uint32_t *tp; /* [thresholds][classes] */
} Slice;

static void fill_precision(const void *context, size_t start, size_t count, double *out) {
  const Slice *slice = context;
  const Table *table = slice->table;
  size_t i = start % slice->present, r = start / slice->present % R,
         t = slice->threshold + start / slice->present / R;
  for (size_t n = 0; n < count; n++) {
    size_t k = table->present[i];
    uint32_t labels = table->label_counts[k][slice->area];
    out[n] = table->steps[first_step(table, k, slice->area, t) + place_of(table, labels, r)];
    if (++i < slice->present) continue;
    i = 0;
    if (++r == R) r = 0, t++;
  }
}

static void fill_recall(const void *context, size_t start, size_t count, double *out) {
  const Slice *slice = context;
  const Table *table = slice->table;
  for (size_t n = 0; n < count; n++) {
    size_t k = table->present[(start + n) % slice->present], t = (start + n) / slice->present;
    out[n] = (double)slice->tp[t * table->classes + k] / table->label_counts[k][slice->area];
  }
}

static double mean(FillValues *fill, const Slice *slice, size_t count, const Task *task, Error *error) {
  return count ? sum_pairwise_of(fill, slice, 0, count, task, error) / (double)count : (double)NAN;
}

static Slice slice_of(Table *table, size_t area) {
  Slice slice = {.table = table, .area = area, .tp = table->tp + area * T * table->classes};
  for (size_t k = 0; k < table->classes; k++) {
    if (table->label_counts[k][area]) table->present[slice.present++] = (uint32_t)k;
  }
  return slice;
}

/* Of the classes with labels, those of one frequency. */
static Slice slice_of_frequency(const SummaryJob *job, Table *table, uint8_t frequency) {
  Slice slice = {.table = table, .tp = table->tp};
  for (size_t k = 0; k < table->classes; k++) {
    if (job->frequencies[job->classes[k]] == frequency) table->present[slice.present++] = (uint32_t)k;
  }
  return slice;
}

static void summarize_frequencies(SummaryJob *job, Summary *summary, const Task *task, Error *error) {
  for (int f = 0; f < 3 && job->frequencies; f++) {
    Slice slice = slice_of_frequency(job, &job->table, (uint8_t)f);
    summary->ap_by_frequency[f] = mean(fill_precision, &slice, T * R * slice.present, task, error);
  }
}

static void summarize_table(Table *table, int smaller_count, Summary *summary, const Task *task,
                            Error *error) {
  const size_t k = table->classes, at50 = 0, at75 = 5;
  for (size_t a = 1; a < A; a++) {
    Slice slice = slice_of(table, a);
    summary->ap_by_size[a - 1] = mean(fill_precision, &slice, T * R * slice.present, task, error);
    summary->ar_by_size[a - 1] = mean(fill_recall, &slice, T * slice.present, task, error);
  }
  Slice slice = slice_of(table, 0);
  summary->ap = mean(fill_precision, &slice, T * R * k, task, error);
  summary->ar_by_limit[smaller_count] = mean(fill_recall, &slice, T * k, task, error);
  for (size_t t = at50; t <= at75; t += at75 - at50) {
    Slice one = slice;
    one.tp += t * k;
    *(t == at50 ? &summary->ar50 : &summary->ar75) = mean(fill_recall, &one, k, task, error);
  }
  for (int i = 0; i < smaller_count; i++) {
    slice.tp = table->tp_within + (size_t)i * T * k;
    summary->ar_by_limit[i] = mean(fill_recall, &slice, T * k, task, error);
  }
  slice.threshold = at50;
  summary->ap50 = mean(fill_precision, &slice, R * k, task, error);
  slice.threshold = at75;
  summary->ap75 = mean(fill_precision, &slice, R * k, task, error);
}

int summary_figures(const Summary *summary, const size_t *limits, int limit_count,
                    SummaryFigure figures[SUMMARY_FIGURES_MOST]) {
  static const char *const sizes[] = {"small", "medium", "large"}, *const aps[] = {"APs", "APm", "APl"},
                           *const ars[] = {"ARs", "ARm", "ARl"};
  size_t largest = limits[limit_count - 1];
  SummaryFigure *at = figures;
  *at++ = (SummaryFigure){"AP", "all", false, 0, summary->ap, largest};
  *at++ = (SummaryFigure){"AP50", "all", false, 0.5, summary->ap50, largest};
  *at++ = (SummaryFigure){"AP75", "all", false, 0.75, summary->ap75, largest};
  for (int s = 0; s < 3; s++)
    *at++ = (SummaryFigure){aps[s], sizes[s], false, 0, summary->ap_by_size[s], largest};
  for (int i = 0; i < limit_count; i++)
    *at++ = (SummaryFigure){"AR", "all", true, 0, summary->ar_by_limit[i], limits[i]};
  for (int s = 0; s < 3; s++)
    *at++ = (SummaryFigure){ars[s], sizes[s], false, 0, summary->ar_by_size[s], largest};
  return (int)(at - figures);
}

int summary_figures_of_keypoints(const Summary *summary, const size_t *limits, int limit_count,
                                 SummaryFigure figures[SUMMARY_FIGURES_MOST]) {
  size_t largest = limits[limit_count - 1];
  SummaryFigure *at = figures;
  *at++ = (SummaryFigure){"AP", "all", false, 0, summary->ap, largest};
  *at++ = (SummaryFigure){"AP50", "all", false, 0.5, summary->ap50, largest};
  *at++ = (SummaryFigure){"AP75", "all", false, 0.75, summary->ap75, largest};
  *at++ = (SummaryFigure){"APm", "medium", false, 0, summary->ap_by_size[1], largest};
  *at++ = (SummaryFigure){"APl", "large", false, 0, summary->ap_by_size[2], largest};
  for (int i = 0; i < limit_count - 1; i++)
    *at++ = (SummaryFigure){"AR", "all", true, 0, summary->ar_by_limit[i], limits[i]};
  *at++ = (SummaryFigure){"AR", "all", false, 0, summary->ar_by_limit[limit_count - 1], largest};
  *at++ = (SummaryFigure){"AR50", "all", false, 0.5, summary->ar50, largest};
  *at++ = (SummaryFigure){"AR75", "all", false, 0.75, summary->ar75, largest};
  *at++ = (SummaryFigure){"ARm", "medium", false, 0, summary->ar_by_size[1], largest};
  *at++ = (SummaryFigure){"ARl", "large", false, 0, summary->ar_by_size[2], largest};
  return (int)(at - figures);
}

void summary_lvis_figures(const Summary *summary, size_t limit, SummaryFigure figures[LVIS_FIGURES]) {
  static const char *const frequencies[] = {"APr", "APc", "APf"};
  SummaryFigure all[SUMMARY_FIGURES_MOST], *at = figures;
  int count = summary_figures(summary, &limit, 1, all);
  for (int i = 0; i < count; i++) {
    *at++ = all[i];
    if (i != 5) continue;
    for (int f = 0; f < 3; f++)
      *at++ = (SummaryFigure){frequencies[f], "all", false, 0, summary->ap_by_frequency[f], limit};
  }
}

/* The classes that have labels which count, and room for their steps. */
static void select_classes(SummaryJob *job, Error *error) {
  const Dataset *data = job->matches->data;
  Table *table = &job->table;
  size_t steps = 0;
  for (size_t i = 0; i < data->classes.count && ok(error); i++) {
    uint32_t class = data->classes_in_sums[i], counts[AREAS_MOST];
    if (!matches_class_selected(&job->matches->rules, class)) continue;
    count_labels(job->matches, class, counts);
    if (!counts[0]) continue;
    size_t k = table->classes++;
    job->classes[k] = class;
    table->first_step[k] = steps;
    for (int a = 0; a < A; a++) {
      table->label_counts[k][a] = counts[a];
      steps += counts[a] ? T * step_count(counts[a]) : 0;
    }
  }
  table->steps = memory_allocate(steps, sizeof *table->steps, error);
  table->tp = memory_allocate(table->classes, CELLS * sizeof *table->tp, error);
  table->tp_within =
      memory_allocate(table->classes, ((size_t)job->smaller_count * T + 1) * sizeof *table->tp_within, error);
  table->present = memory_allocate(table->classes, sizeof *table->present, error);
}

static void table_make(SummaryJob *job, Error *error) {
  size_t classes = job->matches->data->classes.count;
  Table *table = &job->table;
  job->classes = memory_allocate(classes, sizeof *job->classes, error);
  table->label_counts = memory_allocate(classes, sizeof *table->label_counts, error);
  table->first_step = memory_allocate(classes, sizeof *table->first_step, error);
  table->places = memory_allocate(R, sizeof *table->places, error);
  if (!ok(error)) return;
  fill_places(table);
  select_classes(job, error);
}

static void table_release(Table *table) {
  memory_release(table->label_counts);
  memory_release(table->first_step);
  memory_release(table->places);
  memory_release(table->steps);
  memory_release(table->tp);
  memory_release(table->tp_within);
  memory_release(table->present);
}

void summarize_matches(const Matches *matches, const size_t *limits, int limit_count, const Workers *workers,
                       Summary *summaries, Error *error) {
  const Dataset *data = matches->data;
  SummaryJob job = {.matches = matches,
                    .smaller_limits = limits,
                    .smaller_count = limit_count - 1,
                    .frequencies = matches->rules.frequencies};
  const Task here = {.poll = workers->poll};
  job.curves = memory_allocate(workers->count, CELLS * sizeof *job.curves, error);
  job.ranked = memory_allocate_zeroed(workers->count, sizeof *job.ranked, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++) ranked_make(&job.ranked[w], data, error);
  if (ok(error)) table_make(&job, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    job.model = m;
    workers_run(workers, job.table.classes, summarise_class, &job, error);
    if (ok(error)) summarize_table(&job.table, job.smaller_count, &summaries[m], &here, error);
    if (ok(error)) summarize_frequencies(&job, &summaries[m], &here, error);
  }
  for (unsigned w = 0; job.ranked && w < workers->count; w++) ranked_release(&job.ranked[w]);
  memory_release(job.ranked);
  memory_release(job.curves);
  memory_release(job.classes);
  table_release(&job.table);
}

void summarize(const Dataset *data, const MatchRules *asked, const size_t *limits, int limit_count,
               const Workers *workers, Summary *summaries, Error *error) {
  MatchRules rules = *asked;
  rules.threshold_count = T;
  rules.area_count = A;
  rules.max_detections = limits[limit_count - 1];
  for (int t = 0; t < T; t++) rules.thresholds[t] = coco_threshold(t);
  for (int a = 0; a < A; a++) rules.areas[a] = coco_areas[a];
  Matches matches;
  matches_make(&matches, data, &rules, false, workers, error);
  summarize_matches(&matches, limits, limit_count, workers, summaries, error);
  matches_release(&matches);
}
