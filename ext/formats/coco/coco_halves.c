#include "formats/coco/coco_halves.h"

#include <string.h>

#include "base/platform/files.h"
#include "base/platform/system.h"

enum { WORTH_IT = 4 << 20, SEARCHED = 64 * 1024 };

/* Where in the text an element may begin: at the { of "},{", blanks allowed between. The length where
** nowhere. */
static size_t find_element(const char *text, size_t length) {
  char before = 0, last = 0; /* the last two bytes that are no blanks */
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (before == '}' && last == ',' && c == '{') return i;
    before = last;
    last = c;
  }
  return length;
}

static size_t read_half(void *context, char *into, size_t room, Error *error) {
  SecondHalf *second = context;
  if (second->bracket)
    return input_read(&second->reading.input, into, room < JSON_WINDOW ? room : JSON_WINDOW, error);
  second->bracket = true;
  into[0] = '[';
  return 1;
}

static bool told_to_stop(void *context) {
  return atomic_load(&((SecondHalf *)context)->stop);
}

static void *work(void *argument) {
  SecondHalf *second = argument;
  Reading *reading = &second->reading;
  json_begin_array(&reading->json);
  while (json_next_element(&reading->json)) coco_take_prediction(reading);
  json_finish(&reading->json);
  return NULL;
}

/* Opens the file again, at the guess. False where there is none. */
static bool open_half(Reading *first, SecondHalf *second, uint64_t size) {
  InputFile *input = &second->reading.input;
  Error *error = &second->error;
  char *text = memory_allocate(1, SEARCHED, error);
  uint64_t middle = size / 2;
  size_t length = 0;
  bool opened = input_open_at(input, first->input.path, &second->poll, middle, error);
  while (opened && ok(error) && length < SEARCHED) {
    size_t got = input_read(input, text + length, SEARCHED - length, error);
    if (!got) break;
    length += got;
  }
  size_t found = opened && ok(error) ? find_element(text, length) : length;
  memory_release(text);
  if (found == length) return false;
  second->start = middle + found;
  return file_seek(input->descriptor, second->start);
}

static void close_half(SecondHalf *second) {
  input_close(&second->reading.input, &second->reading.json);
  buffer_release(&second->reading.left);
  coco_release(&second->coco);
}

void coco_second_half_begin(Reading *reading, SecondHalf *second) {
  const Coco *out = reading->out;
  if (!out->stamp.is_file || out->stamp.size < WORTH_IT || workers_that_pay(SIZE_MAX, 0) < 2) return;
  *second = (SecondHalf){.bracket = false};
  second->poll = (Poll){.stop = told_to_stop, .context = second};
  second->reading = (Reading){.out = &second->coco,
                              .error = &second->error,
                              .json = {.error = &second->error},
                              .input = {.descriptor = -1},
                              .wanted = reading->wanted,
                              .element = reading->element};
  bool opened = open_half(reading, second, out->stamp.size);
  if (opened)
    json_open_source(&second->reading.json, (JsonSource){reading->input.path, read_half, NULL, second},
                     &second->error);
  if (opened && ok(&second->error) && system_thread_start(&second->thread, work, second))
    reading->second = second;
  else
    close_half(second);
}

/* The numbers that the first half has for the names of the second. */
static uint32_t *renumber(const Names *from, Names *to, Error *error) {
  uint32_t *numbers = memory_allocate(from->count, sizeof *numbers, error);
  for (size_t i = 0; i < from->count && ok(error); i++) numbers[i] = names_add(to, &from->items[i], error);
  return numbers;
}

/* Puts the second half's predictions behind the first one's. */
static void append(Reading *reading, SecondHalf *second) {
  Coco *out = reading->out, *more = &second->coco;
  size_t count = more->prediction_count;
  uint32_t *images = renumber(&more->images, &out->images, reading->error);
  uint32_t *categories = renumber(&more->categories, &out->categories, reading->error);
  memory_reserve((void **)&out->predictions, &out->capacity[2], out->prediction_count + count,
                 sizeof *out->predictions, reading->error);
  for (size_t i = 0; i < count && ok(reading->error); i++) {
    CocoPrediction *to = &out->predictions[out->prediction_count + i];
    *to = more->predictions[i];
    to->image = images[to->image];
    to->category = categories[to->category];
  }
  if (ok(reading->error)) out->prediction_count += count;
  memory_release(images);
  memory_release(categories);
  arena_adopt(&out->texts, &more->texts);
}

bool coco_second_half_joins(Reading *reading) {
  enum { FAR = 4096 }; /* more blanks than that between two elements only cost the second half's work */
  SecondHalf *second = reading->second;
  if (json_offset(&reading->json) + FAR < second->start) return false;
  json_kind(&reading->json); /* passes over the blanks before the element */
  uint64_t at = json_offset(&reading->json);
  if (at < second->start || !ok(reading->error)) return false;
  if (at > second->start) atomic_store(&second->stop, true);
  pthread_join(second->thread, NULL);
  reading->is_joined = at == second->start && ok(&second->error);
  if (reading->is_joined) append(reading, second);
  close_half(second);
  reading->second = NULL;
  return reading->is_joined;
}

void coco_second_half_end(Reading *reading) {
  SecondHalf *second = reading->second;
  atomic_store(&second->stop, true);
  pthread_join(second->thread, NULL);
  close_half(second);
  reading->second = NULL;
}
