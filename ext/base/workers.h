/*
** Workers: independent tasks on a few threads. The calling thread works too, and it alone polls the host for
** an interrupt, also while it waits for the others. Tasks share nothing that they write, so the result is the
** same for any number of threads.
*/
#ifndef BOXSCORE_BASE_WORKERS_H
#define BOXSCORE_BASE_WORKERS_H

#include <pthread.h>
#include <stdint.h>

#include "base/error.h"

/*
** Asks whether to stop, about once a millisecond. Each thread has a poll of its own: that of the calling
** thread asks the host, those of workers look at a flag.
*/
typedef struct Poll {
  /* NULL: never */
  bool (*stop)(void *context);
  void *context;
  /* When it was asked last, in nanoseconds. */
  int64_t last;
} Poll;

/* Sets an interrupt where the work is to stop. Cheap, and NULL is allowed: call it every 10,000 operations or
** so. */
void poll_check(Poll *poll, Error *error);

/* Waits for a condition, but no longer than until the next poll is due. */
void poll_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);

/* The stop of a Poll beside the calling thread: its context is an atomic_bool that is set where the work is
** to end. */
bool flag_is_set(void *flag);

typedef struct Workers {
  /* Threads, the calling one included: 1 to WORKERS_MOST. */
  unsigned count;
  Poll *poll;
} Workers;

enum { WORKERS_MOST = 64 };

/* How many threads pay for `work` units of about 50 ns each; asked: 0 = as many as pay, else that many. */
unsigned workers_that_pay(size_t work, unsigned asked);

/* A task: its number, and that of the worker (0 is the calling thread), which owns the scratch space of that
** number. */
typedef struct Task {
  size_t index;
  unsigned worker;
  /* The worker's own, for what knows nothing of tasks; may be NULL. */
  Poll *poll;
  /* Set where another task failed; may be NULL. */
  void *stopped;
} Task;

void workers_run(const Workers *workers, size_t tasks,
                 void (*run)(void *context, const Task *task, Error *error), void *context, Error *error);

/* For long tasks, every 10,000 operations or so: sets an interrupt where the work is to stop. */
void task_check(const Task *task, Error *error);

#endif
