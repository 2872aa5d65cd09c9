/*
** Workers: a number of independent tasks on a few threads. The calling thread works too, and it alone polls the host
** for an interrupt. Tasks share nothing that they write, so the result is the same for any number of threads.
*/
#ifndef BOXSCORE_BASE_WORKERS_H
#define BOXSCORE_BASE_WORKERS_H

#include <pthread.h>
#include <stdint.h>

#include "base/error.h"

/* Asks the host whether to stop. Called about every millisecond, by the calling thread only. */
typedef struct Poll {
  bool (*stop)(void *context); /* NULL: never */
  void *context;
  int64_t last; /* when it was asked last, in nanoseconds */
} Poll;

void poll_check(Poll *poll, Error *error); /* sets an interrupt where the host wants to stop; cheap */

typedef struct Workers {
  unsigned count; /* threads, the calling one included: 1 to WORKERS_MOST */
  Poll *poll;
} Workers;

enum { WORKERS_MOST = 64 };

/* How many threads pay for `work` units of about 50 ns each; asked: 0 = as many as pay, else that many. */
unsigned workers_that_pay(size_t work, unsigned asked);

/* Starts a thread that leaves the host's signals to the host's threads. False where there is none to be had. */
bool thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument);

/* A task: its number, and the worker's (0 is the calling thread), which owns the scratch space of that number. */
typedef struct Task {
  size_t index;
  unsigned worker;
  Poll *poll;    /* NULL beside the calling thread */
  void *stopped; /* set where another task failed; NULL: there is none */
} Task;

void workers_run(const Workers *workers, size_t tasks,
                 void (*run)(void *context, const Task *task, Error *error), void *context, Error *error);

/* For long tasks, every some 10,000 operations: sets an error where the work is to stop. */
void task_check(const Task *task, Error *error);

#endif
