/*
** What the formats share that keep one small file an image, or a class, in a directory: the objects of all of
** them, in the order of the files' names and of their lines.
*/
#ifndef BOXSCORE_FORMATS_OBJECT_FILES_H
#define BOXSCORE_FORMATS_OBJECT_FILES_H

#include "base/names.h"
#include "formats/directory.h"
#include "formats/input_file.h"
#include "formats/text_file.h"
#include "geometry/box.h"

/* What every format has; the row of a format begins with one. */
typedef struct FileObject {
  uint32_t image, class; /* in images, classes */
  Box box;
  double score;             /* of predictions */
  const char *segmentation; /* COCO polygons as JSON; NULL: none, or not asked for */
} FileObject;

/* Start with {0}. */
typedef struct ObjectFiles {
  void *rows; /* of the format's own type */
  size_t count, capacity;
  Names images, classes;
  Arena texts;
  /* Set before reading: objects of unknown images, without a name and so on are left out. */
  bool skip_unknown;
  size_t skipped;         /* how many objects were */
  const char *ending;     /* of the files that were read */
  uint64_t stamp;         /* of the directory before they were read */
  const char *names_path; /* a file with names of classes that was read too; NULL: none */
  FileStamp names_stamp;
} ObjectFiles;

typedef struct FilesReading {
  ObjectFiles *out;
  TextFile file; /* the one at hand */
  const char *name;
  size_t stem;    /* length of its name without the ending */
  uint32_t image; /* the stem's number in images, NAMES_NONE before an object needed it */
  void *context;  /* of the format */
  Error *error;
} FilesReading;

/* Reads every file of the directory that has the ending. `poll` may be NULL. */
void object_files_read(ObjectFiles *out, const char *directory, const char *ending,
                       void (*read_file)(FilesReading *reading), void *context, Poll *poll, Error *error);
void object_files_release(ObjectFiles *files);
/* Whether the files are as they were. */
bool object_files_are_fresh(const ObjectFiles *files, const char *directory);

/* Something is unknown: leaves the object out and counts it, or sets the error. */
void object_files_unknown(FilesReading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for one more row, zeroed; NULL with the error set. */
void *object_files_append(FilesReading *reading, size_t row_size);
/* The number of the image that the file is named after. */
uint32_t object_files_image(FilesReading *reading);
/* The number of a name; an error where it is empty or not UTF-8. */
uint32_t object_files_name(FilesReading *reading, Names *names, Word word, const char *what);
/* From corners; an error where they are exchanged. */
Box object_files_box(FilesReading *reading, const double *corners);

#endif
