/* Directories and small text files: what is listed, in which order, how lines and words are cut, what is refused. */
#include "formats/directory.h"

#include "folder.h"
#include "formats/object_files.h"
#include "formats/text_file.h"
#include "unit.h"

static void list(const char *ending, const char *expected) {
  Directory directory = {0};
  Error error = {0};
  char names[500] = "";
  directory_list(&directory, folder.path, ending, NULL, &error);
  for (size_t i = 0; i < directory.count && ok(&error); i++) {
    snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? " " : "", directory.names[i]);
    const char *path = directory_file(&directory, i, &error);
    CHECK_TEXT(path, folder_file(directory.names[i]));
  }
  CHECK_TEXT(ok(&error) ? names : folder_message(error.text), expected);
  directory_release(&directory);
  CHECK(unit.alive == 0);
}

static void list_names(void) {
  list(".txt", "");
  folder_write("notes.md", "");
  list(".txt", "no .txt file among the files of ");
  static const char *const names[] = {"b.txt",        "a.txt",       "a10.txt", "a9.txt",    "B.TXT",
                                      "\xC3\xA9.txt", ".hidden.txt", ".txt",    "x.txt.bak", "txt"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) folder_write(names[i], "x");
  mkdir(folder_file("folder.txt"), 0777);
  CHECK(symlink("a.txt", folder_file("link.txt")) == 0 && symlink("gone", folder_file("broken.txt")) == 0);
  list(".txt", "B.TXT a.txt a10.txt a9.txt b.txt broken.txt link.txt \xC3\xA9.txt");
  list(".md", "notes.md");
  folder_write("bad\xFF.txt", "x");
  list(".txt", "the name of a file is not UTF-8: : bad?.txt");
  folder_empty();
}

static void refuse_directories(void) {
  Directory directory = {0};
  static const char *const wanted[][2] = {{"", "no such directory: ''"},
                                          {"a.txt", "a file, not a directory: a.txt"},
                                          {"gone", "no such directory: gone"}};
  folder_write("a.txt", "");
  for (size_t i = 0; i < 3; i++) {
    Error error = {0};
    char path[1100] = "";
    if (i) snprintf(path, sizeof path, "%s", folder_file(wanted[i][0]));
    directory_list(&directory, path, ".txt", NULL, &error);
    CHECK_TEXT(folder_message(error.text), wanted[i][1]);
    directory_release(&directory);
  }
  folder_empty();
}

static uint64_t stamp(void) {
  Directory directory = {0};
  Error error = {0};
  directory_list(&directory, folder.path, ".txt", NULL, &error);
  uint64_t out = directory.stamp;
  directory_release(&directory);
  return out;
}

static void tell_changes(void) {
  folder_write("a.txt", "one");
  uint64_t first = stamp();
  CHECK(stamp() == first);
  folder_write("other.md", "");
  CHECK(stamp() == first);
  folder_write("b.txt", "");
  uint64_t second = stamp();
  CHECK(second != first);
  folder_write("b.txt", "x");
  CHECK(stamp() != second);
  folder_empty();
}

static void stems(void) {
  static const struct {
    const char *name;
    size_t stem;
  } wanted[] = {{"a.txt", 1}, {"a.b.txt", 3}, {"a", 1}, {".x", 2}, {"", 0}, {"a.", 1}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    CHECK(stem_length(wanted[i].name, strlen(wanted[i].name)) == wanted[i].stem);
}

/* The words of a file, lines apart by "/" with their number. */
static void split(const char *bytes, size_t length, const char *expected) {
  TextFile file = {0};
  Error error = {0};
  char out[500] = "";
  folder_write_bytes("a.txt", bytes, length);
  text_file_read(&file, folder_file("a.txt"), NULL, &error);
  while (text_file_line(&file, &error)) {
    Word word;
    snprintf(out + strlen(out), sizeof out - strlen(out), "/%zu", file.line);
    while (text_file_word(&file, &word))
      snprintf(out + strlen(out), sizeof out - strlen(out), " %.*s", (int)word.length, word.text);
  }
  CHECK_TEXT(ok(&error) ? out : folder_message(error.text), expected);
  text_file_release(&file);
}

static void read_lines(void) {
  split("", 0, "");
  split("\n\n", 2, "");
  split("a b\nc", 5, "/1 a b/2 c");
  split("\xEF\xBB\xBF  a\tb \r\n \r\n\r\nc\r\n", 19, "/1 a b/4 c");
  split("a", 1, "/1 a");
  folder_empty();
}

static void refuse_files(void) {
  TextFile file = {0};
  Error error = {0};
  text_file_read(&file, folder_file("gone.txt"), NULL, &error);
  CHECK_TEXT(folder_message(error.text), "no such file: gone.txt");
  error = (Error){0};
  text_file_read(&file, folder.path, NULL, &error);
  CHECK_TEXT(folder_message(error.text), "a directory, not a file: ");
  CHECK(mkfifo(folder_file("pipe.txt"), 0666) == 0);
  error = (Error){0};
  text_file_read(&file, folder_file("pipe.txt"), NULL, &error);
  CHECK_TEXT(folder_message(error.text), "not a file: pipe.txt");
  CHECK(!text_file_line(&file, &error));
  text_file_release(&file);
  folder_empty();
}

static void numbers(void) {
  static const char *const good[] = {"1", "-0.5", "+2.5e-3", ".5", "5."};
  static const char *const bad[] = {"", "x", "1x", "nan", "inf", "1e999", "1,5", "0x10", "--1"};
  TextFile file = {.path = "f", .line = 7};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    Error error = {0};
    text_file_number(&file, (Word){good[i], strlen(good[i])}, "x", &error);
    CHECK(ok(&error));
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Error error = {0};
    char expected[100];
    text_file_number(&file, (Word){bad[i], strlen(bad[i])}, "x", &error);
    snprintf(expected, sizeof expected, "x is not a number: %s: f: line 7", bad[i]);
    CHECK_TEXT(error.text, expected);
  }
}

static void texts(void) {
  CHECK(text_is_plain("", 0) && text_is_plain("a \xC3\xA9", 4));
  CHECK(!text_is_plain("\xC3", 1) && !text_is_plain("a\n", 2) && !text_is_plain("\0", 1) &&
        !text_is_plain("\xFF", 1) && !text_is_plain("\x7F", 1));
  CHECK_TEXT(text_excerpt("a\x89PNG", 5).text, "a?PNG");
  CHECK_TEXT(text_excerpt("\xC3\xA9", 2).text, "\xC3\xA9");
}

static bool stop_at_once(void *context) {
  (void)context;
  return true;
}

static void stop(void) {
  Directory directory = {0};
  TextFile file = {0};
  folder_write("a.txt", "a");
  for (int i = 0; i < 2; i++) {
    Error error = {0};
    Poll poll = {stop_at_once, NULL, 0};
    if (i)
      directory_list(&directory, folder.path, ".txt", &poll, &error);
    else
      text_file_read(&file, folder_file("a.txt"), &poll, &error);
    CHECK(error.kind == ERROR_INTERRUPT);
  }
  directory_release(&directory);
  text_file_release(&file);
  folder_empty();
}

static void survive_lack_of_memory(void) {
  for (char name[] = "a.txt"; name[0] <= 'z'; name[0]++) folder_write(name, "some words\n");
  for (int for_good = 0; for_good < 2; for_good++) {
    for (long n = 1; n < 1000; n++) {
      Directory directory = {0};
      TextFile file = {0};
      Error error = {0};
      size_t lines = 0;
      unit_fail_allocation(n, for_good);
      directory_list(&directory, folder.path, ".txt", NULL, &error);
      for (size_t i = 0; i < directory.count && ok(&error); i++) {
        const char *path = directory_file(&directory, i, &error);
        if (path) text_file_read(&file, path, NULL, &error);
        while (text_file_line(&file, &error)) lines++;
      }
      bool failed = unit.did_fail;
      unit_fail_allocation(0, false);
      CHECK(ok(&error) ? lines == 26 : failed && error.kind == ERROR_MEMORY);
      text_file_release(&file);
      directory_release(&directory);
      CHECK(unit.alive == 0);
      if (!failed) break;
    }
  }
}

int main(int count, char **words) {
  (void)count;
  unit_begin();
  folder_begin(words[0], "folder");
  list_names();
  refuse_directories();
  tell_changes();
  stems();
  read_lines();
  refuse_files();
  numbers();
  texts();
  stop();
  survive_lack_of_memory();
  folder_end();
  return unit_end("directory");
}
