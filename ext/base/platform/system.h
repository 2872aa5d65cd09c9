/*
** What else differs between systems: shared libraries, processors, and the signals of threads. Threads
** themselves are those of POSIX everywhere.
*/
#ifndef BOXSCORE_BASE_PLATFORM_SYSTEM_H
#define BOXSCORE_BASE_PLATFORM_SYSTEM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* Writes the folder of the file that holds this code, with a separator at its end. False where it is not
** known, or does not fit. */
bool system_own_folder(char *out, size_t room);

/* Opens a shared library, by its path or by a name that the system looks for. Nobody else's calls bind
** to its functions. NULL where there is none. */
void *system_library_open(const char *file);
void *system_library_function(void *library, const char *name);
void system_library_close(void *library);

/* How many processors there are, 1 where that is not known. */
size_t system_processors(void);

/* Starts a thread that leaves the host's signals to the host's threads. False where the system has no
** more of them. */
bool system_thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument);

#endif
