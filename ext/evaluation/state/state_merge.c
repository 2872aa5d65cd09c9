#include "evaluation/state/state_merge.h"

#include <math.h>

#include "base/names.h"
#include "base/sort.h"

typedef struct Merge {
  const State *states;
  size_t count;
  const Task *task;
  Buffer *out;
  StateShard *shards; /* of all states, by hash */
  size_t shard_count;
  uint32_t **shard_of;   /* of each state: where its shards are among all */
  Names images;          /* in order */
  uint32_t **image_of;   /* the same of images */
  uint32_t *image_shard; /* of each image */
} Merge;

/* ---- rules ---- */

static void differ(const char *parameter, Error *error) {
  error_input(error, "the states differ in %s: evaluate all shards with the same parameters", parameter);
}

static void compare_rules(const StateRules *a, const StateRules *b, Error *error) {
  if (a->iou_type != b->iou_type) differ("iou_type", error);
  if (a->has_regions != b->has_regions) differ("regions", error);
  if (a->max_detections != b->max_detections) differ("max_detections", error);
  if (a->score_threshold != b->score_threshold) differ("score_threshold", error);
  if (a->sigmas != b->sigmas) differ("sigmas", error);
}

/* ---- shards ---- */

static int by_hash(const void *context, uint32_t a, uint32_t b) {
  const uint64_t *hashes = context;
  return (hashes[a] > hashes[b]) - (hashes[a] < hashes[b]);
}

/* All shards of all states, one behind the other, in the order of their hashes. */
typedef struct Pool {
  StateShard *shards;
  uint64_t *hashes;
  uint32_t *order, *scratch, *places; /* places: where each is among the different ones */
  size_t count;
} Pool;

static void pool_make(Pool *pool, const Merge *merge, Error *error) {
  *pool = (Pool){0};
  for (size_t s = 0; s < merge->count; s++) pool->count += merge->states[s].shard_count;
  pool->shards = memory_allocate(pool->count, sizeof *pool->shards, error);
  pool->hashes = memory_allocate(pool->count, sizeof *pool->hashes, error);
  pool->order = memory_allocate(pool->count, sizeof *pool->order, error);
  pool->scratch = memory_allocate(pool->count, sizeof *pool->scratch, error);
  pool->places = memory_allocate(pool->count, sizeof *pool->places, error);
  for (size_t s = 0, at = 0; s < merge->count && ok(error); s++) {
    for (size_t i = 0; i < merge->states[s].shard_count; i++, at++) {
      pool->shards[at] = merge->states[s].shards[i];
      pool->hashes[at] = pool->shards[at].hash;
      pool->order[at] = (uint32_t)at;
    }
  }
  if (ok(error)) sort_by_comparison(pool->order, pool->scratch, pool->count, by_hash, pool->hashes);
}

static void pool_release(Pool *pool) {
  memory_release(pool->shards);
  memory_release(pool->hashes);
  memory_release(pool->order);
  memory_release(pool->scratch);
  memory_release(pool->places);
}

static void unite_shards(Merge *merge, Pool *pool, Error *error) {
  for (size_t i = 0; i < pool->count; i++) {
    const StateShard *shard = &pool->shards[pool->order[i]];
    StateShard *last = merge->shard_count ? &merge->shards[merge->shard_count - 1] : NULL;
    if (last && last->hash == shard->hash) {
      if (last->is_listed && shard->is_listed)
        error_input(error, "a state occurs twice: both have the images of the same shard");
      if (shard->is_listed) *last = *shard;
    } else {
      merge->shards[merge->shard_count++] = *shard;
    }
    pool->places[pool->order[i]] = (uint32_t)(merge->shard_count - 1);
  }
}

static void merge_shards(Merge *merge, Error *error) {
  Pool pool;
  pool_make(&pool, merge, error);
  merge->shards = memory_allocate(pool.count, sizeof *merge->shards, error);
  if (ok(error)) unite_shards(merge, &pool, error);
  for (size_t s = 0, at = 0; s < merge->count && ok(error); s++) {
    size_t count = merge->states[s].shard_count;
    merge->shard_of[s] = memory_allocate(count, sizeof **merge->shard_of, error);
    for (size_t i = 0; i < count && ok(error); i++) merge->shard_of[s][i] = pool.places[at++];
  }
  pool_release(&pool);
}

/* ---- images ---- */

static void place_image(Merge *merge, size_t image, uint32_t shard, Error *error) {
  uint32_t *held = &merge->image_shard[image];
  if (shard == STATE_NO_SHARD || *held == shard) return;
  if (*held != STATE_NO_SHARD)
    error_input(error, "the image %s is in two shards: its labels and predictions belong into one",
                id_excerpt(&merge->images.items[image]).text);
  *held = shard;
}

static void number_images(Merge *merge, Error *error) {
  for (size_t s = 0; s < merge->count && ok(error); s++) {
    const State *state = &merge->states[s];
    merge->image_of[s] = memory_allocate(state->image_count, sizeof **merge->image_of, error);
    for (size_t i = 0; i < state->image_count && ok(error); i++)
      merge->image_of[s][i] = names_add(&merge->images, &state->images[i].id, error);
    task_check(merge->task, error);
  }
}

static void merge_images(Merge *merge, Error *error) {
  number_images(merge, error);
  size_t count = merge->images.count;
  uint32_t *ranks = memory_allocate(count, sizeof *ranks, error);
  merge->image_shard = memory_allocate(count, sizeof *merge->image_shard, error);
  if (ok(error)) names_sort(&merge->images, ranks, error);
  for (size_t i = 0; i < count && ok(error); i++) merge->image_shard[i] = STATE_NO_SHARD;
  for (size_t s = 0; s < merge->count && ok(error); s++) {
    const State *state = &merge->states[s];
    for (size_t i = 0; i < state->image_count && ok(error); i++) {
      uint32_t own = state->images[i].shard, *image = &merge->image_of[s][i];
      *image = ranks[*image];
      place_image(merge, *image, own == STATE_NO_SHARD ? own : merge->shard_of[s][own], error);
    }
  }
  memory_release(ranks);
}

/* ---- parts ---- */

/* A part of one of the states. */
typedef struct Source {
  uint32_t state, part;
} Source;

typedef struct Sources {
  const Merge *merge;
  Source *items;
  uint32_t *order;
  size_t count;
} Sources;

static const StatePart *part_at(const Sources *sources, uint32_t number) {
  const Source *source = &sources->items[number];
  return &sources->merge->states[source->state].parts[source->part];
}

static int by_key(const void *context, uint32_t a, uint32_t b) {
  const Sources *sources = context;
  return state_part_compare(part_at(sources, a), part_at(sources, b));
}

static void sources_make(Sources *sources, const Merge *merge, Error *error) {
  size_t count = 0, at = 0;
  for (size_t s = 0; s < merge->count; s++) count += merge->states[s].part_count;
  *sources = (Sources){.merge = merge, .count = count};
  sources->items = memory_allocate(count, sizeof *sources->items, error);
  sources->order = memory_allocate(count, sizeof *sources->order, error);
  uint32_t *scratch = memory_allocate(count, sizeof *scratch, error);
  for (size_t s = 0; s < merge->count && ok(error); s++) {
    for (size_t i = 0; i < merge->states[s].part_count; i++, at++) {
      sources->items[at] = (Source){(uint32_t)s, (uint32_t)i};
      sources->order[at] = (uint32_t)at;
    }
  }
  if (ok(error)) sort_by_comparison(sources->order, scratch, count, by_key, sources);
  memory_release(scratch);
}

static void sources_release(Sources *sources) {
  memory_release(sources->items);
  memory_release(sources->order);
}

/* The parts of one key, which become one. */
typedef struct Union {
  const Sources *sources;
  size_t first, end; /* in the order */
  StatePart part;
  StatePresence *presences;
  uint64_t *keys; /* of groups: images; and their numbers */
  uint32_t *rows;
  StateGroup *groups;
  Buffer bytes;
} Union;

static void occurs_twice(const StatePart *part, Error *error) {
  error_input(error, "a state occurs twice: the %s of the class %s are in two states of one shard",
              part->of_labels ? "labels" : "predictions", id_excerpt(&part->class).text);
}

/* The shards of all, and the number that a part has beside them. */
static void unite_presences(Union *all, Error *error) {
  const Merge *merge = all->sources->merge;
  StatePart *part = &all->part;
  StatePresence *slots = memory_allocate_zeroed(merge->shard_count, sizeof *slots, error);
  uint8_t *is_present = memory_allocate_zeroed(merge->shard_count, 1, error);
  for (size_t i = all->first; i < all->end && ok(error); i++) {
    const Source *source = &all->sources->items[all->sources->order[i]];
    const State *state = &merge->states[source->state];
    const StatePart *own = &state->parts[source->part];
    bool is_lower = isnan(part->number) || own->number < part->number;
    if (!part->of_labels && own->number != part->number)
      error_input(error, "the states differ in the score threshold of the class %s",
                  id_excerpt(&part->class).text);
    if (is_lower) part->number = own->number;
    for (size_t k = 0; k < own->shard_count && ok(error); k++) {
      StatePresence presence = state->presences[own->first_shard + k];
      presence.shard = merge->shard_of[source->state][presence.shard];
      if (is_present[presence.shard]) occurs_twice(part, error);
      is_present[presence.shard] = 1;
      slots[presence.shard] = presence;
      part->shard_count++;
    }
  }
  all->presences = memory_allocate(part->shard_count, sizeof *all->presences, error);
  for (size_t s = 0, at = 0; s < merge->shard_count && ok(error); s++) {
    if (is_present[s]) all->presences[at++] = slots[s];
  }
  memory_release(slots);
  memory_release(is_present);
}

static void collect_groups(Union *all, Error *error) {
  const Merge *merge = all->sources->merge;
  uint64_t at = 0;
  for (size_t i = all->first; i < all->end && ok(error); i++) {
    const Source *source = &all->sources->items[all->sources->order[i]];
    const State *state = &merge->states[source->state];
    StateWalk walk = state_walk(state, &state->parts[source->part]);
    StateGroup group;
    while (state_next(&walk, &group, error)) {
      group.image = merge->image_of[source->state][group.image];
      all->groups[at] = group;
      all->keys[at] = group.image;
      all->rows[at] = (uint32_t)at;
      if (++at % 1000 == 0) task_check(merge->task, error);
    }
    task_check(merge->task, error);
  }
}

static void write_groups(Union *all, uint64_t count, Error *error) {
  uint64_t next = 0;
  for (uint64_t i = 0; i < count && ok(error); i++) {
    const StateGroup *group = &all->groups[all->rows[i]];
    if (group->image < next) occurs_twice(&all->part, error);
    bytes_put_varint(group->image - next, &all->bytes, error);
    bytes_put_varint(group->count, &all->bytes, error);
    buffer_add(&all->bytes, group->rows, (size_t)(group->end - group->rows), error);
    next = (uint64_t)group->image + 1;
    if (i % 1000 == 0) task_check(all->sources->merge->task, error);
  }
}

static void unite_groups(Union *all, Error *error) {
  size_t count = 0;
  for (size_t i = all->first; i < all->end; i++)
    count += (size_t)part_at(all->sources, all->sources->order[i])->group_count;
  all->keys = memory_allocate(count, 2 * sizeof *all->keys, error);
  all->rows = memory_allocate(count, 2 * sizeof *all->rows, error);
  all->groups = memory_allocate(count, sizeof *all->groups, error);
  if (ok(error)) collect_groups(all, error);
  if (ok(error)) {
    sort_by_key(all->keys, all->rows, all->keys + count, all->rows + count, count);
    write_groups(all, count, error);
  }
  all->part.group_count = count;
  const char *bytes = all->bytes.length ? all->bytes.bytes : "";
  all->part.groups = (const unsigned char *)bytes;
  all->part.groups_end = all->part.groups + all->bytes.length;
}

static void merge_part(const Sources *sources, size_t first, size_t end, Error *error) {
  Buffer *out = sources->merge->out;
  Union all = {
      .sources = sources, .first = first, .end = end, .part = *part_at(sources, sources->order[first])};
  all.part.shard_count = 0;
  unite_presences(&all, error);
  unite_groups(&all, error);
  if (ok(error)) {
    state_put_part(&all.part, all.presences, out, error);
    buffer_add(out, all.part.groups, all.bytes.length, error);
  }
  memory_release(all.presences);
  memory_release(all.keys);
  memory_release(all.rows);
  memory_release(all.groups);
  buffer_release(&all.bytes);
}

/* The end of the parts of one key. */
static size_t end_of_key(const Sources *sources, size_t first) {
  size_t end = first + 1;
  while (end < sources->count && by_key(sources, sources->order[first], sources->order[end]) == 0) end++;
  return end;
}

static void merge_parts(Merge *merge, Error *error) {
  Sources sources;
  uint64_t keys = 0;
  sources_make(&sources, merge, error);
  for (size_t first = 0; first < sources.count && ok(error); first = end_of_key(&sources, first)) keys++;
  bytes_put_varint(keys, merge->out, error);
  for (size_t first = 0, end; first < sources.count && ok(error); first = end) {
    end = end_of_key(&sources, first);
    merge_part(&sources, first, end, error);
  }
  sources_release(&sources);
}

/* ---- all ---- */

static void write_head(const Merge *merge, Error *error) {
  StateImage before = {0};
  state_put_rules(&merge->states[0].rules, merge->out, error);
  bytes_put_varint(merge->shard_count, merge->out, error);
  for (size_t i = 0; i < merge->shard_count && ok(error); i++)
    state_put_shard(&merge->shards[i], merge->out, error);
  bytes_put_varint(merge->images.count, merge->out, error);
  for (size_t i = 0; i < merge->images.count && ok(error); i++) {
    StateImage image = {merge->images.items[i], merge->image_shard[i]};
    state_put_image(&image, i ? &before : NULL, merge->out, error);
    before = image;
  }
}

static void merge_all(const State *states, size_t count, Buffer *out, const Task *task, Error *error) {
  Merge merge = {.states = states, .count = count, .task = task, .out = out};
  if (!ok(error)) return;
  for (size_t s = 1; s < count; s++) compare_rules(&states[0].rules, &states[s].rules, error);
  merge.shard_of = memory_allocate_zeroed(count, sizeof *merge.shard_of, error);
  merge.image_of = memory_allocate_zeroed(count, sizeof *merge.image_of, error);
  if (ok(error)) merge_shards(&merge, error);
  if (ok(error)) merge_images(&merge, error);
  if (ok(error)) write_head(&merge, error);
  if (ok(error)) merge_parts(&merge, error);
  for (size_t s = 0; merge.shard_of && s < count; s++) memory_release(merge.shard_of[s]);
  for (size_t s = 0; merge.image_of && s < count; s++) memory_release(merge.image_of[s]);
  memory_release(merge.shard_of);
  memory_release(merge.image_of);
  memory_release(merge.shards);
  memory_release(merge.image_shard);
  names_release(&merge.images);
}

/* ---- collecting ---- */

void state_blobs_add(StateBlobs *blobs, const void *blob, size_t length, Error *error) {
  memory_reserve((void **)&blobs->ends, &blobs->capacity, blobs->count + 1, sizeof *blobs->ends, error);
  buffer_add(&blobs->bytes, blob, length, error);
  if (ok(error)) blobs->ends[blobs->count++] = blobs->bytes.length;
}

void state_blobs_merge(const StateBlobs *blobs, Buffer *out, const Task *task, Error *error) {
  State *states = memory_allocate_zeroed(blobs->count, sizeof *states, error);
  const char *bytes = blobs->bytes.bytes ? blobs->bytes.bytes : "";
  for (size_t s = 0; s < blobs->count && ok(error); s++) {
    size_t start = s ? blobs->ends[s - 1] : 0;
    state_read(&states[s], bytes + start, blobs->ends[s] - start, error);
    task_check(task, error);
  }
  merge_all(states, blobs->count, out, task, error);
  for (size_t s = 0; states && s < blobs->count; s++) state_release(&states[s]);
  memory_release(states);
}

void state_blobs_release(StateBlobs *blobs) {
  buffer_release(&blobs->bytes);
  memory_release(blobs->ends);
  *blobs = (StateBlobs){0};
}
