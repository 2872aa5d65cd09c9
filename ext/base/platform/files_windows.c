#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include "base/platform/files.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <stdio.h>
#include <windows.h>

#include "base/memory.h"
#include "base/platform/wide.h"

/* The codes that our messages tell apart. A name that Windows does not allow is one of no file. */
static int code_of(DWORD code) {
  switch (code) {
  case ERROR_ACCESS_DENIED:
  case ERROR_SHARING_VIOLATION: return EACCES;
  case ERROR_NOT_ENOUGH_MEMORY: return ENOMEM;
  case ERROR_DIRECTORY: return ENOTDIR;
  case ERROR_FILE_NOT_FOUND:
  case ERROR_PATH_NOT_FOUND:
  case ERROR_INVALID_NAME:
  case ERROR_BAD_NETPATH:
  case ERROR_BAD_NET_NAME:
  case ERROR_INVALID_DRIVE:
  case ERROR_FILENAME_EXCED_RANGE: return ENOENT;
  default: return EIO;
  }
}

static bool handle_facts(HANDLE handle, FileFacts *out) {
  BY_HANDLE_FILE_INFORMATION file;
  DWORD type = GetFileType(handle);
  *out = (FileFacts){.kind = type == FILE_TYPE_PIPE ? KIND_PIPE : KIND_OTHER};
  if (type != FILE_TYPE_DISK) return true;
  if (!GetFileInformationByHandle(handle, &file)) {
    errno = code_of(GetLastError());
    return false;
  }
  enum { TICKS = 10000000 };                  /* of 100 nanoseconds, a second */
  const int64_t epoch = INT64_C(11644473600); /* seconds from 1601 to 1970 */
  uint64_t changed = (uint64_t)file.ftLastWriteTime.dwHighDateTime << 32 | file.ftLastWriteTime.dwLowDateTime;
  out->kind = file.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? KIND_FOLDER : KIND_FILE;
  out->size = (uint64_t)file.nFileSizeHigh << 32 | file.nFileSizeLow;
  out->device = file.dwVolumeSerialNumber;
  out->inode = (uint64_t)file.nFileIndexHigh << 32 | file.nFileIndexLow;
  out->seconds = (int64_t)(changed / TICKS);
  out->nanoseconds = (int64_t)(changed % TICKS * 100);
  FILE_BASIC_INFO basic;
  bool known = GetFileInformationByHandleEx(handle, FileBasicInfo, &basic, sizeof basic);
  uint64_t status = known ? (uint64_t)basic.ChangeTime.QuadPart : changed;
  out->status_seconds = (int64_t)(status / TICKS) - epoch;
  out->status_nanoseconds = (int64_t)(status % TICKS * 100);
  return true;
}

/* INVALID_HANDLE_VALUE with errno set. Others may write, rename and delete the file meanwhile, as
** elsewhere. */
static HANDLE open_handle(const char *path, DWORD access) {
  wchar_t *wide = wide_path(path, 0);
  if (!wide) return INVALID_HANDLE_VALUE;
  HANDLE handle = CreateFileW(wide, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
  if (handle == INVALID_HANDLE_VALUE) errno = code_of(GetLastError());
  memory_release(wide);
  return handle;
}

bool path_facts(const char *path, FileFacts *out) {
  HANDLE handle = open_handle(path, 0);
  if (handle == INVALID_HANDLE_VALUE) return false;
  bool known = handle_facts(handle, out);
  CloseHandle(handle);
  return known;
}

int file_open(const char *path) {
  HANDLE handle = open_handle(path, GENERIC_READ);
  if (handle == INVALID_HANDLE_VALUE) return -1;
  int descriptor = _open_osfhandle((intptr_t)handle, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
  if (descriptor < 0) CloseHandle(handle);
  return descriptor;
}

bool file_facts(int descriptor, FileFacts *out) {
  return handle_facts((HANDLE)_get_osfhandle(descriptor), out);
}

int64_t file_read(int descriptor, void *into, size_t room) {
  return _read(descriptor, into, room < INT_MAX ? (unsigned)room : INT_MAX);
}

bool file_seek(int descriptor, uint64_t offset) {
  return _lseeki64(descriptor, (int64_t)offset, SEEK_SET) == (int64_t)offset;
}

/* Reading from a pipe waits by itself here. */
void file_wait(int descriptor, int milliseconds) {
  (void)descriptor;
  Sleep((DWORD)milliseconds);
}

void file_close(int descriptor) {
  _close(descriptor);
}

static bool take_name(Folder *folder, const WIN32_FIND_DATAW *found) {
  if (wide_to_utf8(found->cFileName, folder->name, sizeof folder->name)) return true;
  errno = EIO;
  return false;
}

bool folder_open(Folder *folder, const char *path) {
  FileFacts facts;
  if (!path_facts(path, &facts)) return false;
  if (facts.kind != KIND_FOLDER) {
    errno = ENOTDIR;
    return false;
  }
  wchar_t *pattern = wide_path(path, 2);
  if (!pattern) return false;
  size_t length = wcslen(pattern);
  if (pattern[length - 1] != '/' && pattern[length - 1] != '\\') pattern[length++] = '\\';
  pattern[length] = '*';
  pattern[length + 1] = 0;
  WIN32_FIND_DATAW found;
  HANDLE handle = FindFirstFileW(pattern, &found);
  memory_release(pattern);
  if (handle == INVALID_HANDLE_VALUE) {
    errno = code_of(GetLastError());
    return false;
  }
  folder->stream = handle;
  folder->is_pending = take_name(folder, &found);
  return true;
}

const char *folder_next(Folder *folder) {
  WIN32_FIND_DATAW found;
  errno = 0;
  if (folder->is_pending) {
    folder->is_pending = false;
    return folder->name;
  }
  if (FindNextFileW(folder->stream, &found)) return take_name(folder, &found) ? folder->name : NULL;
  if (GetLastError() != ERROR_NO_MORE_FILES) errno = EIO;
  return NULL;
}

void folder_close(Folder *folder) {
  FindClose(folder->stream);
}

#endif
