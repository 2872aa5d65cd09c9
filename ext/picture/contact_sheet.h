/*
** Many pictures in a grid, each with its caption, as one SVG.
**
**     ContactSheet sheet = {0};
**     for (each picture) contact_sheet_add(&sheet, &picture, caption, length, &error);
**     contact_sheet_write(&sheet, columns, &out, &error);
**     contact_sheet_release(&sheet);
*/
#ifndef BOXSCORE_PICTURE_CONTACT_SHEET_H
#define BOXSCORE_PICTURE_CONTACT_SHEET_H

#include "base/buffer.h"

/* The content of a cell. An SVG is embedded as an image, so that no script in it runs. */
typedef enum SheetKind { SHEET_PROBLEM, SHEET_PNG, SHEET_JPEG, SHEET_SVG } SheetKind;

typedef struct SheetCell {
  SheetKind kind;
  const char *bytes; /* the file, or a text instead of it; in the arena */
  size_t length;
  const char *caption;
  size_t caption_length; /* 0: none */
} SheetCell;

typedef struct ContactSheet {
  Arena arena;
  SheetCell *cells;
  size_t count, capacity;
} ContactSheet;

enum { SHEET_CELLS_MOST = 10000, SHEET_COLUMNS_MOST = 100 };

/* Copies the content. */
void contact_sheet_add(ContactSheet *sheet, const SheetCell *cell, Error *error);
/* columns 0: up to five. */
void contact_sheet_write(const ContactSheet *sheet, size_t columns, Buffer *out, Error *error);
void contact_sheet_release(ContactSheet *sheet);

#endif
