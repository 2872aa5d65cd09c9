#define _POSIX_C_SOURCE 200809L
#include "base/feed.h"

#include <stdatomic.h>

#include "base/platform/system.h"

enum { JOBS_A_WORKER = 2 };

/* A place of the ring: number n is slots[n % slot_count]. */
typedef struct Slot {
  bool is_done; /* under the mutex */
  Error error;
} Slot;

typedef struct FeedWorker {
  Feed *feed;
  unsigned number;
  pthread_t thread;
} FeedWorker;

struct Feed {
  FeedKind kind;
  unsigned workers, started;
  Poll *poll;
  FeedWorker *threads;
  size_t slot_count;
  Slot *slots;
  char *jobs;
  pthread_mutex_t mutex;
  pthread_cond_t sent, done;
  size_t filled, begun, taken; /* numbers of jobs; the first two under the mutex, the last one the caller's */
  bool closing;                /* under the mutex */
  atomic_bool stopped;
};

static void *job_of(const Feed *feed, size_t number) {
  return feed->jobs + number % feed->slot_count * feed->kind.job_size;
}

static Slot *slot_of(const Feed *feed, size_t number) {
  return &feed->slots[number % feed->slot_count];
}

Feed *feed_open(const FeedKind *kind, unsigned workers, Poll *poll, Error *error) {
  Feed *feed = memory_allocate_zeroed(1, sizeof *feed, error);
  if (!feed) return NULL;
  feed->kind = *kind;
  feed->workers = workers;
  feed->poll = poll;
  feed->slot_count = workers > 1 ? (size_t)workers * JOBS_A_WORKER : 1;
  atomic_init(&feed->stopped, false);
  pthread_mutex_init(&feed->mutex, NULL);
  pthread_cond_init(&feed->sent, NULL);
  pthread_cond_init(&feed->done, NULL);
  feed->threads = memory_allocate_zeroed(workers, sizeof *feed->threads, error);
  feed->slots = memory_allocate_zeroed(feed->slot_count, sizeof *feed->slots, error);
  feed->jobs = memory_allocate_zeroed(feed->slot_count, kind->job_size, error);
  if (ok(error)) return feed;
  feed_close(feed, error);
  return NULL;
}

static void *work(void *argument) {
  FeedWorker *worker = argument;
  Feed *feed = worker->feed;
  Poll poll = {.stop = flag_is_set, .context = &feed->stopped};
  pthread_mutex_lock(&feed->mutex);
  for (;;) {
    while (feed->begun == feed->filled && !feed->closing) pthread_cond_wait(&feed->sent, &feed->mutex);
    if (feed->begun == feed->filled) break;
    size_t number = feed->begun++;
    pthread_mutex_unlock(&feed->mutex);
    Slot *slot = slot_of(feed, number);
    if (!flag_is_set(&feed->stopped))
      feed->kind.work(feed->kind.context, job_of(feed, number), worker->number, &poll, &slot->error);
    pthread_mutex_lock(&feed->mutex);
    slot->is_done = true;
    pthread_cond_signal(&feed->done);
  }
  pthread_mutex_unlock(&feed->mutex);
  return NULL;
}

/* After an error nothing is begun any more, and what is under way ends soon. */
static void stop_after(Feed *feed, const Error *error) {
  if (!ok(error)) atomic_store(&feed->stopped, true);
}

/* Takes the oldest job, which is done; once the feed has stopped, it is dropped. */
static void take(Feed *feed, Error *error) {
  Slot *slot = slot_of(feed, feed->taken);
  bool dropped = flag_is_set(&feed->stopped) || !ok(error);
  if (!dropped && !ok(&slot->error)) *error = slot->error;
  if (!dropped && ok(error)) feed->kind.take(feed->kind.context, job_of(feed, feed->taken), error);
  slot->is_done = false;
  slot->error.kind = ERROR_NONE;
  feed->taken++;
  stop_after(feed, error);
}

/* Takes the jobs that are done, and waits until no more than `most` are left. */
static void take_until(Feed *feed, size_t most, Error *error) {
  pthread_mutex_lock(&feed->mutex);
  for (;;) {
    bool some = feed->taken < feed->filled, is_done = some && slot_of(feed, feed->taken)->is_done;
    if (!is_done && feed->filled - feed->taken <= most) break;
    if (!is_done) poll_wait(&feed->done, &feed->mutex);
    pthread_mutex_unlock(&feed->mutex);
    poll_check(feed->poll, error);
    stop_after(feed, error);
    if (is_done) take(feed, error);
    pthread_mutex_lock(&feed->mutex);
  }
  pthread_mutex_unlock(&feed->mutex);
}

void *feed_job(Feed *feed, Error *error) {
  if (!ok(error)) return NULL;
  if (feed->started) take_until(feed, feed->slot_count - 1, error);
  return ok(error) ? job_of(feed, feed->filled) : NULL;
}

/* A thread for each of the first jobs, so that one image starts one. */
static void start_thread(Feed *feed) {
  if (feed->workers < 2 || feed->started == feed->workers) return;
  FeedWorker *worker = &feed->threads[feed->started];
  *worker = (FeedWorker){.feed = feed, .number = feed->started};
  if (system_thread_start(&worker->thread, work, worker))
    feed->started++;
  else
    feed->workers = feed->started; /* fewer threads do the same work */
}

/* Without threads the caller does the work. */
static void work_here(Feed *feed, Error *error) {
  feed->kind.work(feed->kind.context, job_of(feed, feed->filled), 0, feed->poll, error);
  poll_check(feed->poll, error);
  if (ok(error)) feed->kind.take(feed->kind.context, job_of(feed, feed->filled), error);
  feed->filled++;
  feed->taken++;
}

void feed_send(Feed *feed, Error *error) {
  if (!ok(error)) return;
  start_thread(feed);
  if (!feed->started) {
    work_here(feed, error);
    return;
  }
  pthread_mutex_lock(&feed->mutex);
  feed->filled++;
  pthread_cond_signal(&feed->sent);
  pthread_mutex_unlock(&feed->mutex);
  take_until(feed, feed->slot_count, error);
}

void feed_close(Feed *feed, Error *error) {
  if (!feed) return;
  stop_after(feed, error);
  if (feed->started) take_until(feed, 0, error);
  pthread_mutex_lock(&feed->mutex);
  feed->closing = true;
  pthread_cond_broadcast(&feed->sent);
  pthread_mutex_unlock(&feed->mutex);
  for (unsigned i = 0; i < feed->started; i++) pthread_join(feed->threads[i].thread, NULL);
  for (size_t i = 0; feed->jobs && i < feed->slot_count; i++) feed->kind.release(job_of(feed, i));
  pthread_mutex_destroy(&feed->mutex);
  pthread_cond_destroy(&feed->sent);
  pthread_cond_destroy(&feed->done);
  memory_release(feed->threads);
  memory_release(feed->slots);
  memory_release(feed->jobs);
  memory_release(feed);
}
