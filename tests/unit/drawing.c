/* Drawings: written, joined, read again; what is broken; styles; where captions stand. */
#include "picture/captions.h"
#include "picture/drawing.h"
#include "picture/render.h"
#include "unit.h"

static Geometry geometry_of(const char *text, Arena *arena) {
  Error error = {0};
  Geometry geometry = geometry_read_text(text, strlen(text), "test", arena, NULL, &error);
  CHECK(ok(&error));
  return geometry;
}

static void add(Buffer *out, const char *geometry_text, Style style, const char *caption, Arena *arena) {
  Error error = {0};
  Geometry geometry = geometry_of(geometry_text, arena);
  drawing_add(out, &geometry, COLOUR_FOUND, &style, caption, strlen(caption), &error);
  CHECK(ok(&error));
}

static void check_order(Arena *arena) {
  Error error = {0};
  Buffer one = {0}, other = {0};
  Style front = STYLE_USUAL;
  front.layer = 3;
  add(&one, "[0,0,5,5]", STYLE_USUAL, "small", arena);
  add(&one, "[0,0,50,50]", front, "front", arena);
  add(&other, "[0,0,20,20]", STYLE_USUAL, "large", arena);
  drawing_add_all(&other, one.bytes, one.length, &error);
  Drawing drawing = drawing_read(other.bytes, other.length, arena, &error);
  CHECK(ok(&error) && drawing.count == 3);
  const char *expected[] = {"large", "small", "front"};
  for (size_t i = 0; i < drawing.count; i++) {
    const DrawnObject *object = &drawing.objects[i];
    CHECK(object->caption_length == strlen(expected[i]) &&
          memcmp(object->caption, expected[i], object->caption_length) == 0);
    CHECK(object->outline.ring_count == 1 && object->outline.rings[0].count == 4);
  }
  Box bounds = drawing_bounds(&drawing);
  CHECK(bounds.width == 50 && bounds.height == 50);
  buffer_release(&one);
  buffer_release(&other);
}

/* Outer rings turn one way, holes the other, whatever way they were written. */
static void check_turns(Arena *arena) {
  static const char *const texts[] = {
      "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 2))",
      "POLYGON((0 0,0 10,10 10,10 0,0 0),(2 2,4 2,4 4,2 4,2 2))",
      "POLYGON((0 0,0 10,10 10,10 0,0 0),(2 2,2 4,4 4,4 2,2 2))",
  };
  for (int i = 0; i < 3; i++) {
    Error error = {0};
    Buffer out = {0};
    add(&out, texts[i], STYLE_USUAL, "", arena);
    Drawing drawing = drawing_read(out.bytes, out.length, arena, &error);
    const Ring *rings = drawing.objects[0].outline.rings;
    CHECK(ring_signed_area(rings[0].points, rings[0].count) == 100);
    CHECK(ring_signed_area(rings[1].points, rings[1].count) == -4);
    buffer_release(&out);
  }
}

/* Cut off anywhere, or with any byte changed: an error or a drawing, and no more. */
static void check_broken(Arena *arena) {
  Buffer out = {0};
  Style style = STYLE_USUAL;
  style.is_boxed = true;
  add(&out, "[10,10,5,5,30]", style, "a", arena);
  add(&out, "[[0,0,9,0,9,9]]", style, "b", arena);
  for (size_t length = 0; length < out.length; length++) {
    Error error = {0};
    Drawing drawing = drawing_read(out.bytes, length, arena, &error);
    CHECK(!ok(&error) || drawing.count < 2);
  }
  for (size_t i = 0; i < out.length; i++) {
    for (int bit = 0; bit < 8; bit++) {
      Error error = {0};
      out.bytes[i] = (char)(out.bytes[i] ^ 1 << bit);
      drawing_read(out.bytes, out.length, arena, &error);
      out.bytes[i] = (char)(out.bytes[i] ^ 1 << bit);
    }
  }
  buffer_release(&out);
}

static void check_style(const char *text, double width, double fill, Dash dash, unsigned layer) {
  Error error = {0};
  Style style = style_parse(text, strlen(text), &error);
  CHECK(ok(&error) && style.width == width && style.fill == fill && style.dash == dash &&
        style.layer == layer);
}

/* Many captions in a small room: inside of the frame, and none hides much of another. */
static void check_captions(Arena *arena) {
  Error error = {0};
  Buffer out = {0};
  const Box frame = {10, 20, 200, 100};
  Caption *captions;
  for (int i = 0; i < 60; i++) {
    char text[64], caption[32];
    snprintf(text, sizeof text, "[%d,%d,%d,20]", i * 37 % 230, i * 53 % 130, 10 + i % 30);
    snprintf(caption, sizeof caption, "object %d", i);
    add(&out, text, STYLE_USUAL, caption, arena);
  }
  Drawing drawing = drawing_read(out.bytes, out.length, arena, &error);
  size_t count = captions_place(&drawing, frame, 8, &captions, arena, &error);
  CHECK(ok(&error) && count > 5 && count < 60);
  for (size_t i = 0; i < count; i++) {
    Box plate = captions[i].plate;
    CHECK(plate.x >= frame.x && plate.x + plate.width <= frame.x + frame.width + 1e-9);
    CHECK(plate.y >= frame.y && plate.y + plate.height <= frame.y + frame.height + 1e-9);
    for (size_t k = 0; k < i; k++) CHECK(box_iou(plate, captions[k].plate, false) < .11);
  }
  buffer_release(&out);
}

/* Dashes of a hair, and far beyond the image: they would be without number. */
static void check_dashes(double scale, double width, Arena *arena) {
  Error error = {0};
  Buffer out = {0};
  uint8_t pixels[20 * 10 * 3] = {0};
  Image image = {20, 10, pixels, sizeof pixels};
  Style style = STYLE_USUAL;
  style.width = width;
  style.dash = DASH_DASHED;
  add(&out, "[[-9,-9,5,9e6,9e6,5,3,4]]", style, "", arena);
  Drawing drawing = drawing_read(out.bytes, out.length, arena, &error);
  render_drawing(&drawing, 20 * scale, 10 * scale, &image, NULL, &error);
  CHECK(ok(&error) && drawing.count == 1);
  buffer_release(&out);
}

int main(void) {
  unit_begin();
  Arena arena = {0};
  check_order(&arena);
  check_turns(&arena);
  check_broken(&arena);
  check_captions(&arena);
  check_dashes(1, 1, &arena);
  check_dashes(1, 1e-300, &arena);
  check_dashes(1e-20, 2, &arena);
  check_dashes(1e-300, 100, &arena);
  check_style("", 2, .3, DASH_NONE, 0);
  check_style("thin  dotted front", 1, .3, DASH_DOTTED, 1);
  check_style(" {\"width\":0,\"fill\":1,\"dash\":\"dashed\",\"layer\":9} ", 0, 1, DASH_DASHED, 9);
  arena_release(&arena);
  CHECK(unit.alive == 0);
  return unit_end("drawing");
}
