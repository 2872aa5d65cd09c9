/* Workers: whichever thread fails first, the error of the first task that fails is reported. */
#include "base/workers.h"

#include <stdatomic.h>

#include "unit.h"

enum { TASKS = 64, FIRST = 1 };

static atomic_int failed, finished;

/* Task 1 goes on until others have failed, and would hear that it is to stop. */
static void run(void *context, const Task *task, Error *error) {
  (void)context;
  for (long i = 0; task->index == FIRST && atomic_load(&failed) == 0 && i < 20000000; i++)
    task_check(task, error);
  for (int i = 0; task->index == FIRST && i < 1000; i++) task_check(task, error);
  if (task->index < FIRST) {
    atomic_fetch_add(&finished, 1);
    return;
  }
  error_input(error, "task %zu", task->index);
  if (task->index > FIRST) atomic_fetch_add(&failed, 1);
}

static bool at_once(void *context) {
  (void)context;
  return true;
}

static void endless(void *context, const Task *task, Error *error) {
  (void)context;
  while (ok(error)) task_check(task, error);
}

int main(void) {
  unit_begin();
  for (unsigned count = 1; count <= 8; count++) {
    for (int times = 0; times < 20; times++) {
      Workers workers = {count, NULL};
      Error error = {0};
      atomic_store(&failed, count == 1); /* nobody else is there to fail */
      atomic_store(&finished, 0);
      workers_run(&workers, TASKS, run, NULL, &error);
      CHECK_TEXT(error.text, "task 1");
      CHECK(atomic_load(&finished) == 1);
    }
    Poll poll = {.stop = at_once};
    Workers workers = {count, &poll};
    Error error = {0};
    workers_run(&workers, TASKS, endless, NULL, &error);
    CHECK(error.kind == ERROR_INTERRUPT);
  }
  return unit_end("workers");
}
