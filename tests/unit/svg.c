/* The pieces that every SVG is written with. */
#include <math.h>

#include "picture/svg.h"
#include "unit.h"

static void check_text(const char *text, size_t length, const char *expected) {
  Error error = {0};
  Buffer out = {0};
  svg_text(&out, text, length, &error);
  buffer_add(&out, "", 1, &error);
  CHECK(ok(&error));
  CHECK_TEXT(out.bytes, expected);
  buffer_release(&out);
}

static void check_number(double number, const char *expected) {
  Error error = {0};
  Buffer out = {0};
  svg_number(&out, number, &error);
  buffer_add(&out, "", 1, &error);
  CHECK(ok(&error));
  CHECK_TEXT(out.bytes, expected);
  buffer_release(&out);
}

static void check_base64(const char *text, const char *expected) {
  Error error = {0};
  Buffer out = {0};
  svg_base64(&out, text, strlen(text), &error);
  buffer_add(&out, "", 1, &error);
  CHECK(ok(&error));
  CHECK_TEXT(out.bytes, expected);
  buffer_release(&out);
}

#define TEXT(text, expected) check_text(text, sizeof(text) - 1, expected)

int main(void) {
  unit_begin();
  TEXT("", "");
  TEXT("traffic light", "traffic light");
  TEXT("<script>alert(\"1\" & '2')</script>",
       "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
  TEXT("\xF0\x9F\x9A\x97 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xC3\xA9",
       "\xF0\x9F\x9A\x97 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xC3\xA9");
  TEXT("a\tb\nc", "a\tb\nc");
  TEXT("a\x01"
       "b\0c",
       "a\xEF\xBF\xBD"
       "b\xEF\xBF\xBD"
       "c");
  TEXT("\xC0\xBC", "\xEF\xBF\xBD\xEF\xBF\xBD");                 /* '<' in two bytes */
  TEXT("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); /* half a pair */
  TEXT("\xF0\x9F\x9A", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); /* cut off */
  TEXT("\xEF\xBF\xBF<", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&lt;");
  check_number(12.5, "12.5");
  check_number(1.0 / 3, "0.33");
  check_number(-0.001, "0");
  check_number(640, "640");
  check_number((double)NAN, "0");
  check_number((double)INFINITY, "0");
  check_number(1e15, "1000000000000000");
  check_base64("", "");
  check_base64("f", "Zg==");
  check_base64("fo", "Zm8=");
  check_base64("foo", "Zm9v");
  check_base64("foobar\xFF\xFE", "Zm9vYmFy//4=");
  return unit_end("svg");
}
