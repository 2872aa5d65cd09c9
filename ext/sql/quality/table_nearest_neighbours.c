/*
** nearest_neighbours: finds the nearest embeddings of each embedding.
**
**     SELECT neighbour_id, distance FROM nearest_neighbours('image_embeddings') WHERE id = 7 ORDER BY rank;
**
** The table or view has the columns id (or item_id), embedding (a BLOB of float32, or JSON) and optionally
** class. Every row is compared with every other (statistics/neighbours.h), so their number is limited. Equal
** distances are ranked by id. Asked for one id, it searches only the neighbours of that one. Rows are sorted
** by id and rank.
*/
#include <math.h>
#include <string.h>

#include "host/function.h"
#include "statistics/neighbours.h"
#include "input/embedding_reader.h"
#include "input/parameters.h"
#include "host/value.h"

enum { ID, CLASS, NEIGHBOUR_ID, NEIGHBOUR_CLASS, RANK, DISTANCE };

enum { COUNT_MOST = 1000, RESULTS_MOST = 50000000 };

static const Column columns[] = {
    [ID] = {"id", KEY | UNIQUE | FILTER, NULL, NULL, NULL, "the embedding whose neighbour this is"},
    [CLASS] = {"class", KEY, NULL, NULL, "it has no class", "its class"},
    [NEIGHBOUR_ID] = {"neighbour_id", KEY, NULL, NULL, NULL, "the neighbour"},
    [NEIGHBOUR_CLASS] = {"neighbour_class", KEY, NULL, NULL, "the neighbour has no class",
                         "the neighbour's class"},
    [RANK] = {"rank", 0, "INTEGER", NULL, NULL, "1 is the nearest"},
    [DISTANCE] = {"distance", 0, "REAL", NULL, NULL, "from 0; cosine: up to 2"},
};

static const Parameter parameters[] = {
    {"embeddings", "embeddings", false, TABLE_DOMAIN,
     "the embeddings: columns id, embedding and, if there is one, class"},
    {"k", "10", false, "an integer from 1 to 1000", "the neighbours of each embedding"},
    {"distance_type", "cosine", false, "'cosine' or 'l2'", "the distance"},
    THREADS_PARAMETER,
};

typedef struct State {
  EmbeddingInput input;
  size_t count; /* neighbours of each */
} State;

static void release(void *held) {
  State *state = held;
  embedding_input_release(&state->input);
  memory_release(state);
}

static size_t read_count(const Call *call) {
  sqlite3_value *value = call_parameter(call, "k");
  double count = 10;
  if (value && (!value_real(value, &count) || !(count >= 1 && count <= COUNT_MOST) || count != floor(count)))
    error_input(call->error, "k is not a whole number from 1 to %d: %s", COUNT_MOST,
                value_excerpt(value).text);
  return ok(call->error) ? (size_t)count : 0;
}

static DistanceType read_type(const Call *call) {
  const char *name = call_text(call, "distance_type", "cosine");
  if (strcmp(name, "l2") == 0) return DISTANCE_L2;
  if (strcmp(name, "cosine") != 0)
    error_input(call->error, "distance_type is neither 'cosine' nor 'l2': %s",
                value_excerpt(call_parameter(call, "distance_type")).text);
  return DISTANCE_COSINE;
}

/* There is no angle to a row of zeros. */
static void refuse_zeros(const EmbeddingInput *input, const char *table, Error *error) {
  for (size_t row = 0; row < input->all.count && ok(error); row++) {
    Id id = id_column_get(&input->ids, row);
    if (embeddings_square(&input->all, row) == 0)
      error_input(
          error,
          "%s: the embedding is all zeros, which has no direction: leave it out, or take distance_type = 'l2'",
          objects_row_name(table, &id).text);
  }
}

static void find(Call *call, const State *state, DistanceType type, Neighbour *out) {
  const EmbeddingInput *input = &state->input;
  enum { NUMBERS_PER_UNIT = 350 }; /* compared in 50 ns */
  size_t rows = input->all.count;
  NeighbourSearch search = {&input->all, type, input->ranks, input->order, rows, state->count};
  Id wanted;
  bool one = call->run->filter && value_id(call->run->filter, &wanted);
  if (one) search.query_count = 0;
  for (size_t rank = 0; one && rank < rows; rank++) {
    Id id = id_column_get(&input->ids, input->order[rank]);
    if (!id_equal(&id, &wanted)) continue;
    search.queries += rank;
    search.query_count = 1;
    out +=
        rank * state->count; /* the others stay blank: SQLite passes them over, since they have another id */
    break;
  }
  size_t work = search.query_count * (rows * input->all.stride / NUMBERS_PER_UNIT + 1);
  Workers workers = {workers_that_pay(work, call->threads), &call->watch.poll};
  neighbours_find(&search, &workers, out, call->error);
}

static void run(Call *call) {
  Error *error = call->error;
  const char *table = call_text(call, "embeddings", "embeddings");
  size_t count = read_count(call);
  DistanceType type = read_type(call);
  evaluation_threads(call);
  State *state = memory_allocate_zeroed(1, sizeof *state, error);
  if (!state) return;
  call->run->state = state;
  call->run->release_state = release;
  embedding_input_read(&state->input, call->connection, table, NEIGHBOUR_ROWS_MOST, error);
  size_t rows = state->input.all.count;
  if (type == DISTANCE_COSINE) refuse_zeros(&state->input, table, error);
  state->count = rows && rows - 1 < count ? rows - 1 : count;
  if (ok(error) && rows * state->count > RESULTS_MOST)
    error_input(error, "more than %d neighbours: %zu embeddings with k = %zu", RESULTS_MOST, rows, count);
  Neighbour *out = run_append(call->run, rows * state->count, error);
  if (out) find(call, state, type, out);
}

static void cell_class(Cell *out, const EmbeddingInput *input, uint32_t row) {
  if (input->class[row] != NAMES_NONE) cell_id(out, input->classes.items[input->class[row]]);
}

static void cell(const Run *run, const void *row, int column, Cell *out) {
  const State *state = run->state;
  const EmbeddingInput *input = &state->input;
  const Neighbour *neighbour = row;
  size_t number = (size_t)(neighbour - (const Neighbour *)(const void *)run->rows);
  uint32_t own = input->order[number / state->count];
  switch (column) {
  case ID: cell_id(out, id_column_get(&input->ids, own)); break;
  case CLASS: cell_class(out, input, own); break;
  case NEIGHBOUR_ID: cell_id(out, id_column_get(&input->ids, neighbour->row)); break;
  case NEIGHBOUR_CLASS: cell_class(out, input, neighbour->row); break;
  case RANK: cell_integer(out, (sqlite3_int64)(number % state->count) + 1); break;
  case DISTANCE: cell_real(out, neighbour->distance); break;
  }
}

const Function function_nearest_neighbours = {
    .kind = TABLE,
    .name = "nearest_neighbours",
    .arguments = "embeddings",
    .summary = "finds the nearest embeddings of each embedding",
    .example =
        "CREATE TEMP TABLE embeddings AS SELECT column1 AS id, column2 AS embedding FROM (VALUES (1, '[0.9, 0.1]'), (2, '[0.8, 0.2]'), (3, '[0.1, 0.9]')); SELECT id, neighbour_id, distance FROM nearest_neighbours WHERE k = 1",
    .since = "0.1.0",
    .table =
        {
            .columns = columns,
            .column_count = LENGTH(columns),
            .parameters = parameters,
            .parameter_count = LENGTH(parameters),
            .row_size = sizeof(Neighbour),
            .run = run,
            .cell = cell,
        },
};
