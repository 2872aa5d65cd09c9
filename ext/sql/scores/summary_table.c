#include "sql/scores/summary_table.h"

#include <string.h>

#include "base/json.h"

void summary_limits(const Call *call, IouType type, size_t limits[LIMITS_MOST], int *count) {
  Error *error = call->error;
  const char *fallback = type == IOU_KEYPOINTS ? "[20]" : "[1,10,100]";
  const char *text = call_text(call, "detection_limits", fallback);
  JsonReader json;
  *count = 0;
  run_set_default(call->run, "detection_limits", id_string(fallback));
  Error inner = {0};
  json_open_text(&json, text, strlen(text), &inner);
  json_begin_array(&json);
  while (json_next_element(&json)) {
    Number number = json_number(&json);
    if (!ok(&inner)) break;
    bool ascending = *count == 0 || number.real > (double)limits[*count - 1];
    if (!number.is_integer || number.integer < 1 || !ascending || *count == LIMITS_MOST) {
      *count = 0;
      break;
    }
    limits[(*count)++] = (size_t)number.integer;
  }
  if (*count) json_finish(&json);
  json_close(&json);
  if (inner.kind == ERROR_MEMORY) error_memory(error);
  if (!ok(&inner) || !*count)
    error_input(error,
                "detection_limits is not a JSON array of at most %d ascending whole numbers from 1: %s",
                LIMITS_MOST, excerpt(text, strlen(text)).text);
}

void summary_cell(const SummaryFigure *figure, int column, Cell *out) {
  switch (column) {
  case SUMMARY_METRIC:
    if (figure->numbered)
      cell_format(out, "AR%lld", (sqlite3_int64)figure->limit);
    else
      cell_text(out, figure->metric);
    break;
  case SUMMARY_VALUE: cell_real(out, figure->value); break;
  case SUMMARY_IOU_THRESHOLD: /* a number where it is one, so that `= 0.5` finds it */
    if (figure->iou_threshold > 0)
      cell_real(out, figure->iou_threshold);
    else
      cell_text(out, "0.50:0.95");
    break;
  case SUMMARY_AREA_RANGE: cell_text(out, figure->area_range); break;
  case SUMMARY_MAX_DETECTIONS: cell_integer(out, (sqlite3_int64)figure->limit); break;
  }
}
