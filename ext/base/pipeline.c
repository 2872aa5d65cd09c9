#define _POSIX_C_SOURCE 200809L
#include "base/pipeline.h"

#include <stdatomic.h>

#include "base/platform/system.h"

/* Each batch that changes hands wakes a thread, so that a long input goes on with larger ones. */
enum { BATCHES = 3, FEW_ITEMS = 1000, MANY_ITEMS = 4000, BATCHES_OF_FEW = 64 };

typedef struct Batch {
  size_t count, capacity;
  char *items;
  Arena texts;
} Batch;

struct Pipeline {
  size_t item_size;
  TakeItem *take;
  void *context;
  bool threaded, started;
  Poll *poll;
  atomic_bool stopped;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  /* A ring: number n is batches[n % BATCHES]. */
  Batch batches[BATCHES];
  /* How many were handed over, and taken. This and what follows is under the mutex once the thread has
  ** started. */
  size_t filled, taken;
  bool closing;
  /* Of the taking side. */
  Error error;
};

static Batch *batch(Pipeline *pipeline, size_t number) {
  return &pipeline->batches[number % BATCHES];
}

/* Takes all items of a batch; after an error they are dropped. */
static void take_batch(Pipeline *pipeline, Batch *full, Poll *poll, Error *error) {
  enum { ITEMS_BETWEEN_POLLS = 100 };
  for (size_t i = 0; i < full->count && ok(error); i++) {
    pipeline->take(pipeline->context, full->items + i * pipeline->item_size, poll, error);
    if (i % ITEMS_BETWEEN_POLLS == 0) poll_check(poll, error);
  }
  full->count = 0;
  arena_release(&full->texts);
}

static void *produce(void *argument) {
  Pipeline *pipeline = argument;
  Error error = {0};
  Poll poll = {.stop = flag_is_set, .context = &pipeline->stopped};
  pthread_mutex_lock(&pipeline->mutex);
  for (;;) {
    while (pipeline->taken == pipeline->filled && !pipeline->closing)
      pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    if (pipeline->taken == pipeline->filled) break;
    Batch *next = batch(pipeline, pipeline->taken);
    pthread_mutex_unlock(&pipeline->mutex);
    take_batch(pipeline, next, &poll, &error);
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->taken++;
    pipeline->error = error;
    pthread_cond_signal(&pipeline->changed);
  }
  pthread_mutex_unlock(&pipeline->mutex);
  return NULL;
}

/* Waits until no more than `most` batches are left to take, and listens to the host. */
static void wait_until(Pipeline *pipeline, size_t most, Error *error) {
  pthread_mutex_lock(&pipeline->mutex);
  while (pipeline->filled - pipeline->taken > most) {
    poll_wait(&pipeline->changed, &pipeline->mutex);
    pthread_mutex_unlock(&pipeline->mutex);
    poll_check(pipeline->poll, error);
    if (!ok(error)) atomic_store(&pipeline->stopped, true);
    pthread_mutex_lock(&pipeline->mutex);
  }
  if (ok(error)) *error = pipeline->error;
  pthread_mutex_unlock(&pipeline->mutex);
}

/* Hands the current batch over and waits until the next one is free. */
static void hand_over(Pipeline *pipeline, Error *error) {
  if (pipeline->threaded && !pipeline->started) {
    pipeline->started = system_thread_start(&pipeline->thread, produce, pipeline);
    pipeline->threaded = pipeline->started; /* without a thread the caller does the same work */
  }
  if (!pipeline->started) {
    take_batch(pipeline, batch(pipeline, pipeline->filled), pipeline->poll, error);
    return;
  }
  pthread_mutex_lock(&pipeline->mutex);
  pipeline->filled++;
  pthread_cond_signal(&pipeline->changed);
  pthread_mutex_unlock(&pipeline->mutex);
  wait_until(pipeline, BATCHES - 1, error);
}

Pipeline *pipeline_open(size_t item_size, TakeItem *take, void *context, bool threaded, Poll *poll,
                        Error *error) {
  Pipeline *pipeline = memory_allocate_zeroed(1, sizeof *pipeline, error);
  if (!pipeline) return NULL;
  pipeline->item_size = item_size;
  pipeline->take = take;
  pipeline->context = context;
  pipeline->threaded = threaded;
  pipeline->poll = poll;
  atomic_init(&pipeline->stopped, false);
  pthread_mutex_init(&pipeline->mutex, NULL);
  pthread_cond_init(&pipeline->changed, NULL);
  return pipeline;
}

void *pipeline_item(Pipeline *pipeline, Arena **texts, Error *error) {
  if (!ok(error)) return NULL;
  Batch *filling = batch(pipeline, pipeline->filled);
  if (filling->count && filling->count == filling->capacity) {
    hand_over(pipeline, error);
    filling = batch(pipeline, pipeline->filled);
  }
  if (!filling->count)
    memory_reserve((void **)&filling->items, &filling->capacity,
                   pipeline->filled < BATCHES_OF_FEW ? FEW_ITEMS : MANY_ITEMS, pipeline->item_size, error);
  if (!ok(error)) return NULL;
  *texts = &filling->texts;
  return filling->items + filling->count++ * pipeline->item_size;
}

void pipeline_close(Pipeline *pipeline, Error *error) {
  if (!pipeline) return;
  Batch *last = batch(pipeline, pipeline->filled);
  if (pipeline->started) {
    if (!ok(error)) atomic_store(&pipeline->stopped, true);
    wait_until(pipeline, 0, error);
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->closing = true;
    pthread_cond_signal(&pipeline->changed);
    pthread_mutex_unlock(&pipeline->mutex);
    pthread_join(pipeline->thread, NULL);
  }
  take_batch(pipeline, last, pipeline->poll, error);
  for (int i = 0; i < BATCHES; i++) {
    arena_release(&pipeline->batches[i].texts);
    memory_release(pipeline->batches[i].items);
  }
  pthread_mutex_destroy(&pipeline->mutex);
  pthread_cond_destroy(&pipeline->changed);
  memory_release(pipeline);
}
