/*
** The reader of embeddings: a user's table or view with the columns id (or item_id, or the rowid), embedding
** and perhaps class.
*/
#ifndef BOXSCORE_INPUT_EMBEDDING_READER_H
#define BOXSCORE_INPUT_EMBEDDING_READER_H

#include "base/names.h"
#include "statistics/embeddings.h"
#include "host/connection.h"

/* Start with {0}. */
typedef struct EmbeddingInput {
  Embeddings all;
  IdColumn ids;
  Names classes;
  uint32_t *class; /* of each row, among classes; NAMES_NONE: it has none */
  size_t capacity;
  uint32_t *order, *ranks; /* the rows by ascending id, and the place of each row among them */
} EmbeddingInput;

/* Reads and checks a table or view; rows whose embedding is NULL are left out. At most rows_most others.
** Errors name the row. */
void embedding_input_read(EmbeddingInput *input, Connection *connection, const char *table, size_t rows_most,
                          Error *error);
void embedding_input_release(EmbeddingInput *input);

/* Adds an embedding: a BLOB of float32 or a JSON text. Errors begin with `who`. */
void value_embedding(Embeddings *all, sqlite3_value *value, const char *who, Error *error);

#endif
