/*
** Small text files, read whole, line by line and word by word.
**
**     TextFile file = {0};
**     text_file_read(&file, "labels/a.txt", poll, &error);
**     while (text_file_line(&file, &error)) {
**       Word word;
**       while (text_file_word(&file, &word)) use(word.text, word.length);
**     }
**     text_file_release(&file);
**
** A byte order mark, blank lines, and blanks around words (a carriage return too) are skipped. One TextFile
** reads many files in turn and keeps its memory.
*/
#ifndef BOXSCORE_FORMATS_TEXT_FILE_H
#define BOXSCORE_FORMATS_TEXT_FILE_H

#include "base/buffer.h"
#include "base/workers.h"

enum { TEXT_FILE_LARGEST = 256 * 1024 * 1024 };

typedef struct TextFile {
  const char *path;
  Poll *poll; /* NULL: never stop */
  Buffer content;
  const char *next, *at, *end; /* the next line; what is left of this one */
  size_t line;                 /* its number, from 1 */
} TextFile;

/* A piece of the line, not terminated: valid until the next file is read. */
typedef struct Word {
  const char *text;
  size_t length;
} Word;

/* Only regular files: a pipe in the directory would be waited for without end. `path` must live as long as
** the file is read. */
void text_file_read(TextFile *file, const char *path, Poll *poll, Error *error);
bool text_file_line(TextFile *file, Error *error); /* the next line that is not blank */
bool text_file_word(TextFile *file, Word *out);    /* the next word of the line */
Word text_file_rest(TextFile *file);               /* what is left of the line, without blanks around it */
/* Up to `most` words of the line; returns how many it has. */
size_t text_file_words(TextFile *file, Word *out, size_t most);
void text_file_release(TextFile *file);

/* A word as a finite number; `what` it is begins the message. */
double text_file_number(const TextFile *file, Word word, const char *what, Error *error);

/* Whether a text is UTF-8 without control characters. */
bool text_is_plain(const char *text, size_t length);
/* A piece of a file for a message, whatever its bytes are. */
Excerpt text_excerpt(const char *text, size_t length);

#endif
