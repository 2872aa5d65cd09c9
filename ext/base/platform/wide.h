/*
** Paths as Windows takes them.
*/
#ifndef BOXSCORE_BASE_PLATFORM_WIDE_H
#define BOXSCORE_BASE_PLATFORM_WIDE_H

#include <stdbool.h>
#include <stddef.h>

/* A path in UTF-16, in the form that may be longer than 260 characters where it is long. To be released with
** memory_release; NULL with errno set. `more` characters are left free behind it. */
wchar_t *wide_path(const char *path, size_t more);

/* Writes UTF-8 with a terminating 0. False where it does not fit. */
bool wide_to_utf8(const wchar_t *wide, char *out, size_t room);

#endif
