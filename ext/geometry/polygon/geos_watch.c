#include "geometry/polygon/geos_watch.h"

#if BOXSCORE_GEOS

#include "geometry/polygon/geos_library.h"

/* Under the mutex: how many operations are under way, and the callback that was there before the first of
** them. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned running;
static GEOSInterruptCallback *before;

/* Of each thread, its watch. Exists while operations are under way: nothing of us stays in the process
** afterwards, since the host may unload us. */
static pthread_key_t key;
static bool has_key;

static void listen(void) {
  GeosWatch *watch = pthread_getspecific(key);
  if (watch && !watch->has_stopped) {
    Error error;
    error.kind = ERROR_NONE; /* the rest costs too much to clear, and is not read */
    poll_check(watch->poll, &error);
    watch->has_stopped = !ok(&error);
  }
  if (watch && watch->has_stopped) geos_functions.GEOS_interruptRequest();
  if (before) before();
}

void geos_watch_begin(GeosWatch *watch) {
  watch->has_stopped = false;
  pthread_mutex_lock(&mutex);
  if (running++ == 0) {
    has_key = pthread_key_create(&key, NULL) == 0;
    if (has_key) before = geos_functions.GEOS_interruptRegisterCallback(listen);
  }
  if (has_key) pthread_setspecific(key, watch);
  pthread_mutex_unlock(&mutex);
}

void geos_watch_end(GeosWatch *watch) {
  if (watch->has_stopped)
    geos_functions.GEOS_interruptCancel(); /* in case the operation ended before it looked */
  pthread_mutex_lock(&mutex);
  if (has_key) pthread_setspecific(key, NULL);
  if (--running == 0 && has_key) {
    GEOSInterruptCallback *current = geos_functions.GEOS_interruptRegisterCallback(before);
    if (current != listen)
      geos_functions.GEOS_interruptRegisterCallback(current); /* of another user of GEOS */
    pthread_key_delete(key);
  }
  pthread_mutex_unlock(&mutex);
}

#endif
