#include "image/png_library.h"

#if BOXSCORE_PNG

struct PngLibrary png_library;

static const char *const png_names[] = {PNG_FUNCTIONS(LIBRARY_NAME)};
static const char *const png_files[] = {"libpng16.so.16",
                                        "libpng16.16.dylib",
                                        "libpng16.dll",
                                        "libpng16-16.dll",
                                        "/opt/homebrew/lib/libpng16.16.dylib",
                                        "/usr/local/lib/libpng16.16.dylib",
                                        NULL};
static Library png_opened = LIBRARY("libpng", png_files, png_names, &png_library);

bool png_library_open(Error *error) {
  return library_open(&png_opened, error);
}

#endif
