/*
** XML through expat, which is opened at run time (make XML=0 leaves it out): elements and their text, without
** attributes.
**
** A DOCTYPE is rejected, and with it every entity that a document defines: a few lines cannot expand to
** gigabytes, nor does a file make us open another one. Texts beyond XML_LARGEST and elements nested deeper
** than XML_DEPTH are rejected too.
*/
#ifndef BOXSCORE_FORMATS_VOC_XML_H
#define BOXSCORE_FORMATS_VOC_XML_H

#include "base/memory.h"
#include "base/workers.h"

enum { XML_LARGEST = 16 * 1024 * 1024, XML_DEPTH = 100 };

typedef struct XmlReader {
  /* Each stops the reading by setting the error. */
  void (*start)(struct XmlReader *xml,
                const char *name); /* of an element; `depth` is its own, 1 for the outermost */
  void (*end)(struct XmlReader *xml);
  void (*text)(struct XmlReader *xml, const char *text, size_t length); /* in pieces as they come */
  void *context;
  Error *error;
  const char *path; /* for messages */
  Poll *poll;       /* may be NULL */
  int depth;
  size_t line; /* of what the handlers are called for */
  void *parser;
} XmlReader;

/* Sets an error where XML cannot be read on this machine. */
void xml_open(Error *error);
/* Its version, "not found" or "built without". */
const char *xml_library(void);
/* Reads a document. The caller has set the handlers, the error and the path. */
void xml_read(XmlReader *xml, const char *text, size_t length);

#endif
