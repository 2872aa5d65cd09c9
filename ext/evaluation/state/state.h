/*
** A state: what an evaluation of some images found, as a BLOB that can be merged with those of other images
** and scored later, to the same last bit as one evaluation of them all (numbers.md, section 9c).
**
** All numbers are little-endian; a varint is that of base/bytes.h.
**
**     "bs"  version  kind                      a byte each; kind 'e'
**     rules                                    what all states of a merge must have in common
**     varint, shards by hash                   what was evaluated together: 8 bytes of hash, a byte that is 1
**                                              where all of its images are here, and then a varint: its
**                                              classes
**     varint, images by id                     an id, and the number of its shard from 1; 0: only the table
**                                              of images has it
**     varint, parts by class, kind and model   labels of a class (kind 1), or predictions of a class and
**                                              model (2); see below
**
** An id is a byte (0 NULL, 1 INTEGER, 2 TEXT) and then a varint: of an integer its difference to the one
** before in the list of images, elsewhere its zigzag code; of a text its length, and then its bytes.
**
** A part has the shards in which its class (and model) was evaluated, a number (labels: the category, NaN
** where there is none; predictions: the score threshold of the class) and then its groups, one for each image
** that has some, by image: a varint for the step to the image, a varint for the number of rows, and the rows.
** A label is a byte: the areas in which it counts as bits, or STATE_CROWD. A prediction is a byte, a score,
** and if it is matched in some cell twice five bytes: the cells in which it is matched, and in which it is
** ignored. The byte has STATE_HIT then, else the areas in which the prediction is a false positive; and it
** has STATE_SINGLE where the score is a number of single precision, which takes four bytes in place of eight.
** A part of predictions without a class and without shards names a model of which no prediction is left.
** Cells are bits as in evaluation/matches.h: COCO's ten thresholds in each of its four areas. Predictions
** stand in their order within the image, so that no ids are needed to tell ties apart.
*/
#ifndef BOXSCORE_EVALUATION_STATE_STATE_H
#define BOXSCORE_EVALUATION_STATE_STATE_H

#include "base/bytes.h"
#include "base/id.h"
#include "dataset/shapes.h"

enum {
  STATE_VERSION = 1,
  STATE_CROWD = 16,
  STATE_SINGLE = 64,
  STATE_HIT = 128,
  STATE_CELL_BYTES = 5,
  STATE_AREAS = 4
};

typedef struct StateRules {
  IouType iou_type;
  bool has_regions;
  uint64_t max_detections;
  double score_threshold; /* -infinity: none */
  uint64_t sigmas;        /* a hash of them; 0: not set */
} StateRules;

typedef struct StateShard {
  uint64_t hash;
  bool is_listed;
  uint64_t classes;
} StateShard;

typedef struct StateImage {
  Id id;
  uint32_t shard; /* STATE_NO_SHARD: only the table of images has it */
} StateImage;

#define STATE_NO_SHARD UINT32_MAX

/* A shard of a part. */
typedef struct StatePresence {
  uint32_t shard;
  uint64_t models; /* of labels: those that have predictions of the class in this shard; else 0 */
} StatePresence;

typedef struct StatePart {
  bool of_labels;
  Id class, model;
  double number;
  size_t first_shard, shard_count; /* in presences */
  uint64_t group_count;
  const unsigned char *groups, *groups_end;
} StatePart;

/* A state as it was read. Ids and groups lie in the BLOB. */
typedef struct State {
  StateRules rules;
  StateShard *shards;
  StateImage *images;
  StatePart *parts;
  StatePresence *presences;
  size_t shard_count, image_count, part_count, presence_count, presence_capacity;
} State;

/* Reads everything but the rows of the groups. Allocates no more than some times the BLOB's size, whatever
** stands in it. Release it in every case. */
void state_read(State *state, const void *blob, size_t length, Error *error);
void state_release(State *state);

/* The order of parts: by class, kind and model. */
int state_part_compare(const StatePart *a, const StatePart *b);

/* The groups of a part, one after the other. */
typedef struct StateWalk {
  Bytes bytes;
  const State *state;
  const StatePart *part;
  uint64_t left;
  uint64_t next_image; /* the lowest number that the next one may have */
} StateWalk;

typedef struct StateGroup {
  uint32_t image, count;
  const unsigned char *rows, *end;
} StateGroup;

typedef struct StatePrediction {
  double score;
  uint64_t matched, ignored;
  unsigned areas; /* without a match: those in which it is a false positive */
} StatePrediction;

StateWalk state_walk(const State *state, const StatePart *part);
/* False at the end, and where there is an error: the rows are checked too. */
bool state_next(StateWalk *walk, StateGroup *group, Error *error);
enum { STATE_PREDICTION_LEAST = 5 }; /* bytes */

/* One of a group that state_next returned; moves on to the next. */
StatePrediction state_prediction(const unsigned char **row);

/* ---- writing ---- */

void state_put_rules(const StateRules *rules, Buffer *out, Error *error);
void state_put_shard(const StateShard *shard, Buffer *out, Error *error);
/* before: the image before it in the list; NULL: none. */
void state_put_image(const StateImage *image, const StateImage *before, Buffer *out, Error *error);

void state_put_prediction(const StatePrediction *prediction, Buffer *out, Error *error);

/* What stands before the groups; the presences come from `presences`, of the part's own. */
void state_put_part(const StatePart *part, const StatePresence *presences, Buffer *out, Error *error);

#endif
