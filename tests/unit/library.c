/* Libraries opened at run time: what is there is called, what is not is said. */
#include <math.h>

#include "base/library.h"
#include "unit.h"

#define FUNCTIONS(X) X(cos) X(sqrt)
static struct { FUNCTIONS(LIBRARY_MEMBER) } math;
static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};

static void open_what_is_there(void) {
  static const char *const files[] = {"libof-nowhere.so.1", "libm.so.6", "libm.so", "libSystem.B.dylib",
                                      NULL};
  static Library library = LIBRARY("mathematics", files, names, &math);
  Error error = {0};
  CHECK(library_open(&library, &error));
  CHECK(library_open(&library, &error));
  CHECK(ok(&error) && math.sqrt(9) == 3 && math.cos(0) == 1);
}

static void say_what_is_not(void) {
  static const char *const nowhere[] = {"libof-nowhere.so.1", "libof-nowhere.dylib", NULL};
  static const char *const files[] = {"libm.so.6", "libm.so", "libSystem.B.dylib", NULL};
  static const char *const unknown[] = {"cos", "no_such_function"};
  static Library absent = LIBRARY("Nothing", nowhere, names, &math);
  static Library old = LIBRARY("mathematics", files, unknown, &math);
  Error error = {0};
  CHECK(!library_open(&absent, &error));
  CHECK_TEXT(error.text, "needs Nothing (libof-nowhere.so.1): not found");
  CHECK(!library_open(&old, &error));
  CHECK_TEXT(error.text, "needs Nothing (libof-nowhere.so.1): not found");
  error = (Error){0};
  CHECK(!library_open(&old, &error));
  CHECK(strstr(error.text, "needs mathematics (") &&
        strstr(error.text, "too old, it lacks no_such_function"));
}

int main(void) {
  unit_begin();
  open_what_is_there();
  say_what_is_not();
  return unit_end("library");
}
