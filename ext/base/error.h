/*
** A sticky error: the first one is kept, and functions that take an Error do nothing once it is set.
**
**     Error error = {0};
**     read_labels(..., &error);
**     match(..., &error);                  does nothing if the reading failed
**     if (!ok(&error)) report(error.text);
*/
#ifndef BOXSCORE_BASE_ERROR_H
#define BOXSCORE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ErrorKind { ERROR_NONE, ERROR_INPUT, ERROR_MEMORY, ERROR_INTERRUPT } ErrorKind;

typedef struct Error {
  ErrorKind kind;
  int host_code;   /* the host's code for an error of its own (a locked database, say); 0: it has none */
  char text[1500]; /* UTF-8, always terminated, never cut inside a character */
} Error;

static inline bool ok(const Error *error) {
  return error->kind == ERROR_NONE;
}

/* Sets an error of the user's making. Numbers are formatted by the caller (number_format), since %f follows
** the locale. */
void error_input(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
void error_memory(Error *error);
void error_interrupt(Error *error);

/* Shortens a value for a message: at most 60 bytes of it, "..." where it was cut, control characters and what
** is not UTF-8 as '?'. */
typedef struct Excerpt {
  char text[68];
} Excerpt;
Excerpt excerpt(const char *text, size_t length);

/* Passes an error on as one of `who`, with the value that it is about behind it, unless the message ends with
** that. */
void error_pass_on(Error *error, const Error *inner, const char *who, const char *text, size_t length);

#endif
