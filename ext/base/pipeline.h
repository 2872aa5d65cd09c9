/*
** A pipeline: items that the calling thread makes and a worker takes, in their order. While SQLite reads the next rows,
** the worker puts the last ones in their place.
**
**     Pipeline *pipeline = pipeline_open(sizeof(Item), take, context, true, error);
**     while (...) { Item *item = pipeline_item(pipeline, &texts, error); if (item) ... }
**     pipeline_close(pipeline, error);
**
** The thread starts with the second batch of items, so small inputs start none.
*/
#ifndef BOXSCORE_BASE_PIPELINE_H
#define BOXSCORE_BASE_PIPELINE_H

#include "base/memory.h"

typedef struct Pipeline Pipeline;

/* threaded: false takes everything on the calling thread. NULL where memory is out. */
Pipeline *pipeline_open(size_t item_size, void (*take)(void *context, const void *item, Error *error),
                        void *context, bool threaded, Error *error);
/* Room for the next item, to be filled before the next call. Texts of an item go into its arena, which lives until the
** item is taken. NULL where an error is set, the worker's included. */
void *pipeline_item(Pipeline *pipeline, Arena **texts, Error *error);
/* Waits until all items are taken, and releases the pipeline. After an error the rest is dropped. NULL is allowed. */
void pipeline_close(Pipeline *pipeline, Error *error);

#endif
