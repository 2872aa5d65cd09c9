#include "picture/picture_svg.h"

#include <math.h>
#include <string.h>

#include "image/image_header.h"
#include "picture/captions.h"
#include "picture/svg.h"
#include "picture/text.h"

/* The state of writing. */
typedef struct Writer {
  const Picture *picture;
  Buffer *out;
  Error *error;
  double scale;     /* screen pixels per picture pixel, unless the page sets another size */
  double font_size; /* in pixels of the picture */
} Writer;

static void put(const Writer *writer, const char *text) {
  buffer_text(writer->out, text, writer->error);
}

static void put_attribute(const Writer *writer, const char *name, double number) {
  svg_attribute(writer->out, name, number, writer->error);
}

static void put_colour(const Writer *writer, const char *name, Colour colour) {
  char text[COLOUR_TEXT];
  colour_format(colour, text);
  put(writer, " ");
  put(writer, name);
  put(writer, "=\"");
  put(writer, text);
  put(writer, "\"");
}

static void put_user_text(const Writer *writer, const char *text, size_t length) {
  svg_text(writer->out, text, length, writer->error);
}

static void put_box(const Writer *writer, Box box) {
  put_attribute(writer, "x", box.x);
  put_attribute(writer, "y", box.y);
  put_attribute(writer, "width", box.width);
  put_attribute(writer, "height", box.height);
}

static void put_count(const Writer *writer, size_t count, const char *one, const char *many) {
  buffer_number(writer->out, (double)count, writer->error);
  put(writer, count == 1 ? one : many);
}

/* ---- the note ---- */

enum { NOTE_LINES_MOST = 8 };

static TextLine note_rest(const Picture *picture) {
  return (TextLine){picture->note, picture->note_length};
}

static double note_width(const Writer *writer) {
  return writer->picture->frame.width / writer->font_size - 1;
}

static size_t note_lines(const Writer *writer) {
  TextLine rest = note_rest(writer->picture);
  size_t lines = 0;
  for (; rest.length && lines < NOTE_LINES_MOST; lines++) text_next_line(&rest, note_width(writer));
  return lines;
}

static double note_height(const Writer *writer) {
  size_t lines = note_lines(writer);
  return lines ? (1.3 * (double)lines + .7) * writer->font_size : 0;
}

/* A strip with its own colours, readable on light and dark pages. */
static void write_note(const Writer *writer) {
  const Picture *picture = writer->picture;
  const Box *frame = &picture->frame;
  double y = frame->y + frame->height, size = writer->font_size;
  size_t lines = note_lines(writer);
  if (!lines) return;
  put(writer, "<rect");
  put_box(writer, (Box){frame->x, y, frame->width, note_height(writer)});
  put(writer, " fill=\"#f2f2f2\"/><text fill=\"#1a1a1a\"");
  put_attribute(writer, "font-size", size);
  put(writer, ">");
  TextLine rest = note_rest(picture);
  for (size_t i = 0; i < lines; i++) {
    TextLine line = text_next_line(&rest, note_width(writer));
    put(writer, "<tspan");
    put_attribute(writer, "x", frame->x + size / 2);
    put_attribute(writer, "y", y + (1.3 * (double)i + 1.3) * size);
    put(writer, ">");
    put_user_text(writer, line.text, line.length);
    if (i + 1 == lines && rest.length) put(writer, "...");
    put(writer, i + 1 < lines ? " </tspan>" : "</tspan>");
  }
  put(writer, "</text>");
}

/* ---- the image, or the canvas instead of it ---- */

static void write_image(const Writer *writer) {
  const Picture *picture = writer->picture;
  bool is_png = image_format(picture->image, picture->image_length) == IMAGE_PNG;
  put(writer, "<image");
  put_box(writer, picture->frame);
  put(writer, " preserveAspectRatio=\"none\" style=\"image-orientation:none");
  if (writer->scale >= 3) put(writer, ";image-rendering:pixelated");
  put(writer, is_png ? "\" href=\"data:image/png;base64," : "\" href=\"data:image/jpeg;base64,");
  svg_base64(writer->out, picture->image, picture->image_length, writer->error);
  put(writer, "\"/>");
}

static void write_canvas(const Writer *writer) {
  put(writer, "<rect");
  put_box(writer, writer->picture->frame);
  put(writer, " fill=\"#c8c8c8\"/>");
}

/* In the middle of the canvas, above the fills of objects. */
static void write_problem(const Writer *writer) {
  enum { LINES_MOST = 6 };
  const Picture *picture = writer->picture;
  const Box *frame = &picture->frame;
  double size = writer->font_size, most = fmax(1, picture->frame.width / size - 2);
  TextLine rest = {picture->problem, strlen(picture->problem)}, lines[LINES_MOST];
  size_t count = 0;
  while (rest.length && count < LINES_MOST) lines[count++] = text_next_line(&rest, most);
  put(writer, "<text text-anchor=\"middle\" fill=\"#1a1a1a\" stroke=\"#c8c8c8\" paint-order=\"stroke\"");
  put_attribute(writer, "stroke-width", size / 4);
  put_attribute(writer, "font-size", size);
  put(writer, ">");
  for (size_t i = 0; i < count; i++) {
    put(writer, "<tspan");
    put_attribute(writer, "x", frame->x + frame->width / 2);
    put_attribute(writer, "y",
                  frame->y + frame->height / 2 + (1.3 * ((double)i - (double)(count - 1) / 2) + .35) * size);
    put(writer, ">");
    put_user_text(writer, lines[i].text, lines[i].length);
    put(writer, i + 1 < count ? " </tspan>" : "</tspan>");
  }
  put(writer, "</text>");
}

/* ---- objects ---- */

static void write_point(const Writer *writer, const char *letter, double x, double y) {
  put(writer, letter);
  svg_number(writer->out, x, writer->error);
  put(writer, y < 0 ? "" : " ");
  svg_number(writer->out, y, writer->error);
}

/* Lines along an axis, which masks and boxes consist of, take one number. */
static void write_ring(const Writer *writer, const Ring *ring) {
  const double *points = ring->points;
  write_point(writer, "M", points[0], points[1]);
  for (size_t i = 1; i < ring->count && ok(writer->error); i++) {
    double x = points[2 * i], y = points[2 * i + 1];
    if (y == points[2 * i - 1]) {
      put(writer, "H");
      svg_number(writer->out, x, writer->error);
    } else if (x == points[2 * i - 2]) {
      put(writer, "V");
      svg_number(writer->out, y, writer->error);
    } else {
      write_point(writer, "L", x, y);
    }
  }
  put(writer, "Z");
}

static void write_path(const Writer *writer, const Polygon *polygon, const char *attributes) {
  if (!polygon->ring_count) return;
  put(writer, "<path vector-effect=\"non-scaling-stroke\"");
  put(writer, attributes);
  put(writer, " d=\"");
  for (uint32_t r = 0; r < polygon->ring_count; r++) write_ring(writer, &polygon->rings[r]);
  put(writer, "\"/>");
}

/* In screen pixels, like the line width. */
static void write_dashes(const Writer *writer, const Style *style) {
  double width = fmax(1, style->width);
  if (style->dash == DASH_NONE) return;
  put(writer, style->dash == DASH_DOTTED ? " stroke-linecap=\"round\" stroke-dasharray=\"0 "
                                         : " stroke-dasharray=\"");
  svg_number(writer->out, (style->dash == DASH_DOTTED ? 2 : 3) * width, writer->error);
  if (style->dash == DASH_DASHED) {
    put(writer, " ");
    svg_number(writer->out, 2 * width, writer->error);
  }
  put(writer, "\"");
}

/* A light line below the line of a marked object, so that it shows on any image. */
static void write_casing(const Writer *writer, const DrawnObject *object) {
  put(writer, "<g fill=\"none\" stroke=\"#fff\" stroke-opacity=\".75\"");
  put_attribute(writer, "stroke-width", object->style.width + 2);
  put(writer, ">");
  write_path(writer, &object->outline, "");
  put(writer, "</g>");
}

/* A shape without fill still shows its caption when you point at it. */
static void write_object(const Writer *writer, const DrawnObject *object) {
  const Style *style = &object->style;
  put(writer, "<g");
  if (style->fill > 0) {
    put_colour(writer, "fill", object->colour);
    put_attribute(writer, "fill-opacity", style->fill);
  } else {
    put(writer, " fill=\"none\" pointer-events=\"all\"");
  }
  put_colour(writer, "stroke", object->colour);
  put_attribute(writer, "stroke-width", style->width);
  write_dashes(writer, style);
  put(writer, ">");
  if (object->caption_length) {
    put(writer, "<title>");
    put_user_text(writer, object->caption, object->caption_length);
    put(writer, "</title>");
  }
  if (style->layer && style->width > 0) write_casing(writer, object);
  write_path(writer, &object->outline, "");
  if (style->is_boxed) {
    double corners[8];
    Ring ring = box_ring(object->bounds, corners);
    write_path(writer, &(Polygon){&ring, 1}, " fill=\"none\"");
  }
  put(writer, "</g>");
}

static void write_caption(const Writer *writer, const Caption *caption) {
  const DrawnObject *object = caption->object;
  double size = writer->font_size;
  put(writer, "<rect");
  put_box(writer, caption->plate);
  put_attribute(writer, "rx", size / 5);
  put_colour(writer, "fill", object->colour);
  put(writer, "/><text");
  put_attribute(writer, "x", caption->plate.x + CAPTION_PADDING * size);
  put_attribute(writer, "y", caption->plate.y + CAPTION_BASELINE * size);
  put_attribute(writer, "textLength", caption->text_width);
  put(writer, " lengthAdjust=\"spacingAndGlyphs\"");
  put(writer, colour_is_light(object->colour) ? ">" : " fill=\"#fff\">");
  put_user_text(writer, object->caption, caption->length);
  put(writer, caption->length < object->caption_length ? "...</text>" : "</text>");
}

static void write_captions(const Writer *writer) {
  const Picture *picture = writer->picture;
  Arena arena = {0};
  Caption *captions;
  size_t count =
      captions_place(&picture->drawing, picture->frame, writer->font_size, &captions, &arena, writer->error);
  if (count) {
    put(writer, "<g");
    put_attribute(writer, "font-size", writer->font_size);
    put(writer, ">");
    /* Placed first, drawn last. */
    for (size_t i = count; i-- > 0 && ok(writer->error);) write_caption(writer, &captions[i]);
    put(writer, "</g>");
  }
  arena_release(&arena);
}

/* ---- the whole ---- */

/* Whether any of it may be visible. */
static bool is_in_frame(const Box *frame, const Box *box) {
  return box->x <= frame->x + frame->width && box->x + box->width >= frame->x &&
         box->y <= frame->y + frame->height && box->y + box->height >= frame->y;
}

/* For screen readers: the note, and the captions of the first objects. */
static void write_description(const Writer *writer) {
  enum { CAPTIONS_TOLD = 30 };
  const Picture *picture = writer->picture;
  const Drawing *drawing = &picture->drawing;
  size_t told = 0, count = 0;
  for (size_t i = 0; i < drawing->count; i++)
    count += is_in_frame(&picture->frame, &drawing->objects[i].bounds);
  put(writer, "<title>");
  if (picture->note_length) {
    put_user_text(writer, picture->note, picture->note_length);
  } else {
    put(writer, picture->image ? "An image with " : "A canvas with ");
    put_count(writer, count, " object", " objects");
  }
  put(writer, "</title><desc>");
  if (!picture->image) {
    put_user_text(writer, picture->problem, strlen(picture->problem));
    put(writer, ". ");
  }
  put_count(writer, count, " object", " objects");
  for (size_t i = drawing->count; i-- > 0 && told < CAPTIONS_TOLD && ok(writer->error);) {
    const DrawnObject *object = &drawing->objects[i];
    if (!object->caption_length || !is_in_frame(&picture->frame, &object->bounds)) continue;
    put(writer, told++ ? ", " : ": ");
    put_user_text(writer, object->caption, object->caption_length);
  }
  put(writer, told == CAPTIONS_TOLD ? ", ...</desc>" : "</desc>");
}

/* Small images are enlarged, so that their captions are readable. */
static Writer begin(const Picture *picture, Buffer *out, Error *error) {
  enum { SHOWN_LEAST = 320, SCALE_MOST = 16 };
  const double font_least = 11, diagonals = 75;
  const Box *frame = &picture->frame;
  double longer = fmax(frame->width, frame->height);
  double scale =
      picture->shown > 0 ? picture->shown / longer : fmax(1, fmin(SCALE_MOST, floor(SHOWN_LEAST / longer)));
  double diagonal = sqrt(frame->width * frame->width + frame->height * frame->height);
  return (Writer){picture, out, error, scale, fmax(font_least / scale, diagonal / diagonals)};
}

static void write_objects(const Writer *writer) {
  const Drawing *drawing = &writer->picture->drawing;
  put(writer, "<g stroke-linejoin=\"round\">");
  for (size_t i = 0; i < drawing->count && ok(writer->error); i++) {
    if (is_in_frame(&writer->picture->frame, &drawing->objects[i].bounds))
      write_object(writer, &drawing->objects[i]);
  }
  put(writer, "</g>");
}

void picture_svg(const Picture *picture, Buffer *out, Error *error) {
  Writer writer = begin(picture, out, error);
  Box view = picture->frame;
  view.height += note_height(&writer);
  put(&writer, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  put_attribute(&writer, "width", view.width * writer.scale);
  put_attribute(&writer, "height", view.height * writer.scale);
  put(&writer, " viewBox=\"");
  const double numbers[] = {view.x, view.y, view.width, view.height};
  for (int i = 0; i < 4; i++) {
    if (i) put(&writer, " ");
    svg_number(out, numbers[i], error);
  }
  put(&writer, "\" role=\"img\" font-family=\"" TEXT_FONTS "\" style=\"max-width:100%;height:auto\">");
  write_description(&writer);
  if (picture->image)
    write_image(&writer);
  else
    write_canvas(&writer);
  write_objects(&writer);
  if (!picture->image) write_problem(&writer);
  write_captions(&writer);
  write_note(&writer);
  put(&writer, "</svg>");
}
