/*
** A file as bytes, read whole.
*/
#ifndef BOXSCORE_FORMATS_WHOLE_FILE_H
#define BOXSCORE_FORMATS_WHOLE_FILE_H

#include "base/buffer.h"
#include "base/workers.h"

/* Replaces what `out` holds. Regular files only: a pipe or a device might be waited for without end. More
** than `most` bytes are an error. poll may be NULL. */
void whole_file_read(const char *path, size_t most, Buffer *out, Poll *poll, Error *error);

/* Its first `most` bytes, or all where there are fewer; *size: how many it has. */
void whole_file_head(const char *path, size_t most, Buffer *out, size_t *size, Poll *poll, Error *error);

/* False where nothing bears this name. What is there but may not be read exists. */
bool whole_file_exists(const char *path);

#endif
