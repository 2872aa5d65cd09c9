/*
** Numbers in the BLOBs of ours, little-endian, written and read byte by byte: the same on every machine.
*/
#ifndef BOXSCORE_BASE_BYTES_H
#define BOXSCORE_BASE_BYTES_H

#include "base/buffer.h"

/* The lowest `count` bytes of a number. */
void bytes_put(uint64_t value, int count, Buffer *out, Error *error);
void bytes_put_double(double value, Buffer *out, Error *error);
/* A count in one byte for each seven bits, the lowest first; all but the last have the top bit. */
void bytes_put_varint(uint64_t value, Buffer *out, Error *error);

/* A BLOB that is read front to back. */
typedef struct Bytes {
  const unsigned char *at, *end;
  const char *what; /* "a geometry BLOB", for messages */
} Bytes;

static inline size_t bytes_left(const Bytes *bytes) {
  return (size_t)(bytes->end - bytes->at);
}

/* 0 after an error. */
uint64_t bytes_take(Bytes *bytes, int count, Error *error);
double bytes_take_double(Bytes *bytes, Error *error); /* finite */
uint64_t bytes_take_varint(Bytes *bytes, Error *error);
/* The next `length` bytes as they are; NULL after an error. */
const unsigned char *bytes_take_run(Bytes *bytes, size_t length, Error *error);

#endif
