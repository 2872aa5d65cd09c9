#include "measure/pixel_metrics.h"

#include <math.h>
#include <string.h>

__extension__ typedef __int128 Wide;

/* Where a run down a column begins or ends: at the upper edge of a row. There the column's sums so far are
** taken away from those of the mask, or added to them. */
typedef struct PixelEvent {
  uint32_t mask, x;
  bool ends;
} PixelEvent;

/* The part of the image that is looked at; right and bottom are the first that are outside. */
typedef struct Window {
  uint32_t left, right, top, bottom;
} Window;

/* A visitor of runs: each within one column, and within one band of rows. */
typedef struct Visitor {
  void (*run)(struct Visitor *visitor, uint32_t x, uint32_t top, uint32_t bottom);
  PixelScratch *scratch;
  Window window;
  uint32_t mask;
} Visitor;

/* At the top of a band the sums of the columns are cleared. */
static bool begins_band(uint32_t y) {
  return y % PIXEL_ROWS_MOST == 0;
}

static void visit_column(Visitor *visitor, uint32_t x, uint32_t top, uint32_t bottom) {
  while (top < bottom) {
    uint32_t band = top - top % PIXEL_ROWS_MOST + PIXEL_ROWS_MOST, end = bottom < band ? bottom : band;
    visitor->run(visitor, x, top, end);
    top = end;
  }
}

static void visit_mask(Visitor *visitor, const Mask *mask) {
  uint32_t x = 0, y = 0;
  for (uint32_t i = 0; i < mask->run_count; i++) {
    for (uint32_t left = mask->runs[i]; left > 0;) {
      uint32_t room = mask->height - y, length = left < room ? left : room;
      if (i % 2) visit_column(visitor, x, y, y + length);
      left -= length;
      y += length;
      if (y == mask->height) {
        y = 0;
        x++;
      }
    }
  }
}

static void visit_masks(Visitor *visitor, const Mask *masks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    visitor->mask = (uint32_t)i;
    visit_mask(visitor, &masks[i]);
  }
}

/* The first look: how many events each row has, and the part of the image with all of them. */
static void count_run(Visitor *visitor, uint32_t x, uint32_t top, uint32_t bottom) {
  Window *window = &visitor->window;
  size_t *counts = visitor->scratch->starts;
  if (!begins_band(top)) counts[top]++;
  counts[bottom]++;
  if (x < window->left) window->left = x;
  if (x >= window->right) window->right = x + 1;
  if (top < window->top) window->top = top;
  if (bottom > window->bottom) window->bottom = bottom;
}

/* The second: each event into its place. */
static void place_run(Visitor *visitor, uint32_t x, uint32_t top, uint32_t bottom) {
  PixelEvent *events = visitor->scratch->events;
  size_t *next = visitor->scratch->starts;
  if (!begins_band(top)) events[next[top]++] = (PixelEvent){visitor->mask, x, false};
  events[next[bottom]++] = (PixelEvent){visitor->mask, x, true};
}

/* Events row by row: those of row y are events[starts[y - 1]] to events[starts[y]]. */
static void sort_events(Visitor *visitor, const Mask *masks, size_t count, uint32_t height, Error *error) {
  PixelScratch *scratch = visitor->scratch;
  memory_reserve((void **)&scratch->starts, &scratch->start_capacity, (size_t)height + 1,
                 sizeof *scratch->starts, error);
  if (!ok(error)) return;
  memset(scratch->starts, 0, ((size_t)height + 1) * sizeof *scratch->starts);
  visitor->run = count_run;
  visit_masks(visitor, masks, count);
  size_t total = 0;
  for (uint32_t y = 0; y <= height; y++) {
    size_t here = scratch->starts[y];
    scratch->starts[y] = total;
    total += here;
  }
  memory_reserve((void **)&scratch->events, &scratch->event_capacity, total, sizeof *scratch->events, error);
  if (!ok(error)) return;
  visitor->run = place_run;
  visit_masks(visitor, masks, count);
}

/* The events of row y; the first of them is where those of the row above end. */
static size_t apply_events(PixelScratch *scratch, size_t first, uint32_t y) {
  size_t end = scratch->starts[y];
  for (size_t i = first; i < end; i++) {
    const PixelEvent *event = &scratch->events[i];
    pixel_columns_read(&scratch->columns, event->x, event->ends ? 1 : -1, &scratch->sums[event->mask]);
  }
  return end;
}

static void add_window(const PixelColumns *columns, PixelSums *sums) {
  for (uint32_t x = columns->begin; x < columns->end; x++) pixel_columns_read(columns, x, 1, sums);
}

static PixelSums sum_up(const Image *image, const Window *window, PixelScratch *scratch, Poll *poll,
                        Error *error) {
  PixelSums whole = {0};
  PixelColumns *columns = &scratch->columns;
  uint32_t rows = 1 + (1 << 16) / (window->right - window->left); /* between two polls */
  size_t event = 0;
  for (uint32_t y = window->top; y < window->bottom && ok(error); y++) {
    event = apply_events(scratch, event, y);
    if (begins_band(y)) {
      add_window(columns, &whole);
      pixel_columns_clear(columns);
    }
    pixel_columns_add(columns, image, y);
    if (y % rows == 0) poll_check(poll, error);
  }
  if (ok(error)) apply_events(scratch, event, window->bottom);
  add_window(columns, &whole);
  return whole;
}

/* (count * squares - sum * sum) / count^2 */
static double variance(int64_t sum, int64_t squares, uint64_t count) {
  Wide numerator = (Wide)count * squares - (Wide)sum * sum;
  return (double)numerator / (double)count / (double)count;
}

static PixelMetrics metrics_of(const PixelSums *sums, uint64_t pixels) {
  PixelMetrics metrics;
  uint64_t samples = 3 * pixels;
  if (pixels == 0) {
    for (int i = 0; i < PIXEL_METRICS; i++) metrics.values[i] = NAN;
    return metrics;
  }
  metrics.values[PIXEL_BRIGHTNESS] = (double)sums->samples / (double)(255 * samples);
  metrics.values[PIXEL_CONTRAST] = sqrt(variance(sums->samples, sums->squares, samples)) / 255;
  metrics.values[PIXEL_SHARPNESS] = variance(sums->laplacians, sums->laplacian_squares, samples);
  for (int i = 0; i < 3; i++) metrics.values[PIXEL_RED + i] = (double)sums->colours[i] / (double)pixels;
  return metrics;
}

static void check_sizes(const Image *image, const Mask *masks, size_t count, Error *error) {
  for (size_t i = 0; i < count; i++) {
    if (masks[i].width == image->width && masks[i].height == image->height) continue;
    error_input(error, "a mask of %lu x %lu pixels on an image of %lu x %lu", (unsigned long)masks[i].width,
                (unsigned long)masks[i].height, (unsigned long)image->width, (unsigned long)image->height);
  }
}

void pixel_metrics(const Image *image, const Mask *masks, size_t count, PixelMetrics *whole,
                   PixelMetrics *objects, PixelScratch *scratch, Poll *poll, Error *error) {
  Visitor visitor = {.scratch = scratch, .window = {UINT32_MAX, 0, UINT32_MAX, 0}};
  if (whole) visitor.window = (Window){0, image->width, 0, image->height};
  check_sizes(image, masks, count, error);
  memory_reserve((void **)&scratch->sums, &scratch->sum_capacity, count, sizeof *scratch->sums, error);
  sort_events(&visitor, masks, count, image->height, error);
  if (!ok(error)) return;
  if (count) memset(scratch->sums, 0, count * sizeof *scratch->sums);
  PixelSums sums = {0};
  if (visitor.window.left < visitor.window.right) {
    pixel_columns_open(&scratch->columns, visitor.window.left, visitor.window.right, error);
    if (ok(error)) sums = sum_up(image, &visitor.window, scratch, poll, error);
  }
  if (!ok(error)) return;
  if (whole) *whole = metrics_of(&sums, (uint64_t)image->width * image->height);
  for (size_t i = 0; i < count; i++) objects[i] = metrics_of(&scratch->sums[i], mask_area(&masks[i]));
}

void pixel_scratch_release(PixelScratch *scratch) {
  pixel_columns_release(&scratch->columns);
  memory_release(scratch->events);
  memory_release(scratch->starts);
  memory_release(scratch->sums);
  *scratch = (PixelScratch){0};
}
