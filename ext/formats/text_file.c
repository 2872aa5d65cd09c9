#include "formats/text_file.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "base/number.h"
#include "formats/whole_file.h"

bool text_is_plain(const char *text, size_t length) {
  const char *end = text + length;
  while (text < end) {
    unsigned char c = (unsigned char)*text;
    int step = c < 0x80 ? c >= ' ' && c != 127 : utf8_scan(text, end);
    if (step <= 0) return false;
    text += step;
  }
  return true;
}

Excerpt text_excerpt(const char *text, size_t length) {
  Excerpt out = excerpt(text, length);
  if (text_is_plain(out.text, strlen(out.text))) return out;
  for (char *at = out.text; *at; at++) {
    if ((unsigned char)*at >= 0x80) *at = '?';
  }
  return out;
}

void text_file_read(TextFile *file, const char *path, Poll *poll, Error *error) {
  file->path = path;
  file->poll = poll;
  file->line = 0;
  file->next = file->at = file->end = NULL;
  whole_file_read(path, TEXT_FILE_LARGEST, &file->content, poll, error);
  if (!ok(error)) return;
  const Buffer *content = &file->content;
  bool marked = content->length >= 3 && memcmp(content->bytes, "\xEF\xBB\xBF", 3) == 0;
  file->next = content->bytes + (marked ? 3 : 0);
}

void text_file_release(TextFile *file) {
  buffer_release(&file->content);
  *file = (TextFile){0};
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(TextFile *file) {
  while (file->at < file->end && is_blank(*file->at)) file->at++;
}

bool text_file_line(TextFile *file, Error *error) {
  if (!file->next) return false;
  const char *all = file->content.bytes + file->content.length;
  while (ok(error) && file->next < all) {
    const char *end = memchr(file->next, '\n', (size_t)(all - file->next));
    file->at = file->next;
    file->end = end ? end : all;
    file->next = end ? end + 1 : all;
    if (++file->line % 64 == 0) poll_check(file->poll, error);
    skip_blanks(file);
    if (file->at < file->end) return ok(error);
  }
  return false;
}

bool text_file_word(TextFile *file, Word *out) {
  skip_blanks(file);
  out->text = file->at;
  while (file->at < file->end && !is_blank(*file->at)) file->at++;
  out->length = (size_t)(file->at - out->text);
  return out->length > 0;
}

Word text_file_rest(TextFile *file) {
  skip_blanks(file);
  const char *end = file->end;
  while (end > file->at && is_blank(end[-1])) end--;
  return (Word){file->at, (size_t)(end - file->at)};
}

size_t text_file_words(TextFile *file, Word *out, size_t most) {
  size_t count = 0;
  for (Word word; text_file_word(file, &word); count++) {
    if (count < most) out[count] = word;
  }
  return count;
}

double text_file_number(const TextFile *file, Word word, const char *what, Error *error) {
  Number number = {0};
  if (!ok(error)) return 0;
  bool read = word.length && number_read(word.text, word.length, &number) == word.length;
  if (!read || !isfinite(number.real))
    error_input(error, "%s is not a number: %s: %s: line %zu", what,
                text_excerpt(word.text, word.length).text, file->path, file->line);
  return number.real;
}
