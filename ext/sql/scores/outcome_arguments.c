#include "sql/scores/outcome_arguments.h"

#include <math.h>

#include "host/value.h"

OutcomeKind argument_outcome(sqlite3_value *value, Error *error) {
  size_t length;
  const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? value_text(value, &length) : NULL;
  OutcomeKind kind = text ? outcome_kind_of_name(text, length) : OUTCOME_NONE;
  if (kind == OUTCOME_NONE)
    error_input(error, "outcome is not 'TP', 'FP', 'FN' or 'ignored': %s", value_excerpt(value).text);
  return kind;
}

Id argument_id(sqlite3_value *value, const char *name, Error *error) {
  Id id = {.kind = ID_NULL};
  if (ok(error) && (!value_id(value, &id) || id.kind == ID_NULL))
    error_input(error, "%s is neither an integer nor a text: %s", name, value_excerpt(value).text);
  return id;
}

double argument_score(sqlite3_value *value, OutcomeKind kind, Error *error) {
  double score = 0;
  if (!value_real(value, &score) || !isfinite(score))
    error_input(error, "the score of a %s is not a finite number: %s", outcome_kind_name(kind),
                value_excerpt(value).text);
  return score;
}
