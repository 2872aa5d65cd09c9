#include "geometry/polygon/geos_library.h"

#if BOXSCORE_GEOS

struct GeosLibrary geos_functions;

static const char *const names[] = {GEOS_FUNCTIONS(LIBRARY_NAME)};
static const char *const files[] = {"libgeos_c.so.1",
                                    "libgeos_c.1.dylib",
                                    "libgeos_c.dylib",
                                    "libgeos_c.dll",
                                    "libgeos_c-1.dll",
                                    "/opt/homebrew/lib/libgeos_c.1.dylib",
                                    "/usr/local/lib/libgeos_c.1.dylib",
                                    NULL};
static Library opened = LIBRARY("GEOS", files, names, &geos_functions);

bool geos_library_open(Error *error) {
  return library_open(&opened, error);
}

#endif
