/*
** A pipeline: items that the calling thread makes and a worker takes, in order. While SQLite reads the next
** rows, the worker stores the ones before them.
**
**     Pipeline *pipeline = pipeline_open(sizeof(Item), take, context, true, poll, error);
**     while (...) { Item *item = pipeline_item(pipeline, &texts, error); if (item) ... }
**     pipeline_close(pipeline, error);
**
** The thread starts with the second batch of items, so small inputs start none.
*/
#ifndef BOXSCORE_BASE_PIPELINE_H
#define BOXSCORE_BASE_PIPELINE_H

#include "base/memory.h"
#include "base/workers.h"

typedef struct Pipeline Pipeline;

/* Takes an item, on whichever thread; the poll is that thread's own, for items that take long. */
typedef void TakeItem(void *context, const void *item, Poll *poll, Error *error);

/* threaded: false takes everything on the calling thread, whose poll asks the host. NULL if there is no
** memory. */
Pipeline *pipeline_open(size_t item_size, TakeItem *take, void *context, bool threaded, Poll *poll,
                        Error *error);
/* Room for the next item, to be filled before the next call. Texts of an item go into its arena, which lives
** until the item is taken. NULL where an error is set, the worker's included. */
void *pipeline_item(Pipeline *pipeline, Arena **texts, Error *error);
/* Waits until all items are taken, and releases the pipeline. After an error the rest is dropped. NULL is
** allowed. */
void pipeline_close(Pipeline *pipeline, Error *error);

#endif
