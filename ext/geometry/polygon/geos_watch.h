/*
** Stops GEOS. Its callback and its wish to be interrupted belong to the process, not to a context or thread,
** so other threads have a part in both: ours, and those of a host that uses the same GEOS. Therefore
**
** - the callback is registered only while an operation of ours runs, and passes each call on to the
**   one that was there before;
** - it asks the poll of the thread that it is called on, which geos_watch_begin has left there;
** - an operation may be interrupted by the wish of another thread. Then its own watch has not stopped, and
**   the caller repeats it; the thread whose wish was used up asks again at its next call.
**
**     do {
**       geos_watch_begin(&watch);
**       made = geos_functions.GEOSMakeValid_r(...);
**       geos_watch_end(&watch);
**     } while (!made && was_interrupted && !watch.has_stopped);
*/
#ifndef BOXSCORE_GEOMETRY_POLYGON_GEOS_WATCH_H
#define BOXSCORE_GEOMETRY_POLYGON_GEOS_WATCH_H

#include "base/workers.h"

typedef struct GeosWatch {
  Poll *poll;
  /* The poll wanted the operation to stop. */
  bool has_stopped;
} GeosWatch;

/* Begin and end on the same thread, and do not nest. GEOS must be open. */
void geos_watch_begin(GeosWatch *watch);
void geos_watch_end(GeosWatch *watch);

#endif
