#include "evaluation/protocol/protocol.h"

#include <string.h>

static const char *const names[] = {"coco", "voc", "voc07", "open_images", "lvis"};

const char *protocol_name(Protocol protocol) {
  return names[protocol];
}

bool protocol_of_name(const char *name, Protocol *out) {
  for (int i = PROTOCOL_COCO; i <= PROTOCOL_LVIS; i++) {
    if (strcmp(names[i], name) != 0) continue;
    *out = (Protocol)i;
    return true;
  }
  return false;
}
