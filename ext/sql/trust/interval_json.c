#include "sql/trust/interval_json.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "host/result.h"

/* With a point, so that SQL sees a REAL. */
static void add_real(Buffer *json, const char *key, double value, Error *error) {
  char number[36] = "null";
  if (!isnan(value)) {
    size_t length = number_format(value, number);
    number[length] = 0;
    if (!strpbrk(number, ".e")) memcpy(number + length, ".0", 3);
  }
  buffer_text(json, key, error);
  buffer_text(json, number, error);
}

void interval_result(AggregateCall *group, const IntervalResult *result) {
  Buffer json = {0};
  Error *error = &group->error;
  add_real(&json, "{\"value\":", result->value, error);
  add_real(&json, ",\"low\":", result->low, error);
  add_real(&json, ",\"high\":", result->high, error);
  add_real(&json, ",\"standard_error\":", result->standard_error, error);
  buffer_text(&json, ",\"images\":", error);
  if (isnan(result->images))
    buffer_text(&json, "null", error);
  else
    buffer_number(&json, result->images, error);
  buffer_text(&json, result->is_reliable ? ",\"reliable\":1}" : ",\"reliable\":0}", error);
  if (ok(error))
    result_text(group->context, &json, error);
  else
    buffer_release(&json);
}
