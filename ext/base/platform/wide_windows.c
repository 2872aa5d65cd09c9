#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include "base/platform/wide.h"

#include <errno.h>
#include <string.h>
#include <windows.h>

#include "base/memory.h"

static wchar_t *allocate_wide(size_t length) {
  Error error = {0};
  wchar_t *out = memory_allocate(length, sizeof *out, &error);
  if (!out) errno = ENOMEM;
  return out;
}

/* The whole path behind the mark that lifts the limit of 260 characters. Takes `path`. */
static wchar_t *lift_limit(wchar_t *path, size_t more) {
  DWORD length = GetFullPathNameW(path, 0, NULL, NULL);
  wchar_t *out = length ? allocate_wide(length + more + sizeof "\\\\?\\UNC\\") : NULL;
  if (out) {
    bool is_share = path[0] == '\\' && path[1] == '\\';
    size_t mark = is_share ? 6 : 4; /* \\?\UNC and one \ of the share's two, or \\?\ */
    GetFullPathNameW(path, length, out + mark, NULL);
    memcpy(out, is_share ? L"\\\\?\\UNC" : L"\\\\?\\", (is_share ? 7 : 4) * sizeof *out);
  }
  memory_release(path);
  return out;
}

wchar_t *wide_path(const char *path, size_t more) {
  enum { SHORT = 240 };
  int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
  if (length <= 0) {
    errno = ENOENT;
    return NULL;
  }
  wchar_t *out = allocate_wide((size_t)length + more);
  if (!out) return NULL;
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, out, length);
  bool is_marked = out[0] == '\\' && out[1] == '\\' && (out[2] == '?' || out[2] == '.');
  return length < SHORT || is_marked ? out : lift_limit(out, more);
}

bool wide_to_utf8(const wchar_t *wide, char *out, size_t room) {
  return WideCharToMultiByte(CP_UTF8, 0, wide, -1, out, (int)room, NULL, NULL) > 0;
}

#endif
