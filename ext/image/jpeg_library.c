#include "image/jpeg_library.h"

#if BOXSCORE_JPEG

/* The interface of 6b, 7 or 8: libjpeg-turbo can be built with each, and the structures differ. */
#if JPEG_LIB_VERSION >= 80
#define SO_NAME "libjpeg.so.8"
#define DYLIB   "libjpeg.8.dylib"
#define DLL     "libjpeg-8.dll"
#elif JPEG_LIB_VERSION >= 70
#define SO_NAME "libjpeg.so.7"
#define DYLIB   "libjpeg.7.dylib"
#define DLL     "libjpeg-7.dll"
#else
#define SO_NAME "libjpeg.so.62"
#define DYLIB   "libjpeg.62.dylib"
#define DLL     "libjpeg-62.dll"
#endif

struct JpegLibrary jpeg_library;

static const char *const jpeg_names[] = {JPEG_FUNCTIONS(LIBRARY_NAME)};
static const char *const jpeg_files[] = {
    SO_NAME, DYLIB, DLL, "/opt/homebrew/lib/" DYLIB, "/usr/local/lib/" DYLIB, NULL};
static Library jpeg_opened = LIBRARY("libjpeg", jpeg_files, jpeg_names, &jpeg_library);

bool jpeg_library_open(Error *error) {
  return library_open(&jpeg_opened, error);
}

#endif
