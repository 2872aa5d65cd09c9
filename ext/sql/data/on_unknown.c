#include "sql/data/on_unknown.h"

#include <string.h>

OnUnknown call_on_unknown(Call *call) {
  const char *text = call_text(call, ON_UNKNOWN, NULL);
  if (!text) return UNKNOWN_DEFAULT;
  if (strcmp(text, "error") == 0) return UNKNOWN_ERROR;
  if (strcmp(text, "skip") == 0) return UNKNOWN_SKIP;
  error_input(call->error, ON_UNKNOWN " is not " ON_UNKNOWN_DOMAIN ": '%s'",
              excerpt(text, strlen(text)).text);
  return UNKNOWN_DEFAULT;
}
