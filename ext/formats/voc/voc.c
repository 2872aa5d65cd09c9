#include "formats/voc/voc.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "formats/voc/xml.h"

/* What is taken of an object; the last four stand in its bndbox. */
typedef enum Field { NAME, DIFFICULT, TRUNCATED, OCCLUDED, XMIN, YMIN, XMAX, YMAX, FIELDS } Field;

static const char *const field_names[FIELDS] = {"name", "difficult", "truncated", "occluded",
                                                "xmin", "ymin",      "xmax",      "ymax"};

/* Depths of elements: annotation, object, its fields, the corners in bndbox. */
enum { ROOT = 1, OBJECT, MEMBER, CORNER };

typedef struct Annotation {
  FilesReading *reading;
  unsigned wanted; /* flags */
  bool in_object, in_box, is_rotated;
  int field_depth; /* 0: in no field */
  Field field;
  bool given[FIELDS];
  double numbers[FIELDS];
  char text[1000]; /* of the field */
  size_t length;
  char name[1000];
  size_t name_length;
} Annotation;

static void begin_field(XmlReader *xml, Annotation *annotation, const char *name, Field first, Field end) {
  for (Field field = first; field < end; field++) {
    if (strcmp(name, field_names[field]) != 0) continue;
    if (field > NAME && field < XMIN && !(annotation->wanted >> (field - DIFFICULT) & 1)) continue;
    if (annotation->given[field])
      error_input(xml->error, "an object has %s twice: %s: line %zu", name, xml->path, xml->line);
    annotation->field = field;
    annotation->field_depth = xml->depth;
    annotation->length = 0;
  }
}

static void start_element(XmlReader *xml, const char *name) {
  Annotation *annotation = xml->context;
  if (xml->depth == ROOT && strcmp(name, "annotation") != 0) {
    error_input(xml->error, "not a VOC file, its outermost element is %s and not annotation: %s",
                excerpt(name, strlen(name)).text, xml->path);
  } else if (xml->depth == OBJECT && strcmp(name, "object") == 0) {
    annotation->in_object = true;
    annotation->is_rotated = false;
    annotation->name_length = 0;
    memset(annotation->given, 0, sizeof annotation->given);
  } else if (xml->depth == MEMBER && annotation->in_object) {
    annotation->in_box = strcmp(name, "bndbox") == 0;
    annotation->is_rotated |= strcmp(name, "robndbox") == 0 || strcmp(name, "rbndbox") == 0;
    begin_field(xml, annotation, name, NAME, XMIN);
  } else if (xml->depth == CORNER && annotation->in_box) {
    begin_field(xml, annotation, name, XMIN, FIELDS);
  }
}

static void take_text(XmlReader *xml, const char *text, size_t length) {
  Annotation *annotation = xml->context;
  if (annotation->field_depth != xml->depth) return;
  if (length > sizeof annotation->text - annotation->length) {
    error_input(xml->error, "%s is longer than %zu bytes: %s: line %zu", field_names[annotation->field],
                sizeof annotation->text, xml->path, xml->line);
    return;
  }
  memcpy(annotation->text + annotation->length, text, length);
  annotation->length += length;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void end_field(XmlReader *xml, Annotation *annotation) {
  const char *text = annotation->text;
  size_t length = annotation->length;
  while (length && is_blank(text[length - 1])) length--;
  for (; length && is_blank(*text); length--) text++;
  Field field = annotation->field;
  annotation->field_depth = 0;
  if (!length) return; /* an empty element says as much as none */
  annotation->given[field] = true;
  if (field == NAME) {
    memcpy(annotation->name, text, length);
    annotation->name_length = length;
    return;
  }
  Number number = {0};
  bool good = number_read(text, length, &number) == length && isfinite(number.real);
  annotation->numbers[field] = number.real;
  if (!good)
    error_input(xml->error, "%s is not a number: '%s': %s: line %zu", field_names[field],
                excerpt(text, length).text, xml->path, xml->line);
}

static void check_fields(XmlReader *xml, const Annotation *annotation) {
  for (Field field = XMIN; field < FIELDS; field++) {
    if (annotation->given[field]) continue;
    if (annotation->is_rotated)
      error_input(xml->error, "an object has a rotated box (robndbox) and no bndbox: %s: line %zu", xml->path,
                  xml->line);
    else
      error_input(xml->error, "an object has no %s: %s: line %zu", field_names[field], xml->path, xml->line);
  }
}

static void end_object(XmlReader *xml, Annotation *annotation) {
  FilesReading *reading = annotation->reading;
  annotation->in_object = false;
  if (!annotation->given[NAME]) {
    object_files_unknown(reading, "an object has no name: %s: line %zu", xml->path, xml->line);
    return;
  }
  check_fields(xml, annotation);
  reading->file.line = xml->line;
  Word name = {annotation->name, annotation->name_length};
  uint32_t class = object_files_name(reading, &reading->out->classes, name, "name");
  Box box = object_files_box(reading, &annotation->numbers[XMIN]);
  uint32_t image = object_files_image(reading);
  VocLabel *row = object_files_append(reading, sizeof *row);
  if (!row) return;
  row->object = (FileObject){.image = image, .class = class, .box = box};
  for (int f = 0; f < VOC_FLAGS; f++)
    row->flags[f] = annotation->given[DIFFICULT + f] ? annotation->numbers[DIFFICULT + f] : (double)NAN;
}

static void end_element(XmlReader *xml) {
  Annotation *annotation = xml->context;
  if (annotation->field_depth == xml->depth) end_field(xml, annotation);
  if (xml->depth == MEMBER) annotation->in_box = false;
  if (xml->depth == OBJECT && annotation->in_object) end_object(xml, annotation);
}

static void read_annotation(FilesReading *reading) {
  Annotation annotation = {.reading = reading, .wanted = *(const unsigned *)reading->context};
  TextFile *file = &reading->file;
  XmlReader xml = {.start = start_element,
                   .end = end_element,
                   .text = take_text,
                   .context = &annotation,
                   .error = reading->error,
                   .path = file->path,
                   .poll = file->poll};
  xml_read(&xml, file->content.bytes, file->content.length);
}

void voc_read_labels(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll, Error *error) {
  xml_open(error);
  object_files_read(out, directory, ".xml", read_annotation, &wanted, poll, error);
}

/* "comp4_det_test_dog.txt" and "dog.txt" are both of the class dog. */
static Word class_of_file(const FilesReading *reading) {
  static const char mark[] = "_det_";
  Word class = {reading->name, reading->stem};
  const char *end = reading->name + reading->stem, *found = strstr(reading->name, mark);
  const char *set = found ? found + sizeof mark - 1 : end;
  const char *line = set < end ? memchr(set, '_', (size_t)(end - set)) : NULL;
  if (line && line + 1 < end) class = (Word){line + 1, (size_t)(end - line - 1)};
  return class;
}

static void read_result(FilesReading *reading) {
  static const char *const names[] = {"image", "score", "xmin", "ymin", "xmax", "ymax"};
  enum { IMAGE, SCORE, CORNERS, WORDS = 6 };
  Word words[WORDS];
  double numbers[WORDS] = {0};
  const TextFile *file = &reading->file;
  size_t count = text_file_words(&reading->file, words, WORDS);
  if (count != WORDS) {
    error_input(reading->error, "%zu values in place of image, score, xmin, ymin, xmax, ymax: %s: line %zu",
                count, file->path, file->line);
    return;
  }
  for (size_t i = SCORE; i < WORDS; i++)
    numbers[i] = text_file_number(file, words[i], names[i], reading->error);
  Box box = object_files_box(reading, &numbers[CORNERS]);
  uint32_t image = object_files_name(reading, &reading->out->images, words[IMAGE], names[IMAGE]);
  uint32_t class = object_files_name(reading, &reading->out->classes, class_of_file(reading), "the class");
  FileObject *row = object_files_append(reading, sizeof *row);
  if (row) *row = (FileObject){.image = image, .class = class, .box = box, .score = numbers[SCORE]};
}

static void read_results(FilesReading *reading) {
  while (text_file_line(&reading->file, reading->error)) read_result(reading);
}

void voc_read_predictions(const char *directory, ObjectFiles *out, Poll *poll, Error *error) {
  object_files_read(out, directory, ".txt", read_results, NULL, poll, error);
}
