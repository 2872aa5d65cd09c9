#include "sql/coco_table.h"

static void release(void *state) {
  coco_release(state);
  memory_release(state);
}

Coco *coco_begin(Call *call) {
  Coco *coco = memory_allocate_zeroed(1, sizeof *coco, call->error);
  if (!coco) return NULL;
  call->run->state = coco;
  call->run->release_state = release;
  return coco;
}

void coco_hand_over(Call *call, void **rows, size_t count) {
  Run *run = call->run;
  memory_release(run->rows);
  run->rows = *rows;
  run->row_count = run->row_capacity = count;
  *rows = NULL;
}
