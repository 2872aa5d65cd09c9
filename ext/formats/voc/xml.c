#include "formats/voc/xml.h"

#ifndef BOXSCORE_XML
#define BOXSCORE_XML 1
#endif

#if BOXSCORE_XML

#include <expat.h>
#include <string.h>

#include "base/library.h"

#define FUNCTIONS(X)                                                                                         \
  X(XML_ParserCreate_MM)                                                                                     \
  X(XML_ParserFree)                                                                                          \
  X(XML_SetUserData)                                                                                         \
  X(XML_SetElementHandler)                                                                                   \
  X(XML_SetCharacterDataHandler)                                                                             \
  X(XML_SetStartDoctypeDeclHandler)                                                                          \
  X(XML_Parse)                                                                                               \
  X(XML_StopParser)                                                                                          \
  X(XML_GetErrorCode)                                                                                        \
  X(XML_ErrorString)                                                                                         \
  X(XML_GetCurrentLineNumber)                                                                                \
  X(XML_ExpatVersion)

static struct { FUNCTIONS(LIBRARY_MEMBER) } expat;

static const char *const files[] = {"libexpat.so.1", "libexpat.1.dylib", "libexpat.dll", NULL};
static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};
static Library library = LIBRARY("expat", files, names, &expat);

void xml_open(Error *error) {
  library_open(&library, error);
}

const char *xml_library(void) {
  static const char prefix[] = "expat_";
  Error error = {0};
  if (!library_open(&library, &error)) return "not found";
  const char *version = expat.XML_ExpatVersion();
  return strncmp(version, prefix, sizeof prefix - 1) == 0 ? version + sizeof prefix - 1 : version;
}

static void *allocate(size_t size) {
  return memory_allocator.allocate(size);
}
static void *reallocate(void *memory, size_t size) {
  return memory_allocator.reallocate(memory, size);
}

/* After a handler set the error, nothing more is wanted. */
static void after_handler(XmlReader *xml) {
  if (!ok(xml->error)) expat.XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes) {
  (void)attributes;
  XmlReader *xml = context;
  if (!ok(xml->error)) return;
  xml->line = expat.XML_GetCurrentLineNumber(xml->parser);
  if (++xml->depth > XML_DEPTH)
    error_input(xml->error, "elements are nested deeper than %d: %s: line %zu", XML_DEPTH, xml->path,
                xml->line);
  else
    xml->start(xml, name);
  after_handler(xml);
}

static void XMLCALL on_end(void *context, const XML_Char *name) {
  (void)name;
  XmlReader *xml = context;
  if (!ok(xml->error)) return;
  xml->line = expat.XML_GetCurrentLineNumber(xml->parser);
  xml->end(xml);
  xml->depth--;
  after_handler(xml);
}

static void XMLCALL character_data(void *context, const XML_Char *text, int length) {
  XmlReader *xml = context;
  if (!ok(xml->error)) return;
  xml->text(xml, text, (size_t)length);
  after_handler(xml);
}

static void XMLCALL start_doctype(void *context, const XML_Char *name, const XML_Char *system,
                                  const XML_Char *public, int has_subset) {
  (void)name, (void)system, (void)public, (void)has_subset;
  XmlReader *xml = context;
  error_input(xml->error, "a DOCTYPE, which may hold entities, is not read: %s: line %zu", xml->path,
              (size_t)expat.XML_GetCurrentLineNumber(xml->parser));
  after_handler(xml);
}

static void refuse(const XmlReader *xml) {
  enum XML_Error code = expat.XML_GetErrorCode(xml->parser);
  if (code == XML_ERROR_NO_MEMORY)
    error_memory(xml->error);
  else
    error_input(xml->error, "not XML (%s): %s: line %zu", expat.XML_ErrorString(code), xml->path,
                (size_t)expat.XML_GetCurrentLineNumber(xml->parser));
}

static void parse(XmlReader *xml, const char *text, size_t length) {
  enum { PIECE = 64 * 1024 };
  bool last = false;
  while (ok(xml->error) && !last) {
    size_t piece = length < PIECE ? length : PIECE;
    last = piece == length;
    enum XML_Status status = expat.XML_Parse(xml->parser, text, (int)piece, last);
    if (status != XML_STATUS_OK) refuse(xml);
    text += piece;
    length -= piece;
    poll_check(xml->poll, xml->error);
  }
}

void xml_read(XmlReader *xml, const char *text, size_t length) {
  static const XML_Memory_Handling_Suite memory = {allocate, reallocate, memory_release};
  xml_open(xml->error);
  if (length > XML_LARGEST)
    error_input(xml->error, "larger than %d MB: %s", XML_LARGEST / (1024 * 1024), xml->path);
  if (!ok(xml->error)) return;
  xml->depth = 0;
  xml->parser = expat.XML_ParserCreate_MM(NULL, &memory, NULL);
  if (!xml->parser) {
    error_memory(xml->error);
    return;
  }
  expat.XML_SetUserData(xml->parser, xml);
  expat.XML_SetElementHandler(xml->parser, on_start, on_end);
  expat.XML_SetCharacterDataHandler(xml->parser, character_data);
  expat.XML_SetStartDoctypeDeclHandler(xml->parser, start_doctype);
  parse(xml, text, length);
  expat.XML_ParserFree(xml->parser);
  xml->parser = NULL;
}

#else

void xml_open(Error *error) {
  error_input(error, "built without expat");
}

const char *xml_library(void) {
  return "built without";
}

void xml_read(XmlReader *xml, const char *text, size_t length) {
  (void)text, (void)length;
  xml_open(xml->error);
}

#endif
