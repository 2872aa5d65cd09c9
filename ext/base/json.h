/*
** A pull reader for JSON that keeps no document tree: over a text in memory, or over a file through a window that grows
** to the largest token or element that the caller holds.
*/
#ifndef BOXSCORE_BASE_JSON_H
#define BOXSCORE_BASE_JSON_H

#include "base/error.h"
#include "base/memory.h"
#include "base/number.h"

typedef struct JsonReader JsonReader; /* the helper that owns this file settles its shape */

#endif
