#include "picture/contact_sheet.h"

#include <string.h>

#include "picture/svg.h"
#include "picture/text.h"

/* In pixels. */
enum { SIDE = 240, GAP = 12, PADDING = 6, FONT = 13, LINE = 17, LINES_MOST = 3 };

void contact_sheet_add(ContactSheet *sheet, const SheetCell *cell, Error *error) {
  if (sheet->count == SHEET_CELLS_MOST) error_input(error, "more than %d pictures", SHEET_CELLS_MOST);
  memory_reserve((void **)&sheet->cells, &sheet->capacity, sheet->count + 1, sizeof *sheet->cells, error);
  if (!ok(error)) return;
  SheetCell copy = *cell;
  copy.bytes = arena_copy(&sheet->arena, cell->bytes, cell->length, error);
  copy.caption =
      cell->caption_length ? arena_copy(&sheet->arena, cell->caption, cell->caption_length, error) : NULL;
  if (ok(error)) sheet->cells[sheet->count++] = copy;
}

void contact_sheet_release(ContactSheet *sheet) {
  arena_release(&sheet->arena);
  memory_release(sheet->cells);
  *sheet = (ContactSheet){0};
}

/* The number of caption lines of the whole sheet, that of the longest, so that all rows have the same
** height. */
static size_t caption_lines(const ContactSheet *sheet) {
  const double most = (double)(SIDE - 2 * PADDING) / FONT;
  size_t lines = 0;
  for (size_t i = 0; i < sheet->count; i++) {
    TextLine rest = {sheet->cells[i].caption, sheet->cells[i].caption_length};
    size_t own = 0;
    for (; rest.length && own < LINES_MOST; own++) text_next_line(&rest, most);
    lines = own > lines ? own : lines;
  }
  return lines;
}

static void write_lines(const char *text, size_t length, double x, double y, Buffer *out, Error *error) {
  const double most = (double)(SIDE - 2 * PADDING) / FONT;
  TextLine rest = {text, length};
  for (size_t i = 0; rest.length && i < LINES_MOST; i++) {
    TextLine line = text_next_line(&rest, most);
    buffer_text(out, "<text", error);
    svg_attribute(out, "x", x + PADDING, error);
    svg_attribute(out, "y", y + (double)(i * LINE) + FONT, error);
    buffer_text(out, ">", error);
    svg_text(out, line.text, line.length, error);
    buffer_text(out, rest.length && i + 1 == LINES_MOST ? "...</text>" : "</text>", error);
  }
}

/* An SVG as a data URI: characters with a meaning there or in an attribute become %XX; base64 inside it is
** unchanged. */
static void write_escaped(const SheetCell *cell, Buffer *out, Error *error) {
  static const char hex[] = "0123456789ABCDEF";
  size_t plain = 0;
  for (size_t i = 0; i < cell->length; i++) {
    unsigned char c = (unsigned char)cell->bytes[i];
    if (c > ' ' && c < 0x7F && !strchr("\"#%&'<>?[\\]^`{|}", c)) continue;
    const char escape[] = {'%', hex[c >> 4], hex[c & 15]};
    buffer_add(out, cell->bytes + plain, i - plain, error);
    buffer_add(out, escape, sizeof escape, error);
    plain = i + 1;
  }
  buffer_add(out, cell->bytes + plain, cell->length - plain, error);
}

static void write_picture(const SheetCell *cell, double x, double y, Buffer *out, Error *error) {
  if (cell->kind == SHEET_PROBLEM) {
    write_lines(cell->bytes, cell->length, x, y + SIDE / 2.0 - LINE, out, error);
    return;
  }
  buffer_text(out, "<image", error);
  svg_attribute(out, "x", x, error);
  svg_attribute(out, "y", y, error);
  svg_attribute(out, "width", SIDE, error);
  svg_attribute(out, "height", SIDE, error);
  buffer_text(out, " style=\"image-orientation:none\" href=\"", error);
  if (cell->kind == SHEET_SVG) {
    buffer_text(out, "data:image/svg+xml,", error);
    write_escaped(cell, out, error);
  } else {
    buffer_text(out, cell->kind == SHEET_PNG ? "data:image/png;base64," : "data:image/jpeg;base64,", error);
    svg_base64(out, cell->bytes, cell->length, error);
  }
  buffer_text(out, "\"/>", error);
}

static void write_rectangle(double x, double y, double width, double height, const char *colour, Buffer *out,
                            Error *error) {
  buffer_text(out, "<rect", error);
  svg_attribute(out, "x", x, error);
  svg_attribute(out, "y", y, error);
  svg_attribute(out, "width", width, error);
  svg_attribute(out, "height", height, error);
  buffer_text(out, " fill=\"", error);
  buffer_text(out, colour, error);
  buffer_text(out, "\"/>", error);
}

static void write_cell(const SheetCell *cell, double x, double y, double height, Buffer *out, Error *error) {
  buffer_text(out, "<g>", error);
  if (cell->caption_length) {
    buffer_text(out, "<title>", error);
    svg_text(out, cell->caption, cell->caption_length, error);
    buffer_text(out, "</title>", error);
  }
  write_rectangle(x, y, SIDE, height, "#f2f2f2", out, error);
  write_rectangle(x, y, SIDE, SIDE, "#c8c8c8", out, error);
  write_picture(cell, x, y, out, error);
  write_lines(cell->caption, cell->caption_length, x, y + SIDE + PADDING, out, error);
  buffer_text(out, "</g>", error);
}

void contact_sheet_write(const ContactSheet *sheet, size_t columns, Buffer *out, Error *error) {
  enum { COLUMNS_USUAL = 5 };
  size_t lines = caption_lines(sheet);
  if (!columns) columns = sheet->count < COLUMNS_USUAL ? sheet->count : COLUMNS_USUAL;
  size_t rows = (sheet->count + columns - 1) / columns;
  double height = SIDE + (lines ? (double)(lines * LINE) + 2 * PADDING : 0);
  double whole_width = (double)columns * (SIDE + GAP) - GAP,
         whole_height = (double)rows * (height + GAP) - GAP;
  buffer_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"", error);
  svg_attribute(out, "width", whole_width, error);
  svg_attribute(out, "height", whole_height, error);
  buffer_text(out, " viewBox=\"0 0 ", error);
  svg_number(out, whole_width, error);
  buffer_text(out, " ", error);
  svg_number(out, whole_height, error);
  buffer_text(out, "\" role=\"img\" font-family=\"" TEXT_FONTS "\"", error);
  svg_attribute(out, "font-size", FONT, error);
  buffer_text(out, " fill=\"#1a1a1a\" style=\"max-width:100%;height:auto\"><title>", error);
  buffer_number(out, (double)sheet->count, error);
  buffer_text(out, sheet->count == 1 ? " picture</title>" : " pictures</title>", error);
  for (size_t i = 0; i < sheet->count && ok(error); i++) {
    size_t row = i / columns, column = i % columns;
    double x = (double)column * (SIDE + GAP), y = (double)row * (height + GAP);
    write_cell(&sheet->cells[i], x, y, height, out, error);
  }
  buffer_text(out, "</svg>", error);
}
