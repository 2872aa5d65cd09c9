#include "sql/scores/png_stream.h"

#include <string.h>

#include "base/feed.h"

static void refuse(const char *table, const PngJob *job, const Error *inner, Error *error) {
  if (ok(inner) || !ok(error)) return;
  if (inner->kind == ERROR_INPUT)
    error_input(error, "%s image %s: %s", table, id_excerpt(&job->image).text, inner->text);
  else
    *error = *inner;
}

static void work(void *context, void *held, unsigned worker, Poll *poll, Error *error) {
  const PngStream *stream = context;
  PngJob *job = held;
  Error inner = {0};
  (void)worker;
  png_pairs_begin(&job->pairs, job->bytes[0], job->length[0], poll, &inner);
  refuse(stream->tables.labels, job, &inner, error);
  png_pairs_count(&job->pairs, job->bytes[1], job->length[1], poll, &inner);
  refuse(stream->tables.predictions, job, &inner, error);
  if (ok(error) && stream->work) stream->work(stream->context, job, error);
}

static void take(void *context, void *held, Error *error) {
  const PngStream *stream = context;
  if (stream->take) stream->take(stream->context, held, error);
}

static void release(void *held) {
  PngJob *job = held;
  memory_release(job->bytes[0]);
  memory_release(job->bytes[1]);
  png_pairs_release(&job->pairs);
}

static void copy_bytes(PngJob *job, int side, const void *bytes, size_t length, Error *error) {
  memory_reserve((void **)&job->bytes[side], &job->room[side], length, 1, error);
  if (!ok(error)) return;
  if (length) memcpy(job->bytes[side], bytes, length);
  job->length[side] = length;
}

static void send_row(void *context, const PngPairRow *row, Error *error) {
  PngStream *stream = context;
  uint32_t image = names_add(&stream->images, &row->image, error);
  PngJob *job = feed_job(stream->feed, error);
  if (!job) return;
  job->image = stream->images.items[image];
  job->number = names_find(&stream->input->images, &row->image);
  if (job->number != NAMES_NONE) stream->seen[job->number] = 1;
  copy_bytes(job, 0, row->label, row->label_length, error);
  copy_bytes(job, 1, row->prediction, row->prediction_length, error);
  feed_send(stream->feed, error);
}

/* Labels without a PNG would be skipped silently. */
static void check_images(const PngStream *stream, Error *error) {
  const SegmentTable *labels = &stream->input->labels;
  for (size_t i = 0; i < labels->count && ok(error); i++) {
    if (stream->seen[labels->image[i]]) continue;
    error_input(error, "%s has segments of image %s, and %s has no PNG of it", labels->table,
                id_excerpt(&stream->input->images.items[labels->image[i]]).text, stream->tables.labels);
  }
}

void png_stream_run(PngStream *stream) {
  Call *call = stream->call;
  Error *error = call->error, reading = {0};
  FeedKind kind = {sizeof(PngJob), stream, work, take, release};
  stream->tables = (PngTables){call_text(call, "label_pngs", "label_pngs"),
                               call_text(call, "prediction_pngs", "prediction_pngs")};
  stream->seen = memory_allocate_zeroed(stream->input->images.count, sizeof *stream->seen, error);
  stream->feed = feed_open(&kind, workers_that_pay(SIZE_MAX, call->threads), &call->watch.poll, error);
  if (ok(error)) png_tables_read(call->connection, &stream->tables, send_row, stream, &reading);
  feed_close(stream->feed, error);
  if (ok(error) && !ok(&reading)) *error = reading; /* what is wrong with the images before comes first */
  if (ok(error)) check_images(stream, error);
}

void png_stream_release(PngStream *stream) {
  memory_release(stream->seen);
  names_release(&stream->images);
}
