/*
** merge_states(state): merges states of evaluation_state, or of itself, into one.
**
**     SELECT merge_states(state) FROM shards;
**
** The order and the tree of merges do not matter: the same shards give the same BLOB. NULL is skipped, and is
** the result where there is nothing else. States of other parameters, an image that is in two shards, and a
** state that occurs twice are errors.
*/
#include "evaluation/state/state_merge.h"
#include "host/aggregate.h"
#include "host/result.h"
#include "host/value.h"

static void step(AggregateCall *row) {
  sqlite3_value *value = row->arguments[0];
  int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return;
  if (type != SQLITE_BLOB) error_input(&row->error, "the state is not a BLOB: %s", value_excerpt(value).text);
  const void *blob = sqlite3_value_blob(value);
  size_t length = (size_t)sqlite3_value_bytes(value);
  if (ok(&row->error) && length && !blob) error_memory(&row->error);
  state_blobs_add(row->state, blob, length, &row->error);
}

static void finish(AggregateCall *group) {
  const StateBlobs *blobs = group->state;
  Buffer out = {0};
  Watch watch = {0};
  if (!blobs->count) return;
  watch_begin(&watch, group->connection->db, &group->error);
  const Task task = {.poll = &watch.poll};
  state_blobs_merge(blobs, &out, &task, &group->error);
  watch_end(&watch);
  if (ok(&group->error))
    result_blob(group->context, &out, &group->error);
  else
    buffer_release(&out);
}

static void release(void *state) {
  state_blobs_release(state);
}

const Function function_merge_states = {
    .kind = AGGREGATE,
    .name = "merge_states",
    .arguments = "state",
    .summary = "merges the states of shards into one, in any order",
    .returns = "BLOB, a state; NULL where all are NULL",
    .example = "SELECT length(merge_states(state)) AS bytes FROM evaluation_state",
    .since = "0.1.0",
    PARAMETERS({"state", NULL, true, "a BLOB of evaluation_state or merge_states", "the states to merge"}),
    .counts = {1, -1},
    .aggregate = {.state_size = sizeof(StateBlobs), .step = step, .finish = finish, .release = release},
};
