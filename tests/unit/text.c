/* The width of texts, and their lines. */
#include "picture/text.h"
#include "unit.h"

static bool is_width(const char *text, double width) {
  double off = text_width(text, strlen(text)) - width;
  return off < 1e-9 && off > -1e-9;
}

static void check_lines(const char *text, double most, const char *expected) {
  TextLine rest = {text, strlen(text)};
  char out[200] = "";
  while (rest.length) {
    TextLine line = text_next_line(&rest, most);
    strncat(out, line.text, line.length);
    strcat(out, "|");
  }
  CHECK_TEXT(out, expected);
}

int main(void) {
  unit_begin();
  CHECK(is_width("", 0));
  CHECK(is_width("car", .5 + .556 + .333));
  CHECK(is_width("\xE8\xBB\x8A", 1));        /* a Chinese character */
  CHECK(is_width("\xF0\x9F\x9A\x97", 1.25)); /* an emoji */
  CHECK(is_width("e\xCC\x81", .556));        /* an accent of its own */
  CHECK(is_width("\xD7\xA9", .6));           /* Hebrew */
  CHECK(is_width("\xFF\xC3", 1.2));          /* no UTF-8 */
  CHECK(text_fitting("carpet", 6, 1.4) == 3 && text_fitting("carpet", 6, 0) == 0);
  CHECK(text_fitting("\xE8\xBB\x8A\xE8\xBB\x8A", 6, 1.9) == 3);
  check_lines("", 5, "");
  check_lines("  one two  three ", 3, "one|two|three|");
  check_lines("one two three", 100, "one two three|");
  check_lines("one\ntwo", 100, "one\ntwo|");
  check_lines("oooooooooo", 1.2, "oo|oo|oo|oo|oo|");
  check_lines("ab", .1, "a|b|");
  check_lines("\xE8\xBB\x8A\xE8\xBB\x8A", .1, "\xE8\xBB\x8A|\xE8\xBB\x8A|");
  return unit_end("text");
}
