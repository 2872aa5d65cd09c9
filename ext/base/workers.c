#define _POSIX_C_SOURCE 200809L
#include "base/workers.h"

#include <stdatomic.h>
#include <time.h>

#include "base/platform/system.h"

enum { BETWEEN_POLLS = 1000000 }; /* nanoseconds */

void poll_check(Poll *poll, Error *error) {
  if (!ok(error) || !poll || !poll->stop) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t time = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
  if (time - poll->last < BETWEEN_POLLS) return;
  poll->last = time;
  if (poll->stop(poll->context)) error_interrupt(error);
}

void poll_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += BETWEEN_POLLS;
  if (until.tv_nsec >= 1000000000) {
    until.tv_sec++;
    until.tv_nsec -= 1000000000;
  }
  pthread_cond_timedwait(condition, mutex, &until);
}

bool flag_is_set(void *flag) {
  return atomic_load_explicit((atomic_bool *)flag, memory_order_relaxed);
}

unsigned workers_that_pay(size_t work, unsigned asked) {
  enum { WORTH_A_THREAD = 20000 };
  size_t count = asked ? asked : system_processors();
  if (!asked && count > work / WORTH_A_THREAD) count = work / WORTH_A_THREAD;
  if (count > WORKERS_MOST) count = WORKERS_MOST;
  return count ? (unsigned)count : 1;
}

/* What all workers of a run share. An error is large and the caller's stack may be small, so there is one for
** all. */
typedef struct Job {
  void (*run)(void *context, const Task *task, Error *error);
  void *context;
  size_t tasks;
  atomic_size_t next;
  atomic_size_t end; /* tasks from here on are not run: the first that failed, or 0 after an interrupt */
  struct Worker *workers;
  unsigned worker_count;
  pthread_mutex_t mutex; /* of what follows */
  pthread_cond_t ended;
  unsigned running; /* threads beside the calling one */
  size_t failed_task;
  Error *error;
} Job;

typedef struct Worker {
  Job *job;
  atomic_size_t task; /* at hand; its numbers rise */
  pthread_t thread;
  unsigned number;
  atomic_bool stopped; /* for that task and all later ones */
} Worker;

/*
** Keeps the error to report: that of the first task that failed. An interrupt counts only where nothing else
** is wrong, since a task that stopped because another one failed ends with it too.
*/
static void keep_error(Job *job, size_t task, const Error *error) {
  pthread_mutex_lock(&job->mutex);
  const Error *kept = job->error;
  bool is_interrupt = error->kind == ERROR_INTERRUPT, kept_is_interrupt = kept->kind == ERROR_INTERRUPT;
  if (ok(kept) || (kept_is_interrupt && !is_interrupt) ||
      (kept_is_interrupt == is_interrupt && task < job->failed_task)) {
    *job->error = *error;
    job->failed_task = task;
  }
  pthread_mutex_unlock(&job->mutex);
}

/* The tasks before `end` go on, so that the error of the first that fails is reported, however the threads
** run. A worker that takes a task at the same time sees the new end, or is seen here. */
static void end_job_at(Job *job, size_t end) {
  size_t before = atomic_load(&job->end);
  while (end < before && !atomic_compare_exchange_weak(&job->end, &before, end)) {}
  for (unsigned i = 0; i < job->worker_count; i++) {
    Worker *worker = &job->workers[i];
    if (atomic_load(&worker->task) >= end) atomic_store(&worker->stopped, true);
  }
}

static void do_tasks(Worker *worker, Poll *poll) {
  Job *job = worker->job;
  Error error = {0};
  for (;;) {
    size_t index = atomic_fetch_add(&job->next, 1);
    atomic_store(&worker->task, index);
    if (index >= job->tasks || index >= atomic_load(&job->end)) return;
    Task task = {index, worker->number, poll, &worker->stopped};
    job->run(job->context, &task, &error);
    poll_check(poll, &error);
    if (ok(&error)) continue;
    keep_error(job, index, &error);
    if (error.kind != ERROR_INTERRUPT)
      end_job_at(job, index);
    else if (!flag_is_set(&worker->stopped))
      end_job_at(job, 0);
    return;
  }
}

static void *work_aside(void *argument) {
  Worker *worker = argument;
  Job *job = worker->job;
  Poll poll = {.stop = flag_is_set, .context = &worker->stopped};
  do_tasks(worker, &poll);
  pthread_mutex_lock(&job->mutex);
  job->running--;
  pthread_cond_signal(&job->ended);
  pthread_mutex_unlock(&job->mutex);
  return NULL;
}

void task_check(const Task *task, Error *error) {
  poll_check(task->poll, error);
  if (ok(error) && task->stopped && flag_is_set(task->stopped)) error_interrupt(error);
}

/* The calling thread has no more tasks: it waits for the others and goes on listening to the host. */
static void wait_for_others(Job *job, Poll *poll) {
  Error error = {0};
  pthread_mutex_lock(&job->mutex);
  while (job->running) {
    poll_wait(&job->ended, &job->mutex);
    pthread_mutex_unlock(&job->mutex);
    poll_check(poll, &error);
    if (!ok(&error) && atomic_load(&job->end)) {
      keep_error(job, job->tasks, &error);
      end_job_at(job, 0);
    }
    pthread_mutex_lock(&job->mutex);
  }
  pthread_mutex_unlock(&job->mutex);
}

static void run_threads(Job *job, unsigned wanted, Poll *poll) {
  Worker workers[WORKERS_MOST];
  unsigned started = 1;
  for (unsigned i = 0; i < wanted; i++) workers[i] = (Worker){.job = job, .number = i};
  job->workers = workers;
  job->worker_count = wanted;
  pthread_mutex_init(&job->mutex, NULL);
  pthread_cond_init(&job->ended, NULL);
  for (; started < wanted; started++) {
    Worker *worker = &workers[started];
    pthread_mutex_lock(&job->mutex);
    job->running++;
    pthread_mutex_unlock(&job->mutex);
    if (system_thread_start(&worker->thread, work_aside, worker)) continue;
    pthread_mutex_lock(&job->mutex); /* fewer threads do the same work */
    job->running--;
    pthread_mutex_unlock(&job->mutex);
    break;
  }
  do_tasks(&workers[0], poll);
  wait_for_others(job, poll);
  for (unsigned i = 1; i < started; i++) pthread_join(workers[i].thread, NULL);
  pthread_mutex_destroy(&job->mutex);
  pthread_cond_destroy(&job->ended);
}

void workers_run(const Workers *workers, size_t tasks,
                 void (*run)(void *context, const Task *task, Error *error), void *context, Error *error) {
  if (!ok(error) || !tasks) return;
  Job job = {.run = run, .context = context, .tasks = tasks, .end = SIZE_MAX, .error = error};
  run_threads(&job, workers->count < tasks ? workers->count : (unsigned)tasks, workers->poll);
}
