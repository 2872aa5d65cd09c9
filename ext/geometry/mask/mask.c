#include "geometry/mask/mask.h"

#include <inttypes.h>
#include <math.h>

#include "base/number.h"

void mask_scratch_release(MaskScratch *scratch) {
  MaskRoom *const rooms[] = {&scratch->vertices,     &scratch->columns,      &scratch->rows,
                             &scratch->parts.items,  &scratch->parts.starts, &scratch->holes.items,
                             &scratch->holes.starts, &scratch->spare.items,  &scratch->spare.starts};
  for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) memory_release(rooms[i]->items);
  *scratch = (MaskScratch){0};
}

void mask_check_canvas(uint64_t width, uint64_t height, const char *who, Error *error) {
  const uint64_t most = (uint64_t)1 << 31;
  if (width == 0 || height == 0)
    error_input(error, "%s: a canvas of no pixels: %" PRIu64 " x %" PRIu64, who, width, height);
  else if (width > most || height > most || width * height > most)
    error_input(error, "%s: a canvas of more than 2^31 pixels: %" PRIu64 " x %" PRIu64, who, width, height);
}

void mask_check_same_canvas(const Mask *a, const Mask *b, const char *who, Error *error) {
  if (a->width != b->width || a->height != b->height)
    error_input(error, "%s: masks of different sizes: %" PRIu32 " x %" PRIu32 " and %" PRIu32 " x %" PRIu32,
                who, a->width, a->height, b->width, b->height);
}

/* ---- notations ---- */

/* Runs as they are read, of which those of length 0 are merged away: a mask has one list of runs. */
typedef struct Runs {
  uint32_t *items;
  /* Runs that are kept, and that were read. Both alternate, and begin outside the mask. */
  size_t count, read;
  uint64_t sum, pixels;
  const char *who;
  Poll *poll;
} Runs;

enum { RUNS_BETWEEN_POLLS = 1 << 14 };

static Runs runs_begin(size_t most, uint32_t width, uint32_t height, Arena *arena, const char *who,
                       Poll *poll, Error *error) {
  mask_check_canvas(width, height, who, error);
  if (most > UINT32_MAX) error_memory(error);
  uint32_t *items = ok(error) ? arena_allocate(arena, (most + 1) * sizeof *items, error) : NULL;
  return (Runs){.items = items, .pixels = (uint64_t)width * height, .who = who, .poll = poll};
}

static void add_run(Runs *runs, int64_t run, Error *error) {
  if (run < 0)
    error_input(error, "%s: a run length is negative: %" PRId64, runs->who, run);
  else if ((uint64_t)run > runs->pixels - runs->sum)
    error_input(error, "%s: run lengths add up to more than the %" PRIu64 " pixels of the canvas", runs->who,
                runs->pixels);
  if (!ok(error)) return;
  if (runs->count % 2 !=
      runs->read % 2) /* on the same side as the one before, since what lay between was empty */
    runs->items[runs->count - 1] += (uint32_t)run;
  else if (run || !runs->count)
    runs->items[runs->count++] = (uint32_t)run;
  runs->sum += (uint64_t)run;
  if (++runs->read % RUNS_BETWEEN_POLLS == 0) poll_check(runs->poll, error);
}

static Mask runs_end(const Runs *runs, uint32_t width, uint32_t height, Error *error) {
  if (ok(error) && runs->sum != runs->pixels)
    error_input(error, "%s: run lengths add up to %" PRIu64 ", the canvas has %" PRIu64 " pixels", runs->who,
                runs->sum, runs->pixels);
  return ok(error) ? (Mask){width, height, (uint32_t)runs->count, runs->items} : (Mask){0};
}

/* Characters from '0' on: five bits each, the lowest first; MORE says that more follow, in the last one SIGN
** the sign. */
enum {
  DIGIT_ZERO = '0',
  DIGIT_BITS = 5,
  DIGIT_VALUE = 31,
  DIGIT_SIGN = 16,
  DIGIT_MORE = 32,
  DIGIT_LAST = 63
};
/* Longer counts than this have zeros in front, or fit no canvas. */
enum { DIGITS_MOST = 12 };

/* One count at *at. Sets an error where there is none. */
static int64_t read_count(const char *text, size_t length, size_t *at, const char *who, Error *error) {
  uint64_t value = 0;
  for (unsigned i = 0; i < DIGITS_MOST && *at < length; i++) {
    unsigned digit = (unsigned char)text[*at] - (unsigned)DIGIT_ZERO;
    if (digit > DIGIT_LAST) {
      error_input(error, "%s: not a run length string, at byte %zu: %s", who, *at,
                  excerpt(text, length).text);
      return 0;
    }
    ++*at;
    value |= (uint64_t)(digit & DIGIT_VALUE) << (DIGIT_BITS * i);
    if (digit & DIGIT_MORE) continue;
    if (digit & DIGIT_SIGN) value |= UINT64_MAX << (DIGIT_BITS * (i + 1));
    return (int64_t)value;
  }
  error_input(error, "%s: a run length string %s: %s", who,
              *at < length ? "with a number too large" : "is cut off", excerpt(text, length).text);
  return 0;
}

Mask mask_from_string(const char *text, size_t length, uint32_t width, uint32_t height, Arena *arena,
                      const char *who, Poll *poll, Error *error) {
  size_t most = 0;
  for (size_t i = 0; i < length; i++)
    most += (((unsigned char)text[i] - (unsigned)DIGIT_ZERO) & DIGIT_MORE) == 0;
  Runs runs = runs_begin(most, width, height, arena, who, poll, error);
  /* The last two counts, as they were read; from the fourth on a count is a difference to the one two before
  ** it. */
  int64_t last = 0, before = 0, pixels = (int64_t)runs.pixels;
  for (size_t at = 0; at < length && ok(error);) {
    int64_t run = read_count(text, length, &at, who, error);
    /* A difference beyond the canvas is left as it is, for add_run to reject. */
    if (runs.read > 2 && run <= pixels && run >= -pixels) run += before;
    before = last;
    last = run;
    if (ok(error)) add_run(&runs, run, error);
  }
  return runs_end(&runs, width, height, error);
}

Mask mask_from_counts(const double *counts, size_t count, uint32_t width, uint32_t height, Arena *arena,
                      const char *who, Poll *poll, Error *error) {
  Runs runs = runs_begin(count, width, height, arena, who, poll, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    double run = counts[i];
    if (!(fabs(run) < 9e15) || floor(run) != run) {
      char shown[32];
      number_format(run, shown);
      error_input(error, "%s: a run length is not a whole number: %s", who, shown);
      break;
    }
    add_run(&runs, (int64_t)run, error);
  }
  return runs_end(&runs, width, height, error);
}

static size_t write_count(int64_t value, char *out) {
  size_t length = 0;
  for (bool more = true; more;) {
    unsigned digit = (unsigned)((uint64_t)value & DIGIT_VALUE);
    value = value < 0 ? -(-(value + 1) >> DIGIT_BITS) - 1 : value >> DIGIT_BITS; /* rounded down */
    more = value != (digit & DIGIT_SIGN ? -1 : 0);
    out[length++] = (char)(DIGIT_ZERO + digit + (more ? (unsigned)DIGIT_MORE : 0));
  }
  return length;
}

const char *mask_to_string(const Mask *mask, Arena *arena, size_t *length, Error *error) {
  enum { LONGEST = 7 }; /* of a 32-bit difference */
  *length = 0;
  /* Written twice, first for its length: most counts take two characters, so room for the longest is room
  ** wasted. */
  char *text = NULL, one[LONGEST + 1];
  size_t needed = 0;
  for (int pass = 0; pass < 2 && ok(error); pass++) {
    size_t written = 0;
    for (uint32_t i = 0; i < mask->run_count; i++) {
      int64_t value = (int64_t)mask->runs[i] - (i > 2 ? (int64_t)mask->runs[i - 2] : 0);
      written += write_count(value, pass ? text + written : one);
    }
    needed = written;
    if (pass == 0) text = arena_bytes(arena, needed + 1, error);
  }
  if (!ok(error)) return NULL;
  text[needed] = 0;
  *length = needed;
  return text;
}

/* ---- measures ---- */

uint64_t mask_area(const Mask *mask) {
  uint64_t area = 0;
  for (uint32_t i = 1; i < mask->run_count; i += 2) area += mask->runs[i];
  return area;
}

Box mask_box(const Mask *mask) {
  uint32_t left = UINT32_MAX, right = 0, top = UINT32_MAX, bottom = 0, height = mask->height;
  uint32_t column = 0, column_start = 0, position = 0;
  for (uint32_t i = 1; i < mask->run_count; i += 2) {
    position += mask->runs[i - 1];
    uint32_t run = mask->runs[i];
    if (!run) continue;
    uint32_t y = position - column_start;
    if (y >= height) {
      /* Most runs begin in the next column. */
      uint32_t columns = y < 2 * (uint64_t)height ? 1 : y / height;
      column += columns;
      column_start += columns * height;
      y -= columns * height;
    }
    if (left > column) left = column;
    uint32_t last = y + run - 1, last_column = column;
    if (last >= height) {
      last_column += last / height;
      y = 0;
      last = height - 1;
    }
    if (top > y) top = y;
    if (bottom < last) bottom = last;
    if (right < last_column) right = last_column;
    position += run;
  }
  if (left == UINT32_MAX) return (Box){0, 0, 0, 0};
  return (Box){left, top, (double)right - left + 1, (double)bottom - top + 1};
}

/* A pair of runs, background and then foreground, as the places where the foreground begins and ends. */
typedef struct Stretch {
  uint64_t start, end;
} Stretch;

static inline Stretch next_stretch(const Mask *mask, uint32_t *at, uint64_t position) {
  if (*at + 1 >= mask->run_count) return (Stretch){UINT64_MAX, UINT64_MAX};
  uint64_t start = position + mask->runs[*at], end = start + mask->runs[*at + 1];
  *at += 2;
  return (Stretch){start, end};
}

uint64_t mask_intersection_area(const Mask *a, const Mask *b, Poll *poll, Error *error) {
  enum { STEPS_BETWEEN_POLLS = 1 << 16 };
  uint64_t common = 0;
  uint32_t next_a = 0, next_b = 0;
  Stretch in_a = next_stretch(a, &next_a, 0), in_b = next_stretch(b, &next_b, 0);
  for (; ok(error); poll_check(poll, error)) {
    for (unsigned step = 0; step < STEPS_BETWEEN_POLLS; step++) {
      if (in_a.start == UINT64_MAX || in_b.start == UINT64_MAX) return common;
      uint64_t start = in_a.start > in_b.start ? in_a.start : in_b.start;
      uint64_t end = in_a.end < in_b.end ? in_a.end : in_b.end;
      if (start < end) common += end - start;
      if (in_a.end == end)
        in_a = next_stretch(a, &next_a, in_a.end);
      else
        in_b = next_stretch(b, &next_b, in_b.end);
    }
  }
  return 0;
}
