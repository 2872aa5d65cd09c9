/*
** Styles and colours: texts in which anything may stand. The first byte says which allocation fails (0: none).
*/
#include "fuzz.h"

#include "picture/colour.h"
#include "picture/style.h"

static void check_colour(const char *text, size_t length) {
  Colour colour, again;
  char written[COLOUR_TEXT];
  if (!colour_parse(text, length, &colour)) return;
  colour_format(colour, written);
  MUST(colour_parse(written, COLOUR_TEXT - 1, &again));
  MUST(memcmp(&colour, &again, sizeof colour) == 0);
}

static void run(const char *text, size_t length, long fail_at) {
  Error error = {0};
  fuzz_fail_at = fail_at;
  Style style = style_parse(text, length, &error);
  fuzz_fail_at = 0;
  MUST(error.kind != ERROR_MEMORY || fail_at > 0);
  if (ok(&error)) {
    MUST(style.width >= 0 && style.width <= STYLE_WIDTH_MOST && style.fill >= 0 && style.fill <= 1);
    MUST(style.dash <= DASH_DOTTED && style.layer <= STYLE_LAYER_MOST);
  }
  MUST(fuzz_alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { OPTIONS = 1 };
  fuzz_begin();
  if (size < OPTIONS) return 0;
  size_t length = size - OPTIONS;
  char *text = malloc(length + 1); /* so that a reading beyond the end is seen */
  if (!text) return 0;
  memcpy(text, data + OPTIONS, length);
  check_colour(text, length);
  run(text, length, 0);
  if (data[0]) run(text, length, data[0]);
  free(text);
  return 0;
}
