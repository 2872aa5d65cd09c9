/* Files read whole: their bytes, the limit, and what is no file. */
#include "formats/whole_file.h"

#include "folder.h"
#include "unit.h"

static const char *read_text(const char *path, size_t most, Buffer *out) {
  static Error error;
  error = (Error){0};
  whole_file_read(path, most, out, NULL, &error);
  return error.text;
}

static void read_bytes(void) {
  Buffer file = {0};
  folder_write("a.bin", "abc");
  folder_write("empty", "");
  for (size_t most = 3; most < 100000; most += 49999) {
    CHECK_TEXT(read_text(folder_file("a.bin"), most, &file), "");
    CHECK(file.length == 3 && memcmp(file.bytes, "abc", 3) == 0);
  }
  char *room = file.bytes;
  CHECK_TEXT(read_text(folder_file("empty"), 3, &file), "");
  CHECK(file.length == 0 && file.bytes == room);
  buffer_release(&file);
}

static void refuse(const char *name, size_t most, const char *what) {
  char expected[1300];
  Buffer file = {0};
  snprintf(expected, sizeof expected, "%s: %s", what, folder_file(name));
  CHECK_TEXT(read_text(folder_file(name), most, &file), expected);
  buffer_release(&file);
}

static void refuse_what_is_no_file(void) {
  refuse("a.bin", 2, "larger than 2 bytes");
  refuse("a.bin", 0, "larger than 0 MB");
  refuse("none", 9, "no such file");
  refuse("a.bin/none", 9, "no such file");
  refuse(".", 9, "a directory, not a file");
  /* Nobody writes into it: to open it as a file is opened would wait for ever. */
  CHECK(mkfifo(folder_file("pipe"), 0600) == 0);
  refuse("pipe", 9, "not a file");
}

static void tell_what_exists(void) {
  CHECK(whole_file_exists(folder_file("a.bin")) && whole_file_exists(folder_file(".")));
  CHECK(!whole_file_exists(folder_file("none")) && !whole_file_exists(folder_file("a.bin/none")));
}

static bool stop_now(void *context) {
  (void)context;
  return true;
}

static void stop_when_asked(void) {
  Buffer file = {0};
  Error error = {0};
  Poll poll = {.stop = stop_now};
  whole_file_read(folder_file("a.bin"), 9, &file, &poll, &error);
  CHECK(error.kind == ERROR_INTERRUPT);
  buffer_release(&file);
}

static bool cut_file(void *path) {
  CHECK(truncate(path, 1) == 0);
  return false;
}

static void notice_a_shorter_file(void) {
  static char path[1100];
  Buffer file = {0};
  Error error = {0};
  Poll poll = {.stop = cut_file, .context = path};
  folder_write("shrinks", "abc");
  snprintf(path, sizeof path, "%s", folder_file("shrinks"));
  whole_file_read(path, 9, &file, &poll, &error);
  CHECK_TEXT(folder_message(error.text), "the file became smaller while it was read: shrinks");
  buffer_release(&file);
}

static void survive_without_memory(void) {
  Buffer file = {0};
  unit_fail_allocation(1, true);
  CHECK_TEXT(read_text(folder_file("a.bin"), 9, &file), "out of memory");
  unit_fail_allocation(0, false);
  CHECK(file.bytes == NULL);
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "whole_file");
  read_bytes();
  refuse_what_is_no_file();
  tell_what_exists();
  stop_when_asked();
  notice_a_shorter_file();
  survive_without_memory();
  folder_end();
  return unit_end("whole_file");
}
