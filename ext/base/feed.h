/*
** A feed: jobs that the calling thread makes one after another, workers do side by side, and the calling
** thread takes back in the order in which it made them. While SQLite reads the next image, the workers decode
** those before it.
**
**     Feed *feed = feed_open(&kind, workers, poll, error);
**     while (...) { Job *job = feed_job(feed, error); if (job) { fill it; feed_send(feed, error); } }
**     feed_close(feed, error);
**
** Two jobs a worker are held at most, and used again. Only the calling thread polls the host, also while it
** waits; workers poll whether the feed has stopped. The first error in the order of the jobs is reported,
** what follows it is dropped. One worker is the calling thread itself.
*/
#ifndef BOXSCORE_BASE_FEED_H
#define BOXSCORE_BASE_FEED_H

#include "base/memory.h"
#include "base/workers.h"

typedef struct Feed Feed;

typedef struct FeedKind {
  size_t job_size;
  void *context;
  /* On any thread, with the space of its own of worker 0 to workers - 1. */
  void (*work)(void *context, void *job, unsigned worker, Poll *poll, Error *error);
  /* On the calling thread. */
  void (*take)(void *context, void *job, Error *error);
  void (*release)(void *job); /* what a job holds, in the end */
} FeedKind;

/* NULL where memory is out. `kind` is copied. */
Feed *feed_open(const FeedKind *kind, unsigned workers, Poll *poll, Error *error);
/* The next job, to be filled: zeroed at first, later as it was left. Waits until one is free. NULL after an
** error. */
void *feed_job(Feed *feed, Error *error);
/* Hands the job over that feed_job gave. */
void feed_send(Feed *feed, Error *error);
/* Waits until all jobs are done and taken, or after an error until nobody works on one. NULL is allowed. */
void feed_close(Feed *feed, Error *error);

#endif
