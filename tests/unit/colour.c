/* Colours as text, and the colour of a class. */
#include "picture/colour.h"
#include "unit.h"

static void check_parse(const char *text, const char *expected) {
  Colour colour;
  char out[COLOUR_TEXT] = "none";
  if (colour_parse(text, strlen(text), &colour)) colour_format(colour, out);
  CHECK_TEXT(out, expected);
}

static size_t place_of(const char *name) {
  Id id = id_text(name, (uint32_t)strlen(name));
  return class_place(&id);
}

int main(void) {
  unit_begin();
  check_parse("#5658DD", "#5658dd");
  check_parse("#5658dd", "#5658dd");
  check_parse("#fA0", "#ffaa00");
  check_parse("Red", "#ff0000");
  check_parse("gray", "#808080");
  check_parse("steelblue", "#4682b4");
  check_parse("", "none");
  check_parse("#", "none");
  check_parse("#12345", "none");
  check_parse("#12345g", "none");
  check_parse("#1234567", "none");
  check_parse("re", "none");
  check_parse("redd", "none");
  check_parse("\x12"
              "ed",
              "none");
  CHECK(!colour_is_light(COLOUR_FOUND) && colour_is_light((Colour){255, 255, 0}));
  /* Common classes have colours of their own. */
  const char *names[] = {"car", "person", "traffic light", "bicycle", "motorcycle", "truck", "bus"};
  for (size_t i = 0; i < 7; i++) CHECK(place_of(names[i]) == i);
  CHECK(place_of("7") == 7 && place_of("25") == 1 && place_of("-1") == PALETTE_COUNT - 1);
  for (int64_t i = -3; i < 60; i++) {
    Id id = id_integer(i);
    CHECK(class_place(&id) == (size_t)((i + 48) % PALETTE_COUNT));
  }
  Id least = id_integer(INT64_MIN), none = {.kind = ID_NULL};
  CHECK(class_place(&least) < PALETTE_COUNT);
  CHECK(class_place(&none) == 0);
  CHECK(place_of("") < PALETTE_COUNT && place_of("7.5") < PALETTE_COUNT);
  return unit_end("colour");
}
