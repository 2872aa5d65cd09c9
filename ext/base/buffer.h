/*
** A growing run of bytes: text or binary that is written piece by piece. Start with {0}.
*/
#ifndef BOXSCORE_BASE_BUFFER_H
#define BOXSCORE_BASE_BUFFER_H

#include "base/memory.h"

typedef struct Buffer {
  char *bytes; /* not terminated */
  size_t length, capacity;
} Buffer;

void buffer_add(Buffer *buffer, const void *bytes, size_t length, Error *error);
void buffer_text(Buffer *buffer, const char *text, Error *error); /* terminated */
void buffer_number(Buffer *buffer, double value,
                   Error *error); /* the shortest that reads back as the same value */
void buffer_release(Buffer *buffer);

#endif
