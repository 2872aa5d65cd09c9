/*
** cosine_distance(a, b), l2_distance(a, b): measure how far apart two embeddings are.
**
**     SELECT a.id, b.id FROM items AS a, items AS b
**     WHERE a.id < b.id AND cosine_distance(a.embedding, b.embedding) < 0.01;
**
** An embedding is a BLOB of float32 or a JSON array; statistics/embeddings.h has the formulas. NULL in, NULL
** out.
*/
#include <math.h>

#include "input/embedding_reader.h"
#include "host/function.h"
#include "host/result.h"

#define EMBEDDING_DOMAIN "a BLOB of float32, little-endian, or a JSON array of numbers"
/* clang-format off */
#define EMBEDDING_PARAMETERS                                                                                 \
  {"a", NULL, true, EMBEDDING_DOMAIN, "an embedding"},                                                       \
  {"b", NULL, true, EMBEDDING_DOMAIN, "an embedding of the same length"}
/* clang-format on */

static void compare(sqlite3_context *context, sqlite3_value **arguments, const char *function,
                    DistanceType type) {
  static const char *const names[] = {"a", "b"};
  Error error = {0};
  Embeddings both = {0};
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL)
    return;
  for (int i = 0; i < 2; i++) {
    value_embedding(&both, arguments[i], names[i], &error);
    if (ok(&error) && type == DISTANCE_COSINE && embeddings_square(&both, (size_t)i) == 0)
      error_input(&error, "%s: the embedding is all zeros, which has no direction", names[i]);
  }
  if (ok(&error))
    sqlite3_result_double(context, embeddings_distance(&both, type, 0, 1));
  else
    result_error(context, function, &error);
  embeddings_release(&both);
}

static void scalar_cosine_distance(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  compare(context, arguments, "cosine_distance", DISTANCE_COSINE);
}

const Function function_cosine_distance = {
    .kind = SCALAR,
    .name = "cosine_distance",
    .arguments = "a, b",
    .summary = "computes 1 minus the cosine of the angle between two embeddings",
    .returns = "REAL, 0 (same direction) to 2 (opposite); NULL if an argument is NULL",
    .example = "SELECT cosine_distance('[1, 0]', '[0, 2]')",
    .since = "0.1.0",
    PARAMETERS(EMBEDDING_PARAMETERS),
    .counts = {2, -1},
    .call = scalar_cosine_distance,
};

static void scalar_l2_distance(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  compare(context, arguments, "l2_distance", DISTANCE_L2);
}

const Function function_l2_distance = {
    .kind = SCALAR,
    .name = "l2_distance",
    .arguments = "a, b",
    .summary = "computes the Euclidean distance of two embeddings",
    .returns = "REAL, from 0; NULL if an argument is NULL",
    .example = "SELECT l2_distance('[0, 0]', '[3, 4]')",
    .since = "0.1.0",
    PARAMETERS(EMBEDDING_PARAMETERS),
    .counts = {2, -1},
    .call = scalar_l2_distance,
};
