#define _POSIX_C_SOURCE  200809L
#define _DARWIN_C_SOURCE /* for _SC_NPROCESSORS_ONLN, which macOS hides from POSIX programs */
#include "base/workers.h"

#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

void poll_check(Poll *poll, Error *error) {
  enum { INTERVAL = 1000000 };
  if (!ok(error) || !poll || !poll->stop) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
  if (time - poll->last < INTERVAL) return;
  poll->last = time;
  if (poll->stop(poll->context)) error_interrupt(error);
}

unsigned workers_that_pay(size_t work, unsigned asked) {
  enum { WORTH_A_THREAD = 20000 };
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t count = asked ? asked : processors > 0 ? (size_t)processors : 1;
  if (!asked && count > work / WORTH_A_THREAD) count = work / WORTH_A_THREAD;
  if (count > WORKERS_MOST) count = WORKERS_MOST;
  return count ? (unsigned)count : 1;
}

bool thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument) {
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);
  bool started = pthread_create(thread, NULL, run, argument) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

typedef struct Job {
  void (*run)(void *context, const Task *task, Error *error);
  void *context;
  size_t tasks;
  atomic_size_t next;
  atomic_bool stopped;
} Job;

typedef struct Worker {
  Job *job;
  unsigned number;
  Poll *poll;
  size_t failed_task;
  Error error;
} Worker;

static void *work(void *argument) {
  Worker *worker = argument;
  Job *job = worker->job;
  for (;;) {
    size_t index = atomic_fetch_add(&job->next, 1);
    if (index >= job->tasks || atomic_load(&job->stopped)) break;
    Task task = {index, worker->number, worker->poll, &job->stopped};
    job->run(job->context, &task, &worker->error);
    poll_check(worker->poll, &worker->error);
    if (!ok(&worker->error)) {
      worker->failed_task = index;
      atomic_store(&job->stopped, true);
      break;
    }
  }
  return NULL;
}

void task_check(const Task *task, Error *error) {
  poll_check(task->poll, error);
  if (ok(error) && task->stopped && atomic_load_explicit((atomic_bool *)task->stopped, memory_order_relaxed))
    error_interrupt(error);
}

/* Of several failed tasks the first one's error is reported; a task that only stopped because of another's is none. */
static void report(const Worker *workers, unsigned count, Error *error) {
  const Worker *first = NULL;
  for (unsigned i = 0; i < count; i++) {
    const Worker *worker = &workers[i];
    if (ok(&worker->error)) continue;
    bool better = !first || (first->error.kind == ERROR_INTERRUPT && worker->error.kind != ERROR_INTERRUPT) ||
                  (worker->error.kind != ERROR_INTERRUPT && worker->failed_task < first->failed_task);
    if (better) first = worker;
  }
  if (first) *error = first->error;
}

void workers_run(const Workers *workers, size_t tasks,
                 void (*run)(void *context, const Task *task, Error *error), void *context, Error *error) {
  if (!ok(error) || !tasks) return;
  Job job = {.run = run, .context = context, .tasks = tasks};
  Worker all[WORKERS_MOST];
  pthread_t threads[WORKERS_MOST];
  unsigned wanted = workers->count < tasks ? workers->count : (unsigned)tasks, started = 1;
  for (unsigned i = 0; i < wanted; i++) {
    all[i] = (Worker){.job = &job, .number = i, .poll = i ? NULL : workers->poll};
    if (i == 0) continue;
    if (!thread_start(&threads[i], work, &all[i])) break; /* fewer threads do the same work */
    started++;
  }
  work(&all[0]);
  for (unsigned i = 1; i < started; i++) pthread_join(threads[i], NULL);
  report(all, started, error);
}
