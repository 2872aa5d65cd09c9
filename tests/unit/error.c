/* Messages: cut between characters, and UTF-8 whatever they tell of. */
#include "unit.h"

static void check_excerpt(const char *text, const char *expected) {
  CHECK_TEXT(excerpt(text, strlen(text)).text, expected);
}

static void check_message(const char *text, const char *expected) {
  Error error = {0};
  error_input(&error, "not so: %s", text);
  CHECK_TEXT(error.text, expected);
}

int main(void) {
  unit_begin();
  check_excerpt("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
  check_excerpt("\xFF\xC3<\xED\xA0\x80|\xE0\x80\x80|\xC0\x80|\xF5\x80\xE2\x82", "?"
                                                                                "?<???|???|??|????");
  check_excerpt("a\nb", "a?b");
  check_message("\xC3", "not so: ?");
  check_message("\xF0\x9F\x98\x80", "not so: \xF0\x9F\x98\x80");
  char nul[] = {'a', 0, 'b'};
  CHECK_TEXT(excerpt(nul, sizeof nul).text, "a?b");
  char many[101] = {0};
  memset(many, 'x', 100);
  memcpy(many + 59, "\xC3\xA9", 2);
  CHECK(strlen(excerpt(many, 100).text) == 62);
  return unit_end("error");
}
