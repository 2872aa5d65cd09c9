#include "sql/data/directory_table.h"

static void release(void *state) {
  object_files_release(state);
  memory_release(state);
}

ObjectFiles *directory_begin(Call *call) {
  ObjectFiles *files = memory_allocate_zeroed(1, sizeof *files, call->error);
  if (!files) return NULL;
  call->run->state = files;
  call->run->release_state = release;
  files->skip_unknown = call_on_unknown(call) == UNKNOWN_SKIP;
  return ok(call->error) ? files : NULL;
}

void directory_hand_over(Call *call, ObjectFiles *files) {
  Run *run = call->run;
  memory_shrink(&files->rows, &files->capacity, files->count, run->row_size);
  memory_release(run->rows);
  run->rows = files->rows;
  run->row_count = files->count;
  run->row_capacity = files->capacity;
  files->rows = NULL;
}

bool directory_is_fresh(const Run *run) {
  const char *path = (const char *)sqlite3_value_text(run->parameters[0]);
  return path && object_files_are_fresh(run->state, path);
}

void directory_cell(const Run *of, const void *row, ObjectColumn column, Cell *out) {
  const ObjectFiles *files = of->state;
  const FileObject *object = row;
  switch (column) {
  case OBJECT_ID:
    cell_integer(out, (sqlite3_int64)((size_t)((const char *)row - of->rows) / of->row_size) + 1);
    break;
  case OBJECT_IMAGE: cell_id(out, files->images.items[object->image]); break;
  case OBJECT_CLASS: cell_id(out, files->classes.items[object->class]); break;
  case OBJECT_SCORE: cell_real(out, object->score); break;
  case OBJECT_X: cell_real(out, object->box.x); break;
  case OBJECT_Y: cell_real(out, object->box.y); break;
  case OBJECT_WIDTH: cell_real(out, object->box.width); break;
  case OBJECT_HEIGHT: cell_real(out, object->box.height); break;
  case OBJECT_SEGMENTATION:
    if (object->segmentation) cell_text(out, object->segmentation);
    break;
  case OBJECT_SKIPPED: cell_integer(out, (sqlite3_int64)files->skipped); break;
  }
}
