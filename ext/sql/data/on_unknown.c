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

CocoUnknown call_coco_unknown(Call *call) {
  static const CocoUnknown rules[] = {[UNKNOWN_DEFAULT] = COCO_UNKNOWN_DEFAULT,
                                      [UNKNOWN_ERROR] = COCO_UNKNOWN_ERROR,
                                      [UNKNOWN_SKIP] = COCO_UNKNOWN_SKIP};
  return rules[call_on_unknown(call)];
}

bool call_images_by_file(Call *call) {
  const char *key = call_text(call, "image_key", "id");
  bool file = strcmp(key, "file") == 0;
  if (!file && strcmp(key, "id") != 0)
    error_input(call->error, "image_key is not 'id' or 'file': '%s'", excerpt(key, strlen(key)).text);
  return file;
}
