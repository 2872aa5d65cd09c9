#include "evaluation/state/state.h"

#include <math.h>
#include <string.h>

#define STATE_MAGIC "bs"
static const char what_it_is[] = "the state";

enum { KIND_OF_LABELS = 1, KIND_OF_PREDICTIONS = 2, LEAST_BYTES_OF_A_SHARD = 9, LEAST_BYTES_OF_A_PART = 13 };

/* ---- reading ---- */

static void reject(Error *error, const char *why) {
  error_input(error, "%s %s", what_it_is, why);
}

/* A count of things of which each takes at least `least` bytes of the rest. */
static size_t take_count(Bytes *bytes, size_t least, Error *error) {
  uint64_t count = bytes_take_varint(bytes, error);
  if (ok(error) && count > bytes_left(bytes) / least) error_input(error, "%s is cut off", bytes->what);
  return ok(error) ? (size_t)count : 0;
}

static int64_t of_zigzag(uint64_t code) {
  return (int64_t)(code >> 1 ^ (0 - (code & 1)));
}

static uint64_t zigzag(int64_t value) {
  return (uint64_t)value << 1 ^ (0 - ((uint64_t)value >> 63));
}

/* before: an image; NULL: none. */
static Id take_id(Bytes *bytes, const Id *before, Error *error) {
  uint64_t kind = bytes_take(bytes, 1, error);
  if (kind > ID_TEXT) reject(error, "has an id of no type");
  if (!ok(error) || kind == ID_NULL) return (Id){.kind = ID_NULL};
  if (kind == ID_INTEGER) {
    uint64_t code = bytes_take_varint(bytes, error);
    bool is_step = before && before->kind == ID_INTEGER;
    return id_integer(is_step ? (int64_t)((uint64_t)before->integer + code) : of_zigzag(code));
  }
  size_t length = take_count(bytes, 1, error);
  const unsigned char *text = bytes_take_run(bytes, length, error);
  return text ? id_text((const char *)text, (uint32_t)length) : (Id){.kind = ID_NULL};
}

/* A threshold may be -infinity, a category NaN. */
static double take_number(Bytes *bytes, Error *error) {
  uint64_t bits = bytes_take(bytes, 8, error);
  double value;
  memcpy(&value, &bits, sizeof value);
  if (value == INFINITY) reject(error, "has a number that is not finite");
  return value;
}

static void take_rules(Bytes *bytes, StateRules *rules, Error *error) {
  uint64_t type = bytes_take(bytes, 1, error), regions = bytes_take(bytes, 1, error);
  if (type > IOU_KEYPOINTS || regions > 1) reject(error, "has parameters that there are not");
  rules->iou_type = (IouType)type;
  rules->has_regions = regions;
  rules->max_detections = bytes_take_varint(bytes, error);
  rules->score_threshold = take_number(bytes, error);
  if (isnan(rules->score_threshold)) reject(error, "has a score threshold that is not a number");
  rules->sigmas = bytes_take(bytes, 8, error);
}

static void take_shards(Bytes *bytes, State *state, Error *error) {
  size_t count = take_count(bytes, LEAST_BYTES_OF_A_SHARD, error);
  state->shards = memory_allocate(count, sizeof *state->shards, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    StateShard *shard = &state->shards[i];
    shard->hash = bytes_take(bytes, 8, error);
    uint64_t listed = bytes_take(bytes, 1, error);
    shard->is_listed = listed == 1;
    shard->classes = listed ? bytes_take_varint(bytes, error) : 0;
    if (listed > 1 || (i && shard->hash <= shard[-1].hash)) reject(error, "has its shards in no order");
  }
  state->shard_count = count;
}

static void take_images(Bytes *bytes, State *state, Error *error) {
  size_t count = take_count(bytes, 2, error);
  state->images = memory_allocate(count, sizeof *state->images, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    StateImage *image = &state->images[i];
    image->id = take_id(bytes, i ? &image[-1].id : NULL, error);
    uint64_t shard = bytes_take_varint(bytes, error);
    if (shard > state->shard_count) reject(error, "has an image of no shard");
    image->shard = shard ? (uint32_t)(shard - 1) : STATE_NO_SHARD;
    if (ok(error) && i && id_compare(&image[-1].id, &image->id) >= 0)
      reject(error, "has its images in no order");
  }
  state->image_count = count;
}

static void take_presences(Bytes *bytes, State *state, StatePart *part, Error *error) {
  part->shard_count = take_count(bytes, part->of_labels ? 2 : 1, error);
  part->first_shard = state->presence_count;
  memory_reserve((void **)&state->presences, &state->presence_capacity,
                 state->presence_count + part->shard_count, sizeof *state->presences, error);
  for (size_t i = 0; i < part->shard_count && ok(error); i++) {
    StatePresence *presence = &state->presences[state->presence_count];
    uint64_t shard = bytes_take_varint(bytes, error);
    presence->models = part->of_labels ? bytes_take_varint(bytes, error) : 0;
    presence->shard = (uint32_t)shard;
    if (shard >= state->shard_count || (i && shard <= presence[-1].shard))
      reject(error, "has a part of no shard");
    state->presence_count++;
  }
}

int state_part_compare(const StatePart *a, const StatePart *b) {
  int order = id_compare(&a->class, &b->class);
  if (order) return order;
  if (a->of_labels != b->of_labels) return a->of_labels ? -1 : 1;
  return id_compare(&a->model, &b->model);
}

static void take_part(Bytes *bytes, State *state, StatePart *part, Error *error) {
  uint64_t kind = bytes_take(bytes, 1, error);
  if (kind != KIND_OF_LABELS && kind != KIND_OF_PREDICTIONS) reject(error, "has a part of no kind");
  part->of_labels = kind == KIND_OF_LABELS;
  part->class = take_id(bytes, NULL, error);
  part->model = part->of_labels ? (Id){.kind = ID_NULL} : take_id(bytes, NULL, error);
  part->number = take_number(bytes, error);
  if (part->of_labels ? part->number == -INFINITY : isnan(part->number))
    reject(error, "has a part with a number that it cannot have");
  take_presences(bytes, state, part, error);
  part->group_count = bytes_take_varint(bytes, error);
  size_t length = take_count(bytes, 1, error);
  part->groups = bytes_take_run(bytes, length, error);
  part->groups_end = part->groups ? part->groups + length : NULL;
  if (part->group_count > length) reject(error, "has more groups than bytes");
  if (part->class.kind == ID_NULL && (part->of_labels || part->shard_count || part->group_count))
    reject(error, "has rows of no class");
}

static void take_parts(Bytes *bytes, State *state, Error *error) {
  size_t count = take_count(bytes, LEAST_BYTES_OF_A_PART, error);
  state->parts = memory_allocate_zeroed(count, sizeof *state->parts, error);
  for (size_t i = 0; i < count && ok(error); i++) {
    StatePart *part = &state->parts[i];
    take_part(bytes, state, part, error);
    if (ok(error) && i && state_part_compare(part - 1, part) >= 0) reject(error, "has its parts in no order");
  }
  state->part_count = count;
}

void state_read(State *state, const void *blob, size_t length, Error *error) {
  Bytes bytes = {blob, (const unsigned char *)blob + length, what_it_is};
  *state = (State){0};
  if (!ok(error)) return;
  if (length < 4 || memcmp(blob, STATE_MAGIC, 2) != 0 || bytes.at[3] != 'e')
    error_input(error, "the state is not a BLOB of evaluation_state or merge_states");
  else if (bytes.at[2] != STATE_VERSION)
    error_input(error, "the state has version %d; this boxscore reads version %d", bytes.at[2],
                STATE_VERSION);
  bytes_take_run(&bytes, 4, error);
  take_rules(&bytes, &state->rules, error);
  take_shards(&bytes, state, error);
  take_images(&bytes, state, error);
  take_parts(&bytes, state, error);
  if (ok(error) && bytes_left(&bytes)) reject(error, "has bytes behind its end");
}

void state_release(State *state) {
  memory_release(state->shards);
  memory_release(state->images);
  memory_release(state->parts);
  memory_release(state->presences);
  *state = (State){0};
}

/* ---- groups ---- */

StateWalk state_walk(const State *state, const StatePart *part) {
  return (StateWalk){{part->groups, part->groups_end, what_it_is}, state, part, part->group_count, 0};
}

static void check_labels(const StateGroup *group, Error *error) {
  for (const unsigned char *row = group->rows; row < group->end; row++) {
    if (*row > STATE_CROWD) reject(error, "has a label in areas that there are not");
  }
}

/* By the first of them. */
static size_t prediction_bytes(unsigned char head) {
  size_t cells = head & STATE_HIT ? 2 * STATE_CELL_BYTES : 0;
  return cells + (head & STATE_SINGLE ? 5 : 9);
}

static void check_predictions(Bytes *bytes, const StateGroup *group, Error *error) {
  double before = INFINITY;
  for (uint32_t i = 0; i < group->count && ok(error); i++) {
    const unsigned char *row = bytes_take_run(bytes, STATE_PREDICTION_LEAST, error);
    if (!row) return;
    bool is_hit = row[0] & STATE_HIT;
    bytes_take_run(bytes, prediction_bytes(row[0]) - STATE_PREDICTION_LEAST, error);
    if (!ok(error)) return;
    StatePrediction prediction = state_prediction(&row);
    if (!isfinite(prediction.score) || prediction.score > before || prediction.areas > (is_hit ? 0 : 15) ||
        (is_hit && !prediction.matched))
      reject(error, "has predictions in no order");
    before = prediction.score;
  }
}

bool state_next(StateWalk *walk, StateGroup *group, Error *error) {
  Bytes *bytes = &walk->bytes;
  if (!ok(error) || !walk->left) {
    if (ok(error) && bytes_left(bytes)) reject(error, "has bytes behind a group");
    return false;
  }
  uint64_t step = bytes_take_varint(bytes, error);
  size_t count = take_count(bytes, walk->part->of_labels ? 1 : STATE_PREDICTION_LEAST, error);
  if (ok(error) && (step >= walk->state->image_count - walk->next_image || !count))
    reject(error, "has a group of no image");
  if (!ok(error)) return false;
  uint64_t image = walk->next_image + step;
  *group = (StateGroup){.image = (uint32_t)image, .count = (uint32_t)count, .rows = bytes->at};
  if (walk->state->images[image].shard == STATE_NO_SHARD)
    reject(error, "has a group of an image without any");
  if (walk->part->of_labels) {
    bytes_take_run(bytes, count, error);
    group->end = bytes->at;
    if (ok(error)) check_labels(group, error);
  } else {
    check_predictions(bytes, group, error);
    group->end = bytes->at;
  }
  walk->next_image = image + 1;
  walk->left--;
  return ok(error);
}

static uint64_t bits_at(const unsigned char *bytes, int count) {
  uint64_t bits = 0;
  for (int i = count - 1; i >= 0; i--) bits = bits << 8 | bytes[i];
  return bits;
}

static double score_at(const unsigned char *bytes, bool is_single) {
  double score;
  float single;
  uint64_t bits = bits_at(bytes, is_single ? 4 : 8);
  uint32_t single_bits = (uint32_t)bits;
  memcpy(&score, &bits, sizeof score);
  memcpy(&single, &single_bits, sizeof single);
  return is_single ? (double)single : score;
}

StatePrediction state_prediction(const unsigned char **row) {
  const unsigned char *at = *row;
  bool is_single = at[0] & STATE_SINGLE;
  StatePrediction prediction = {.areas = at[0] & ~(unsigned)(STATE_HIT | STATE_SINGLE)};
  prediction.score = score_at(at + 1, is_single);
  if (at[0] & STATE_HIT) {
    const unsigned char *cells = at + (is_single ? 5 : 9);
    prediction.matched = bits_at(cells, STATE_CELL_BYTES);
    prediction.ignored = bits_at(cells + STATE_CELL_BYTES, STATE_CELL_BYTES);
  }
  *row = at + prediction_bytes(at[0]);
  return prediction;
}

/* ---- writing ---- */

static void put_id(const Id *id, const Id *before, Buffer *out, Error *error) {
  bytes_put(id->kind, 1, out, error);
  if (id->kind == ID_INTEGER) {
    bool is_step = before && before->kind == ID_INTEGER;
    bytes_put_varint(is_step ? (uint64_t)id->integer - (uint64_t)before->integer : zigzag(id->integer), out,
                     error);
  } else if (id->kind == ID_TEXT) {
    bytes_put_varint(id->length, out, error);
    buffer_add(out, id->text, id->length, error);
  }
}

void state_put_rules(const StateRules *rules, Buffer *out, Error *error) {
  buffer_text(out, STATE_MAGIC, error);
  bytes_put(STATE_VERSION, 1, out, error);
  buffer_text(out, "e", error);
  bytes_put(rules->iou_type, 1, out, error);
  bytes_put(rules->has_regions, 1, out, error);
  bytes_put_varint(rules->max_detections, out, error);
  bytes_put_double(rules->score_threshold, out, error);
  bytes_put(rules->sigmas, 8, out, error);
}

void state_put_shard(const StateShard *shard, Buffer *out, Error *error) {
  bytes_put(shard->hash, 8, out, error);
  bytes_put(shard->is_listed, 1, out, error);
  if (shard->is_listed) bytes_put_varint(shard->classes, out, error);
}

void state_put_image(const StateImage *image, const StateImage *before, Buffer *out, Error *error) {
  put_id(&image->id, before ? &before->id : NULL, out, error);
  bytes_put_varint(image->shard == STATE_NO_SHARD ? 0 : (uint64_t)image->shard + 1, out, error);
}

void state_put_prediction(const StatePrediction *prediction, Buffer *out, Error *error) {
  float single = (float)prediction->score;
  uint32_t bits;
  bool is_single = single == prediction->score && signbit(single) == signbit(prediction->score);
  unsigned head = prediction->matched ? STATE_HIT : prediction->areas;
  memcpy(&bits, &single, sizeof bits);
  bytes_put(head | (is_single ? STATE_SINGLE : 0), 1, out, error);
  if (is_single)
    bytes_put(bits, 4, out, error);
  else
    bytes_put_double(prediction->score, out, error);
  if (!prediction->matched) return;
  bytes_put(prediction->matched, STATE_CELL_BYTES, out, error);
  bytes_put(prediction->ignored, STATE_CELL_BYTES, out, error);
}

void state_put_part(const StatePart *part, const StatePresence *presences, Buffer *out, Error *error) {
  bytes_put(part->of_labels ? KIND_OF_LABELS : KIND_OF_PREDICTIONS, 1, out, error);
  put_id(&part->class, NULL, out, error);
  if (!part->of_labels) put_id(&part->model, NULL, out, error);
  bytes_put_double(isnan(part->number) ? (double)NAN : part->number, out, error);
  bytes_put_varint(part->shard_count, out, error);
  for (size_t i = 0; i < part->shard_count; i++) {
    bytes_put_varint(presences[i].shard, out, error);
    if (part->of_labels) bytes_put_varint(presences[i].models, out, error);
  }
  bytes_put_varint(part->group_count, out, error);
  bytes_put_varint((uint64_t)(part->groups_end - part->groups), out, error);
}
