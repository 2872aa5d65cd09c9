#include "geometry/polygon/geos_context.h"

#if BOXSCORE_GEOS

#include <string.h>

static void keep_message(const char *message, void *into) {
  Geos *geos = into;
  size_t length = strlen(message);
  if (length >= sizeof geos->message) length = sizeof geos->message - 1;
  memcpy(geos->message, message, length);
  geos->message[length] = 0;
}

/* GEOS speaks of memory only in its message. */
void geos_fail(Geos *geos, Error *error) {
  if (geos->watch.has_stopped)
    error_interrupt(error);
  else if (!geos->message[0] || strstr(geos->message, "bad_alloc"))
    error_memory(error);
  else
    error_input(error, "GEOS: %s", excerpt(geos->message, strlen(geos->message)).text);
  geos->message[0] = 0;
}

const char *geos_library(void) {
  Error error = {0};
  return geos_library_open(&error) ? geos_functions.GEOSversion() : "not found";
}

Geos *geos_open(Error *error) {
  if (!geos_library_open(error)) return NULL;
  Geos *geos = memory_allocate_zeroed(1, sizeof *geos, error);
  if (!geos) return NULL;
  geos->context = geos_functions.GEOS_init_r();
  if (!geos->context) {
    error_memory(error);
    memory_release(geos);
    return NULL;
  }
  geos_functions.GEOSContext_setErrorMessageHandler_r(geos->context, keep_message, geos);
  return geos;
}

void geos_close(Geos *geos) {
  if (!geos) return;
  geos_functions.GEOS_finish_r(geos->context);
  memory_release(geos->scratch);
  memory_release(geos);
}

void geos_listen(Geos *geos, Poll *poll) {
  geos->watch.poll = poll;
}

void *geos_scratch(Geos *geos, size_t count, size_t size, Error *error) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) error_memory(error);
  if (ok(error)) memory_reserve(&geos->scratch, &geos->scratch_bytes, bytes, 1, error);
  return ok(error) ? geos->scratch : NULL;
}

void geos_release(Geos *geos, GeosGeometry *geometry) {
  if (geometry) geos_functions.GEOSGeom_destroy_r(geos->context, geometry);
}

/* ---- operations that may take long ---- */

/* Ends what geos_watch_begin began. Whether the operation is to be repeated: it failed because of another
** thread. */
static bool is_to_be_repeated(Geos *geos, bool failed) {
  geos_watch_end(&geos->watch);
  if (!failed || geos->watch.has_stopped || !strstr(geos->message, "Interrupted")) return false;
  geos->message[0] = 0;
  return true;
}

bool geos_run_is_valid(Geos *geos, const GEOSGeometry *geometry, Error *error) {
  char valid;
  do {
    geos_watch_begin(&geos->watch);
    valid = geos_functions.GEOSisValid_r(geos->context, geometry);
  } while (is_to_be_repeated(geos, valid == 2));
  if (valid == 2) geos_fail(geos, error);
  return valid == 1;
}

/* NULL after an error. */
GEOSGeometry *geos_run_make_valid(Geos *geos, const GEOSGeometry *geometry, Error *error) {
  GEOSGeometry *made;
  do {
    geos_watch_begin(&geos->watch);
    made = geos_functions.GEOSMakeValid_r(geos->context, geometry);
  } while (is_to_be_repeated(geos, !made));
  if (!made) geos_fail(geos, error);
  return made;
}

GEOSGeometry *geos_run_union(Geos *geos, const GEOSGeometry *geometry, Error *error) {
  GEOSGeometry *made;
  do {
    geos_watch_begin(&geos->watch);
    made = geos_functions.GEOSUnaryUnion_r(geos->context, geometry);
  } while (is_to_be_repeated(geos, !made));
  if (!made) geos_fail(geos, error);
  return made;
}

GEOSGeometry *geos_run_intersection(Geos *geos, const GEOSGeometry *a, const GEOSGeometry *b, Error *error) {
  GEOSGeometry *made;
  do {
    geos_watch_begin(&geos->watch);
    made = geos_functions.GEOSIntersection_r(geos->context, a, b);
  } while (is_to_be_repeated(geos, !made));
  if (!made) geos_fail(geos, error);
  return made;
}

/* NULL after an error; to be released with GEOSFree_r. */
char *geos_run_reason(Geos *geos, const GEOSGeometry *geometry, Error *error) {
  char *text;
  do {
    geos_watch_begin(&geos->watch);
    text = geos_functions.GEOSisValidReason_r(geos->context, geometry);
  } while (is_to_be_repeated(geos, !text));
  if (!text) geos_fail(geos, error);
  return text;
}

#endif
