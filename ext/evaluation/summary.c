#include "evaluation/summary.h"

#include <math.h>

const AreaRange coco_areas[4] = {{0, 1e10}, {0, 1024}, {1024, 9216}, {9216, 1e10}};

enum { T = COCO_THRESHOLDS, R = COCO_RECALLS, A = 4, CELLS = T * A };

/* The cells of one model's classes; the class runs fastest, as in numpy's sums. NaN: no labels of that
** size. */
typedef struct Table {
  size_t classes;
  double *precision;     /* [A][T][R][classes] */
  double *recall;        /* [A][T][classes] */
  double *recall_within; /* [smaller limits][T][classes] */
} Table;

typedef struct SummaryJob {
  const Matches *matches;
  size_t model;
  const size_t *smaller_limits;
  int smaller_count;
  uint32_t *classes; /* those with labels that count, in the order of sums: area range 'all' has no NaN */
  Table table;
  Ranked *ranked; /* one for each worker */
  Curve *curves;  /* CELLS for each worker */
} SummaryJob;

static void summarise_class(void *context, const Task *task, Error *error) {
  SummaryJob *job = context;
  Table *table = &job->table;
  size_t k = task->index, classes = table->classes;
  Curve *curves = job->curves + (size_t)task->worker * CELLS;
  uint32_t tp_within[LIMITS_MOST * T];
  task_check(task, error);
  if (!ok(error)) return;
  class_curves(job->matches, job->model, job->classes[k], &job->ranked[task->worker], curves,
               job->smaller_limits, job->smaller_count, tp_within);
  for (size_t c = 0; c < CELLS; c++) {
    for (size_t r = 0; r < R; r++)
      table->precision[(c * R + r) * classes + k] =
          curves[c].label_count ? curves[c].precision[r] : (double)NAN;
    table->recall[c * classes + k] = curve_recall(&curves[c]);
  }
  for (size_t i = 0; i < (size_t)job->smaller_count * T; i++)
    table->recall_within[i * classes + k] = (double)tp_within[i] / curves[0].label_count;
}

static double mean(const double *values, size_t count) {
  return count ? sum_pairwise(values, count) / (double)count : (double)NAN;
}

/* The mean of the values other than NaN, in their order; it moves them together. */
static double mean_of_present(double *values, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (!isnan(values[i])) values[kept++] = values[i];
  }
  return mean(values, kept);
}

static Summary summarize_table(const Table *table, int smaller_count) {
  const size_t k = table->classes, at50 = 0, at75 = 5;
  Summary summary = {.ap = mean(table->precision, T * R * k),
                     .ap50 = mean(table->precision + at50 * R * k, R * k),
                     .ap75 = mean(table->precision + at75 * R * k, R * k)};
  for (size_t a = 1; a < A; a++) {
    summary.ap_by_size[a - 1] = mean_of_present(table->precision + a * T * R * k, T * R * k);
    summary.ar_by_size[a - 1] = mean_of_present(table->recall + a * T * k, T * k);
  }
  for (int i = 0; i < smaller_count; i++)
    summary.ar_by_limit[i] = mean(table->recall_within + (size_t)i * T * k, T * k);
  summary.ar_by_limit[smaller_count] = mean(table->recall, T * k);
  return summary;
}

int summary_figures(const Summary *summary, const size_t *limits, int limit_count,
                    SummaryFigure figures[SUMMARY_FIGURES_MOST]) {
  static const char *const sizes[] = {"small", "medium", "large"}, *const aps[] = {"APs", "APm", "APl"},
                           *const ars[] = {"ARs", "ARm", "ARl"};
  size_t largest = limits[limit_count - 1];
  SummaryFigure *at = figures;
  *at++ = (SummaryFigure){"AP", "all", 0, summary->ap, largest};
  *at++ = (SummaryFigure){"AP50", "all", 0.5, summary->ap50, largest};
  *at++ = (SummaryFigure){"AP75", "all", 0.75, summary->ap75, largest};
  for (int s = 0; s < 3; s++) *at++ = (SummaryFigure){aps[s], sizes[s], 0, summary->ap_by_size[s], largest};
  for (int i = 0; i < limit_count; i++)
    *at++ = (SummaryFigure){"AR", "all", 0, summary->ar_by_limit[i], limits[i]};
  for (int s = 0; s < 3; s++) *at++ = (SummaryFigure){ars[s], sizes[s], 0, summary->ar_by_size[s], largest};
  return (int)(at - figures);
}

static void select_classes(SummaryJob *job) {
  const Dataset *data = job->matches->data;
  for (size_t i = 0; i < data->classes.count; i++) {
    uint32_t class = data->classes_in_sums[i], counts[AREAS_MOST];
    if (!matches_class_selected(&job->matches->rules, class)) continue;
    count_labels(job->matches, class, counts);
    if (counts[0]) job->classes[job->table.classes++] = class;
  }
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
  SummaryJob job = {.matches = &matches, .smaller_limits = limits, .smaller_count = limit_count - 1};
  Table *table = &job.table;
  job.classes = memory_allocate(data->classes.count, sizeof *job.classes, error);
  job.curves = memory_allocate(workers->count, CELLS * sizeof *job.curves, error);
  job.ranked = memory_allocate_zeroed(workers->count, sizeof *job.ranked, error);
  for (unsigned w = 0; w < workers->count && ok(error); w++) ranked_make(&job.ranked[w], data, error);
  if (ok(error)) select_classes(&job);
  table->precision = memory_allocate(table->classes, CELLS * R * sizeof *table->precision, error);
  table->recall = memory_allocate(table->classes, CELLS * sizeof *table->recall, error);
  table->recall_within =
      memory_allocate(table->classes, LIMITS_MOST * T * sizeof *table->recall_within, error);
  for (size_t m = 0; m < data->models.count && ok(error); m++) {
    job.model = m;
    workers_run(workers, table->classes, summarise_class, &job, error);
    if (ok(error)) summaries[m] = summarize_table(table, job.smaller_count);
  }
  for (unsigned w = 0; job.ranked && w < workers->count; w++) ranked_release(&job.ranked[w]);
  memory_release(job.ranked);
  memory_release(job.curves);
  memory_release(job.classes);
  memory_release(table->precision);
  memory_release(table->recall);
  memory_release(table->recall_within);
  matches_release(&matches);
}
