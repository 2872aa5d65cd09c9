/* Workers and the pipeline: the calling thread listens to the host also while it only waits for other threads. */
#define _POSIX_C_SOURCE 200809L
#include "base/workers.h"

#include <stdatomic.h>
#include <time.h>

#include "base/pipeline.h"
#include "unit.h"

static void pause_for(long microseconds) {
  nanosleep(&(struct timespec){0, microseconds * 1000}, NULL);
}

static bool stop_third(void *context) {
  return ++*(int *)context >= 3;
}

typedef struct Trial {
  atomic_int done[64];
  size_t fail_from; /* this task fails, and all after it */
  bool endless;     /* tasks of other threads end only when they are told to, and there is one */
  atomic_bool has_others;
  int ended;
} Trial;

static void run(void *context, const Task *task, Error *error) {
  Trial *trial = context;
  atomic_fetch_add(&trial->done[task->index], 1);
  if (task->index >= trial->fail_from) error_input(error, "task %zu", task->index);
  pause_for((long)(task->index * 7919 % 5) * 20);
  if (task->worker) atomic_store(&trial->has_others, true);
  while (trial->endless && !task->worker && !atomic_load(&trial->has_others)) pause_for(20);
  while (trial->endless && task->worker && ok(error)) task_check(task, error);
}

static void do_each_task_once(unsigned count) {
  for (size_t tasks = 0; tasks <= 64; tasks += 16) {
    Trial trial = {.fail_from = SIZE_MAX};
    Error error = {0};
    workers_run(&(Workers){count, NULL}, tasks, run, &trial, &error);
    CHECK(ok(&error));
    for (size_t i = 0; i < 64; i++) CHECK(atomic_load(&trial.done[i]) == (i < tasks));
  }
}

/* The first of those that fail is among the tasks that were begun before any failed. */
static void report_the_first_error(unsigned count) {
  Trial trial = {.fail_from = 30};
  Error error = {0};
  workers_run(&(Workers){count, NULL}, 64, run, &trial, &error);
  CHECK_TEXT(error.text, "task 30");
}

/* The calling thread's own task is done at once. */
static void stop_while_waiting(unsigned count) {
  int asked = 0;
  Poll poll = {.stop = stop_third, .context = &asked};
  Trial trial = {.fail_from = SIZE_MAX, .endless = true, .has_others = count == 1};
  Error error = {0};
  workers_run(&(Workers){count, &poll}, count, run, &trial, &error);
  CHECK(error.kind == (count > 1 ? ERROR_INTERRUPT : ERROR_NONE));
}

/* ---- the pipeline ---- */

static void take(void *context, const void *item, Poll *poll, Error *error) {
  Trial *trial = context;
  CHECK(*(const int *)item == trial->ended);
  trial->ended++;
  while (trial->endless && ok(error)) poll_check(poll, error);
}

static Error send(Trial *trial, int items, bool threaded, Poll *poll) {
  Error error = {0};
  Arena *texts;
  Pipeline *pipeline = pipeline_open(sizeof(int), take, trial, threaded, poll, &error);
  for (int i = 0; i < items && ok(&error); i++) {
    int *item = pipeline_item(pipeline, &texts, &error);
    if (item) *item = i;
  }
  pipeline_close(pipeline, &error);
  return error;
}

static void run_a_pipeline(bool threaded) {
  for (int items = 0; items <= 10000; items += 2500) {
    Trial trial = {.endless = false};
    Error error = send(&trial, items, threaded, NULL);
    CHECK(ok(&error) && trial.ended == items);
  }
  for (int items = 1; items <= 10000; items += 4999) {
    int asked = 0;
    Poll poll = {.stop = stop_third, .context = &asked};
    Trial trial = {.endless = true};
    Error error = send(&trial, items, threaded, &poll);
    CHECK(error.kind == ERROR_INTERRUPT && trial.ended == 1);
  }
}

int main(void) {
  unit_begin();
  for (unsigned count = 1; count <= 5; count++) {
    do_each_task_once(count);
    report_the_first_error(count);
    stop_while_waiting(count);
  }
  run_a_pipeline(false);
  run_a_pipeline(true);
  return unit_end("workers");
}
