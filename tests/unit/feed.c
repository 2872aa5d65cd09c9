/* The feed: jobs come back in their order, the first error in that order is reported, and an interrupt ends it soon. */
#define _POSIX_C_SOURCE 200809L
#include "base/feed.h"

#include <stdatomic.h>
#include <time.h>

#include "unit.h"

typedef struct Job {
  size_t number;
  uint64_t result;
  char *held; /* is used again, and released in the end */
} Job;

typedef struct Trial {
  size_t fail_at;     /* this job fails, and all after it */
  bool wait_for_stop; /* jobs end only when they are told to */
  size_t taken;
  bool in_order;
  atomic_int working, most_working;
  size_t made;
  size_t most_held;
} Trial;

static void pause_for(long microseconds) {
  nanosleep(&(struct timespec){0, microseconds * 1000}, NULL);
}

static void work(void *context, void *held, unsigned worker, Poll *poll, Error *error) {
  Trial *trial = context;
  Job *job = held;
  int working = atomic_fetch_add(&trial->working, 1) + 1;
  if (working > atomic_load(&trial->most_working)) atomic_store(&trial->most_working, working);
  (void)worker;
  pause_for((long)(job->number * 7919 % 5) * 20); /* so that they end in another order */
  while (trial->wait_for_stop && ok(error)) poll_check(poll, error);
  job->result = job->number * job->number;
  if (job->number >= trial->fail_at) error_input(error, "job %zu", job->number);
  atomic_fetch_sub(&trial->working, 1);
}

static void take(void *context, void *held, Error *error) {
  Trial *trial = context;
  const Job *job = held;
  (void)error;
  trial->in_order =
      trial->in_order && job->number == trial->taken && job->result == job->number * job->number;
  trial->taken++;
}

static void release(void *held) {
  memory_release(((Job *)held)->held);
}

static Error run(Trial *trial, unsigned workers, size_t jobs, Poll *poll) {
  Error error = {0};
  FeedKind kind = {sizeof(Job), trial, work, take, release};
  *trial = (Trial){.fail_at = trial->fail_at, .wait_for_stop = trial->wait_for_stop, .in_order = true};
  Feed *feed = feed_open(&kind, workers, poll, &error);
  for (size_t i = 0; i < jobs && ok(&error); i++) {
    Job *job = feed_job(feed, &error);
    if (!job) break;
    job->number = i;
    if (!job->held) job->held = memory_allocate(100, 1, &error);
    trial->made++;
    if (trial->made - trial->taken > trial->most_held) trial->most_held = trial->made - trial->taken;
    feed_send(feed, &error);
  }
  feed_close(feed, &error);
  return error;
}

static bool stop_third(void *context) {
  return ++*(int *)context >= 3;
}

int main(void) {
  unit_begin();
  for (unsigned workers = 1; workers <= 5; workers++) {
    for (size_t jobs = 0; jobs < 60; jobs += 7) {
      Trial trial = {.fail_at = SIZE_MAX};
      Error error = run(&trial, workers, jobs, NULL);
      CHECK(ok(&error) && trial.taken == jobs && trial.in_order);
      CHECK(trial.most_held <= 2 * workers && atomic_load(&trial.most_working) <= (int)workers);
    }
    Trial failing = {.fail_at = 11};
    Error error = run(&failing, workers, 50, NULL);
    CHECK_TEXT(error.text, "job 11");
    CHECK(failing.taken == 11);

    int asked = 0;
    Poll poll = {.stop = stop_third, .context = &asked};
    Trial endless = {.fail_at = SIZE_MAX, .wait_for_stop = true};
    error = run(&endless, workers, 50, &poll);
    CHECK(error.kind == ERROR_INTERRUPT);
  }
  for (long n = 1;; n++) {
    Trial trial = {.fail_at = SIZE_MAX};
    unit_fail_allocation(n, false);
    Error error = run(&trial, 3, 9, NULL);
    if (!unit.did_fail) break;
    CHECK(error.kind == ERROR_MEMORY);
  }
  unit_fail_allocation(0, false);
  return unit_end("feed");
}
