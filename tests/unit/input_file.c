/* Files under a JSON reader: pipes with and without a writer, devices, folders, and files that shrink while they are read. */
#include "formats/input_file.h"

#include <pthread.h>
#include <time.h>

#include "folder.h"
#include "unit.h"

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Reads an array of numbers; returns their sum. */
static double read_sum(const char *path, Poll *poll, Error *error) {
  InputFile input;
  JsonReader json;
  double sum = 0;
  input_open(&input, path, poll, &json, error);
  json_begin_array(&json);
  while (json_next_element(&json)) sum += json_real(&json);
  json_finish(&json);
  input_close(&input, &json);
  return sum;
}

static void refuse(const char *path, const char *what) {
  Error error = {0};
  char expected[1300];
  double start = seconds_now();
  read_sum(path, NULL, &error);
  snprintf(expected, sizeof expected, "%s%s", what, path);
  if (what[strlen(what) - 1] == ' ') CHECK_TEXT(error.text, expected);
  CHECK(strncmp(error.text, what, strlen(what)) == 0);
  CHECK(seconds_now() - start < 5);
}

static void refuse_what_is_no_file(void) {
  refuse("", "no such file: ''");
  refuse(folder_file("none"), "no such file: ");
  refuse(folder.path, "a directory, not a file: ");
  refuse("/dev/zero", "not JSON: /dev/zero");
  refuse("/dev/null", "empty file: ");
  CHECK(mkfifo(folder_file("pipe"), 0600) == 0);
  refuse(folder_file("pipe"), "nothing to read, and nobody writes to it: ");
}

/* Writes a piece at a time, the first one late. */
static void *write_slowly(void *path) {
  FILE *file = NULL;
  static const char *const pieces[] = {"[1", ",2,", "3]"};
  struct timespec pause = {0, 100000000};
  for (int i = 0; i < 3; i++) {
    nanosleep(&pause, NULL);
    if (!file) file = fopen(path, "wb");
    if (!file || fputs(pieces[i], file) < 0 || fflush(file) != 0) exit(2);
  }
  fclose(file);
  return NULL;
}

static void wait_for_a_pipe(void) {
  static char path[1100];
  pthread_t writer;
  Error error = {0};
  snprintf(path, sizeof path, "%s", folder_file("pipe"));
  CHECK(pthread_create(&writer, NULL, write_slowly, path) == 0);
  CHECK(read_sum(path, NULL, &error) == 6);
  CHECK_TEXT(error.text, "");
  pthread_join(writer, NULL);
}

/* A writer that never writes. */
static bool stop_soon(void *until) {
  return seconds_now() > *(double *)until;
}

static void stop_a_wait(void) {
  double start = seconds_now(), until = start + 0.7;
  Error error = {0};
  Poll poll = {.stop = stop_soon, .context = &until};
  FILE *writer = fopen(folder_file("pipe"), "r+b");
  CHECK(writer != NULL);
  read_sum(folder_file("pipe"), &poll, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  CHECK(seconds_now() - start < 1);
  if (writer) fclose(writer);
}

static bool cut_file(void *path) {
  CHECK(truncate(path, 5) == 0);
  return false;
}

static void notice_a_shorter_file(void) {
  static char path[1100];
  Error error = {0};
  Poll poll = {.stop = cut_file, .context = path};
  char expected[1300];
  folder_write("long", "[1,2,3,4,5]");
  snprintf(path, sizeof path, "%s", folder_file("long"));
  read_sum(path, &poll, &error);
  snprintf(expected, sizeof expected, "the file became smaller while it was read: %s", path);
  CHECK_TEXT(error.text, expected);
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "input_file");
  refuse_what_is_no_file();
  wait_for_a_pipe();
  stop_a_wait();
  notice_a_shorter_file();
  folder_end();
  return unit_end("input_file");
}
