#include "sql/data/coco_table.h"

#include "host/function.h"

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

static bool same_file(const Run *run, int parameter, const FileStamp *before) {
  if (parameter >= run->function->table.parameter_count) return true;
  const char *path = (const char *)sqlite3_value_text(run->parameters[parameter]);
  FileStamp now = file_stamp(path ? path : "");
  return file_stamp_equal(before, &now);
}

bool coco_is_fresh(const Run *run) {
  const Coco *coco = coco_of(run);
  return same_file(run, 0, &coco->stamp) && same_file(run, 1, &coco->labels_stamp);
}
