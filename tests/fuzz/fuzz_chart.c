/*
** Charts: the first bytes say which allocation fails (0: none), the kind of chart and how long the options are. The rest are
** rows, which give the same picture in whatever order they come.
*/
#include "fuzz.h"

#include <math.h>

#include "chart/chart.h"

enum { OPTIONS = 3, ROW = 8 };

/* A whole number, one of any size, or one with a fraction. */
static double number_of(const uint8_t *bytes) {
  double value = (int8_t)bytes[1];
  if (bytes[0] % 4 == 1) value *= pow(10, (int8_t)bytes[0] * 2.3);
  if (bytes[0] % 4 == 2) value /= 1 + bytes[0];
  if (bytes[0] % 4 == 3) value += 1e15;
  return fmin(1e300, fmax(-1e300, value));
}

/* NULL, an integer, a text that is one, or any text. */
static Id name_of(uint8_t byte, char room[24]) {
  if (byte == 0) return (Id){.kind = ID_NULL};
  if (byte < 64) return id_integer(byte < 60 ? byte : INT64_MIN + byte);
  int length = snprintf(room, 24, byte < 128 ? "%d" : byte < 200 ? "<%d \xc3" : "\xe2\x80\xae%d", byte - 64);
  return id_text(room, (uint32_t)length);
}

extern const ChartType chart_lines, chart_bars, chart_scatter, chart_heatmap;
static const ChartType *const types[] = {&chart_lines, &chart_bars, &chart_scatter, &chart_heatmap};

static void add_rows(const ChartType *type, ChartData *data, bool backwards, const uint8_t *bytes,
                     size_t count, Error *error) {
  for (size_t i = 0; i < count; i++) {
    const uint8_t *at = bytes + ROW * (backwards ? count - 1 - i : i);
    char rooms[2][24];
    Id series = name_of(at[0], rooms[0]), label = name_of(at[1], rooms[1]);
    ChartRow row = {.x = number_of(at + 2), .y = number_of(at + 4), .count = fabs(number_of(at + 6))};
    bool has_label = type == &chart_bars || type == &chart_heatmap;
    if (has_label) row.x = row.count = 0;
    chart_data_add(data, &series, has_label ? &label : NULL, &row, error);
  }
}

static void draw(const uint8_t *head, const uint8_t *bytes, size_t length, size_t count, bool backwards,
                 Buffer *out, Error *error) {
  const ChartType *type = types[head[1] % 4];
  ChartOptions options = {0};
  ChartData data = {.has_count = type == &chart_lines && head[1] / 4 % 2};
  char *text = malloc(length + 1); /* so that a reading beyond the end is seen */
  MUST(text);
  memcpy(text, bytes, length);
  chart_options_read(&options, type->options, length ? text : NULL, length, error);
  add_rows(type, &data, backwards, bytes + length, count, error);
  if (ok(error)) chart_draw(type, &data, &options, out, NULL, error);
  if (ok(error)) MUST(out->length > 10 && memcmp(out->bytes, "<svg", 4) == 0);
  chart_data_release(&data);
  chart_options_release(&options);
  free(text);
}

static void run(const uint8_t *head, const uint8_t *bytes, size_t length, size_t count, long fail_at) {
  Buffer out = {0}, again = {0};
  Error error = {0}, other = {0};
  fuzz_fail_at = fail_at;
  draw(head, bytes, length, count, false, &out, &error);
  fuzz_fail_at = 0;
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  draw(head, bytes, length, count, true, &again, &other);
  MUST(fail_at || ok(&error) == ok(&other));
  if (ok(&error)) MUST(out.length == again.length && memcmp(out.bytes, again.bytes, out.length) == 0);
  buffer_release(&out);
  buffer_release(&again);
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  if (size < OPTIONS) return 0;
  size -= OPTIONS;
  size_t length = data[2] < size ? data[2] : size, count = (size - length) / ROW;
  run(data, data + OPTIONS, length, count, 0);
  if (data[0]) run(data, data + OPTIONS, length, count, data[0]);
  return 0;
}
