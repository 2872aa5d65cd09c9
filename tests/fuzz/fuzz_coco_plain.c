/*
** Elements of COCO files that are taken without the JSON reader are what the JSON reader makes of them. The first byte says
** what kind of element it is and what is wanted of it.
*/
#include "fuzz.h"

#include "plain_element.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bool is_plain;
  fuzz_begin();
  if (!size) return 0;
  unsigned wanted = (data[0] & 2 ? COCO_BOX | COCO_AREA | COCO_CROWD : 0) |
                    (data[0] & 4 ? COCO_SEGMENTATION : 0) | (data[0] & 8 ? COCO_ATTRIBUTES : 0);
  const char *wrong =
      plain_element_differs((const char *)data + 1, size - 1,
                            data[0] & 1 ? COCO_PLAIN_LABEL : COCO_PLAIN_PREDICTION, wanted, &is_plain);
  MUST(!wrong);
  MUST(fuzz_alive == 0);
  return 0;
}
